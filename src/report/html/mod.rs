//! The dossier as one HTML file: it holds its pictures and styles, runs no script, and asks for nothing from elsewhere.
//!
//! maud, for its markup is Rust that the compiler checks, it escapes by itself, and it reads no template when the program runs.

mod parts;
mod steps;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::dossier::Dossier;
use crate::foreign::plain;
use crate::locale::{say, spoken};

pub(super) use parts::pictures;

/// What is in every dossier of this form.
pub(super) const MARK: &str = "<meta name=\"generator\" content=\"jalon\">";

/// The style sheet, for screens and for A4.
const STYLE: &str = include_str!("../../../assets/report/style.css");

/// The dossier as an HTML document.
pub fn html(dossier: &Dossier) -> String {
    let title = say().report_title(dossier.deployment.as_str());
    let document = html! {
        (DOCTYPE)
        html lang=(*spoken()) dir=(say().language_direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content="jalon";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(STYLE)) }
                @if let Some(stamp) = &dossier.stamp {
                    style { (PreEscaped(format!("@page{{@bottom-center{{content:\"{stamp}\";font:8pt sans-serif}}}}"))) }
                }
            }
            body {
                @if let Some(stamp) = &dossier.stamp { aside.stamp { (stamp) } }
                (header(dossier, &title))
                main { (sections(dossier)) }
            }
        }
    };
    plain(&document.into_string()).into_owned()
}

fn header(dossier: &Dossier, title: &str) -> Markup {
    html! {
        header {
            h1 { (title) }
            @if dossier.author.is_some() || dossier.course.is_some() {
                p.by {
                    @if let Some(author) = &dossier.author { (author) }
                    @if dossier.author.is_some() && dossier.course.is_some() { " · " }
                    @if let Some(course) = &dossier.course { (course) }
                }
            }
            dl.facts {
                @for (name, value) in &dossier.summary { div { dt { (name) } dd { (value) } } }
            }
            nav aria-label=(say().report_contents()) { ul {
                @for (id, heading) in contents(dossier) { li { a href={ "#" (id) } { (heading) } } }
            } }
        }
    }
}

/// The sections there are: id and heading.
fn contents(dossier: &Dossier) -> Vec<(&'static str, String)> {
    let say = say();
    let all = [
        (dossier.receipt.is_some(), "receipt", say.report_receipt()),
        (!dossier.short.is_empty(), "short", say.report_in_short()),
        (true, "picture", say.report_picture()),
        (!dossier.ways.is_empty(), "ways", say.report_ways()),
        (!dossier.addresses.is_empty(), "addresses", say.report_addresses()),
        (true, "steps", say.report_steps()),
        (dossier.timeline.is_some(), "timeline", say.report_timeline()),
        (true, "costs", say.report_costs()),
        (true, "answers", say.report_answers()),
        (true, "words", say.report_words()),
    ];
    all.into_iter()
        .filter(|(is, ..)| *is)
        .map(|(_, id, heading)| (id, heading))
        .collect()
}

fn sections(dossier: &Dossier) -> Markup {
    html! {
        @for (id, heading) in contents(dossier) {
            section id=(id) aria-labelledby={ (id) "-heading" } {
                h2 id={ (id) "-heading" } { (heading) }
                @match id {
                    "receipt" => @if let Some(receipt) = &dossier.receipt { (parts::receipt(receipt)) },
                    "short" => ul { @for sentence in &dossier.short { li { (sentence) } } },
                    "picture" => (parts::picture(dossier)),
                    "ways" => (parts::ways(&dossier.ways)),
                    "addresses" => (parts::addresses(&dossier.addresses)),
                    "steps" => {
                        p { (inline(&say().report_proofs_meaning())) }
                        @for step in &dossier.steps { (steps::step(step)) }
                    },
                    "timeline" => @if let Some(timeline) = &dossier.timeline { (parts::timeline(timeline)) },
                    "costs" => (parts::costs(&dossier.costs)),
                    "answers" => (parts::answers(&dossier.answers)),
                    _ => (parts::words(&dossier.words)),
                }
            }
        }
    }
}

/// A paragraph with code and bold.
fn inline(paragraph: &str) -> Markup {
    use super::inline::{Piece, pieces};
    html! {
        @for piece in pieces(paragraph) {
            @match piece {
                Piece::Plain(text) => (text),
                Piece::Code(text) => code { (text) },
                Piece::Strong(text) => strong { (text) },
            }
        }
    }
}
