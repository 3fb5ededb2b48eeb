//! The board: a row for each step, which stays in its place while all of them work at the same time.

mod row;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::awaited::awaited_by_name;
use super::bars::left_text;
use super::style::Stream;
use super::tally::Deed;
use crate::locale::say;
pub(super) use row::Row;
use row::{Look, Stage};

/// Narrower terminals get lines.
pub(super) const NARROWEST: usize = 60;
/// Terminals with fewer rows get lines, too.
pub(super) const LOWEST: usize = 10;
/// How many columns a name takes at least, and at most.
const NAMES: (usize, usize) = (11, 24);

/// The rows, and how long all of it has yet to go.
#[derive(Debug, Default)]
pub(super) struct Board {
    rows: Vec<Row>,
    /// Whose each thing is, by its key.
    owners: BTreeMap<String, String>,
    left: Option<(Instant, Duration, String)>,
    since: Option<Instant>,
    speed: Option<f64>,
}

impl Board {
    /// Begins with these rows in this order, none of which is at work yet.
    pub(super) fn prepare(&mut self, rows: impl Iterator<Item = Row>) {
        let placed = rows.zip(1..).map(|(row, place)| Row { place, ..row });
        self.rows = placed.collect();
    }

    /// Takes a real second for so many of the deployment's clock.
    pub(super) fn go_by(&mut self, speed: f64) {
        self.speed = Some(speed);
    }

    /// Notes what the owner of a row did. What is known to be of a row stays of it, also when nobody can say any more whose it was.
    pub(super) fn note(&mut self, owner: Option<&str>, key: Option<&str>, deed: &Deed<'_>, now: Instant) {
        let known = key.and_then(|key| self.owners.get(key).cloned());
        let Some(owner) = owner.map(str::to_owned).or(known) else {
            return;
        };
        if let Some(key) = key {
            self.owners.insert(key.to_owned(), owner.clone());
        }
        let at = match self.rows.iter().position(|row| row.name == owner) {
            Some(at) => at,
            None => {
                let place = match deed {
                    Deed::Began(place) => *place,
                    _ => usize::MAX,
                };
                let at = self.rows.partition_point(|row| row.place <= place);
                let row = Row::new(&owner);
                self.rows.insert(at, Row { place, ..row });
                at
            }
        };
        self.rows[at].tally.note(deed, now);
        if self.rows[at].stage() == Stage::Done {
            self.rows[at].tally.ended.get_or_insert(now);
        }
    }

    /// How long all of it has yet to go, and for what; zero is over.
    pub(super) fn set_left(&mut self, left: Duration, key: &str, now: Instant) {
        self.left = (!left.is_zero()).then(|| (now, left, key.to_owned()));
    }

    /// Whether there is nothing to draw.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// From now on it is drawn.
    pub(super) fn begin(&mut self, now: Instant) {
        self.since = Some(now);
    }

    /// How many columns a name takes.
    pub(super) fn name_width(&self) -> usize {
        let widths = self.rows.iter().map(|row| console::measure_text_width(&row.name));
        widths.max().unwrap_or_default().clamp(NAMES.0, NAMES.1)
    }

    /// What is drawn now, in so many columns and at most so many rows.
    pub(super) fn lines(&self, width: usize, height: usize, now: Instant) -> Vec<String> {
        let left = self.left_line(now);
        let height = height.saturating_sub(left.iter().len());
        let mut lines = self.folded(&self.look(width, now, false), height);
        lines.extend(left);
        lines
    }

    /// How the rows stay at the end. Those that had nothing to do are one.
    pub(super) fn last_lines(&self, width: usize, now: Instant) -> Vec<String> {
        let look = self.look(width, now, true);
        let is_idle = |row: &&Row| row.stage() == Stage::Done && row.tally.is_idle();
        let idle = self.rows.iter().filter(is_idle).count();
        let mut lines: Vec<String> = (idle > 0).then(|| done_line(&say().board_idle(idle))).into_iter().collect();
        lines.extend(self.rows.iter().filter(|row| !is_idle(row)).map(|row| self.line(row, &look)));
        lines
    }

    fn look(&self, width: usize, now: Instant, is_last: bool) -> Look {
        Look {
            now,
            since: self.since.unwrap_or(now),
            speed: self.speed.unwrap_or(1.0),
            width,
            name: self.name_width(),
            is_last,
        }
    }

    /// As many rows as there is room for: first those that are done become one, then those that have not begun.
    fn folded(&self, look: &Look, height: usize) -> Vec<String> {
        let lines = |stages: &[Stage]| -> Vec<String> {
            let rows = self.rows.iter().filter(|row| stages.contains(&row.stage()));
            rows.map(|row| self.line(row, look)).collect()
        };
        if self.rows.len() <= height {
            return lines(&[Stage::Ahead, Stage::AtWork, Stage::Done, Stage::Failed]);
        }
        let number = |stage: Stage| self.rows.iter().filter(|row| row.stage() == stage).count();
        let (done, ahead) = (number(Stage::Done), number(Stage::Ahead));
        let mut folded: Vec<String> = (done > 0).then(|| done_line(&say().board_done(done))).into_iter().collect();
        if self.rows.len() - done + folded.len() <= height {
            folded.extend(lines(&[Stage::Ahead, Stage::AtWork, Stage::Failed]));
            return folded;
        }
        folded.extend(lines(&[Stage::AtWork, Stage::Failed]));
        folded.truncate(height.saturating_sub(usize::from(ahead > 0)));
        folded.extend((ahead > 0).then(|| Stream::Err.dim(format!("  · {}", say().board_ahead(ahead))).to_string()));
        folded
    }

    fn line(&self, row: &Row, look: &Look) -> String {
        let is_awaited = |name: &&String| {
            let mut rows = self.rows.iter();
            rows.any(|row| row.name == **name && row.stage() != Stage::Done)
        };
        let after: Vec<&str> = row.after.iter().filter(is_awaited).map(String::as_str).collect();
        row.line(&after, look)
    }

    fn left_line(&self, now: Instant) -> Option<String> {
        let (at, left, key) = self.left.as_ref()?;
        let passed = now.saturating_duration_since(*at).mul_f64(self.speed.unwrap_or(1.0));
        let left = left_text(left.saturating_sub(passed));
        Some(format!("  {}", say().progress_left_for(left, awaited_by_name(key))))
    }
}

fn done_line(text: &str) -> String {
    format!("  {} {text}", Stream::Err.good("✔"))
}
