//! Events as lines that say of which step they are; on a terminal most of them stand on the board instead.

mod line;

use std::sync::Arc;
use std::time::Duration;

use crate::locale::say;
use crate::ui::UiOptions;
use crate::ui::accessible::mark;
use crate::ui::actions::action_text;
use crate::ui::awaited::awaited_by_name;
use crate::ui::blockers::blocker_texts;
use crate::ui::mismatches::{field_text, or_none};
use crate::ui::money::total_text;
use crate::ui::notice::{notice_details, notice_text, skip_text};
use crate::ui::problem::problem_text;
use crate::ui::reasons::{call_failure_text, reason_text};
use crate::ui::screen::Screen;
use crate::ui::style::Stream;
use crate::ui::tally::{Deed, is_long, noun};
use crate::ui::text::{count, duration_text, fitted, width, wrap};
use crate::walkthrough::{Advised, Error, Event, Notice, Reporter};
use line::Naming;

/// Shows events as they happen.
pub(in crate::ui) struct TextReporter {
    screen: Arc<Screen>,
    options: UiOptions,
    only: Option<Only>,
}

/// What a command shows whose result is a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Only {
    /// Calls to AWS, where they are asked for.
    Calls,
    /// Notices too.
    CallsAndNotices,
}

impl TextReporter {
    pub(in crate::ui) fn new(screen: Arc<Screen>, options: UiOptions) -> Self {
        Self {
            screen,
            options,
            only: None,
        }
    }

    /// Shows nothing else.
    pub(in crate::ui) fn showing_only(self, only: Only) -> Self {
        Self {
            only: Some(only),
            ..self
        }
    }

    fn line(&self, text: String) {
        self.screen.line(fitted(&text, width()));
    }

    /// A line that says of which step it is.
    fn line_of(&self, step: Option<&str>, mark: impl std::fmt::Display, text: &str) {
        let naming = Naming::fitting(width(), self.screen.name_width(), self.screen.is_talking());
        self.screen.line(line::line(step, &mark.to_string(), text, naming, width()));
    }

    /// Whether what steps do stands on the board, and only what must be read above it.
    fn is_on_board(&self) -> bool {
        !self.options.verbose && self.screen.has_board()
    }

    /// A wait: a bar on a terminal, else a line.
    fn wait(&self, step: Option<&str>, key: &str, what: &str, usual: Duration) {
        self.screen.begin_wait(key, what, usual);
        let is_drawn = self.screen.has_bars() && !self.options.verbose;
        if !is_drawn {
            let say = say();
            let text = say.progress_usually(what, duration_text(usual));
            self.line_of(step, mark("…", &say.progress_mark_waiting()), &text);
        }
    }

    fn show_progress(&self, event: &Event, step: Option<&str>) {
        let s = Stream::Err;
        match event {
            Event::StepSkipped { step, reason } => {
                let text = say().progress_left_out(skip_text(*reason));
                self.line_of(Some(step), s.change("↷"), &text);
            }
            Event::Adopted { key, kind, id } => {
                let text = say().progress_adopted(noun(kind), key.as_str(), id.as_str());
                self.line_of(step, s.change("~"), &text);
            }
            Event::Gone { key, id } => self.line_of(step, s.change("!"), &say().progress_gone(key.as_str(), id.as_str())),
            Event::Changing { .. } => self.show_change(event, step),
            Event::Ready { key, .. } | Event::Deleted { key, .. } | Event::Stopped { key, .. } => self.screen.end_wait(key),
            Event::TimeLeft { key, seconds } => self.screen.show_left(key, Duration::from_secs(*seconds)),
            Event::Sending { sent, of } => self.screen.show_sending(*sent, *of),
            Event::Notice(notice) => self.show_notice(notice, step),
            _ => {}
        }
        if let Some(Deed::Waits { key, what, usual }) = Deed::of(event) {
            self.wait(step, key, &what, usual);
        }
        if !self.is_on_board() {
            self.show_deed(event, step);
        }
    }

