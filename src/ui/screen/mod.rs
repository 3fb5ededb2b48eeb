//! The screen: lines above, progress bars below, and neither while a question is being answered. Where everything is shown line by line,
//! lines say how far a wait is.

mod board;

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget};

use crate::foreign::shown;
use crate::locale::say;
use crate::ui::accessible::is_accessible;
use crate::ui::attention::{self, Progress};
use crate::ui::awaited::awaited_by_name;
use crate::ui::bars::{left_style, left_text, sending_style, wait_style};
use crate::ui::board::Board;
use crate::ui::lines::err;
use crate::ui::meanwhile::Meanwhile;
use crate::ui::pace::Pace;
use crate::ui::tally::Deed;
use crate::ui::text::{width, wrap};
use crate::ui::unread;

/// Lines and bars on stderr.
pub(in crate::ui) struct Screen {
    bars: MultiProgress,
    is_terminal: bool,
    /// Apart from the rest: what draws it holds no other lock.
    board: Arc<Mutex<Board>>,
    state: Mutex<State>,
}

struct State {
    prompting: bool,
    talking: bool,
    /// What steps do is kept until the talk about another one is over.
    is_gathering: bool,
    is_again: bool,
    meanwhile: Meanwhile,
    queue: Vec<String>,
    pace: Pace,
    waits: BTreeMap<String, ProgressBar>,
    sending: Option<ProgressBar>,
    left: Option<ProgressBar>,
    /// The one bar that draws all rows.
    board: Option<ProgressBar>,
    is_board_over: bool,
    has_said_left: bool,
    said_sent: u64,
    has_clockwork: bool,
}

impl Default for Screen {
    fn default() -> Self {
        Self {
            bars: MultiProgress::with_draw_target(ProgressDrawTarget::stderr_with_hz(8)),
            is_terminal: std::io::stderr().is_terminal(),
            board: Arc::default(),
            state: Mutex::new(State {
                prompting: false,
                talking: false,
                is_gathering: false,
                is_again: false,
                meanwhile: Meanwhile::default(),
                queue: Vec::new(),
                pace: Pace::default(),
                waits: BTreeMap::new(),
                sending: None,
                left: None,
                board: None,
                is_board_over: false,
                has_said_left: false,
                said_sent: 0,
                has_clockwork: false,
            }),
        }
    }
}

impl State {
    /// Whether anything is drawn below the lines.
    fn has_drawn(&self) -> bool {
        !self.waits.is_empty() || self.sending.is_some() || self.left.is_some() || self.board.is_some()
    }
}

impl Screen {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether bars can be drawn.
    pub(in crate::ui) fn has_bars(&self) -> bool {
        self.is_terminal && !is_accessible() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
    }

    /// Takes a real second for so many of the deployment's clock.
    pub(in crate::ui) fn go_by(&self, speed: f64) {
        self.state().pace.go_by(speed);
        self.board().go_by(speed);
    }

    /// From now on a person is talked with.
    pub(in crate::ui) fn begin_talk(&self) {
        let mut state = self.state();
        (state.talking, state.is_gathering) = (true, true);
    }

    /// Whether what steps do is kept until the talk about another one is over.
    pub(in crate::ui) fn is_gathering(&self) -> bool {
        self.state().is_gathering
    }

    /// Notes what a step did.
    pub(in crate::ui) fn note_deed(&self, step: &str, deed: &Deed<'_>) {
        self.state().meanwhile.note(step, deed);
    }

    /// Something failed, and is tried again: what was said at the beginning isn't said once more.
    pub(in crate::ui) fn begin_again(&self) {
        self.state().is_again = true;
    }

    /// Whether something that failed is tried again.
    pub(in crate::ui) fn is_again(&self) -> bool {
        self.state().is_again
    }

    /// Whether a step was done before this run.
    pub(in crate::ui) fn was_done(&self, step: &str) -> bool {
        self.state().meanwhile.was_done(step)
    }

