//! The state of a deployment: what is remembered, what AWS has, and where the two differ.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use crate::aws::{Class, ResourceKey};
use crate::checkpoint::{Pause, StepStatus};
use crate::prices::{Accrued, Cost, Item, PriceList};
use crate::resources::{Addition, Kind, Observed, State};
use crate::walkthrough::inspect::plan::{Planner, plan_step};
use crate::walkthrough::{Action, Answers, Error, Expiring, Mismatch, Result, Session, Step, StepPlan};

/// One step's line.
#[derive(Clone, Debug)]
pub struct StepLine {
    /// Its id.
    pub id: String,
    /// `pending`, `running`, `waiting`, `done`, `failed` or `skipped`.
    pub status: String,
    /// Its title.
    pub title: String,
    /// Why it failed.
    pub error: Option<String>,
}

/// One resource's line.
#[derive(Clone, Debug)]
pub struct ResourceLine {
    /// Its key.
    pub key: String,
    /// Its kind.
    pub kind: String,
    /// Its id.
    pub id: Option<String>,
    /// `ready`, `pending`, `failed`, `missing`, `differs`, `paused`, `expired`, `leftover` or `untracked`.
    pub status: String,
    /// The step it belongs to.
    pub step: String,
    /// The kind of the resource it is a part of, where it is none of its own.
    pub part_of: Option<Kind>,
    /// How it differs from what the step wants.
    pub differences: Vec<Mismatch>,
    /// What others have added, and stays.
    pub additions: Vec<Addition>,
}

/// The state of a deployment. Its JSON form is documented in `docs/JSON.md`.
#[derive(Clone, Debug)]
pub struct DeploymentStatus {
    /// The deployment's name.
    pub deployment: String,
    /// The account's twelve digits.
    pub account: String,
    /// The region's code.
    pub region: String,
    /// `aws`, `endpoint` or `sandbox`.
    pub cloud: String,
    /// The steps, in order.
    pub steps: Vec<StepLine>,
    /// The resources that are there or recorded.
    pub resources: Vec<ResourceLine>,
    /// What the deployment offers.
    pub outputs: BTreeMap<String, String>,
    /// The pause that lasts, or that is being ended.
    pub pause: Option<Pause>,
    /// When AWS starts the database by itself, where that is stopped.
    pub database_wakes_at: Option<Timestamp>,
    /// What it costs an hour, about; `None` where not all of it can be read.
    pub cost_an_hour: Option<Cost>,
    /// What it has cost so far, at most; `None` where not all of it can be read.
    pub so_far: Option<Accrued>,
    /// What it is charged for by size or time.
    pub items: BTreeSet<Item>,
    /// The prices of these sums.
    pub prices: Arc<PriceList>,
    /// What it may cost a day in US dollars before somebody is asked again.
    pub budget_a_day: Option<f64>,
    /// When it expires, where it does.
    pub expiring: Option<Expiring>,
}

/// Compares memory with AWS.
///
/// # Errors
///
/// When AWS can't be read, or an answer isn't allowed.
pub async fn read_status(session: &Arc<Session>) -> Result<DeploymentStatus> {
    let answers: Arc<Answers> = Arc::new(session.known_answers().await?);
    let all: Vec<_> = session.steps().iter().collect();
    let plans = known_plans(session, &all, &answers).await?;
    let state = session.checkpoint().read(Clone::clone);
    let left_out = session.left_out();
    let steps = all
        .iter()
        .map(|step| {
            let record = state.steps.get(step.id()).cloned().unwrap_or_default();
            StepLine {
                id: step.id().to_owned(),
                status: match left_out.get(step.id()) {
                    Some(_) => StepStatus::Skipped,
                    None => settle_status(session, step.id(), record.status),
                }
                .as_str()
                .to_owned(),
                title: step.title().to_owned(),
                error: record.error,
            }
        })
        .collect();
    let mut resources = resource_lines(session, &plans);
    resources.extend(unplanned_lines(session, &resources));
    let mut outputs = BTreeMap::new();
    for plan in plans.into_iter().filter(StepPlan::is_built) {
        outputs.extend(plan.outputs);
    }
    let pause = state.pause().cloned();
    session.look_up_prices(&[]).await;
    let survey = session.survey().unwrap_or_default();
    Ok(DeploymentStatus {
        deployment: state.deployment,
        account: state.account,
        region: state.region,
        cloud: state.cloud,
        steps,
        resources,
        outputs,
        pause,
        database_wakes_at: session.database_wakes_at(),
        cost_an_hour: survey.cost_an_hour,
        so_far: survey.so_far,
        items: survey.items,
        prices: session.prices(),
        budget_a_day: state.budget_a_day,
        expiring: session.expiring(),
    })
}

