//! The page itself: headings and places, which its script fills.

use maud::{DOCTYPE, html};

use super::fragments::PLACES;
use crate::foreign::plain;
use crate::report::dossier::REHEARSAL;

/// The style sheet, and what the live page has beside it.
pub(super) const STYLE: &str = concat!(
    include_str!("../../../assets/report/style.css"),
    include_str!("../../../assets/report/watch.css")
);
/// The script: it puts parts into their places, counts down, and asks whether one end reaches another.
pub(super) const SCRIPT: &str = include_str!("../../../assets/report/watch.js");

/// The page of a deployment.
pub(super) fn page(deployment: &str, is_rehearsal: bool) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (deployment) " · jalon" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="style.css";
                script src="page.js" defer {}
            }
            body {
                @if is_rehearsal { aside.stamp { (REHEARSAL) } }
                header { h1 { (deployment) } }
                main {
                    @for (place, heading) in PLACES {
                        @if heading.is_empty() {
                            div id=(place) role="status" aria-live="polite" {}
                        } @else {
                            section aria-labelledby={ (place) "-heading" } {
                                h2 id={ (place) "-heading" } { (heading) }
                                @if place == "picture" { (ask()) }
                                div id=(place) {}
                            }
                        }
                    }
                }
                noscript { p.bad { "This page needs its script. `jalon status --picture` shows the same in a terminal." } }
            }
        }
    };
    plain(&page.into_string()).into_owned()
}

/// Whether one end reaches another: clicked in the picture, or typed.
fn ask() -> maud::Markup {
    html! {
        form id="ask" {
            label { "From " input name="from" autocomplete="off" spellcheck="false" size="14" placeholder="internet"; }
            label { "to " input name="to" autocomplete="off" spellcheck="false" size="18" placeholder="app-host:5085"; }
            button type="submit" { "Does it reach?" }
            button type="reset" id="all" hidden { "Show all paths" }
            span.hint { "Or choose two ends in the picture." }
        }
        div id="answer" role="status" aria-live="polite" {}
    }
}
