//! Amounts of money, in words.

use std::collections::BTreeSet;

use super::text::{date_text, moment_text, wrap};
use crate::locale::{decimal, say, whole};
use crate::prices::{Accrued, Cost, HOURS_A_MONTH, Item, Origin, Price, PriceList, TABLE_MADE, Unit};
use crate::walkthrough::{OverBudget, PlanPrice, StepPrice};

/// What an hour costs, e.g. `about $0.114 an hour`, or `free of charge`.
pub fn an_hour(cost: &Cost) -> String {
    if cost.is_nothing() {
        return say().money_free();
    }
    in_full(cost, &say().money_an_hour(hourly(cost.dollars)))
}

/// What an hour and a month cost, e.g. `about $0.114 an hour, $83 a month`.
pub fn an_hour_and_a_month(cost: &Cost) -> String {
    let month = dollars(cost.dollars * HOURS_A_MONTH, 0);
    in_full(cost, &say().money_an_hour_a_month(hourly(cost.dollars), month))
}

/// What a month costs at most, e.g. `at most about $2.30 a month`.
pub(super) fn a_month_at_most(cost: &Cost) -> String {
    in_full(cost, &say().money_a_month(dollars(cost.dollars, 2)))
}

/// An amount to the cent.
pub fn cents(amount: f64) -> String {
    dollars(amount, 2)
}

fn dollars(amount: f64, decimals: usize) -> String {
    say().money_dollars(decimal(amount, decimals))
}

/// To the tenth of a cent; less is to the hundredth, so that it doesn't look like nothing.
fn hourly(amount: f64) -> String {
    dollars(amount, if amount > 0.0 && amount < 0.0005 { 4 } else { 3 })
}

fn in_full(cost: &Cost, known: &str) -> String {
    let known = match cost.at_most > 0.0 && cost.at_most >= cost.dollars {
        true => say().money_at_most_about(known),
        false => say().money_about(known),
    };
    with_unknown(cost, known)
}

/// The same, and what the sum lacks.
fn with_unknown(cost: &Cost, known: String) -> String {
    match cost.is_whole() {
        true => known,
        false if cost.dollars > 0.0 => say().money_with_unknown(known, not_known(cost)),
        false => not_known(cost),
    }
}

/// What a sum lacks.
fn not_known(cost: &Cost) -> String {
    let unpriced: Vec<&str> = cost.unpriced.iter().map(String::as_str).collect();
    say().money_not_known(unpriced.join(", "))
}

/// What something has cost so far and since when; nothing where it is free.
pub fn so_far_text(accrued: &Accrued) -> Option<String> {
    let say = say();
    let undated: Vec<&str> = accrued.undated.iter().map(String::as_str).collect();
    let without = match undated.as_slice() {
        [] => String::new(),
        undated => say.money_without(undated.join(", ")),
    };
    match accrued.since {
        None => (!undated.is_empty()).then(|| say.money_so_far_not_known(without)),
        Some(since) => Some(say.money_so_far(at_most(&accrued.cost), moment_text(since), without)),
    }
}

/// The same within a line of a list, e.g. `so far at most about $2.73`.
pub(super) fn so_far_in_short(accrued: &Accrued) -> Option<String> {
    accrued.since?;
    Some(say().money_so_far_in_short(at_most(&accrued.cost)))
}

/// An amount of which the most is known.
fn at_most(cost: &Cost) -> String {
    let known = match cost.dollars {
        ..0.005 => say().money_less_than(dollars(0.01, 2)),
        amount => say().money_at_most_about(dollars(amount, 2)),
    };
    with_unknown(cost, known)
}

/// What a step costs, and everything up to it, e.g. `costs about $0.016 an hour; about $0.032 so far`.
pub(super) fn step_price_text(price: &StepPrice) -> String {
    let say = say();
    let own = match price.cost.is_nothing() {
        true if price.by_use.is_empty() => an_hour(&price.cost),
        true => say.money_by_use(),
        false => say.money_costs(an_hour(&price.cost)),
    };
    match &price.so_far {
        Some(so_far) if so_far.is_nothing() => own,
        Some(so_far) => say.money_step_so_far(own, an_hour(so_far)),
        None => say.money_step_sum_not_known(own),
    }
}

