//! What a resource is charged for: the same list for one that is planned and for one that AWS reports.

use std::collections::BTreeSet;

use super::{Cost, HOURS_A_MONTH, Item, PriceList, Unit};

/// One thing that a resource is charged for.
#[derive(Clone, Debug, PartialEq)]
pub struct Charge {
    /// What is charged.
    pub item: Item,
    /// How much of it: 1 of what is charged by the hour, GiB of what is stored; `None` where it isn't reported.
    pub units: Option<f64>,
    /// When it is charged.
    pub basis: Basis,
}

/// When something is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// While it runs: not while it is stopped.
    Running,
    /// As long as it is there.
    Present,
    /// As long as it is there, at most: AWS charges what it holds of its size.
    AtMost,
    /// By use, which nobody knows ahead: it is in no sum.
    Use,
}

impl Charge {
    /// An hour of something, while it runs.
    pub fn running(item: Item) -> Self {
        Self::of(item, Some(1.0), Basis::Running)
    }

    /// Each hour that something is there.
    pub fn present(item: Item) -> Self {
        Self::of(item, Some(1.0), Basis::Present)
    }

    /// What is stored, in GiB, as long as it is there.
    pub fn stored(item: Item, gib: Option<i32>) -> Self {
        Self::of(item, gib.map(f64::from), Basis::Present)
    }

    /// A copy of something of this size, in GiB, of which it usually holds less.
    pub fn copy(item: Item, gib: Option<i32>) -> Self {
        Self::of(item, gib.map(f64::from), Basis::AtMost)
    }

    /// By use.
    pub fn by_use(item: Item) -> Self {
        Self::of(item, None, Basis::Use)
    }

    fn of(item: Item, units: Option<f64>, basis: Basis) -> Self {
        Self { item, units, basis }
    }

    /// Whether it is storage of a database, as much of whose backups is free.
    fn is_db_storage(&self) -> bool {
        matches!(self.item, Item::DbStorage(_) | Item::MultiAzDbStorage(_))
    }

    /// Whether it is a copy of a database.
    fn is_db_copy(&self) -> bool {
        self.item == Item::DbSnapshot && self.basis == Basis::AtMost
    }

    /// What it costs each hour in which it is charged; nothing where it is charged by use. `charged_share` is that of copies of databases.
    pub(super) fn an_hour(&self, prices: &PriceList, charged_share: f64) -> Cost {
        let share = if self.is_db_copy() { charged_share } else { 1.0 };
        if self.basis == Basis::Use || share <= 0.0 {
            return Cost::default();
        }
        let Some(units) = self.units else {
            return Cost::unknown(format!("{} of a size that is not reported", self.item.row()), prices.region());
        };
        let Some(price) = prices.price(&self.item) else {
            return Cost::unknown(self.item.row(), prices.region());
        };
        let hours = if self.item.unit() == Unit::GibMonth {
            HOURS_A_MONTH
        } else {
            1.0
        };
        let dollars = price.dollars * units * share / hours;
        match self.basis {
            Basis::AtMost => Cost::at_most(dollars),
            _ => Cost::known(dollars),
        }
    }
}

/// The share of the copies of databases that is charged: as much as the databases store is free (AWS Database Blog, "Demystifying Amazon RDS
/// backup storage costs").
pub(super) fn charged_share_of_db_copies<'a>(charges: impl Iterator<Item = &'a Charge>) -> f64 {
    let (mut copies, mut free) = (0.0, 0.0);
    for charge in charges {
        match charge.units {
            None if charge.is_db_copy() => return 1.0,
            Some(gib) if charge.is_db_copy() => copies += gib,
            Some(gib) if charge.is_db_storage() => free += gib,
            _ => {}
        }
    }
    let charged: f64 = copies - free;
    if copies > 0.0 { charged.max(0.0) / copies } else { 1.0 }
}

/// What these cost an hour together while all of them run, about, and without what is charged by use.
pub fn hourly_cost<'a>(charges: impl Iterator<Item = &'a Charge> + Clone, prices: &PriceList) -> Cost {
    let share = charged_share_of_db_copies(charges.clone());
    charges.map(|charge| charge.an_hour(prices, share)).sum()
}

/// What is in sums, each item once.
pub fn in_sums<'a>(charges: impl Iterator<Item = &'a Charge>) -> BTreeSet<Item> {
    let in_sums = charges.filter(|charge| charge.basis != Basis::Use);
    in_sums.map(|charge| charge.item.clone()).collect()
}

/// What is charged by use, each item once.
pub fn by_use<'a>(charges: impl Iterator<Item = &'a Charge>) -> Vec<Item> {
    let by_use = charges.filter(|charge| charge.basis == Basis::Use);
    let items: BTreeSet<Item> = by_use.map(|charge| charge.item.clone()).collect();
    items.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn an_hour(charges: &[Charge]) -> Cost {
        hourly_cost(charges.iter(), &PriceList::of_table("us-east-1"))
    }

    fn cost(charges: &[Charge]) -> Cost {
        an_hour(charges).rounded()
    }

    fn database(gib: i32) -> Charge {
        Charge::stored(Item::db_storage(Some("gp3"), false), Some(gib))
    }

    fn copy(gib: i32) -> Charge {
        Charge::copy(Item::DbSnapshot, Some(gib))
    }

    #[test]
    fn copies_of_a_database_are_charged_beyond_its_size() {
        let month = |charges: &[Charge]| (an_hour(charges) * HOURS_A_MONTH).rounded();
        assert_eq!(month(&[database(20), copy(20)]), Cost::known(2.3));
        let three = month(&[database(20), copy(20), copy(20), copy(20)]);
        assert_eq!((three.dollars, three.at_most), (6.1, 3.8));
        assert_eq!(month(&[copy(20)]), Cost::at_most(1.9), "the database is gone");
    }

    #[test]
    fn what_is_not_known_is_named_and_never_nothing() {
        let sizeless = cost(&[Charge::stored(Item::volume(Some("gp3")), None)]);
        assert!(!sizeless.is_nothing(), "{sizeless:?}");
        let nameless = cost(&[Charge::running(Item::instance(None))]);
        assert!(!nameless.is_nothing(), "{nameless:?}");
        let sum = cost(&[
            Charge::running(Item::instance(Some("t9.large"))),
            Charge::present(Item::NatGateway),
        ]);
        assert_eq!(sum.dollars, 0.045);
        assert_eq!(sum.unpriced.into_iter().collect::<Vec<_>>(), ["t9.large in us-east-1"]);
    }

    #[test]
    fn what_is_charged_by_use_is_in_no_sum_and_is_named_once() {
        let charges = [
            Charge::by_use(Item::TrafficOut),
            Charge::by_use(Item::NatGatewayTraffic),
            Charge::by_use(Item::TrafficOut),
        ];
        assert!(cost(&charges).is_nothing());
        assert_eq!(by_use(charges.iter()), [Item::NatGatewayTraffic, Item::TrafficOut]);
    }
}
