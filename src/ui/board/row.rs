//! A row of the board: a step, what it does or waits for, and how long.

use std::time::{Duration, Instant};

use console::{measure_text_width, truncate_str};

use crate::locale::say;
use crate::ui::style::Stream;
use crate::ui::tally::{End, Tally, Wait};
use crate::ui::text::clock_time;

/// How many cells a gauge has.
const CELLS: usize = 10;
/// From how many columns on there is room for a gauge.
const WIDE: usize = 72;
/// How many columns the time takes, right-aligned, as long as it is no longer.
const TIME: usize = 21;
/// What turns while a step is at work.
const SPINNER: [&str; 10] = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/// A step, or whatever else has a row.
#[derive(Debug)]
pub(in crate::ui) struct Row {
    pub(super) name: String,
    /// Its place in the walkthrough, where it has one.
    pub(super) place: usize,
    /// The rows that it comes after.
    pub(super) after: Vec<String>,
    /// How many of its resources are to go, where they are taken down.
    pub(super) goes: Option<usize>,
    pub(super) tally: Tally,
}

/// How far a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Ahead,
    AtWork,
    Done,
    Failed,
}

/// How rows are drawn.
pub(super) struct Look {
    pub(super) now: Instant,
    /// Since when the board is drawn, for what turns.
    pub(super) since: Instant,
    /// How many seconds of the deployment's clock pass in a real one.
    pub(super) speed: f64,
    pub(super) width: usize,
    /// How many columns a name takes.
    pub(super) name: usize,
    /// Whether this is how the rows stay.
    pub(super) is_last: bool,
}

impl Look {
    fn passed(&self, from: Instant, until: Instant) -> Duration {
        until.saturating_duration_since(from).mul_f64(self.speed)
    }

    fn turning(&self) -> &'static str {
        let turns = self.now.saturating_duration_since(self.since).as_millis() / 120;
        SPINNER[usize::try_from(turns).unwrap_or_default() % SPINNER.len()]
    }
}

impl Row {
    pub(in crate::ui) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            place: usize::MAX,
            after: Vec::new(),
            goes: None,
            tally: Tally::default(),
        }
    }

    /// The same, of what comes after these rows.
    pub(in crate::ui) fn after(self, rows: &[&str]) -> Self {
        let after = rows.iter().map(|name| (*name).to_owned()).collect();
        Self { after, ..self }
    }

    /// The same, of what is taken down: so many resources go.
    pub(in crate::ui) fn taking_down(self, resources: usize) -> Self {
        let goes = Some(resources);
        Self { goes, ..self }
    }

    pub(super) fn stage(&self) -> Stage {
        let is_over = self.goes.is_some_and(|goes| self.tally.over >= goes) && self.tally.last().is_none();
        match (self.tally.end, self.tally.begun) {
            (Some(End::Failed), _) => Stage::Failed,
            (Some(End::Done), _) => Stage::Done,
            (None, Some(_)) if is_over => Stage::Done,
            (None, Some(_)) => Stage::AtWork,
            (None, None) => Stage::Ahead,
        }
    }

    /// The row as one line; `after` are those that it waits for.
    pub(super) fn line(&self, after: &[&str], look: &Look) -> String {
        let s = Stream::Err;
        let stage = self.stage();
        let mark = match stage {
            Stage::Done => s.good("✔"),
            Stage::Failed => s.bad("✘"),
            Stage::Ahead => s.dim("·"),
            Stage::AtWork if look.is_last => s.accent("…"),
            Stage::AtWork => s.accent(look.turning()),
        };
        let wait = self.tally.last().filter(|_| !look.is_last && stage == Stage::AtWork);
        let time = match wait {
            Some((wait, _)) => wait_time(wait, look),
            None => self.time(look),
        };
        let gauge = match wait {
            Some((wait, _)) if look.width >= WIDE => format!("{}  ", s.accent(gauge(wait, look))),
            _ => String::new(),
        };
        let right = format!("{gauge}{time:>TIME$}");
        let name = truncate_str(&self.name, look.name, "…");
        let name = format!("{name:<0$}", look.name);
        let name = match stage {
            Stage::Ahead => s.dim(name),
            _ => s.bold(name),
        };
        let left = format!("  {mark} {name}  ");
        let room = look
            .width
            .saturating_sub(measure_text_width(&left) + measure_text_width(&right) + 1);
        let text = self.text(after, wait.map(|(wait, others)| (wait.what.as_str(), others)));
        let text = truncate_str(&text, room, "…").into_owned();
        let text = if stage == Stage::Ahead {
            s.dim(text).to_string()
        } else {
            text
        };
        let gap = " ".repeat(room.saturating_sub(measure_text_width(&text)) + 1);
        format!("{left}{text}{gap}{right}").trim_end().to_owned()
    }

    fn text(&self, after: &[&str], wait: Option<(&str, usize)>) -> String {
        let say = say();
        match self.stage() {
            Stage::Ahead if after.is_empty() => String::new(),
            Stage::Ahead => say.board_after(after.join(", ")),
            Stage::Failed => say.board_failed(),
            Stage::Done => self.counts().join(", "),
            Stage::AtWork => match (wait, &self.tally.doing) {
                (Some((what, 0)), _) => what.to_owned(),
                (Some((what, others)), _) => say.board_and_others(what, others.to_string()),
                (None, Some(doing)) => doing.clone(),
                (None, None) if !after.is_empty() => say.board_after(after.join(", ")),
                (None, None) => self.counts().join(", "),
            },
        }
    }

    fn counts(&self) -> Vec<String> {
        match self.goes {
            Some(goes) => vec![say().board_gone(self.tally.over.min(goes).to_string(), goes.to_string())],
            None => self.tally.counts(),
        }
    }

    /// How long it has been at work, or was.
    fn time(&self, look: &Look) -> String {
        let Some(begun) = self.tally.begun else {
            return String::new();
        };
        let until = self.tally.ended.unwrap_or(look.now);
        clock_time(look.passed(begun, until))
    }
}

fn gauge(wait: &Wait, look: &Look) -> String {
    let share = look.passed(wait.begun, look.now).as_secs_f64() / wait.usual.as_secs_f64().max(1.0);
    let filled = ((share * CELLS as f64) as usize).min(CELLS);
    format!("{}{}", "━".repeat(filled), "╌".repeat(CELLS - filled))
}

fn wait_time(wait: &Wait, look: &Look) -> String {
    let passed = clock_time(look.passed(wait.begun, look.now));
    format!("{passed}{}", say().wait_of_about(clock_time(wait.usual)))
}