    /// Shows what stands on the board, where there is one.
    fn show_deed(&self, event: &Event, step: Option<&str>) {
        let s = Stream::Err;
        match event {
            // In a talk the step has just been introduced.
            Event::StepStarted { .. } if self.screen.is_talking() => {}
            Event::StepStarted { step, title, number, of } => {
                let place = s.accent(format!("▸ {number:>2}/{of}")).bold().to_string();
                self.line_of(Some(step), place, &s.dim(title).to_string());
            }
            Event::StepDone { step } if self.screen.was_done(step) => {}
            Event::StepDone { step } => self.line_of(Some(step), s.good("✔"), &say().progress_step_done()),
            Event::Created { kind, id, name, .. } => self.show_created(kind, name, id, step),
            Event::Ready {
                key,
                seconds,
                usual_seconds,
                ..
            } if is_long(*usual_seconds) => {
                let text = say().progress_ready(awaited_by_name(key), duration_text(Duration::from_secs(*seconds)));
                self.line_of(step, s.good("✓"), &text);
            }
            Event::Deleted { key, id, .. } => {
                self.line_of(step, deleted_mark(), &format!("{key} {}", s.dim(id)));
            }
            Event::Stopped { key, id } => {
                let text = format!("{key} {} {}", s.dim(id), say().progress_is_stopped());
                self.line_of(step, s.change("z"), &text);
            }
            _ => {}
        }
    }

    fn show_created(&self, kind: &str, name: &str, id: &str, step: Option<&str>) {
        let s = Stream::Err;
        let mark = s.good(mark("+", &say().progress_mark_made()).to_owned());
        // Some things have no id but their name.
        let id = if name == id {
            String::new()
        } else {
            format!(" {}", s.dim(id))
        };
        self.line_of(step, mark, &format!("{} {name}{id}", noun(kind)));
    }

    fn show_change(&self, event: &Event, step: Option<&str>) {
        if let Event::Changing {
            key,
            field,
            found,
            wanted,
            ..
        } = event
        {
            let (found, wanted) = (or_none(found), or_none(wanted));
            let text = say().progress_changing(key.as_str(), field_text(*field), found, wanted);
            self.line_of(step, Stream::Err.change("~"), &text);
        }
    }

    fn show_notice(&self, notice: &Notice, step: Option<&str>) {
        let text = notice_text(notice, &self.options.commands);
        self.line_of(step, "", &text);
        for detail in self.details(notice) {
            self.line(format!("    {detail}"));
        }
    }

    fn details(&self, notice: &Notice) -> Vec<String> {
        match self.options.verbose {
            true => notice_details(notice),
            false => Vec::new(),
        }
    }

    /// Keeps what a step does while the person is talked with about another one; whether that is all there is to do about it.
    fn keeps(&self, event: &Event, step: &str) -> bool {
        if self.only.is_some() || !self.screen.is_gathering() {
            return false;
        }
        let keep = |mark: &str, text: &str| {
            if self.options.quiet {
                return;
            }
            let line = line::line(None, mark, text, Naming::Inline, width());
            self.screen.keep_line(step, line);
        };
        match event {
            Event::StepSkipped { .. } | Event::TimeLeft { .. } | Event::Call { .. } | Event::Blocked { .. } => return false,
            Event::Created {
                part_of: None,
                kind,
                id,
                name,
                ..
            } if self.options.verbose => keep("  +", &format!("{} {name} {id}", noun(kind))),
            // A bar is drawn between two questions all the same.
            Event::Waiting { key, usual_seconds, .. } if is_long(*usual_seconds) => {
                self.screen
                    .begin_wait(key, &awaited_by_name(key), Duration::from_secs(*usual_seconds));
            }
            Event::Ready { key, .. } => self.screen.end_wait(key),
            Event::Deleted { key, id, .. } => {
                self.screen.end_wait(key);
                keep(&deleted_mark(), &format!("{key} {}", Stream::Err.dim(id)));
            }
            Event::Gone { key, id } => keep("!", &say().progress_gone(key.as_str(), id.as_str())),
            Event::Notice(notice) => {
                keep(" ", &notice_text(notice, &self.options.commands));
                self.details(notice).iter().for_each(|detail| keep("  ", detail));
            }
            _ => {}
        }
        let is_told = |deed: &Deed<'_>| is_worth_telling(deed) && (!self.options.quiet || *deed == Deed::Failed);
        if let Some(deed) = Deed::of(event).filter(is_told) {
            self.screen.note_deed(step, &deed);
        }
        true
    }

    /// What is shown however quiet it has to be.
    fn show_trouble(&self, event: &Event, step: Option<&str>) {
        let s = Stream::Err;
        match event {
            Event::StepFailed { step, .. } => self.line_of(Some(step), s.bad("✘"), &say().progress_step_failed()),
            Event::Blocked {
                key, held_by, reason, ..
            } => {
                let holders = if held_by.is_empty() {
                    reason_text(reason)
                } else {
                    say().progress_held_by(blocker_texts(held_by).join(", "))
                };
                self.line_of(step, s.change("!"), &say().progress_cannot_go(key.as_str(), holders));
            }
            _ => {}
        }
    }