    /// These steps were done before: that they still are is no news.
    pub(in crate::ui) fn know_done(&self, done: &[&str]) {
        self.state().meanwhile.known(done);
        for step in done {
            self.board().note(Some(step), None, &Deed::Done, Instant::now());
        }
    }

    /// Keeps a line of a step until what it did is told.
    pub(in crate::ui) fn keep_line(&self, step: &str, line: String) {
        self.state().meanwhile.line(step, line);
    }

    /// Tells what steps did meanwhile.
    pub(in crate::ui) fn tell_meanwhile(&self) {
        for line in self.meanwhile() {
            self.line(line);
        }
    }

    /// What steps did meanwhile, which is told once.
    pub(in crate::ui) fn meanwhile(&self) -> Vec<String> {
        self.state().meanwhile.told()
    }

    /// The talk is over: what steps do is told at once from now on.
    pub(in crate::ui) fn end_talk(&self) {
        self.tell_meanwhile();
        self.state().is_gathering = false;
        self.draw_board();
    }

    /// Whether a person is talked with.
    pub(in crate::ui) fn is_talking(&self) -> bool {
        self.state().talking
    }

    /// Shows a line, after the question that is being answered now, if one is.
    pub(in crate::ui) fn line(&self, text: String) {
        let mut state = self.state();
        if state.prompting {
            state.queue.push(text);
        } else if !state.has_drawn() {
            err(&text);
        } else {
            // Bars that are drawn already have to move down. Printed by indicatif, the line would have no end where none is drawn yet, and a
            // question would begin on it; its `suspend` panics where the terminal is gone.
            self.hide_bars();
            err(&text);
            self.show_bars();
        }
    }

    /// Takes all bars off the screen.
    fn hide_bars(&self) {
        let _ = self.bars.clear();
        self.bars.set_draw_target(ProgressDrawTarget::hidden());
    }

    /// Lets the bars come back, each when it moves next.
    fn show_bars(&self) {
        self.bars.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
    }

