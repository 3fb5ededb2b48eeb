//! When what a recorded run made and waited for was begun, made and ready.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::checkpoint::{RecordedEvent, RecordedRun};

/// One resource of a timeline, in the deployment's clock since the beginning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimelineRow {
    /// Its key.
    pub key: String,
    /// The step it belongs to, where that is known.
    pub step: Option<String>,
    /// When it was begun.
    pub begun: Duration,
    /// When AWS answered that it made it.
    pub made: Option<Duration>,
    /// When it was ready.
    pub ready: Option<Duration>,
}

impl TimelineRow {
    /// When nothing more happened to it, where it came to its end.
    pub fn end(&self) -> Option<Duration> {
        self.ready.or(self.made)
    }
}

/// A run, resource by resource, in the order they were begun.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// The resources.
    pub rows: Vec<TimelineRow>,
    /// How long the run took.
    pub took: Duration,
}

impl Timeline {
    /// The timeline of a record.
    pub fn of(run: &RecordedRun) -> Self {
        let started = run.name.started();
        let speed = run.last("run-started").and_then(|first| first.fields.get("speed")?.as_f64());
        let since = |at: Timestamp| {
            let real = Duration::try_from(at.duration_since(started)).unwrap_or_default();
            real.mul_f64(speed.unwrap_or(1.0).max(0.0))
        };
        let mut rows: BTreeMap<&str, TimelineRow> = BTreeMap::new();
        for event in &run.events {
            let now = since(event.at);
            match event.event.as_str() {
                "creating" | "waiting" => note(&mut rows, event, now, |_| {}),
                "created" => note(&mut rows, event, now, |row| row.made = Some(now)),
                "ready" => note(&mut rows, event, now, |row| row.ready = Some(now)),
                _ => {}
            }
        }
        let mut rows: Vec<TimelineRow> = rows.into_values().collect();
        rows.sort_by(|one, other| (one.begun, &one.key).cmp(&(other.begun, &other.key)));
        let took = run.events.last().map(|last| since(last.at)).unwrap_or_default();
        Self { rows, took }
    }
}

fn note<'a>(
    rows: &mut BTreeMap<&'a str, TimelineRow>,
    event: &'a RecordedEvent,
    now: Duration,
    note: impl FnOnce(&mut TimelineRow),
) {
    let row = rows.entry(event.text("key")).or_insert_with(|| TimelineRow {
        key: event.text("key").to_owned(),
        begun: now,
        ..TimelineRow::default()
    });
    let step = event.text("step");
    if row.step.is_none() && !step.is_empty() {
        row.step = Some(step.to_owned());
    }
    note(row);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::{Folder, RunFile, last_run};

    #[test]
    fn a_timeline_is_in_the_deployments_clock_and_sorted_by_beginning() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path());
        let file = RunFile::begin(&folder, "walk", Timestamp::UNIX_EPOCH).unwrap();
        let lines = [
            "0\",\"event\":\"run-started\",\"speed\":2.0}",
            "2\",\"event\":\"creating\",\"key\":\"vpc/main\",\"step\":\"vpc\"}",
            "3\",\"event\":\"created\",\"key\":\"vpc/main\"}",
            "3\",\"event\":\"waiting\",\"key\":\"db-instance/main\"}",
            "9\",\"event\":\"ready\",\"key\":\"db-instance/main\"}",
        ];
        for line in lines {
            file.append(&format!("{{\"at\":\"1970-01-01T00:00:0{}", line.replacen('"', "Z\"", 1)))
                .unwrap();
        }
        let timeline = Timeline::of(&last_run(&folder, "walk").unwrap().unwrap());
        let second = Duration::from_secs;
        assert_eq!(timeline.took, second(18));
        let vpc = TimelineRow {
            key: "vpc/main".to_owned(),
            step: Some("vpc".to_owned()),
            begun: second(4),
            made: Some(second(6)),
            ready: None,
        };
        assert_eq!(timeline.rows[0], vpc);
        assert_eq!(
            (timeline.rows[1].begun, timeline.rows[1].end()),
            (second(6), Some(second(18)))
        );
    }
}