    fn show_frame(&self, event: &Event) {
        let s = Stream::Err;
        match event {
            Event::WalkStarted { .. } if self.screen.is_again() => {}
            Event::WalkStarted { beginning, .. } => {
                let (say, deployment, region) = (say(), &beginning.deployment, &beginning.region);
                let place = match beginning.cloud.as_str() {
                    "aws" => say.progress_account(beginning.account.as_str()),
                    "sandbox" => say.progress_sandbox(),
                    _ => say.progress_endpoint(),
                };
                self.line(format!(
                    "{} {}",
                    s.bold(deployment),
                    s.dim(say.progress_in(region.as_str(), place))
                ));
            }
            Event::WalkPriced(price) => {
                let plan = self.options.commands.code(&Advised::Plan);
                let extra = match price.by_use.is_empty() {
                    true => String::new(),
                    false => format!(" {}", say().progress_by_use(plan)),
                };
                self.line(wrap(&format!("{}{extra}", total_text(price)), width(), "", ""));
            }
            Event::WalkFinished {
                resources,
                created,
                changed,
                seconds,
                ..
            } => {
                let time = say().progress_in_time(duration_text(Duration::from_secs(*seconds)));
                // How long a talk took is the person's own affair.
                let time = if self.screen.is_talking() { String::new() } else { time };
                let finished = say().progress_finished(*created, *changed);
                let text = match resources {
                    Some(number) => say().labelled(count(*number, "resource"), finished),
                    None => finished,
                };
                self.line(format!("{} {text}{time}", s.good("✔").bold()));
            }
            Event::Untagged { key, id, .. } => {
                let text = format!("{key} {} {}", s.dim(id), say().progress_lost_tags());
                self.line(format!("  {} {text}", s.change("~")));
            }
            Event::Forgotten { stays, folder } => {
                let text = say().progress_forgotten(*stays, folder.as_str());
                self.line(wrap(&text, width(), &format!("{} ", s.good("✔").bold()), "  "));
            }
            _ => {}
        }
    }
}

fn deleted_mark() -> String {
    Stream::Err.bad(mark("-", &say().progress_mark_deleted())).to_string()
}

/// Whether a deed is told between two steps.
fn is_worth_telling(deed: &Deed<'_>) -> bool {
    !matches!(deed, Deed::Began(_) | Deed::Does(_) | Deed::Over(..))
}

impl Reporter for TextReporter {
    fn report_of(&self, event: &Event, step: Option<&str>) {
        let step = match event {
            Event::StepStarted { step, .. } | Event::StepDone { step } | Event::StepFailed { step, .. } => Some(step.as_str()),
            _ => step,
        };
        let is_shown = self.only.is_none() && !self.options.quiet;
        if let Some(deed) = Deed::of(event).filter(|_| is_shown) {
            self.screen.note_on_board(step, event.key(), &deed);
        }
        if step.is_none_or(|step| !self.keeps(event, step)) {
            self.show(event, step);
        }
    }

    fn sentence(&self, error: &Error) -> String {
        problem_text(error)
    }

    fn report(&self, event: &Event) {
        self.report_of(event, None);
    }
}

impl TextReporter {
    fn show(&self, event: &Event, step: Option<&str>) {
        if let Event::Call {
            action,
            mutating,
            milliseconds,
            error,
            ..
        } = event
        {
            if self.options.verbose {
                let mark = if *mutating { "→" } else { "?" };
                let outcome = error
                    .as_ref()
                    .map(|failure| format!(": {}", call_failure_text(failure)))
                    .unwrap_or_default();
                let text = format!("{mark} {} ({milliseconds} ms){outcome}", action_text(action));
                let text = wrap(&text, width(), "    ", "        ");
                self.screen.line(Stream::Err.dim(text).to_string());
            }
            return;
        }
        if let Some(shown) = self.only {
            if let (Only::CallsAndNotices, Event::Notice(notice)) = (shown, event) {
                let text = notice_text(notice, &self.options.commands);
                self.line(wrap(&text, width(), "  ", "  "));
                self.details(notice)
                    .into_iter()
                    .for_each(|detail| self.line(format!("    {detail}")));
            }
            return;
        }
        self.show_trouble(event, step);
        if !self.options.quiet {
            self.show_frame(event);
            self.show_progress(event, step);
        }
    }
}
