//! A step with what it built and its proofs.

use maud::{Markup, html};

use super::super::dossier::{BuiltRow, Proof, ProofVerdict, StepPart};
use super::inline;
use super::parts::table;

pub(super) fn step(step: &StepPart) -> Markup {
    html! {
        article id={ "step-" (step.id) } {
            h3 { (step.number) ". " (step.title) " " span.status { (step.status) } }
            p { (inline(&step.lesson)) }
            @if !step.built.is_empty() { (built(&step.built)) }
            @if !step.outputs.is_empty() {
                dl.outputs { @for (name, value) in &step.outputs { div { dt { (name) } dd.mono { (value) } } } }
            }
            @if !step.proofs.is_empty() {
                h4 { "Proofs" }
                ul.proofs { @for proof in &step.proofs { li { (self::proof(proof)) } } }
            }
        }
    }
}

fn built(rows: &[BuiltRow]) -> Markup {
    html! {
        (table(None, &["Name", "What", "Id", "It is"], html! {
            @for row in rows {
                tr {
                    th scope="row" { (row.name) }
                    td { (row.kind) }
                    td.mono {
                        @match &row.link {
                            Some(link) => a href=(link) rel="noreferrer" { (row.id) },
                            None => (row.id),
                        }
                    }
                    td { (row.state) }
                }
            }
        }))
    }
}

fn proof(proof: &Proof) -> Markup {
    let (class, word) = match proof.verdict {
        ProofVerdict::Holds => ("good", proof.method.word()),
        ProofVerdict::Failed => ("bad", "failed"),
        ProofVerdict::NotRun => ("open", "not run"),
    };
    html! {
        span class={ "verdict " (class) } { (word) }
        " " (proof.claim)
        @if !proof.seen.is_empty() { span.seen { ": " (proof.seen) } }
        span.how { " Looked at " (inline(&proof.how)) "." }
        @if !proof.hops.is_empty() {
            details {
                summary { "The way, hop by hop" }
                ol { @for hop in &proof.hops { li { (hop) } } }
            }
        }
    }
}
