//! The parts of the page that change.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use maud::{Markup, html};

use super::base::Base;
use super::overlay::overlay;
use super::progress::{End, Progress};
use crate::foreign::plain;
use crate::report::html::pictures;
use crate::ui::{clock_time, moment_text, picture_of, so_far_text, total_text};

/// What the page is fed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// No run was recorded yet.
    Nothing,
    /// A run that goes on.
    Running,
    /// A run that came to its end.
    Ended,
    /// A run that has no end and no process.
    Killed,
    /// The deployment can't be read, for this reason.
    Lost(String),
}

/// Everything that is shown.
pub(super) struct View<'v> {
    pub(super) base: Option<Arc<Base>>,
    pub(super) progress: &'v Progress,
    pub(super) source: Source,
}

/// The places of the parts, in the page's order, with their headings.
pub(super) const PLACES: [(&str, &str); 6] = [
    ("source", ""),
    ("picture", "The picture"),
    ("steps", "Steps"),
    ("waits", "What is waited for"),
    ("checks", "Checks"),
    ("cost", "Cost"),
];

/// The parts by the ids of their places.
pub(super) fn fragments(view: &View<'_>) -> BTreeMap<&'static str, String> {
    let markup = |place| match place {
        "source" => source(view),
        "picture" => picture(view),
        "steps" => steps(view),
        "waits" => waits(view.progress),
        "checks" => checks(view.progress),
        _ => cost(view),
    };
    let parts = PLACES.map(|(place, _)| (place, plain(&markup(place).into_string()).into_owned()));
    BTreeMap::from(parts)
}

fn source(view: &View<'_>) -> Markup {
    let progress = view.progress;
    let command = format!("jalon {}", progress.command);
    let since = progress.started.map(moment_text).unwrap_or_default();
    html! {
        @match (&view.source, &progress.end) {
            (Source::Nothing, _) => p.quiet { "Nothing was done with this deployment here yet. The page shows what a walk would build." },
            (Source::Running, _) => p.busy { code { (command) } " is at work, since " (since) "." (left(progress)) },
            (Source::Killed, _) => p.bad {
                code { (command) } ", begun " (since) ", is gone without an end. Nothing is lost: the same command resumes it."
            },
            (Source::Lost(trouble), _) => p.bad { "The deployment can't be read at the moment: " (trouble) },
            (Source::Ended, Some(End::Failed { error, advice })) => {
                p.bad { code { (command) } " ended with an error: " (error) }
                @if !advice.is_empty() { p.quiet { "Next: " (advice) } }
            },
            (Source::Ended, _) => p.good { code { (command) } ", begun " (since) ", has come to its end." },
        }
    }
}

/// How long it has yet to go. The page counts down by itself.
fn left(progress: &Progress) -> Markup {
    let Some((at, left)) = progress.left.filter(|(_, left)| !left.is_zero()) else {
        return html! {};
    };
    html! { " About " (countdown(at, left, progress.speed)) "." }
}

/// A time that gets shorter: until a moment of the wall clock, in the deployment's clock.
fn countdown(since: Timestamp, left: std::time::Duration, speed: f64) -> Markup {
    let real = left.as_secs_f64() * 1000.0 / speed.max(f64::EPSILON);
    let until = since.as_millisecond() + real as i64;
    html! { time data-until=(until) data-speed=(speed) { (clock_time(left)) " left" } }
}

fn picture(view: &View<'_>) -> Markup {
    let Some(base) = &view.base else {
        return html! { p.quiet { "The deployment is being read …" } };
    };
    let mut picture = picture_of(&base.drawing);
    overlay(&mut picture, view.progress);
    pictures(&picture)
}

fn steps(view: &View<'_>) -> Markup {
    let Some(base) = &view.base else { return html! {} };
    html! {
        ol.steps {
            @for step in &base.status.steps {
                @let status = view.progress.steps.get(&step.id).map_or(step.status.as_str(), |state| state.as_str());
                li class=(status) {
                    span.word { (status) } " " strong { (step.id) } " " span.title { (step.title) }
                    @if let (Some(error), "failed") = (&step.error, status) { p.bad { (error) } }
                }
            }
        }
    }
}

fn waits(progress: &Progress) -> Markup {
    html! {
        @if progress.waits.is_empty() { p.quiet { "Nothing." } } @else {
            ul.waits {
                @for (key, wait) in &progress.waits {
                    li {
                        @match wait.what.as_str() {
                            "deleting" => "deleting ",
                            "stopping" => "stopping ",
                            _ => "",
                        }
                        strong { (key) }
                        @if !wait.usual.is_zero() {
                            ": usually " (clock_time(wait.usual)) ", " (countdown(wait.since, wait.usual, progress.speed))
                        }
                    }
                }
            }
        }
    }
}

fn checks(progress: &Progress) -> Markup {
    let all = progress.passed + progress.not_run + progress.failed.len();
    html! {
        @if all == 0 {
            p.quiet { "None was made in the last run yet." }
        } @else {
            p class=(if progress.failed.is_empty() { "good" } else { "bad" }) {
                (progress.passed) " passed, " (progress.failed.len()) " failed, " (progress.not_run) " not run"
            }
            ul { @for failed in &progress.failed { li.bad { (failed) } } }
        }
    }
}

fn cost(view: &View<'_>) -> Markup {
    let Some(base) = &view.base else { return html! {} };
    html! {
        p { (total_text(&base.drawing.price)) }
        @if let Some(so_far) = base.status.so_far.as_ref().and_then(so_far_text) { p { (so_far) } }
    }
}
