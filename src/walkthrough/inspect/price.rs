//! What plans cost: each on top of those before it, and of what is there.

use std::collections::BTreeSet;

use crate::aws::ResourceKey;
use crate::prices::{Charge, Cost, by_use, hourly_cost, in_sums};
use crate::resources::{Observed, charges_now};
use crate::walkthrough::{Action, PlanPrice, PlannedResource, Session, StepPlan, StepPrice};

/// The price of these plans, which stand on one another in this order.
pub fn price_plans(session: &Session, plans: &[StepPlan]) -> PlanPrice {
    let prices = session.prices();
    let now = session.survey().and_then(|survey| survey.cost_an_hour);
    let mut charges = others(session, plans);
    let others = hourly_cost(charges.iter(), &prices);
    let mut sum = others.clone();
    let mut steps = Vec::with_capacity(plans.len());
    for plan in plans {
        let own = plan.charges();
        charges.extend(own.iter().cloned());
        let with = hourly_cost(charges.iter(), &prices);
        steps.push(StepPrice {
            step: plan.step.clone(),
            cost: difference(&with, &sum, hourly_cost(own.iter(), &prices).unpriced),
            by_use: by_use(own.iter()),
            makes_costs: plan.makes_costs(),
            so_far: now.is_some().then(|| with.clone().rounded()),
        });
        sum = with;
    }
    PlanPrice {
        items: in_sums(charges.iter()),
        prices,
        steps,
        total: now.is_some().then(|| sum.rounded()),
        now,
        others: others.rounded(),
        by_use: by_use(charges.iter()),
    }
}

/// What the sum has grown by: what a step costs may depend on those before it.
fn difference(with: &Cost, without: &Cost, unpriced: BTreeSet<String>) -> Cost {
    let cost = Cost {
        dollars: with.dollars - without.dollars,
        at_most: with.at_most - without.at_most,
        unpriced,
    };
    cost.rounded()
}

/// What the deployment is charged for now and no step plans: an earlier set of snapshots, what a step has built that is left out or not
/// planned.
fn others(session: &Session, plans: &[StepPlan]) -> Vec<Charge> {
    let planned: Vec<&PlannedResource> = plans.iter().flat_map(StepPlan::walked_resources).collect();
    session.inventory(|inventory| {
        let own = inventory.own(session.deployment()).filter(|observed| observed.is_live());
        let others = own.filter(|observed| !planned.iter().any(|resource| is_of(observed, resource)));
        others.flat_map(charges_now).collect()
    })
}

/// Whether a planned resource is this one, or this one a part of it. What was planned as new may be there by now.
fn is_of(observed: &Observed, planned: &PlannedResource) -> bool {
    let has_its_key = || observed.has_key(&ResourceKey::from(planned.key.as_str()));
    if observed.kind() != planned.aws_kind {
        return observed.kind().row().made_with == Some(planned.aws_kind) && has_its_key();
    }
    match &planned.observed {
        Some(found) => found.id == observed.id,
        None => planned.action == Action::Create && has_its_key(),
    }
}
