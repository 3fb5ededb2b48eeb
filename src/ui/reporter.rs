//! Events as lines, with progress bars on a terminal.

use std::sync::Arc;
use std::time::Duration;

use super::UiOptions;
use super::accessible::mark;
use super::actions::action_text;
use super::blockers::blocker_texts;
use super::meanwhile::Deed;
use super::mismatches::or_none;
use super::money::total_text;
use super::notice::{notice_details, notice_text, skip_text};
use super::nouns::noun_text;
use super::problem::problem_text;
use super::reasons::{call_failure_text, reason_text};
use super::screen::Screen;
use super::style::Stream;
use super::text::{clock_time, count, fitted, width, wrap};
use crate::locale::say;
use crate::resources::Kind;
use crate::walkthrough::{Advised, Error, Event, Notice, Reporter};

/// What a person calls a kind.
fn noun(kind: &str) -> &str {
    Kind::named(kind).map_or(kind, |known| noun_text(known.noun()))
}

/// Shows events as they happen.
pub(super) struct TextReporter {
    screen: Arc<Screen>,
    options: UiOptions,
    only: Option<Only>,
}

/// What a command shows whose result is a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Only {
    /// Calls to AWS, where they are asked for.
    Calls,
    /// Notices too.
    CallsAndNotices,
}

impl TextReporter {
    pub(super) fn new(screen: Arc<Screen>, options: UiOptions) -> Self {
        Self {
            screen,
            options,
            only: None,
        }
    }

    /// Shows nothing else.
    pub(super) fn showing_only(self, only: Only) -> Self {
        Self {
            only: Some(only),
            ..self
        }
    }

    fn line(&self, text: String) {
        self.screen.line(fitted(&text, width()));
    }

    /// Whether a wait is long enough to be shown.
    fn is_long(usual_seconds: u64) -> bool {
        usual_seconds >= 10
    }

    /// A wait: a bar on a terminal, else a line.
    fn wait(&self, key: &str, what: &str, usual_seconds: u64) {
        if !Self::is_long(usual_seconds) {
            return;
        }
        let usual = Duration::from_secs(usual_seconds);
        self.screen.begin_wait(key, what, usual);
        if !self.screen.has_bars() {
            let say = say();
            let text = say.progress_usually(what, clock_time(usual));
            self.line(format!("  {} {text}", mark("…", &say.progress_mark_waiting())));
        }
    }

    fn show_progress(&self, event: &Event) {
        let s = Stream::Err;
        match event {
            // In a talk the step has just been introduced.
            Event::StepStarted { .. } if self.screen.is_talking() => {}
            Event::StepStarted { step, title, number, of } => {
                let first = format!("{} {step}  ", s.accent(format!("▸ {number:>2}/{of}")).bold());
                self.line(wrap(&s.dim(title).to_string(), width(), &first, "         "));
            }
            Event::StepDone { step } if self.screen.was_done(step) => {}
            Event::StepDone { step } => self.line(format!("{} {}", s.good("✔"), say().progress_step_done(step.as_str()))),
            Event::StepSkipped { step, reason } => {
                let reason = skip_text(*reason);
                self.line(format!(
                    "{} {}",
                    s.change("↷"),
                    say().progress_left_out(step.as_str(), reason)
                ));
            }
            Event::Adopted { key, kind, id } => {
                let text = say().progress_adopted(noun(kind), key.as_str(), id.as_str());
                self.line(format!("  {} {text}", s.change("~")));
            }
            Event::Gone { key, id } => self.line(gone_line(key, id)),
            Event::Created { kind, id, name, .. } => self.line(created_line(kind, name, id)),
            Event::Changing { .. } => self.show_change(event),
            Event::Waiting { key, usual_seconds, .. } => self.wait(key, key, *usual_seconds),
            Event::Ready {
                key,
                seconds,
                usual_seconds,
                ..
            } => {
                self.screen.end_wait(key);
                if !Self::is_long(*usual_seconds) {
                    return;
                }
                let text = say().progress_ready(key.as_str(), clock_time(Duration::from_secs(*seconds)));
                self.line(format!("  {} {text}", s.good("✓")));
            }
            Event::TimeLeft { key, seconds } => self.screen.show_left(key, Duration::from_secs(*seconds)),
            Event::Deleting { .. } | Event::Deleted { .. } | Event::Stopping { .. } | Event::Stopped { .. } => {
                self.show_end(event)
            }
            Event::Sending { sent, of } => self.screen.show_sending(*sent, *of),
            Event::Notice(notice) => self.show_notice(notice),
            _ => {}
        }
    }

    /// Shows that something goes, or stops.
    fn show_end(&self, event: &Event) {
        let s = Stream::Err;
        match event {
            Event::Deleting { key, usual_seconds, .. } => self.wait(key, &say().progress_deleting(key.as_str()), *usual_seconds),
            Event::Deleted { key, id, .. } => {
                self.screen.end_wait(key);
                self.line(deleted_line(key, id));
            }
            Event::Stopping { key, usual_seconds, .. } => self.wait(key, &say().progress_stopping(key.as_str()), *usual_seconds),
            Event::Stopped { key, id } => {
                self.screen.end_wait(key);
                self.line(format!(
                    "  {} {key} {} {}",
                    s.change("z"),
                    s.dim(id),
                    say().progress_is_stopped()
                ));
            }
            _ => {}
        }
    }

    fn show_change(&self, event: &Event) {
        if let Event::Changing {
            key,
            field,
            found,
            wanted,
            ..
        } = event
        {
            let (found, wanted) = (or_none(found), or_none(wanted));
            let mark = Stream::Err.change("~");
            self.line(format!("  {mark} {key}: {}: {found} → {wanted}", field.name()));
        }
    }

