//! What progress bars look like.

use std::time::Duration;

use indicatif::{ProgressState, ProgressStyle};

use super::text::clock_time;
use crate::locale::say;

/// How many bytes of how many, and how long the rest will take.
pub(super) fn sending_style() -> ProgressStyle {
    let sent = say().sending("{bytes}", "{total_bytes}", "{eta}");
    let style = ProgressStyle::with_template(&format!("  {{spinner:.cyan}} {{msg:36!}} {{bar:16.cyan}} {sent}"));
    style
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .progress_chars("━━╌")
}

/// How long a walk has yet to go, in whole minutes.
pub(super) fn left_text(left: Duration) -> String {
    match left.as_secs().div_ceil(60) {
        0 | 1 => say().left_less_than_a_minute(),
        minutes => say().left_minutes(minutes),
    }
}

/// How long a walk has yet to go, and for what.
pub(super) fn left_style(left: Duration, speed: f64) -> ProgressStyle {
    let text = move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        let left = left.saturating_sub(state.elapsed().mul_f64(speed));
        let _ = write!(out, "{}", left_text(left));
    };
    let style = ProgressStyle::with_template("  {left}, {msg}");
    style
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .with_key("left", text)
}

/// What, how long so far, and how long it usually takes.
pub(super) fn wait_style(usual: Duration, speed: f64) -> ProgressStyle {
    const CELLS: usize = 16;
    let waited = move |state: &ProgressState| state.elapsed().mul_f64(speed);
    let gauge = move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        let share = waited(state).as_secs_f64() / usual.as_secs_f64().max(1.0);
        let filled = (0..CELLS).take_while(|cell| (*cell as f64) < share * CELLS as f64).count();
        let _ = write!(out, "{}{}", "━".repeat(filled), "╌".repeat(CELLS - filled));
    };
    let time = move |state: &ProgressState, out: &mut dyn std::fmt::Write| {
        let _ = write!(out, "{:>5}", clock_time(waited(state)));
        if !usual.is_zero() {
            let _ = write!(out, "{}", say().wait_of_about(clock_time(usual)));
        }
    };
    let style = ProgressStyle::with_template("  {spinner:.cyan} {msg:36!} {gauge:.cyan} {time}");
    style
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .with_key("gauge", gauge)
        .with_key("time", time)
}

/// All rows of the board, as they are when they are drawn.
pub(super) fn board_style(lines: impl Fn() -> String + Clone + Send + Sync + 'static) -> ProgressStyle {
    let text = move |_: &ProgressState, out: &mut dyn std::fmt::Write| {
        let _ = out.write_str(&lines());
    };
    let style = ProgressStyle::with_template("{board}");
    style
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .with_key("board", text)
}
