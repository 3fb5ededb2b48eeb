//! The screen: lines above, progress bars below, and neither while a question is being answered.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::lines::err;
use super::text::{clock_time, width, wrap};
use crate::foreign::shown;

/// Lines and bars on stderr.
pub(super) struct Screen {
    bars: MultiProgress,
    is_terminal: bool,
    state: Mutex<State>,
}

struct State {
    prompting: bool,
    talking: bool,
    speed: f64,
    queue: Vec<String>,
    waits: BTreeMap<String, ProgressBar>,
    sending: Option<ProgressBar>,
    left: Option<ProgressBar>,
    has_said_left: bool,
}

impl Default for Screen {
    fn default() -> Self {
        Self {
            bars: MultiProgress::with_draw_target(ProgressDrawTarget::stderr_with_hz(8)),
            is_terminal: std::io::stderr().is_terminal(),
            state: Mutex::new(State {
                prompting: false,
                talking: false,
                speed: 1.0,
                queue: Vec::new(),
                waits: BTreeMap::new(),
                sending: None,
                left: None,
                has_said_left: false,
            }),
        }
    }
}

impl Screen {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether bars can be drawn.
    pub(super) fn has_bars(&self) -> bool {
        self.is_terminal
    }

    /// Takes a real second for so many of the deployment's clock.
    pub(super) fn go_by(&self, speed: f64) {
        self.state().speed = speed;
    }

    /// From now on a person is talked with.
    pub(super) fn begin_talk(&self) {
        self.state().talking = true;
    }

    /// Whether a person is talked with.
    pub(super) fn is_talking(&self) -> bool {
        self.state().talking
    }

    /// Shows a line, after the question that is being answered now, if one is.
    pub(super) fn line(&self, text: String) {
        let mut state = self.state();
        if state.prompting {
            state.queue.push(text);
        } else if state.waits.is_empty() && state.sending.is_none() && state.left.is_none() {
            err(&text);
        } else {
            // Bars that are drawn already have to move down.
            let _ = self.bars.println(shown(&text));
        }
    }

    /// Draws a bar for something that is waited for.
    pub(super) fn begin_wait(&self, key: &str, what: &str, usual: Duration) {
        if !self.is_terminal {
            return;
        }
        let speed = self.state().speed;
        let bar = self.add_above_left(ProgressBar::new(1));
        bar.set_style(wait_style(usual, speed));
        bar.set_message(shown(what).into_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        if let Some(old) = self.state().waits.insert(key.to_owned(), bar) {
            old.finish_and_clear();
        }
    }

    /// Adds a bar; how long the walk has yet to go stays below.
    fn add_above_left(&self, bar: ProgressBar) -> ProgressBar {
        match &self.state().left {
            Some(left) => self.bars.insert_before(left, bar),
            None => self.bars.add(bar),
        }
    }

    /// Takes a bar away.
    pub(super) fn end_wait(&self, key: &str) {
        let bar = self.state().waits.remove(key);
        self.take_away(bar);
    }

    fn take_away(&self, bar: Option<ProgressBar>) {
        if let Some(bar) = bar {
            bar.finish_and_clear();
            self.bars.remove(&bar);
        }
    }

    /// Draws how many of the bytes to send are sent, where it takes long enough to be seen.
    pub(super) fn show_sending(&self, sent: u64, of: u64) {
        if !self.is_terminal || of < SHOWN_FROM {
            return;
        }
        let mut state = self.state();
        if sent >= of {
            self.take_away(state.sending.take());
            return;
        }
        let bar = state.sending.get_or_insert_with(|| {
            let bar = self.bars.add(ProgressBar::new(of));
            bar.set_style(sending_style());
            bar.set_message("sending files");
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        bar.set_length(of);
        bar.set_position(sent);
    }

    /// Draws how long a walk has yet to go, below all else, until no time is left; without bars it is said once.
    pub(super) fn show_left(&self, key: &str, left: Duration) {
        let mut state = self.state();
        if left.is_zero() {
            self.take_away(state.left.take());
            return;
        }
        if !self.is_terminal {
            if !std::mem::replace(&mut state.has_said_left, true) {
                drop(state);
                let text = format!("{}, for {key}", left_text(left));
                self.line(wrap(&text, width(), "  … ", "    "));
            }
            return;
        }
        let style = left_style(left, state.speed);
        let bar = state.left.get_or_insert_with(|| {
            let bar = self.bars.add(ProgressBar::new(1));
            bar.enable_steady_tick(Duration::from_millis(500));
            bar
        });
        // The bar stays, and tells another time: one that is taken away while others are drawn leaves its line behind.
        bar.reset_elapsed();
        bar.set_style(style);
        bar.set_message(format!("for {}", shown(key)));
    }

    /// A question is asked: nothing else is drawn until it is answered.
    pub(super) fn begin_prompt(&self) {
        let mut state = self.state();
        if !state.prompting {
            state.prompting = true;
            let _ = self.bars.clear();
            self.bars.set_draw_target(ProgressDrawTarget::hidden());
        }
    }

    /// Ends the question, and shows what happened meanwhile.
    pub(super) fn end_prompt(&self) {
        let mut state = self.state();
        if state.prompting {
            state.prompting = false;
            for line in state.queue.drain(..) {
                err(&line);
            }
            self.bars.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
        }
    }

    /// Takes all bars away.
    pub(super) fn finish(&self) {
        self.end_prompt();
        let (waits, others) = {
            let mut state = self.state();
            (std::mem::take(&mut state.waits), [state.sending.take(), state.left.take()])
        };
        for bar in waits.into_values().chain(others.into_iter().flatten()) {
            bar.finish_and_clear();
        }
        let _ = self.bars.clear();
    }
}

/// From how many bytes on their sending is drawn.
const SHOWN_FROM: u64 = 1024 * 1024;

/// How many bytes of how many, and how long the rest will take.
fn sending_style() -> ProgressStyle {
    let style = ProgressStyle::with_template("  {spinner:.cyan} {msg:36!} {bar:16.cyan} {bytes} of {total_bytes}, {eta} left");
    style
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .progress_chars("━━╌")
}

/// How long a walk has yet to go, in whole minutes.
fn left_text(left: Duration) -> String {
    match left.as_secs().div_ceil(60) {
        0 | 1 => "less than a minute left".to_owned(),
        minutes => format!("about {minutes} min left"),
    }
}

/// How long a walk has yet to go, and for what.
fn left_style(left: Duration, speed: f64) -> ProgressStyle {
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
fn wait_style(usual: Duration, speed: f64) -> ProgressStyle {
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
            let _ = write!(out, " of about {}", clock_time(usual));
        }
    };
    let style = ProgressStyle::with_template("  {spinner:.cyan} {msg:36!} {gauge:.cyan} {time}");
    style
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .with_key("gauge", gauge)
        .with_key("time", time)
}