/// What everything costs once a plan is carried out.
pub fn total_text(price: &PlanPrice) -> String {
    let say = say();
    let Some(total) = &price.total else {
        return say.money_total_not_known();
    };
    let costs = || (an_hour_and_a_month(total), at_prices(&price.prices, &price.items));
    match (total.is_nothing(), price.is_news()) {
        (true, true) => say.money_will_cost_nothing(),
        (true, false) => say.money_costs_nothing(),
        (false, true) => say.money_it_will_cost(costs().0, costs().1),
        (false, false) => say.money_it_costs(costs().0, costs().1),
    }
}

/// Whose prices a sum of these items has, e.g. `at the prices of us-east-1`.
pub(super) fn at_prices(prices: &PriceList, items: &BTreeSet<Item>) -> String {
    let (say, region) = (say(), prices.region());
    let origin = |item: &&Item| prices.price(item).map(|price| price.origin);
    let asked = items.iter().filter_map(|item| match origin(&item)? {
        Origin::Live(asked) => Some(asked),
        Origin::Table => None,
    });
    let of_table: Vec<String> = items
        .iter()
        .filter(|item| origin(item) == Some(Origin::Table))
        .map(Item::row)
        .collect();
    match (asked.min(), of_table.as_slice()) {
        (None, _) if prices.is_live() => say.money_at_table_prices_of_then(region, date_text(TABLE_MADE)),
        (None, _) => say.money_at_prices(region),
        (Some(asked), []) => say.money_at_live_prices(region, date_text(asked)),
        (Some(asked), of_table) => {
            say.money_at_live_and_table_prices(region, date_text(asked), date_text(TABLE_MADE), of_table.join(", "))
        }
    }
}

/// A plan that passes the budget, or of which nobody knows whether it does.
pub(super) fn over_budget_text(over: &OverBudget) -> String {
    let say = say();
    let budget = say.money_budget(dollars(over.budget, 2));
    let Some(a_day) = &over.a_day else {
        return say.money_over_budget_not_known(budget);
    };
    let cost = in_full(a_day, &say.money_a_day(dollars(a_day.dollars, 2)));
    match over.may_be_within() {
        true => say.money_over_budget_perhaps(cost, budget),
        false => say.money_over_budget(cost, budget),
    }
}

/// What is charged by use beside a sum, with its prices in a region, a line each; nothing where there is none.
pub(super) fn by_use_lines(items: &[Item], prices: &PriceList, width: usize) -> Vec<String> {
    let extra = items.iter().map(|item| wrap(&item_text(item, prices), width, "  ", "    "));
    let heading = (!items.is_empty()).then(|| say().money_by_use_heading());
    heading.into_iter().chain(extra).collect()
}

/// What a unit of an item costs, e.g. `$0.0104 an hour`.
pub(super) fn unit_price_text(item: &Item, dollars: f64) -> String {
    let say = say();
    let dollars = say.money_dollars(whole(dollars));
    match item.unit() {
        Unit::Hour => say.money_unit_hour(dollars),
        Unit::GibMonth => say.money_unit_gib_month(dollars),
        Unit::Gb => say.money_unit_gb(dollars),
        Unit::VcpuHour => say.money_unit_vcpu_hour(dollars),
    }
}

