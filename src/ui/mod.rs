//! What a person or a program sees: prompts, progress bars, plain lines and JSON. It consumes events; nothing else prints.
//!
//! Data goes to stdout, everything else to stderr.

mod accessible;
mod actions;
mod advice;
mod attention;
mod awaited;
mod bars;
mod blockers;
mod board;
mod bug_report;
mod checks;
mod clients_view;
mod closed_stdout;
mod commands;
mod conclusion;
mod destruction;
mod documents;
mod drawing;
mod ends;
mod expiry;
mod explaining;
mod failure;
mod glossary;
mod hidden_values;
mod hops;
mod interviewer;
mod json;
mod lesson;
mod lines;
mod list_view;
mod looks;
mod making;
mod meanwhile;
mod mismatches;
mod money;
mod notice;
mod nouns;
mod opening;
mod ownership;
mod pace;
mod path_view;
mod pausing;
mod plan_view;
mod preflight;
mod problem;
mod prompts;
mod questions;
mod reasons;
mod reporter;
mod run_recorder;
mod screen;
mod status_view;
mod style;
mod sweeping;
mod tally;
mod teaching;
mod terminal_state;
mod text;
mod timeline;
mod trying;
mod unread;
mod whole;

use std::io::IsTerminal;
use std::sync::{Arc, OnceLock};

pub use accessible::set_accessible;
pub use advice::advice_text;
pub use attention::{command_ended, notify_after};
pub use awaited::awaited_by_name;
pub use blockers::blocker_text;
pub use bug_report::{bug_reporter, show_bug};
pub use checks::{claim_text, expected_text, not_run_text, seen_text};
pub use clients_view::pointed_clients;
pub use commands::{Commands, Decides, Leaves};
pub use conclusion::print_checks;
pub use documents::{
    ExperimentsDocument, ExplainedDocument, FailedDocument, FailureDocument, ListDocument, PlanDocument, PreflightDocument,
    ReachDocument, StatusDocument, VerifyDocument,
};
pub use drawing::{INTERNET, PERSON, picture_of};
pub use explaining::{AskedTopic, print_asked, print_topics, print_word};
pub use glossary::{Word, all_words, named_in, names_and_keys, word_in};
pub use hops::hop_text;
pub use json::{print_failure, print_json};
pub use lesson::{lesson_opening, print_lesson};
pub use lines::{error_line, hint_line, hold_lines, note_line, output_failure, print_parsing, print_text};
pub use list_view::print_list;
pub use looks::look_text;
pub use mismatches::detail_text;
pub use money::{an_hour, an_hour_and_a_month, cents, item_text, so_far_text, total_text};
pub use notice::notice_text;
pub use nouns::noun_text;
pub use path_view::{note_unfollowed, print_answer};
pub use plan_view::print_plan;
pub use preflight::{print_preflight, request_text, requested_text};
pub use problem::problem_text;
pub use questions::given_text;
pub use run_recorder::RunRecorder;
pub use status_view::{print_status, print_step_line};
pub use style::set_colors;
pub use terminal_state::TerminalState;
pub use text::{clock_time, count, duration_text, fitted_to_terminal, moment_text};
pub use timeline::print_timeline;
pub use trying::{TerminalDemonstrator, print_experiments, print_none_built};

use crate::aws::Clock;
use crate::walkthrough::{Error, Event, Reporter, Session, Step, StepChecks};
use board::Row;
use interviewer::TerminalInterviewer;
use json::JsonReporter;
use reporter::{Only, TextReporter};
use screen::Screen;
use trying::Shown;

/// How to show things.
#[derive(Clone, Debug)]
pub struct UiOptions {
    /// One JSON event a line instead of text.
    pub json: bool,
    /// Show every call to AWS.
    pub verbose: bool,
    /// Show only what goes wrong.
    pub quiet: bool,
    /// What commands that are advised have to repeat.
    pub commands: Commands,
}

/// How many rows the end of a walk takes beside its picture: what was made and checked, how to reach it, what it costs.
const ROWS_BESIDE_A_PICTURE: usize = 16;

/// The screen in use, for what has to be shown from outside the run.
static SCREEN: OnceLock<Arc<Screen>> = OnceLock::new();

/// Shows something from outside the run: above the progress bars, where there are any, and after the question that is being answered.
pub fn interjection(text: &str) {
    let text = text::wrap(text, text::width(), "", "");
    match SCREEN.get() {
        Some(screen) => screen.line(text),
        None => lines::err(&text),
    }
}

/// The one owner of the terminal.
pub struct Ui {
    options: UiOptions,
    screen: Arc<Screen>,
}

impl Ui {
    /// A user interface.
    pub fn new(options: &UiOptions) -> Self {
        Self {
            options: options.clone(),
            screen: Arc::clone(SCREEN.get_or_init(Arc::default)),
        }
    }

