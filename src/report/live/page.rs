//! The page itself: headings and places, which its script fills.

use maud::{DOCTYPE, Markup, html};

use super::fragments::PLACES;
use crate::foreign::plain;
use crate::locale::{say, spoken};

/// The style sheet, and what the live page has beside it.
pub(super) const STYLE: &str = concat!(
    include_str!("../../../assets/report/style.css"),
    include_str!("../../../assets/report/watch.css")
);
/// The script: it puts parts into their places, counts down, and asks whether one end reaches another.
pub(super) const SCRIPT: &str = include_str!("../../../assets/report/watch.js");

/// Where the script puts the time that is left.
const COUNTED: &str = "{}";

/// The page of a deployment.
pub(super) fn page(deployment: &str, is_rehearsal: bool) -> String {
    let say = say();
    let page = html! {
        (DOCTYPE)
        html lang=(*spoken()) dir=(say.language_direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (deployment) " · jalon" }
                link rel="icon" href="data:,";
                link rel="stylesheet" href="style.css";
                script src="page.js" defer {}
            }
            body data-left=(say.live_left(COUNTED)) data-any-moment=(say.live_any_moment()) data-no-answer=(say.live_no_answer()) data-lost=(say.live_lost()) {
                @if is_rehearsal { aside.stamp { (say.report_rehearsal()) } }
                header { h1 { (deployment) } }
                main {
                    @for place in PLACES {
                        @match heading(place) {
                            None => div id=(place) role="status" aria-live="polite" {},
                            Some(heading) => section aria-labelledby={ (place) "-heading" } {
                                h2 id={ (place) "-heading" } { (heading) }
                                @if place == "picture" { (ask()) }
                                div id=(place) {}
                            },
                        }
                    }
                }
                noscript { p.bad { (say.live_needs_script()) } }
            }
        }
    };
    plain(&page.into_string()).into_owned()
}

/// The heading of a part; the first has none.
fn heading(place: &str) -> Option<String> {
    let say = say();
    Some(match place {
        "picture" => say.live_picture(),
        "steps" => say.live_steps(),
        "waits" => say.live_waits(),
        "checks" => say.live_checks(),
        "cost" => say.live_cost(),
        _ => return None,
    })
}

/// Whether one end reaches another: clicked in the picture, or typed.
fn ask() -> Markup {
    let say = say();
    html! {
        form id="ask" {
            label { (say.live_from()) " " input name="from" autocomplete="off" spellcheck="false" size="14" placeholder="internet"; }
            label { (say.live_to()) " " input name="to" autocomplete="off" spellcheck="false" size="18" placeholder="app-host:5085"; }
            button type="submit" { (say.live_ask()) }
            button type="reset" id="all" hidden { (say.live_all_paths()) }
            span.hint { (say.live_choose()) }
        }
        div id="answer" role="status" aria-live="polite" {}
    }
}
