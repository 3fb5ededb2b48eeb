//! Whether one end reaches another, as the page asks it: the answer in words, and its path drawn.

use maud::{Markup, html};
use serde::Serialize;

use super::base::Base;
use crate::foreign::plain;
use crate::locale::say;
use crate::report::html::pictures;
use crate::ui::{claim_text, hop_text, picture_of, problem_text};
use crate::walkthrough::Check;

/// An answer for the page.
#[derive(Debug, Serialize)]
pub(super) struct Reached {
    /// In words.
    answer: String,
    /// The picture with this path alone; none where there is nothing to draw.
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<String>,
}

/// Answers.
pub(super) fn reach(base: Option<&Base>, from: &str, to: &str) -> Reached {
    let Some(base) = base else {
        return Reached::of(html! { p.bad { (say().live_being_read()) } }, None);
    };
    match base.drawing.asking(from, to) {
        Err(error) => Reached::of(html! { p.bad { (problem_text(&error)) } }, None),
        Ok((drawing, check)) => {
            let picture = pictures(&picture_of(&drawing));
            Reached::of(told(&check), Some(picture))
        }
    }
}

fn told(check: &Check) -> Markup {
    html! {
        p { strong { (claim_text(&check.claim)) "." } }
        @if !check.path.is_empty() { ol.hops { @for hop in &check.path { li { (hop_text(hop)) } } } }
    }
}

impl Reached {
    fn of(answer: Markup, picture: Option<Markup>) -> Self {
        let text = |markup: Markup| plain(&markup.into_string()).into_owned();
        Self {
            answer: text(answer),
            picture: picture.map(text),
        }
    }
}
