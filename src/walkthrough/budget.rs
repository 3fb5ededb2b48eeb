//! The budget of a deployment: what it may cost a day before a person is asked again. It is remembered.

use crate::prices::Cost;
use crate::walkthrough::{Error, OverBudget, PlanPrice, Result, Session, StepPrice};

/// Hours in a day.
const HOURS_A_DAY: f64 = 24.0;

/// What a deployment may cost from now on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Budget {
    /// This many US dollars a day.
    Dollars(f64),
    /// Anything.
    None,
}

impl Session {
    /// Remembers a budget, or that there is none.
    ///
    /// # Errors
    ///
    /// When it can't be remembered.
    pub fn keep_budget(&self, budget: Budget) -> Result<()> {
        let dollars = match budget {
            Budget::Dollars(dollars) => Some(dollars),
            Budget::None => None,
        };
        if self.budget() != dollars {
            self.checkpoint().update(|state| state.budget_a_day = dollars)?;
        }
        Ok(())
    }

    /// The budget, in US dollars a day, where there is one.
    pub fn budget(&self) -> Option<f64> {
        self.checkpoint().read(|state| state.budget_a_day)
    }

    /// Refuses plans that make the deployment cost more and pass its budget.
    ///
    /// # Errors
    ///
    /// [`Error::OverBudget`]. A cost that isn't known whole is not taken for one within the budget.
    pub(in crate::walkthrough) fn refuse_over_budget(&self, price: &PlanPrice) -> Result<()> {
        let over = self.over_budget(price.total.as_ref(), price.costliest());
        match over.filter(|_| price.is_dearer()) {
            Some(over) => Err(Error::OverBudget(Box::new(over))),
            None => Ok(()),
        }
    }

    /// Whether a step that costs something passes the budget together with everything before it.
    pub(in crate::walkthrough) fn passes_budget(&self, price: &StepPrice) -> Option<OverBudget> {
        let over = self.over_budget(price.so_far.as_ref(), Some(price));
        over.filter(|_| !price.cost.is_nothing())
    }

    fn over_budget(&self, cost: Option<&Cost>, step: Option<&StepPrice>) -> Option<OverBudget> {
        let over = OverBudget {
            budget: self.budget()?,
            a_day: cost.map(|cost| cost.clone() * HOURS_A_DAY),
            step: step.map(|price| price.step.clone()),
        };
        let is_within = over.a_day.as_ref().is_some_and(Cost::is_whole) && over.may_be_within();
        (!is_within).then_some(over)
    }
}
