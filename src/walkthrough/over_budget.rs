//! A plan that passes the budget, or of which nobody knows whether it does.

use crate::prices::Cost;

/// A plan that passes the budget, or of which nobody knows whether it does.
#[derive(Clone, Debug)]
pub struct OverBudget {
    /// The budget, in US dollars a day.
    pub budget: f64,
    /// What everything would cost a day; `None` where not everything could be read.
    pub a_day: Option<Cost>,
    /// The step that costs most, or whose price isn't known.
    pub step: Option<String>,
}

impl OverBudget {
    /// Whether what is known of the cost stays within the budget.
    pub fn may_be_within(&self) -> bool {
        self.a_day.as_ref().is_none_or(|cost| cost.dollars <= self.budget)
    }
}
