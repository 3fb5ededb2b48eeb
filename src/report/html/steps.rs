//! A step with what it built and its proofs.

use maud::{Markup, html};

use super::super::dossier::{BuiltRow, Proof, ProofVerdict, StepPart};
use super::inline;
use super::parts::table;
use crate::locale::say;

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
                h4 { (say().report_proofs()) }
                ul.proofs { @for proof in &step.proofs { li { (self::proof(proof)) } } }
            }
        }
    }
}

fn built(rows: &[BuiltRow]) -> Markup {
    let say = say();
    let headings = [say.report_name(), say.report_what(), say.report_id(), say.report_it_is()];
    html! {
        (table(None, &headings, html! {
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
    let say = say();
    let class = match proof.verdict {
        ProofVerdict::Holds => "good",
        ProofVerdict::Failed => "bad",
        ProofVerdict::NotRun => "open",
    };
    html! {
        span class={ "verdict " (class) } { (proof.word()) }
        " " (proof.claim)
        @if !proof.seen.is_empty() { span.seen { (say.report_proof_seen(proof.seen.as_str())) } }
        span.how { " " (inline(&say.report_looked_at(proof.how.as_str()))) }
        @if !proof.hops.is_empty() {
            details {
                summary { (say.report_hop_by_hop()) }
                ol { @for hop in &proof.hops { li { (hop) } } }
            }
        }
    }
}
