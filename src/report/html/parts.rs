//! The sections but the steps.

use maud::{Markup, PreEscaped, html};

use super::super::dossier::{AddressRow, AnswerRow, Costs, Dossier, Outcome, Receipt, TimelinePart, Way};
use super::inline;
use crate::picture::{Arrangement, Picture, svg};

pub(super) fn picture(dossier: &Dossier) -> Markup {
    html! {
        @if dossier.receipt.is_some() {
            p { "It shows what a new walk would build." }
        }
        (pictures(&dossier.picture))
    }
}

/// A picture for a wide screen and for a narrow one.
pub(in crate::report) fn pictures(picture: &Picture) -> Markup {
    html! {
        div.picture.wide { (PreEscaped(svg(picture, Arrangement::Wide))) }
        div.picture.tall tabindex="0" { (PreEscaped(svg(picture, Arrangement::Tall))) }
    }
}

/// A table that scrolls by itself where it is wider than the screen, also from the keyboard.
pub(super) fn table(class: Option<&str>, headings: &[&str], rows: Markup) -> Markup {
    html! {
        div.scroll tabindex="0" {
            table class=[class] {
                thead { tr { @for heading in headings { th scope="col" { (heading) } } } }
                tbody { (rows) }
            }
        }
    }
}

pub(super) fn ways(ways: &[Way]) -> Markup {
    html! {
        p {
            "Each line is a promise of a step. Its number is the one in the picture. A promise that something is "
            strong { "closed" }
            " counts as much as one that it is "
            strong { "open" }
            ": what need not be reached is closed."
        }
        (table(None, &["No.", "From, to, and how", "It is", "Why"], html! {
            @for way in ways {
                tr {
                    td.number { (way.number) }
                    th scope="row" { (way.label) }
                    td { (outcome(way)) }
                    td { (way.reason) }
                }
            }
        }))
    }
}

fn outcome(way: &Way) -> Markup {
    let (class, text) = match way.outcome {
        Outcome::Kept => ("good", format!("{}, as promised", way.verdict)),
        Outcome::Broken => ("bad", format!("{}, not as promised", way.verdict)),
        Outcome::Unknown => ("open", format!("to be {}", way.verdict)),
    };
    html! { span class={ "verdict " (class) } { (text) } }
}

pub(super) fn addresses(rows: &[AddressRow]) -> Markup {
    html! {
        (table(None, &["Name", "What", "Range or address", "Where"], html! {
            @for row in rows {
                tr class={ "depth-" (row.depth) } {
                    th scope="row" { (row.name) }
                    td { (row.kind) }
                    td.mono { (row.address) }
                    td { (row.place) }
                }
            }
        }))
    }
}

pub(super) fn answers(rows: &[AnswerRow]) -> Markup {
    html! {
        p { "Where an answer is not the default, the default stands behind it. Secrets are left out." }
        (table(None, &["Question", "Answer", "Default"], html! {
            @for row in rows {
                tr {
                    th scope="row" { (row.prompt) " " code { (row.key) } }
                    td.mono { (row.answer) }
                    td.mono { @match &row.instead_of { Some(default) => (default), None => "the same" } }
                }
            }
        }))
    }
}

pub(super) fn timeline(timeline: &TimelinePart) -> Markup {
    html! {
        p { (timeline.heading) }
        p.key { span.bar-making {} " AWS makes it " span.bar-waiting {} " it gets ready" }
        (table(Some("timeline"), &["What", "Built from", "From, to", "In the walk"], html! {
            @for bar in &timeline.bars {
                tr {
                    th.mono scope="row" { (bar.name) }
                    td { (bar.after) }
                    td.times { (bar.times) }
                    td.track {
                        span.bar-making style={ "margin-left:" (share(bar.start)) ";width:" (share(bar.making.max(0.4))) } {}
                        span.bar-waiting style={ "width:" (share(bar.waiting)) } {}
                    }
                }
            }
        }))
    }
}

fn share(percent: f64) -> String {
    format!("{percent:.1}%")
}

pub(super) fn costs(costs: &Costs) -> Markup {
    html! {
        p { strong { (costs.total) } }
        @if let Some(so_far) = &costs.so_far { p { (so_far) } }
        @if !costs.rows.is_empty() {
            (table(None, &["Thing", "What", "Price"], html! {
                @for row in &costs.rows {
                    tr { th scope="row" { (row.name) } td { (row.kind) } td { (row.price) } }
                }
            }))
        }
        @if !costs.by_use.is_empty() {
            p { "Charged by use, and extra:" }
            ul { @for item in &costs.by_use { li { (item) } } }
        }
        p.note { (costs.source) }
    }
}

pub(super) fn receipt(receipt: &Receipt) -> Markup {
    html! {
        p { (inline(&receipt.summary)) }
        @for remains in &receipt.remains { p { strong { (remains) } } }
        (table(None, &["At (UTC)", "What", "Id"], html! {
            @for row in &receipt.deleted {
                tr { td.times { (row.at) } th.mono scope="row" { (row.key) } td.mono { (row.id) } }
            }
        }))
    }
}
