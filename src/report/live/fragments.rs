//! The parts of the page that change.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use maud::{Markup, PreEscaped, html};

use super::base::Base;
use super::overlay::overlay;
use super::progress::{End, Progress, Wait};
use crate::foreign::plain;
use crate::locale::say;
use crate::report::html::pictures;
use crate::ui::{awaited_by_name, clock_time, duration_text, moment_text, picture_of, so_far_text, total_text};

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

/// The places of the parts, in the page's order.
pub(super) const PLACES: [&str; 6] = ["source", "picture", "steps", "waits", "checks", "cost"];

/// What stands in a sentence until its markup takes its place.
const FIRST: &str = "\u{e000}";
const SECOND: &str = "\u{e001}";

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
    let parts = PLACES.map(|place| (place, plain(&markup(place).into_string()).into_owned()));
    BTreeMap::from(parts)
}

/// A sentence with markup in the places that it left for it.
fn filled(sentence: &str, parts: &[(&str, Markup)]) -> Markup {
    let sentence = html! { (sentence) }.into_string();
    let filled = parts.iter().fold(sentence, |text, (mark, part)| text.replace(mark, &part.0));
    PreEscaped(filled)
}

fn source(view: &View<'_>) -> Markup {
    let (say, progress) = (say(), view.progress);
    let command = format!("jalon {}", progress.command);
    let about = |sentence: &str| filled(sentence, &[(FIRST, html! { code { (command) } })]);
    let since = progress.started.map(moment_text).unwrap_or_default();
    html! {
        @match (&view.source, &progress.end) {
            (Source::Nothing, _) => p.quiet { (say.live_no_run()) },
            (Source::Running, _) => p.busy { (about(&say.live_running(FIRST, since))) (left(progress)) },
            (Source::Killed, _) => p.bad { (about(&say.live_killed(FIRST, since))) },
            (Source::Lost(trouble), _) => p.bad { (say.live_unreadable(trouble.as_str())) },
            (Source::Ended, Some(End::Failed { error, advice })) => {
                p.bad { (about(&say.live_failed(FIRST, error.as_str()))) }
                @if !advice.is_empty() { p.quiet { (say.live_next(advice.as_str())) } }
            },
            (Source::Ended, _) => p.good { (about(&say.live_ended(FIRST, since))) },
        }
    }
}

/// How long it has yet to go. The page counts down by itself.
fn left(progress: &Progress) -> Markup {
    let Some((at, left)) = progress.left.filter(|(_, left)| !left.is_zero()) else {
        return html! {};
    };
    let left = countdown(at, left, progress.speed);
    html! { " " (filled(&say().live_about_left(FIRST), &[(FIRST, left)])) }
}

/// A time that gets shorter: until a moment of the wall clock, in the deployment's clock.
fn countdown(since: Timestamp, left: std::time::Duration, speed: f64) -> Markup {
    let real = left.as_secs_f64() * 1000.0 / speed.max(f64::EPSILON);
    let until = since.as_millisecond() + real as i64;
    html! { time data-until=(until) data-speed=(speed) { (say().live_left(clock_time(left))) } }
}

fn picture(view: &View<'_>) -> Markup {
    let Some(base) = &view.base else {
        return html! { p.quiet { (say().live_being_read_long()) } };
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
                    span.word { (say().status_step(status)) } " " strong { (step.id) } " " span.title { (step.title) }
                    @if let (Some(error), "failed") = (&step.error, status) { p.bad { (error) } }
                }
            }
        }
    }
}

fn waits(progress: &Progress) -> Markup {
    html! {
        @if progress.waits.is_empty() { p.quiet { (say().live_no_waits()) } } @else {
            ul.waits { @for (key, wait) in &progress.waits { li { (waited(key, wait, progress.speed)) } } }
        }
    }
}

/// What is waited for, and for how long.
fn waited(key: &str, wait: &Wait, speed: f64) -> Markup {
    let say = say();
    let (thing, name) = match wait.what.as_str() {
        "deleting" => (say.live_deleting(FIRST), key.to_owned()),
        "stopping" => (say.live_stopping(FIRST), key.to_owned()),
        _ => (FIRST.to_owned(), awaited_by_name(key)),
    };
    let thing = filled(&thing, &[(FIRST, html! { strong { (name) } })]);
    if wait.usual.is_zero() {
        return thing;
    }
    let left = countdown(wait.since, wait.usual, speed);
    let sentence = say.live_wait_usual(FIRST, duration_text(wait.usual), SECOND);
    filled(&sentence, &[(FIRST, thing), (SECOND, left)])
}

fn checks(progress: &Progress) -> Markup {
    let all = progress.passed + progress.not_run + progress.failed.len();
    html! {
        @if all == 0 {
            p.quiet { (say().live_no_checks()) }
        } @else {
            p class=(if progress.failed.is_empty() { "good" } else { "bad" }) {
                (say().live_checks_made(progress.passed, progress.failed.len(), progress.not_run))
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
