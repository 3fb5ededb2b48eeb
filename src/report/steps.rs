//! The steps with what they built and how it was proven.

use super::console::console_page;
use super::dossier::{BuiltRow, Method, Proof, ProofVerdict, StepPart};
use crate::resources::State;
use crate::ui::{
    claim_text, detail_text, expected_text, hop_text, lesson_opening, look_text, not_run_text, noun_text, seen_text,
};
use crate::walkthrough::{Action, Check, Claim, DossierFacts, PlannedResource, StepPlan, Verdict};

/// The steps, in order.
pub(super) fn step_parts(facts: &DossierFacts) -> Vec<StepPart> {
    let numbered = facts.steps.iter().zip(&facts.drawing.plans).enumerate();
    let part = |(index, (step, plan)): (usize, (&crate::walkthrough::StepDossier, &StepPlan))| StepPart {
        number: index + 1,
        id: step.step.to_owned(),
        title: step.title.to_owned(),
        status: step.status.as_str().to_owned(),
        lesson: lesson_opening(&step.lesson),
        built: built_rows(plan, facts),
        outputs: plan.outputs.clone().into_iter().filter(|_| plan.is_built()).collect(),
        proofs: step.checks.checks.iter().map(proof).collect(),
    };
    numbered.map(part).collect()
}

fn built_rows(plan: &StepPlan, facts: &DossierFacts) -> Vec<BuiltRow> {
    let whole = plan.resources.iter().filter(|resource| !resource.is_part());
    let rows = whole.map(|resource| {
        let detail = detail_text(resource);
        let kind = noun_text(resource.aws_kind.noun());
        let id = resource.id.clone().unwrap_or_default();
        let is_real = facts.drawing.cloud == "aws" && !id.is_empty();
        BuiltRow {
            name: resource.name.clone(),
            kind: if detail.is_empty() {
                kind.to_owned()
            } else {
                format!("{kind}, {detail}")
            },
            link: is_real
                .then(|| console_page(resource.aws_kind, &id, &facts.drawing.region))
                .flatten(),
            id,
            state: state_text(resource).to_owned(),
        }
    });
    rows.collect()
}

fn state_text(resource: &PlannedResource) -> &'static str {
    let state = resource.observed.as_ref().map(|observed| &observed.state);
    match (resource.action, state) {
        (Action::Create, _) => "not built",
        (Action::Asleep, _) => "paused",
        (Action::Expired, _) => "stopped, since it expired",
        (Action::Delete, _) => "to be deleted",
        (Action::Change | Action::Conflict, _) => "differs from what is wanted",
        (_, Some(State::Failed(_))) => "failed",
        (_, Some(state)) if state.is_awaited() => "AWS is at work on it",
        (Action::Keep | Action::Adopt, _) => "as wanted",
    }
}

fn proof(check: &Check) -> Proof {
    let (verdict, seen) = match &check.verdict {
        Verdict::Passed => (ProofVerdict::Holds, String::new()),
        Verdict::Failed { expected, seen } => {
            let (expected, seen) = (expected_text(expected), seen_text(seen));
            (ProofVerdict::Failed, format!("expected {expected}; found {seen}"))
        }
        Verdict::NotRun { reason } => (ProofVerdict::NotRun, not_run_text(reason)),
    };
    let (method, how) = looked_at(check);
    Proof {
        claim: claim_text(&check.claim),
        method,
        how,
        seen,
        hops: check.path.iter().map(hop_text).collect(),
        verdict,
    }
}

/// How a claim was looked at, and the same in words.
fn looked_at(check: &Check) -> (Method, String) {
    let (method, how) = match (&check.look, &check.claim) {
        (Some(look), _) => return (Method::Tried, look_text(look)),
        (None, Claim::Path { .. } | Claim::Promise { .. }) => (
            Method::Computed,
            "along the routes, network ACLs and security groups that AWS reports",
        ),
        (None, Claim::Resources { .. } | Claim::Resource { .. } | Claim::Built) => {
            (Method::Read, "by comparing what AWS reports with what the step wants")
        }
        (None, Claim::Step(_) | Claim::Promises) => (Method::Read, "in what AWS reports"),
    };
    (method, how.to_owned())
}
