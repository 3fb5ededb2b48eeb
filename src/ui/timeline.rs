//! The timeline of a walk: what was begun, made and ready when, as `walk --timings` shows it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::lines::{err, out};
use super::style::Stream;
use crate::walkthrough::{Error, Event, Reporter};

/// How many cells the whole walk has.
const CELLS: usize = 26;

/// Notes when things happen, and passes every event on.
pub(super) struct Timeline {
    told: Arc<dyn Reporter>,
    started: Instant,
    rows: Mutex<BTreeMap<String, Row>>,
}

/// One resource, in real time since the beginning.
#[derive(Clone, Copy, Default)]
struct Row {
    begun: Option<Duration>,
    made: Option<Duration>,
    ready: Option<Duration>,
}

impl Row {
    fn end(&self) -> Option<Duration> {
        self.ready.or(self.made)
    }
}

impl Timeline {
    /// A timeline that begins now.
    pub(super) fn before(told: Arc<dyn Reporter>) -> Self {
        Self {
            told,
            started: Instant::now(),
            rows: Mutex::default(),
        }
    }

    fn note(&self, key: &str, note: impl FnOnce(&mut Row, Duration)) {
        let now = self.started.elapsed();
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        let row = rows.entry(key.to_owned()).or_default();
        row.begun.get_or_insert(now);
        note(row, now);
    }

    /// Prints it, a real second for `speed` of the deployment's clock.
    pub(super) fn print(&self, speed: f64) {
        let rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner).clone();
        err("");
        for line in lines(&rows, self.started.elapsed(), speed) {
            out(&line);
        }
    }
}

impl Reporter for Timeline {
    fn report(&self, event: &Event) {
        match event {
            Event::Creating { key, .. } | Event::Waiting { key, .. } => self.note(key, |_, _| {}),
            Event::Created { key, .. } => self.note(key, |row, now| row.made = Some(now)),
            Event::Ready { key, .. } => self.note(key, |row, now| row.ready = Some(now)),
            _ => {}
        }
        self.told.report(event);
    }

    fn sentence(&self, error: &Error) -> String {
        self.told.sentence(error)
    }
}

fn lines(rows: &BTreeMap<String, Row>, all: Duration, speed: f64) -> Vec<String> {
    let s = Stream::Out;
    let seconds = |at: Duration| at.as_secs_f64() * speed;
    let time = |at: Option<Duration>| at.map_or_else(String::new, |at| format!("{:.1}", seconds(at)));
    if rows.is_empty() {
        return vec![format!("Nothing was made or waited for in {:.1} s.", seconds(all))];
    }
    let header = format!("{:<28}{:>7}{:>7}{:>7}", "seconds from the start", "begun", "made", "ready");
    let mut lines = vec![s.bold(header).to_string()];
    let mut sorted: Vec<(&String, &Row)> = rows.iter().collect();
    sorted.sort_by_key(|(key, row)| (row.begun, (*key).clone()));
    for (key, row) in sorted {
        let times = format!("{:>7}{:>7}{:>7}", time(row.begun), time(row.made), time(row.ready));
        lines.push(format!("{key:<28}{times}  {}", s.accent(bar(row, all))));
    }
    lines.push(format!(
        "{:<28}{:>21}",
        "the end, with all checks",
        format!("{:.1}", seconds(all))
    ));
    lines
}

/// A thick line until AWS has made it, a thin one until it is ready.
fn bar(row: &Row, all: Duration) -> String {
    let cell = |at: Duration| (at.as_secs_f64() / all.as_secs_f64().max(f64::EPSILON) * CELLS as f64) as usize;
    let begun = cell(row.begun.unwrap_or_default()).min(CELLS - 1);
    let made = row.made.map_or(begun, cell).clamp(begun, CELLS - 1);
    let end = row.end().map_or(CELLS, cell).clamp(made, CELLS - 1);
    format!(
        "{}{}{}",
        " ".repeat(begun),
        "━".repeat(made - begun + 1),
        "─".repeat(end - made)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeline_is_sorted_by_beginning_and_fits_80_columns() {
        let at = |begun, made, ready| Row {
            begun: Some(Duration::from_secs(begun)),
            made: Some(Duration::from_secs(made)),
            ready: Some(Duration::from_secs(ready)),
        };
        let rows = BTreeMap::from([
            ("db-instance/main".to_owned(), at(4, 5, 60)),
            ("vpc/main".to_owned(), at(0, 1, 3)),
        ]);
        let lines = lines(&rows, Duration::from_secs(100), 2.0);
        assert_eq!(lines.len(), 4);
        assert!(
            lines[1].starts_with("vpc/main                        0.0    2.0    6.0  ━"),
            "{}",
            lines[1]
        );
        assert!(lines[2].contains("8.0   10.0  120.0   ━──────────────"), "{}", lines[2]);
        assert!(lines[3].ends_with("200.0"), "{}", lines[3]);
        assert!(lines.iter().all(|line| console::measure_text_width(line) <= 80));
    }
}
