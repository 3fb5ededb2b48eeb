//! The option for what a deployment may cost.

use clap::Args;

use crate::locale::say;
use crate::walkthrough::Budget;

/// What a deployment may cost.
#[derive(Debug, Args)]
pub(super) struct BudgetOptions {
    /// Ask again, or refuse with --yes, before it costs more than this a day, now and later; "none" takes that back
    #[arg(long, value_name = "DOLLARS", value_parser = parse_budget)]
    pub(super) budget: Option<Budget>,
}

fn parse_budget(text: &str) -> Result<Budget, String> {
    match text.parse::<f64>() {
        _ if text == "none" => Ok(Budget::None),
        Ok(dollars) if dollars.is_finite() && dollars >= 0.0 => Ok(Budget::Dollars(dollars)),
        _ => Err(say().parsing_budget()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_an_amount_or_none() {
        assert_eq!(parse_budget("5"), Ok(Budget::Dollars(5.0)));
        assert_eq!(parse_budget("2.50"), Ok(Budget::Dollars(2.5)));
        assert_eq!(parse_budget("0"), Ok(Budget::Dollars(0.0)));
        assert_eq!(parse_budget("none"), Ok(Budget::None));
        for refused in ["", "-1", "$5", "5,50", "nan", "inf", "None"] {
            assert!(parse_budget(refused).is_err(), "{refused}");
        }
    }
}
