//! What something has cost so far: from when it was made, without the times in which it was stopped.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::charge::charged_share_of_db_copies;
use super::{Basis, Charge, Cost, PriceList};

/// A time in which something was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// When it was stopped.
    pub from: Timestamp,
    /// When it was started again; a moment to come while it is stopped.
    pub until: Timestamp,
}

/// Something that is charged for, with its dates.
#[derive(Clone, Debug)]
pub struct Dated {
    /// Its id, which stands for it where it has no date.
    pub id: String,
    /// What it is charged for.
    pub charges: Vec<Charge>,
    /// When it was made; `None` where nobody knows.
    pub since: Option<Timestamp>,
    /// When it was stopped, as far as that is known.
    pub pauses: Vec<Pause>,
}

/// What several things have cost so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Accrued {
    /// What they have cost, at most: times in which something was stopped count only where they are known.
    pub cost: Cost,
    /// When the first of them was made; `None` where nothing is charged for.
    pub since: Option<Timestamp>,
    /// What is not in it, since nobody knows when it was made, by its id.
    pub undated: BTreeSet<String>,
}

impl Accrued {
    /// What these have cost until `now`, at today's prices of a region and in their present size.
    pub fn of(things: &[Dated], now: Timestamp, prices: &PriceList) -> Self {
        let share = charged_share_of_db_copies(things.iter().flat_map(|thing| &thing.charges));
        let mut accrued = Self::default();
        for thing in things {
            let costs = |charge: &&Charge| !charge.an_hour(prices, share).is_nothing();
            let charges: Vec<&Charge> = thing.charges.iter().filter(costs).collect();
            let Some(since) = thing.since.filter(|_| !charges.is_empty()) else {
                accrued.undated.extend((!charges.is_empty()).then(|| thing.id.clone()));
                continue;
            };
            let present = hours(length(since, now));
            let running = present - hours(stopped(&thing.pauses, since, now));
            let cost = charges.iter().map(|charge| match charge.basis {
                Basis::Running => charge.an_hour(prices, share) * running,
                Basis::Present | Basis::AtMost | Basis::Use => charge.an_hour(prices, share) * present,
            });
            accrued.cost = accrued.cost + cost.sum::<Cost>();
            accrued.since = Some(accrued.since.map_or(since, |first| first.min(since)));
        }
        accrued.cost = accrued.cost.rounded();
        accrued
    }
}

/// The time from one moment to another; none where a clock is off and they are the other way round.
fn length(from: Timestamp, until: Timestamp) -> SignedDuration {
    until.duration_since(from).max(SignedDuration::ZERO)
}

/// How long these pauses are together between two moments; where they overlap, each moment counts once.
fn stopped(pauses: &[Pause], since: Timestamp, now: Timestamp) -> SignedDuration {
    let mut pauses = pauses.to_vec();
    pauses.sort_by_key(|pause| pause.from);
    let (mut stopped, mut counted) = (SignedDuration::ZERO, since);
    for pause in pauses {
        let until = pause.until.min(now);
        stopped += length(pause.from.max(counted), until);
        counted = counted.max(until);
    }
    stopped
}