/// The plans of all steps whose answers are known.
async fn known_plans(session: &Arc<Session>, steps: &[&'static dyn Step], answers: &Arc<Answers>) -> Result<Vec<StepPlan>> {
    let planner = Arc::new(Planner::default());
    let mut plans = Vec::new();
    for step in steps {
        match plan_step(session, &planner, *step, answers).await {
            Ok(plan) => plans.push(plan),
            Err(Error::Step { source, .. }) if source.is_about_answers() || is_denied(&source) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(plans)
}

/// Whether AWS denies what a plan has to read. The kinds it doesn't list are reported by themselves.
fn is_denied(error: &Error) -> bool {
    error.aws().is_some_and(|error| error.class == Class::Denied)
}

/// A step that was waiting when its run ended is done once AWS is.
pub(in crate::walkthrough) fn settle_status(session: &Session, step: &str, status: StepStatus) -> StepStatus {
    if status != StepStatus::Waiting {
        return status;
    }
    let is_ready = |key: &ResourceKey| {
        session.inventory(|inventory| {
            let of_key = inventory.all().filter(|observed| observed.has_key(key));
            let mut standing = of_key.filter(|observed| !observed.is_leaving());
            standing.all(|observed| observed.state == State::Ready)
        })
    };
    if session.memory().recorded_keys(step).iter().all(is_ready) {
        StepStatus::Done
    } else {
        StepStatus::Waiting
    }
}

fn resource_lines(session: &Session, plans: &[StepPlan]) -> Vec<ResourceLine> {
    let mut lines = Vec::new();
    for plan in plans {
        for resource in &plan.resources {
            let recorded = session.checkpoint().read(|state| state.resources.contains_key(&resource.key));
            if resource.action == Action::Create && !recorded {
                continue;
            }
            lines.push(ResourceLine {
                key: resource.key.clone(),
                kind: resource.kind.clone(),
                id: resource.id.clone(),
                status: status_text(resource.action, resource.observed.as_ref()),
                step: plan.step.clone(),
                part_of: resource.aws_kind.part_of(),
                differences: resource.differences.clone(),
                additions: resource.additions.clone(),
            });
        }
    }
    lines
}

fn status_text(action: Action, observed: Option<&Observed>) -> String {
    match (action, observed.map(|observed| &observed.state)) {
        (Action::Asleep, _) => "paused",
        (Action::Expired, _) => "expired",
        (Action::Create, _) => "missing",
        (_, Some(State::Failed(_))) => "failed",
        (Action::Change | Action::Conflict, _) => "differs",
        (Action::Delete, _) => "untracked",
        (_, Some(state)) if state.is_awaited() => "pending",
        _ => "ready",
    }
    .to_owned()
}

/// What carries the deployment's tags and no step plans: an earlier snapshot, say.
fn unplanned_lines(session: &Session, planned: &[ResourceLine]) -> Vec<ResourceLine> {
    let mut lines: Vec<ResourceLine> = session.inventory(|inventory| {
        inventory
            .own(session.deployment())
            .filter(|observed| observed.is_live())
            .filter(|observed| !planned.iter().any(|line| line.id.as_deref() == Some(&observed.id)))
            .map(|observed| ResourceLine {
                key: observed.key_or_id(),
                kind: observed.kind().to_string(),
                id: Some(observed.id.clone()),
                status: match observed.key() {
                    Some(key) if session.steps().is_tried_with(key.as_str()) => "leftover".to_owned(),
                    _ => status_text(Action::Keep, Some(observed)),
                },
                step: observed.step().unwrap_or_default().to_owned(),
                part_of: observed.kind().part_of(),
                differences: Vec::new(),
                additions: Vec::new(),
            })
            .collect()
    });
    lines.sort_by(|a, b| a.key.cmp(&b.key));
    lines
}
