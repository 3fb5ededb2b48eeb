//! The steps with what they built and how it was proven.

use super::console::console_page;
use super::dossier::{BuiltRow, Method, Proof, ProofVerdict, StepPart};
use crate::locale::say;
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
        status: say().status_step(step.status.as_str()),
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
            state: state_text(resource),
        }
    });
    rows.collect()
}

fn state_text(resource: &PlannedResource) -> String {
    let say = say();
    let state = resource.observed.as_ref().map(|observed| &observed.state);
    match (resource.action, state) {
        (Action::Create, _) => say.report_not_built(),
        (Action::Asleep, _) => say.report_resource_paused(),
        (Action::Expired, _) => say.report_resource_expired(),
        (Action::Delete, _) => say.report_to_be_deleted(),
        (Action::Change | Action::Conflict, _) => say.report_differs(),
        (_, Some(State::Failed(_))) => say.report_resource_failed(),
        (_, Some(state)) if state.is_awaited() => say.report_is_awaited(),
        (Action::Keep | Action::Adopt, _) => say.report_as_wanted(),
    }
}

fn proof(check: &Check) -> Proof {
    let (verdict, seen) = match &check.verdict {
        Verdict::Passed => (ProofVerdict::Holds, String::new()),
        Verdict::Failed { expected, seen } => {
            let (expected, seen) = (expected_text(expected), seen_text(seen));
            (ProofVerdict::Failed, say().report_expected_and_found(expected, seen))
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
    let say = say();
    match (&check.look, &check.claim) {
        (Some(look), _) => (Method::Tried, look_text(look)),
        (None, Claim::Path { .. } | Claim::Promise { .. }) => (Method::Computed, say.report_by_following()),
        (None, Claim::Resources { .. } | Claim::Resource { .. } | Claim::Built) => (Method::Read, say.report_by_comparing()),
        (None, Claim::Step(_) | Claim::Promises) => (Method::Read, say.report_in_reports()),
    }
}