    fn show_notice(&self, notice: &Notice) {
        self.notice_lines(notice, "  ").into_iter().for_each(|line| self.line(line));
    }

    fn notice_lines(&self, notice: &Notice, indent: &str) -> Vec<String> {
        let text = notice_text(notice, &self.options.commands);
        let mut lines = vec![wrap(&text, width(), indent, indent)];
        if self.options.verbose {
            lines.extend(notice_details(notice).iter().map(|detail| format!("{indent}  {detail}")));
        }
        lines
    }

    /// Keeps what a step does while the person is talked with about another one; whether that is all there is to do about it.
    fn keeps(&self, event: &Event, step: &str) -> bool {
        if self.only.is_some() || !self.screen.is_gathering() {
            return false;
        }
        let note = |deed: Deed<'_>| self.screen.note_deed(step, &deed);
        match event {
            Event::Created {
                part_of: None,
                kind,
                id,
                name,
                ..
            } => {
                note(Deed::Made);
                if self.options.verbose {
                    self.screen.keep_line(step, format!("  {}", created_line(kind, name, id)));
                }
            }
            Event::Changing { .. } => note(Deed::Changed),
            Event::Adopted { .. } => note(Deed::Adopted),
            // A bar is drawn between two questions all the same.
            Event::Waiting { key, usual_seconds, .. } if Self::is_long(*usual_seconds) => {
                let usual = Duration::from_secs(*usual_seconds);
                note(Deed::Waits(key, usual));
                self.screen.begin_wait(key, key, usual);
            }
            Event::Ready { key, .. } => {
                note(Deed::Ready(key));
                self.screen.end_wait(key);
            }
            Event::StepDone { .. } => note(Deed::Done),
            Event::StepFailed { .. } => note(Deed::Failed),
            Event::Gone { key, id } => self.screen.keep_line(step, gone_line(key, id)),
            Event::Deleted { key, id, .. } => {
                self.screen.end_wait(key);
                self.screen.keep_line(step, deleted_line(key, id));
            }
            Event::Notice(notice) => {
                for line in self.notice_lines(notice, "    ") {
                    self.screen.keep_line(step, line);
                }
            }
            Event::StepSkipped { .. } | Event::TimeLeft { .. } | Event::Call { .. } | Event::Blocked { .. } => return false,
            _ => {}
        }
        true
    }

    /// What is shown however quiet it has to be.
    fn show_trouble(&self, event: &Event) {
        let s = Stream::Err;
        match event {
            Event::StepFailed { step, .. } => self.line(format!("{} {}", s.bad("✘"), say().progress_step_failed(step.as_str()))),
            Event::Blocked {
                key, held_by, reason, ..
            } => {
                let holders = if held_by.is_empty() {
                    reason_text(reason)
                } else {
                    say().progress_held_by(blocker_texts(held_by).join(", "))
                };
                let text = say().progress_cannot_go(key.as_str(), holders);
                self.line(wrap(&text, width(), &format!("  {} ", s.change("!")), "    "));
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
                let time = say().progress_in_time(clock_time(Duration::from_secs(*seconds)));
                // How long a talk took is the person's own affair.
                let time = if self.screen.is_talking() { String::new() } else { time };
                let finished = say().progress_finished(created.to_string(), changed.to_string());
                let text = match resources {
                    Some(number) => say().labelled(count(*number, "resource"), finished),
                    None => finished,
                };
                self.line(format!("{} {text}{time}", s.good("✔").bold()));
            }
            Event::Untagged { key, id, .. } => self.line(format!(
                "  {} {key} {} {}",
                s.change("~"),
                s.dim(id),
                say().progress_lost_tags()
            )),
            Event::Forgotten { stays, folder } => {
                let text = say().progress_forgotten(*stays, folder.as_str());
                self.line(wrap(&text, width(), &format!("{} ", s.good("✔").bold()), "  "));
            }
            _ => {}
        }
    }
}

fn created_line(kind: &str, name: &str, id: &str) -> String {
    let s = Stream::Err;
    format!(
        "  {} {} {name} {}",
        s.good(mark("+", &say().progress_mark_made())),
        noun(kind),
        s.dim(id)
    )
}

fn deleted_line(key: &str, id: &str) -> String {
    let s = Stream::Err;
    format!("  {} {key} {}", s.bad(mark("-", &say().progress_mark_deleted())), s.dim(id))
}

fn gone_line(key: &str, id: &str) -> String {
    format!("  {} {}", Stream::Err.change("!"), say().progress_gone(key, id))
}

impl Reporter for TextReporter {
    fn report_of(&self, event: &Event, step: Option<&str>) {
        let of_event = match event {
            Event::StepDone { step } | Event::StepFailed { step, .. } => Some(step.as_str()),
            _ => None,
        };
        match of_event.or(step) {
            Some(step) if self.keeps(event, step) => {}
            _ => self.report(event),
        }
    }

    fn sentence(&self, error: &Error) -> String {
        problem_text(error)
    }

    fn report(&self, event: &Event) {
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
                let line = format!("    {mark} {} ({milliseconds} ms){outcome}", action_text(action));
                self.line(Stream::Err.dim(line).to_string());
            }
            return;
        }
        if let Some(shown) = self.only {
            if shown == Only::CallsAndNotices && matches!(event, Event::Notice(_)) {
                self.show_progress(event);
            }
            return;
        }
        self.show_trouble(event);
        if !self.options.quiet {
            self.show_frame(event);
            self.show_progress(event);
        }
    }
}
