//! The sections but the steps.

use maud::{Markup, PreEscaped, html};

use super::super::dossier::{AddressRow, AnswerRow, Costs, Dossier, Outcome, Receipt, TimelinePart, Way};
use super::inline;
use crate::locale::say;
use crate::picture::{Arrangement, Picture, svg};

pub(super) fn picture(dossier: &Dossier) -> Markup {
    html! {
        @if dossier.receipt.is_some() {
            p { (say().report_picture_of_plan()) }
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
pub(super) fn table(class: Option<&str>, headings: &[String], rows: Markup) -> Markup {
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
    let say = say();
    let headings = [
        say.report_way_number(),
        say.report_way(),
        say.report_it_is(),
        say.report_why(),
    ];
    html! {
        p { (inline(&say.report_ways_meaning())) }
        (table(None, &headings, html! {
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
    let class = match way.outcome {
        Outcome::Kept => "good",
        Outcome::Broken => "bad",
        Outcome::Unknown => "open",
    };
    html! { span class={ "verdict " (class) } { (way.verdict()) } }
}

pub(super) fn addresses(rows: &[AddressRow]) -> Markup {
    let say = say();
    let headings = [say.report_name(), say.report_what(), say.report_range(), say.report_place()];
    html! {
        (table(None, &headings, html! {
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
    let say = say();
    let headings = [say.report_question(), say.report_answer(), say.report_default()];
    html! {
        p { (say.report_answers_meaning()) }
        (table(None, &headings, html! {
            @for row in rows {
                tr {
                    th scope="row" { (row.prompt) " " code { (row.key) } }
                    td.mono { (row.answer) }
                    td.mono { @match &row.instead_of { Some(default) => (default), None => (say.report_same()) } }
                }
            }
        }))
    }
}

pub(super) fn words(words: &[(String, String)]) -> Markup {
    html! {
        dl.words { @for (word, meaning) in words { div { dt { (word) } dd { (inline(meaning)) } } } }
    }
}

pub(super) fn timeline(timeline: &TimelinePart) -> Markup {
    let say = say();
    let headings = [
        say.report_resource(),
        say.report_built_from(),
        say.report_times(),
        say.report_in_the_walk(),
    ];
    html! {
        p { (timeline.heading) }
        p.key { span.bar-making {} " " (say.report_making()) " " span.bar-waiting {} " " (say.report_getting_ready()) }
        (table(Some("timeline"), &headings, html! {
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
    let say = say();
    let headings = [say.report_thing(), say.report_what(), say.report_price()];
    html! {
        p { strong { (costs.total) } }
        @if let Some(so_far) = &costs.so_far { p { (so_far) } }
        @if !costs.rows.is_empty() {
            (table(None, &headings, html! {
                @for row in &costs.rows {
                    tr { th scope="row" { (row.name) } td { (row.kind) } td { (row.price) } }
                }
            }))
        }
        @if !costs.by_use.is_empty() {
            p { (say.money_by_use_heading()) }
            ul { @for item in &costs.by_use { li { (item) } } }
        }
        p.note { (costs.source) }
    }
}

pub(super) fn receipt(receipt: &Receipt) -> Markup {
    let say = say();
    let headings = [say.report_deleted_at(), say.report_resource(), say.report_id()];
    html! {
        p { (inline(&receipt.summary)) }
        @for remains in &receipt.remains { p { strong { (remains) } } }
        (table(None, &headings, html! {
            @for row in &receipt.deleted {
                tr { td.times { (row.at) } th.mono scope="row" { (row.key) } td.mono { (row.id) } }
            }
        }))
    }
}
