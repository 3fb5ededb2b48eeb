//! Amounts of money, in words.

use crate::prices::{Cost, HOURS_A_MONTH};

/// What an hour costs, e.g. `about $0.114 an hour`.
pub(super) fn an_hour(cost: &Cost) -> String {
    whole(cost, &format!("${:.3} an hour", cost.dollars))
}

/// What an hour and a month cost, e.g. `about $0.114 an hour, $83 a month`.
pub(super) fn an_hour_and_a_month(cost: &Cost) -> String {
    let month = cost.dollars * HOURS_A_MONTH;
    whole(cost, &format!("${:.3} an hour, ${month:.0} a month", cost.dollars))
}

/// What a month costs at most, e.g. `at most about $2.30 a month`.
pub(super) fn a_month_at_most(cost: &Cost) -> String {
    match cost.unpriced.is_empty() {
        true => format!("at most about ${:.2} a month", cost.dollars),
        false => whole(cost, &format!("${:.2} a month", cost.dollars)),
    }
}

fn whole(cost: &Cost, known: &str) -> String {
    let unpriced: Vec<&str> = cost.unpriced.iter().map(String::as_str).collect();
    match unpriced.as_slice() {
        [] => format!("about {known}"),
        unpriced if cost.dollars > 0.0 => format!(
            "about {known} and the price of {}, which is not known here",
            unpriced.join(", ")
        ),
        unpriced => format!("the price of {}, which is not known here", unpriced.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_said_and_never_nothing() {
        let known = Cost::known(0.1135);
        assert_eq!(an_hour(&known), "about $0.114 an hour");
        assert_eq!(an_hour_and_a_month(&known), "about $0.114 an hour, $83 a month");
        assert_eq!(a_month_at_most(&Cost::known(2.3)), "at most about $2.30 a month");
        let unknown = Cost::unknown("t9.large", "eu-west-1");
        assert_eq!(
            an_hour(&unknown),
            "the price of t9.large in eu-west-1, which is not known here"
        );
        assert_eq!(
            an_hour_and_a_month(&(known + unknown)),
            "about $0.114 an hour, $83 a month and the price of t9.large in eu-west-1, which is not known here"
        );
    }
}