fn hours(time: SignedDuration) -> f64 {
    time.as_secs_f64() / 3600.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prices::Item;

    const REGION: &str = "us-east-1";

    fn until(things: &[Dated], now: Timestamp) -> Accrued {
        Accrued::of(things, now, &PriceList::of_table(REGION))
    }

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + hour * 3600).unwrap()
    }

    fn pause(from: i64, until: i64) -> Pause {
        Pause {
            from: at(from),
            until: at(until),
        }
    }

    fn dated(id: &str, charges: Vec<Charge>, since: Option<i64>, pauses: Vec<Pause>) -> Dated {
        Dated {
            id: id.to_owned(),
            charges,
            since: since.map(at),
            pauses,
        }
    }

    fn host(pauses: Vec<Pause>) -> Vec<Dated> {
        let running = vec![
            Charge::running(Item::instance(Some("t3.micro"))),
            Charge::running(Item::PublicIpv4),
        ];
        let disk = vec![Charge::stored(Item::volume(Some("gp3")), Some(8))];
        vec![
            dated("i-1", running, Some(0), pauses),
            dated("vol-1", disk, Some(0), Vec::new()),
        ]
    }

    /// A host, a database and a NAT gateway with its address, as the walkthrough makes them.
    fn deployment(pauses: &[Pause]) -> Vec<Dated> {
        let database = vec![
            Charge::running(Item::db_instance(Some("db.t4g.micro"), false)),
            Charge::stored(Item::db_storage(Some("gp3"), false), Some(20)),
        ];
        let gateway = vec![Charge::present(Item::NatGateway), Charge::by_use(Item::NatGatewayTraffic)];
        let mut all = host(pauses.to_vec());
        all.push(dated("demo-db", database, Some(0), pauses.to_vec()));
        all.push(dated("nat-1", gateway, Some(0), Vec::new()));
        all.push(dated(
            "eipalloc-1",
            vec![Charge::present(Item::PublicIpv4)],
            Some(0),
            Vec::new(),
        ));
        all
    }

    #[test]
    fn the_cost_of_two_days_of_which_one_was_paused_is_right_to_two_percent() {
        // By hand, in us-east-1: what runs for 24 hours, and what is there for 48.
        let running = 24.0 * (0.0104 + 0.005 + 0.016);
        let present = 48.0 * (0.045 + 0.005 + (8.0 * 0.08 + 20.0 * 0.115) / 730.0);
        let accrued = until(&deployment(&[pause(12, 36)]), at(48));
        assert!((accrued.cost.dollars / (running + present) - 1.0).abs() < 0.02, "{accrued:?}");
        assert!(accrued.cost.is_whole() && accrued.undated.is_empty(), "{accrued:?}");
        assert_eq!(accrued.since, Some(at(0)));
        let never_paused = until(&deployment(&[]), at(48)).cost.dollars;
        assert!((never_paused - accrued.cost.dollars - running).abs() < 0.001);
    }

    #[test]
    fn a_pause_counts_within_the_life_of_what_was_stopped_and_once() {
        let cost = |pauses: &[Pause]| until(&host(pauses.to_vec()), at(10)).cost;
        let of_hours = |running: f64| Cost::known(running * 0.0154 + 10.0 * 0.64 / 730.0).rounded();
        assert_eq!(cost(&[]), of_hours(10.0));
        assert_eq!(cost(&[pause(-5, 2)]), of_hours(8.0), "it began before");
        assert_eq!(cost(&[pause(8, 99)]), of_hours(8.0), "it is still stopped");
        assert_eq!(cost(&[pause(4, 6), pause(1, 5)]), of_hours(5.0), "they overlap");
        assert_eq!(cost(&[pause(-5, 99)]), of_hours(0.0));
    }

    #[test]
    fn what_has_no_date_or_no_price_is_named() {
        let address = || vec![Charge::present(Item::PublicIpv4)];
        let unknown = vec![Charge::running(Item::instance(Some("t9.large")))];
        let things = [
            dated("eipalloc-1", address(), None, Vec::new()),
            dated("sg-1", Vec::new(), None, Vec::new()),
            dated("i-1", unknown, Some(0), Vec::new()),
        ];
        let accrued = until(&things, at(1));
        assert_eq!(accrued.undated, BTreeSet::from(["eipalloc-1".to_owned()]));
        assert_eq!(accrued.cost, Cost::unknown("t9.large", REGION));
    }

    #[test]
    fn a_date_of_a_clock_that_runs_ahead_costs_nothing_yet() {
        let accrued = until(&host(Vec::new()), at(-3));
        assert_eq!(accrued.cost.dollars, 0.0);
    }
}