    /// Whether there is a terminal to ask questions on.
    pub fn can_ask(&self) -> bool {
        !self.options.json && std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
    }

    /// Shows events as they happen.
    pub fn reporter(&self) -> Arc<dyn Reporter> {
        if self.options.json {
            return Arc::new(JsonReporter::new(&self.options));
        }
        Arc::new(TextReporter::new(Arc::clone(&self.screen), self.options.clone()))
    }

    /// Shows nothing but notices, and calls when asked to: for commands whose result is a document.
    pub fn quiet_reporter(&self) -> Arc<dyn Reporter> {
        if self.options.json {
            return Arc::new(Silent);
        }
        let options = UiOptions {
            quiet: !self.options.verbose,
            ..self.options.clone()
        };
        let only = if self.options.quiet {
            Only::Calls
        } else {
            Only::CallsAndNotices
        };
        Arc::new(TextReporter::new(Arc::clone(&self.screen), options).showing_only(only))
    }

    /// Talks with the person.
    pub fn interviewer(&self) -> TerminalInterviewer {
        self.screen.begin_talk();
        self.asker()
    }

    /// Asks a person who is not talked with otherwise: what is done goes on being shown.
    fn asker(&self) -> TerminalInterviewer {
        TerminalInterviewer::new(Arc::clone(&self.screen), self.options.commands.clone())
    }

    /// Has the board begin with these steps.
    pub fn prepare_steps(&self, steps: &[&'static dyn Step]) {
        if self.options.quiet {
            return;
        }
        let row = |step: &&'static dyn Step| Row::new(step.id()).after(&[step.needs(), step.follows()].concat());
        self.screen.prepare_board(steps.iter().map(row));
    }

    /// Shows experiments as data. The person is asked only where that is wanted and there is a terminal.
    pub fn demonstrator(&self, asks: bool) -> TerminalDemonstrator {
        let can_ask = asks && self.can_ask() && std::io::stdout().is_terminal();
        self.demonstrator_on(Shown::AsData, can_ask, !asks)
    }

    /// Shows experiments in a walk, where there is somebody to ask: not where all is said line by line to a program.
    pub fn demonstrator_in_walk(&self) -> Option<TerminalDemonstrator> {
        let asks = self.can_ask() && std::io::stdout().is_terminal() && !self.options.quiet;
        asks.then(|| self.demonstrator_on(Shown::InWalk(Arc::clone(&self.screen)), true, false))
    }

    fn demonstrator_on(&self, shown: Shown, can_ask: bool, agrees: bool) -> TerminalDemonstrator {
        TerminalDemonstrator::new(self.asker(), self.options.commands.clone(), shown, can_ask, agrees)
    }

    /// Measures waits by the deployment's clock.
    pub fn go_by(&self, clock: &Clock) {
        self.screen.go_by(clock.speed());
    }

    /// Takes the progress bars away.
    pub fn finish(&self) {
        self.screen.finish();
    }

    /// Shows a picture in box characters, unless it has to be quiet or read aloud, or would push what is said before and after it off the screen.
    pub fn show_picture(&self, picture: &str) {
        let rows = text::terminal_rows().unwrap_or_default();
        let fits = picture.lines().count() + ROWS_BESIDE_A_PICTURE <= rows;
        let is_drawn = fits && !accessible::is_accessible();
        if is_drawn && !self.options.quiet && !self.options.json {
            lines::err(&format!("\n{}", crate::foreign::shown(picture).trim_end()));
        }
    }

    /// Shows the lines that were held, each once there is room for it above a question.
    pub async fn show_held_lines(&self) {
        let asker = self.asker();
        for (destination, text) in lines::release() {
            let write = |part: &str| lines::write(destination, part);
            asker.show_by(&text, 1, &write).await;
        }
    }

    /// Shows what stands and goes on costing, where a person ends a walk.
    pub fn show_standing_cost(&self, session: &Session) {
        if !self.options.quiet {
            conclusion::show_standing_cost(session, &self.options);
        }
    }

    /// Shows how the checks went and what there is now. In JSON, all of it has been reported as events. Where nothing has changed, not all
    /// checks were made.
    pub fn conclude(&self, session: &Session, results: &[StepChecks]) {
        if !self.options.json {
            conclusion::conclude(session, results, &self.options);
            if self.screen.is_talking() && !self.options.quiet {
                conclusion::show_what_next(session, &self.options);
            }
        }
    }
}

/// Shows nothing at all.
pub fn silent_reporter() -> Arc<dyn Reporter> {
    Arc::new(Silent)
}

struct Silent;

impl Reporter for Silent {
    fn report(&self, _: &Event) {}

    fn sentence(&self, error: &Error) -> String {
        problem_text(error)
    }
}
