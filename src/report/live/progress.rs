//! What the events of a run come to: how far each step is, what is waited for, what was checked, and how it ended.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::checkpoint::RecordedEvent;
use crate::locale::say;

/// How far a step is, by the events of the last run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    /// It is being built.
    Running,
    /// AWS is getting ready what it made.
    Waiting,
    /// It is done.
    Done,
    /// It failed.
    Failed,
    /// It is left out.
    Skipped,
}

impl StepState {
    /// The word of `jalon status`.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

/// Something that is waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// What happens to it: `waiting`, `deleting` or `stopping`.
    pub what: String,
    /// Since when, by the wall clock.
    pub since: Timestamp,
    /// How long it usually takes, in the deployment's clock.
    pub usual: Duration,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Well.
    Well,
    /// With an error.
    Failed {
        /// The sentence.
        error: String,
        /// What to do about it; empty where there is nothing to say.
        advice: String,
    },
}

/// Whether a resource is there, by the events of the last run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    /// It was made, or found.
    There,
    /// It was deleted.
    Gone,
    /// It was stopped.
    Stopped,
}

/// The last run, as far as it has come.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// The command's word; empty where nothing was ever recorded.
    pub command: String,
    /// When it began.
    pub started: Option<Timestamp>,
    /// Its process.
    pub pid: Option<u32>,
    /// How many seconds of the deployment's clock pass in a real one.
    pub speed: f64,
    /// The steps it has met.
    pub steps: BTreeMap<String, StepState>,
    /// What is waited for, by key.
    pub waits: BTreeMap<String, Wait>,
    /// When it is over, about: seconds of the deployment's clock from a moment on.
    pub left: Option<(Timestamp, Duration)>,
    /// How many checks passed.
    pub passed: usize,
    /// How many were not run.
    pub not_run: usize,
    /// The claims that failed, with what was seen.
    pub failed: Vec<String>,
    /// How it ended; `None` while it runs, or where it was killed.
    pub end: Option<End>,
    pub(super) things: BTreeMap<String, Presence>,
}

impl Progress {
    /// Takes an event in.
    pub fn take(&mut self, event: &RecordedEvent) {
        let (key, step) = (event.text("key").to_owned(), event.text("step").to_owned());
        match event.event.as_str() {
            "run-started" => self.begin(event),
            "step-started" => drop(self.steps.insert(step, StepState::Running)),
            "step-waiting" => drop(self.steps.insert(step, StepState::Waiting)),
            "step-done" => drop(self.steps.insert(step, StepState::Done)),
            "step-failed" => drop(self.steps.insert(step, StepState::Failed)),
            "step-skipped" => drop(self.steps.insert(step, StepState::Skipped)),
            "adopted" | "created" => drop(self.things.insert(key, Presence::There)),
            "gone" => drop(self.things.insert(key, Presence::Gone)),
            "waiting" | "deleting" | "stopping" => self.wait(key, event),
            "ready" => {
                self.waits.remove(&key);
                self.things.insert(key, Presence::There);
            }
            "deleted" => {
                self.waits.remove(&key);
                self.things.insert(key, Presence::Gone);
            }
            "stopped" => {
                self.waits.remove(&key);
                self.things.insert(key, Presence::Stopped);
            }
            "time-left" => self.left = event.number("seconds").map(|left| (event.at, Duration::from_secs(left))),
            "checked" => self.check(event),
            "run-ended" => self.end(End::Well),
            "failed" => self.end(End::Failed {
                error: event.text("error").to_owned(),
                advice: event.text("advice").to_owned(),
            }),
            _ => {}
        }
    }

    fn begin(&mut self, event: &RecordedEvent) {
        *self = Self {
            command: event.text("command").to_owned(),
            started: Some(event.at),
            pid: event.number("pid").and_then(|pid| u32::try_from(pid).ok()),
            speed: event.fields.get("speed").and_then(serde_json::Value::as_f64).unwrap_or(1.0),
            ..Self::default()
        };
    }

    fn wait(&mut self, key: String, event: &RecordedEvent) {
        let usual = Duration::from_secs(event.number("usual_seconds").unwrap_or_default());
        let wait = Wait {
            what: event.event.clone(),
            since: event.at,
            usual,
        };
        self.waits.insert(key, wait);
    }

    fn check(&mut self, event: &RecordedEvent) {
        match event.text("verdict") {
            "passed" => self.passed += 1,
            "failed" => self.failed.push(say().live_check_failed(
                event.text("step"),
                event.text("claim"),
                event.text("expected"),
                event.text("seen"),
            )),
            _ => self.not_run += 1,
        }
    }

    fn end(&mut self, end: End) {
        self.end = Some(end);
        self.waits.clear();
        self.left = None;
    }

    /// Whether an event tells of something that only AWS knows whole: then the deployment is worth reading anew.
    pub(super) fn is_worth_reading(event: &RecordedEvent) -> bool {
        matches!(
            event.event.as_str(),
            "run-started" | "step-done" | "step-waiting" | "run-ended" | "failed"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(line: &str) -> RecordedEvent {
        serde_json::from_str(&format!("{{\"at\":\"2026-11-27T20:00:00Z\",{line}}}")).unwrap()
    }

    #[test]
    fn events_add_up() {
        let mut progress = Progress::default();
        for line in [
            "\"event\":\"run-started\",\"command\":\"walk\",\"pid\":7,\"speed\":60.0",
            "\"event\":\"step-started\",\"step\":\"vpc\"",
            "\"event\":\"created\",\"key\":\"vpc/main\"",
            "\"event\":\"waiting\",\"key\":\"vpc/main\",\"usual_seconds\":12",
            "\"event\":\"checked\",\"step\":\"vpc\",\"claim\":\"it is\",\"verdict\":\"failed\",\"expected\":\"a\",\"seen\":\"b\"",
            "\"event\":\"checked\",\"step\":\"vpc\",\"verdict\":\"passed\"",
        ] {
            progress.take(&event(line));
        }
        assert_eq!(
            (progress.command.as_str(), progress.pid, progress.speed),
            ("walk", Some(7), 60.0)
        );
        assert_eq!(progress.steps["vpc"], StepState::Running);
        assert_eq!(progress.waits["vpc/main"].usual, Duration::from_secs(12));
        assert_eq!(
            (progress.passed, progress.failed.as_slice()),
            (1, &["vpc: it is: expected a; found b".to_owned()][..])
        );
        progress.take(&event("\"event\":\"ready\",\"key\":\"vpc/main\""));
        assert!(progress.waits.is_empty());
        progress.take(&event("\"event\":\"failed\",\"error\":\"no\",\"advice\":\"try\""));
        assert!(matches!(progress.end, Some(End::Failed { .. })));
        progress.take(&event("\"event\":\"run-started\",\"command\":\"destroy\""));
        assert!(progress.steps.is_empty() && progress.end.is_none() && progress.command == "destroy");
    }
}