/// An item that is charged by use, with its price.
pub fn item_text(item: &Item, prices: &PriceList) -> String {
    let say = say();
    let what = match item {
        Item::TrafficOut => say.money_item_traffic_out(),
        Item::NatGatewayTraffic => say.money_item_nat_traffic(),
        Item::S3Storage => say.money_item_s3_storage(),
        Item::EbsSnapshot => say.money_item_ebs_snapshot(),
        Item::DbSnapshot => say.money_item_db_snapshot(),
        Item::ExtendedSupport => say.money_item_extended_support(),
        other => other.row(),
    };
    let Some(Price { dollars, origin }) = prices.price(item) else {
        return say.money_item_not_known(what);
    };
    let price = unit_price_text(item, dollars);
    match prices.is_live() && origin == Origin::Table {
        true => say.money_item_of_then(price, date_text(TABLE_MADE), what),
        false => say.money_item(price, what),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_said_and_never_nothing() {
        let known = Cost::known(0.1135);
        assert_eq!(an_hour(&known), "about $0.114 an hour");
        assert_eq!(an_hour(&Cost::default()), "free of charge");
        assert_eq!(an_hour(&Cost::known(0.0004)), "about $0.0004 an hour");
        assert_eq!(an_hour_and_a_month(&known), "about $0.114 an hour, $83 a month");
        assert_eq!(a_month_at_most(&Cost::at_most(2.3)), "at most about $2.30 a month");
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

    #[test]
    fn a_step_says_its_price_and_the_sum_or_why_there_is_none() {
        let price = |cost, by_use, so_far| StepPrice {
            step: "step".to_owned(),
            cost,
            by_use,
            makes_costs: true,
            so_far,
        };
        let sum = || Some(Cost::known(0.032) + Cost::unknown("t9.large", "eu-west-1"));
        for (price, text) in [
            (price(Cost::default(), Vec::new(), Some(Cost::default())), "free of charge"),
            (
                price(Cost::default(), vec![Item::S3Storage], sum()),
                "charged by use; so far about $0.032 an hour and the price of t9.large in eu-west-1, which is not known here",
            ),
            (
                price(Cost::known(0.016), Vec::new(), None),
                "costs about $0.016 an hour; the sum is not known, since not everything was read",
            ),
        ] {
            assert_eq!(step_price_text(&price), text);
        }
    }

    #[test]
    fn what_it_has_cost_says_since_when_and_what_is_not_in_it() {
        let so_far = |cost, undated: &[&str]| {
            so_far_text(&Accrued {
                cost,
                since: jiff::Timestamp::from_second(1_790_000_000).ok(),
                undated: undated.iter().map(|id| (*id).to_owned()).collect(),
            })
        };
        assert_eq!(
            so_far(Cost::known(2.7251), &[]).unwrap(),
            "So far it has cost at most about $2.73, counted since 2026-09-21 14:13 UTC."
        );
        assert_eq!(
            so_far(Cost::unknown("t9.large", "eu-west-1"), &["eipalloc-1"]).unwrap(),
            "So far it has cost the price of t9.large in eu-west-1, which is not known here, counted since 2026-09-21 14:13 UTC, \
             without eipalloc-1, of which nobody knows since when it is there."
        );
        assert_eq!(so_far_text(&Accrued::default()), None);
    }

    #[test]
    fn a_budget_is_passed_by_what_is_known_or_perhaps_by_what_is_not() {
        let text = |a_day| {
            over_budget_text(&OverBudget {
                budget: 5.0,
                a_day,
                step: None,
            })
        };
        let unknown = || Cost::unknown("t9.large", "eu-west-1");
        for (a_day, expected) in [
            (
                Some(Cost::known(5.25)),
                "it will cost about $5.25 a day, more than the budget of $5.00 a day",
            ),
            (
                Some(Cost::known(2.5) + unknown()),
                "it will cost about $2.50 a day and the price of t9.large in eu-west-1, which is not known here: nobody knows whether \
                 it stays within the budget of $5.00 a day",
            ),
            (
                None,
                "what it will cost is not known, since not everything was read, and nobody knows whether it stays within the budget of \
                 $5.00 a day",
            ),
        ] {
            assert_eq!(text(a_day), expected);
        }
    }

    #[test]
    fn what_is_charged_by_use_is_named_with_its_price_or_without() {
        assert!(by_use_lines(&[], &PriceList::of_table("us-east-1"), 80).is_empty());
        assert_eq!(
            by_use_lines(
                &[Item::NatGatewayTraffic, Item::TrafficOut],
                &PriceList::of_table("eu-central-2"),
                80
            ),
            [
                "Charged by use, and extra:",
                "  price not known here: traffic through the NAT gateway",
                "  $0.09 a GB: traffic to the Internet, beyond the account's 100 GB a month",
            ]
        );
    }
}
