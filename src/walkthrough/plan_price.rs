//! The price of a plan: each step, the sum so far, and everything once it is carried out.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::prices::{Cost, Item, PriceList};

/// What two sums of the same may differ by, in US dollars: each is rounded to the hundredth of a cent.
const ROUNDING: f64 = 0.000_15;

/// What a step costs once its plan is carried out.
#[derive(Clone, Debug)]
pub struct StepPrice {
    /// The step's id.
    pub step: String,
    /// What its resources cost an hour, about.
    pub cost: Cost,
    /// What it is charged for by use beside that.
    pub by_use: Vec<Item>,
    /// Whether it makes something that costs: leaving it out saves that.
    pub makes_costs: bool,
    /// What everything costs an hour with it and the steps before it, what no step plans included; `None` where not everything could be
    /// read.
    pub so_far: Option<Cost>,
}

/// What a deployment costs once these plans are carried out.
#[derive(Clone, Debug)]
pub struct PlanPrice {
    /// The prices of these sums.
    pub prices: Arc<PriceList>,
    /// What is in these sums.
    pub items: BTreeSet<Item>,
    /// The steps, in order.
    pub steps: Vec<StepPrice>,
    /// What it costs an hour now, about; `None` where not everything could be read.
    pub now: Option<Cost>,
    /// What it costs an hour then, about; `None` where not everything could be read.
    pub total: Option<Cost>,
    /// What is there already and in no plan, an hour, about.
    pub others: Cost,
    /// What is charged by use beside that, each once.
    pub by_use: Vec<Item>,
}

impl PlanPrice {
    /// The price of a step.
    pub fn of_step(&self, step: &str) -> Option<&StepPrice> {
        self.steps.iter().find(|price| price.step == step)
    }

    /// The step that costs most of those that make something: leaving it out saves that. Where the total isn't known whole, a step that makes
    /// what has no known price.
    pub(in crate::walkthrough) fn costliest(&self) -> Option<&StepPrice> {
        let is_whole = self.total.as_ref().is_some_and(Cost::is_whole);
        let making = self.steps.iter().filter(|step| step.makes_costs);
        let helping = making.filter(|step| is_whole || !step.cost.is_whole());
        helping.max_by(|one, other| one.cost.dollars.total_cmp(&other.cost.dollars))
    }

    /// Whether the deployment costs more than now once it is carried out, or something whose price isn't known.
    pub(in crate::walkthrough) fn is_dearer(&self) -> bool {
        match (&self.total, &self.now) {
            (Some(total), Some(now)) => total.dollars > now.dollars + ROUNDING || !total.unpriced.is_subset(&now.unpriced),
            _ => self.is_news(),
        }
    }

    /// Whether carrying it out changes what the deployment costs, as far as that is known.
    pub fn is_news(&self) -> bool {
        match (&self.total, &self.now) {
            (Some(total), Some(now)) => (total.dollars - now.dollars).abs() > ROUNDING || total.unpriced != now.unpriced,
            _ => self.steps.iter().any(|step| !step.cost.is_nothing()),
        }
    }
}