    /// Draws a bar for something that is waited for.
    pub(in crate::ui) fn begin_wait(self: &Arc<Self>, key: &str, what: &str, usual: Duration) {
        if !self.is_terminal {
            return;
        }
        self.state().pace.begin(key, what, usual, Instant::now());
        self.start_clockwork();
        if !self.has_bars() || self.has_board() {
            return;
        }
        let speed = self.state().pace.speed();
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
    pub(in crate::ui) fn end_wait(&self, key: &str) {
        let (bar, waited, is_asking) = {
            let mut state = self.state();
            let waited = state.pace.end(key, Instant::now());
            (state.waits.remove(key), waited, state.prompting)
        };
        self.take_away(bar);
        // Whoever answers a question waits for nothing else.
        if let Some(waited) = waited.filter(|_| !is_asking) {
            attention::wait_ended(waited);
        }
    }

    /// Says from time to time how far the work is, where that isn't drawn or is shown in the tab too.
    fn start_clockwork(self: &Arc<Self>) {
        let is_wanted = is_accessible() || attention::shows_progress();
        if is_wanted && !std::mem::replace(&mut self.state().has_clockwork, true) {
            let screen = Arc::clone(self);
            std::thread::spawn(move || {
                while screen.tick() {
                    std::thread::park_timeout(TICK);
                }
            });
        }
    }

    /// False when nothing is waited for any more.
    fn tick(&self) -> bool {
        let now = Instant::now();
        let mut state = self.state();
        state.has_clockwork = !state.pace.is_idle();
        let (goes_on, is_asking) = (state.has_clockwork, state.prompting);
        let (percent, lines) = (state.pace.percent(now), state.pace.lines_due(now));
        drop(state);
        attention::show_progress(percent.map(|percent| match is_asking {
            true => Progress::Asking(percent),
            false => Progress::Percent(percent),
        }));
        if is_accessible() && !is_asking {
            lines.iter().for_each(|line| self.say_on_the_way(line));
        }
        goes_on
    }

    fn say_on_the_way(&self, text: &str) {
        self.line(wrap(text, width(), "  … ", "    "));
    }

    fn take_away(&self, bar: Option<ProgressBar>) {
        if let Some(bar) = bar {
            bar.finish_and_clear();
            self.bars.remove(&bar);
        }
    }

    /// Draws how many of the bytes to send are sent, where it takes long enough to be seen.
    pub(in crate::ui) fn show_sending(&self, sent: u64, of: u64) {
        if !self.is_terminal || of < SHOWN_FROM {
            return;
        }
        let mut state = self.state();
        if sent >= of {
            state.said_sent = 0;
            self.take_away(state.sending.take());
            return;
        }
        if !self.has_bars() {
            let quarter = sent * 4 / of;
            if quarter > std::mem::replace(&mut state.said_sent, quarter) {
                drop(state);
                self.say_on_the_way(&say().progress_sending_percent((quarter * 25).to_string()));
            }
            return;
        }
        let bar = state.sending.get_or_insert_with(|| {
            let bar = self.bars.add(ProgressBar::new(of));
            bar.set_style(sending_style());
            bar.set_message(say().progress_sending());
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        bar.set_length(of);
        bar.set_position(sent);
    }

    /// Draws how long a walk has yet to go, below all else, until no time is left; without bars it is said once.
    pub(in crate::ui) fn show_left(self: &Arc<Self>, key: &str, left: Duration) {
        if self.is_terminal {
            self.state().pace.set_left(left, Instant::now());
            self.start_clockwork();
        }
        self.board().set_left(left, key, Instant::now());
        let mut state = self.state();
        if state.board.is_some() {
            return;
        }
        if left.is_zero() {
            self.take_away(state.left.take());
            return;
        }
        if !self.has_bars() {
            if !std::mem::replace(&mut state.has_said_left, true) {
                drop(state);
                self.say_on_the_way(&say().progress_left_for(left_text(left), awaited_by_name(key)));
            }
            return;
        }
        let style = left_style(left, state.pace.speed());
        let bar = state.left.get_or_insert_with(|| {
            let bar = self.bars.add(ProgressBar::new(1));
            bar.enable_steady_tick(Duration::from_millis(500));
            bar
        });
        // The bar stays, and tells another time: one that is taken away while others are drawn leaves its line behind.
        bar.reset_elapsed();
        bar.set_style(style);
        bar.set_message(say().progress_for(shown(key)));
    }

    /// A question is asked: nothing else is drawn until it is answered.
    pub(in crate::ui) fn begin_prompt(&self) {
        let mut state = self.state();
        if !state.prompting {
            state.prompting = true;
            attention::question_waits();
            self.hide_bars();
        }
    }

    /// Ends the question, and shows what happened meanwhile.
    pub(in crate::ui) fn end_prompt(&self) {
        let mut state = self.state();
        if state.prompting {
            state.prompting = false;
            attention::question_answered();
            unread::end();
            for line in state.queue.drain(..) {
                err(&line);
            }
            self.show_bars();
        }
    }

    /// Takes all bars away.
    pub(in crate::ui) fn finish(&self) {
        self.end_prompt();
        self.tell_meanwhile();
        let (waits, others) = {
            let mut state = self.state();
            state.pace.end_all();
            (std::mem::take(&mut state.waits), [state.sending.take(), state.left.take()])
        };
        for bar in waits.into_values().chain(others.into_iter().flatten()) {
            bar.finish_and_clear();
        }
        self.end_board();
        let _ = self.bars.clear();
        attention::show_progress(None);
    }
}

/// From how many bytes on their sending is drawn.
const SHOWN_FROM: u64 = 1024 * 1024;

/// How often it is looked how far the work is.
const TICK: Duration = Duration::from_millis(200);
