//! What steps do while the person is talked with about another one: kept apart by step, and told between two steps.

use std::time::Instant;

use super::accessible::mark;
use super::awaited::awaited_by_name;
use super::style::Stream;
use super::tally::{Deed, End, Tally};
use super::text::{duration_text, width, wrap};
use crate::locale::say;

/// What is new of each step, in the order in which they began.
#[derive(Default)]
pub(super) struct Meanwhile {
    steps: Vec<News>,
}

/// What is new of one step.
#[derive(Default)]
struct News {
    step: String,
    tally: Tally,
    /// What has to be read, and what was asked for in detail.
    lines: Vec<String>,
    is_new: bool,
    was_done: bool,
}

impl Meanwhile {
    fn of(&mut self, step: &str) -> &mut News {
        let at = self.steps.iter().position(|news| news.step == step).unwrap_or_else(|| {
            self.steps.push(News {
                step: step.to_owned(),
                ..News::default()
            });
            self.steps.len() - 1
        });
        &mut self.steps[at]
    }

    /// Notes what a step did.
    pub(super) fn note(&mut self, step: &str, deed: &Deed<'_>) {
        let news = self.of(step);
        news.is_new |= !matches!((deed, news.tally.end), (Deed::Done, Some(End::Done)));
        news.tally.note(deed, Instant::now());
    }

    /// These steps were done before: that they still are is no news.
    pub(super) fn known(&mut self, done: &[&str]) {
        for step in done {
            let news = self.of(step);
            (news.tally.end, news.is_new, news.was_done) = (Some(End::Done), false, true);
        }
    }

    /// Whether a step was done before.
    pub(super) fn was_done(&self, step: &str) -> bool {
        self.steps.iter().any(|news| news.step == step && news.was_done)
    }

    /// Keeps a line of a step until its news are told.
    pub(super) fn line(&mut self, step: &str, line: String) {
        let news = self.of(step);
        news.lines.push(line);
        news.is_new = true;
    }

    /// What is new, in lines; it is told once.
    pub(super) fn told(&mut self) -> Vec<String> {
        let mut told = Vec::new();
        for news in self.steps.iter_mut().filter(|news| news.is_new) {
            told.push(news.line());
            told.append(&mut news.lines);
            news.is_new = false;
        }
        if !told.is_empty() {
            told.insert(0, format!("\n{}", Stream::Err.dim(say().meanwhile())));
        }
        told
    }
}

impl News {
    /// One line: how far it is, and what it made.
    fn line(&self) -> String {
        let s = Stream::Err;
        let say = say();
        let mut parts = self.tally.counts();
        let step = s.bold(&self.step).to_string();
        let (sign, state) = match self.tally.end {
            Some(End::Done) => (
                s.good(mark("✔", &say.prompt_mark_done()).to_owned()),
                say.meanwhile_done(step),
            ),
            Some(End::Failed) => (
                s.bad(mark("✘", &say.check_failed_mark()).to_owned()),
                say.meanwhile_failed(step),
            ),
            None => (
                s.accent(mark("…", &say.meanwhile_mark()).to_owned()),
                say.meanwhile_at_work(step),
            ),
        };
        if self.tally.end.is_none() {
            parts.extend(self.wait());
        }
        let text = match parts.is_empty() {
            true => state,
            false => say.labelled(state, parts.join(", ")),
        };
        wrap(&text, width(), &format!("  {sign} "), "    ")
    }

    /// What takes longest of what is waited for.
    fn wait(&self) -> Option<String> {
        let (key, wait, others) = self.tally.longest()?;
        Some(say().meanwhile_waits(others, awaited_by_name(key), duration_text(wait.usual)))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn each_step_has_a_line_of_its_own_and_is_told_once() {
        console::set_colors_enabled_stderr(false);
        let mut meanwhile = Meanwhile::default();
        let waits = Deed::Waits {
            key: "nat-gateway/main",
            what: "nat-gateway/main".to_owned(),
            usual: Duration::from_secs(90),
        };
        for deed in [Deed::Made, Deed::Made, waits] {
            meanwhile.note("nat-gateway", &deed);
        }
        meanwhile.note("vpc", &Deed::Made);
        meanwhile.note("vpc", &Deed::Done);
        meanwhile.line("vpc", "  A notice.".to_owned());
        assert_eq!(
            meanwhile.told(),
            [
                "\nMeanwhile",
                "  … nat-gateway is being made: 2 made, waits for the NAT gateway, usually 1:30",
                "  ✔ vpc is done: 1 made",
                "  A notice.",
            ]
        );
        assert!(meanwhile.told().is_empty());
        meanwhile.known(&["app"]);
        meanwhile.note("app", &Deed::Done);
        assert!(meanwhile.told().is_empty());
        meanwhile.note("nat-gateway", &Deed::Ready("nat-gateway/main"));
        meanwhile.note("nat-gateway", &Deed::Done);
        assert_eq!(meanwhile.told()[1..], ["  ✔ nat-gateway is done: 2 made"]);
    }
}
