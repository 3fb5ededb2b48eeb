//! The documents of plans and of a deployment's state.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::cost::{CostDocument, PriceDocument, SoFarDocument, StepPriceDocument, UnitPriceDocument};
use super::{StepsDocument, VERSION};
use crate::resources::Addition;
use crate::ui::mismatches::{addition_text, detail_text, mismatch_text};
use crate::ui::notice::skip_text;
use crate::walkthrough::{
    Action, DeploymentStatus, Expiring, Mismatch, PlanPrice, PlannedResource, ResourceLine, StepLine, StepPlan,
};

/// What `jalon plan` prints.
#[derive(Serialize)]
pub struct PlanDocument<'a> {
    #[serde(flatten)]
    steps: StepsDocument<'a, PlannedStep<'a>>,
    #[serde(flatten)]
    price: PriceDocument,
}

/// A step with what would be done to its resources.
#[derive(Serialize)]
pub struct PlannedStep<'a> {
    step: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out: Option<String>,
    resources: Vec<PlannedDocument<'a>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    price: Option<StepPriceDocument>,
}

#[derive(Serialize)]
struct PlannedDocument<'a> {
    key: &'a str,
    kind: &'a str,
    name: &'a str,
    action: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    detail: String,
    needs: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    differences: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    additions: Vec<String>,
}

/// What `jalon status` prints.
#[derive(Serialize)]
pub struct StatusDocument<'a> {
    version: u32,
    deployment: &'a str,
    account: &'a str,
    region: &'a str,
    cloud: &'a str,
    steps: Vec<StepLineDocument<'a>>,
    resources: Vec<ResourceDocument<'a>>,
    outputs: &'a BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pause: Option<PauseDocument>,
    #[serde(flatten)]
    cost: CostDocument,
    #[serde(flatten)]
    so_far: SoFarDocument,
    prices: Vec<UnitPriceDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    budget_dollars_a_day: Option<f64>,
    #[serde(flatten)]
    expiring: Option<Expiring>,
}

#[derive(Serialize)]
struct PauseDocument {
    since: Timestamp,
    is_being_resumed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    database_wakes_at: Option<Timestamp>,
}

#[derive(Serialize)]
struct StepLineDocument<'a> {
    id: &'a str,
    /// The same: other documents name it so.
    step: &'a str,
    status: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

#[derive(Serialize)]
struct ResourceDocument<'a> {
    key: &'a str,
    kind: &'a str,
    id: Option<&'a str>,
    status: &'a str,
    step: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    part_of: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    differences: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    additions: Vec<String>,
}

impl<'a> PlanDocument<'a> {
    /// The plans of these steps, with what they cost.
    pub fn new(deployment: &'a str, expiring: Option<Expiring>, plans: &'a [StepPlan], price: &PlanPrice) -> Self {
        let steps = plans.iter().map(|plan| PlannedStep {
            step: &plan.step,
            left_out: plan.left_out.map(skip_text),
            resources: plan.resources.iter().map(PlannedDocument::new).collect(),
            price: price.of_step(&plan.step).map(StepPriceDocument::new),
        });
        Self {
            steps: StepsDocument::of(deployment, expiring, steps),
            price: PriceDocument::new(price),
        }
    }
}

impl<'a> PlannedDocument<'a> {
    fn new(resource: &'a PlannedResource) -> Self {
        Self {
            key: &resource.key,
            kind: &resource.kind,
            name: &resource.name,
            action: match resource.action {
                Action::Create => "create",
                Action::Change => "change",
                Action::Adopt => "adopt",
                Action::Keep => "keep",
                Action::Asleep => "paused",
                Action::Expired => "expired",
                Action::Delete => "delete",
                Action::Conflict => "conflict",
            },
            id: resource.id.as_deref(),
            detail: detail_text(resource),
            needs: &resource.needs,
            differences: mismatch_texts(&resource.differences),
            additions: addition_texts(&resource.additions),
        }
    }
}

impl<'a> StatusDocument<'a> {
    /// The state of a deployment.
    pub fn new(status: &'a DeploymentStatus) -> Self {
        Self {
            version: VERSION,
            deployment: &status.deployment,
            account: &status.account,
            region: &status.region,
            cloud: &status.cloud,
            steps: status.steps.iter().map(StepLineDocument::new).collect(),
            resources: status.resources.iter().map(ResourceDocument::new).collect(),
            outputs: &status.outputs,
            pause: status.pause.as_ref().map(|pause| PauseDocument {
                since: pause.from,
                is_being_resumed: pause.until.is_some(),
                database_wakes_at: status.database_wakes_at,
            }),
            cost: CostDocument::new(status.cost_an_hour.as_ref()),
            so_far: SoFarDocument::new(status.so_far.as_ref()),
            prices: UnitPriceDocument::all(status.items.iter(), &status.prices),
            budget_dollars_a_day: status.budget_a_day,
            expiring: status.expiring,
        }
    }
}

impl<'a> StepLineDocument<'a> {
    fn new(line: &'a StepLine) -> Self {
        Self {
            id: &line.id,
            step: &line.id,
            status: &line.status,
            title: &line.title,
            error: line.error.as_deref(),
        }
    }
}

impl<'a> ResourceDocument<'a> {
    fn new(line: &'a ResourceLine) -> Self {
        Self {
            key: &line.key,
            kind: &line.kind,
            id: line.id.as_deref(),
            status: &line.status,
            step: &line.step,
            part_of: line.part_of.map(|kind| kind.to_string()),
            differences: mismatch_texts(&line.differences),
            additions: addition_texts(&line.additions),
        }
    }
}

fn addition_texts(additions: &[Addition]) -> Vec<String> {
    additions.iter().map(addition_text).collect()
}

fn mismatch_texts(mismatches: &[Mismatch]) -> Vec<String> {
    mismatches.iter().map(mismatch_text).collect()
}
