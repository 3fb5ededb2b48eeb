//! The timeline of a walk: what was begun, made and ready when, as `walk --timings` shows it.

use std::time::Duration;

use super::lines::{err, out};
use super::style::Stream;
use crate::locale::{decimal, say};
use crate::walkthrough::{Timeline, TimelineRow};

/// How many cells the whole walk has.
const CELLS: usize = 26;

/// Prints it.
pub fn print_timeline(timeline: &Timeline) {
    err("");
    for line in lines(timeline) {
        out(&line);
    }
}

fn lines(timeline: &Timeline) -> Vec<String> {
    let s = Stream::Out;
    let say = say();
    let time = |at: Option<Duration>| at.map_or_else(String::new, |at| decimal(at.as_secs_f64(), 1));
    let took = time(Some(timeline.took));
    if timeline.rows.is_empty() {
        return vec![say.timeline_nothing(took)];
    }
    let columns = [say.timeline_begun(), say.timeline_made(), say.timeline_ready()];
    let columns: String = columns.iter().map(|column| format!("{column:>7}")).collect();
    let header = format!("{:<28}{columns}", say.timeline_heading());
    let mut lines = vec![s.bold(header).to_string()];
    for row in &timeline.rows {
        let times = format!("{:>7}{:>7}{:>7}", time(Some(row.begun)), time(row.made), time(row.ready));
        lines.push(format!("{:<28}{times}  {}", row.key, s.accent(bar(row, timeline.took))));
    }
    lines.push(format!("{:<28}{took:>21}", say.timeline_end()));
    lines
}

/// A thick line until AWS has made it, a thin one until it is ready.
fn bar(row: &TimelineRow, all: Duration) -> String {
    let cell = |at: Duration| (at.as_secs_f64() / all.as_secs_f64().max(f64::EPSILON) * CELLS as f64) as usize;
    let begun = cell(row.begun).min(CELLS - 1);
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
    fn a_timeline_fits_80_columns() {
        let at = |key: &str, begun, made, ready| TimelineRow {
            key: key.to_owned(),
            step: None,
            begun: Duration::from_secs(begun),
            made: Some(Duration::from_secs(made)),
            ready: Some(Duration::from_secs(ready)),
        };
        let lines = lines(&Timeline {
            rows: vec![at("vpc/main", 0, 2, 6), at("db-instance/main", 8, 10, 120)],
            took: Duration::from_secs(200),
        });
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
