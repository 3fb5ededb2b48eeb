//! The prices of a region: the table's, and in their place those that AWS was asked for.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Item;

/// The day on which the table was made; docs/PRICES.md has the dates of its sources.
pub const TABLE_MADE: Date = jiff::civil::date(2026, 11, 25);

/// What a unit of an item costs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Price {
    /// In US dollars.
    pub dollars: f64,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where a price comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The program's own table.
    Table,
    /// AWS, which was asked on this day.
    Live(Date),
}

impl Origin {
    /// The day as of which the price is.
    pub fn date(self) -> Date {
        match self {
            Self::Table => TABLE_MADE,
            Self::Live(asked) => asked,
        }
    }

    /// `table` or `live`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Live(_) => "live",
        }
    }
}

/// The prices of a region.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PriceList {
    region: String,
    /// What AWS has said, where it was asked.
    live: Option<BTreeMap<Item, Price>>,
}

impl PriceList {
    /// The table's prices of a region.
    pub fn of_table(region: impl Into<String>) -> Self {
        Self {
            region: region.into(),
            live: None,
        }
    }

    /// What AWS has said of a region, and the table's prices of everything else.
    pub fn with_live(region: &str, live: BTreeMap<Item, Price>) -> Self {
        Self {
            region: region.to_owned(),
            live: Some(live),
        }
    }

    /// The region's code.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Whether AWS was asked.
    pub fn is_live(&self) -> bool {
        self.live.is_some()
    }

    /// What a [`Item::unit`] of an item costs; `None` where it isn't known.
    pub fn price(&self, item: &Item) -> Option<Price> {
        let live = self.live.as_ref().and_then(|live| live.get(item));
        let of_table = || {
            let origin = Origin::Table;
            item.price(&self.region).map(|dollars| Price { dollars, origin })
        };
        live.copied().or_else(of_table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_aws_has_said_stands_in_place_of_the_table() {
        let table = PriceList::of_table("us-east-1");
        let price = Price {
            dollars: 0.046,
            origin: Origin::Live(jiff::civil::date(2026, 12, 24)),
        };
        let live = PriceList::with_live("us-east-1", BTreeMap::from([(Item::NatGateway, price)]));
        let of = |list: &PriceList, item: Item| {
            let price = list.price(&item)?;
            Some((price.dollars, price.origin.as_str(), price.origin.date().to_string()))
        };
        let (made, day) = ("2026-11-25".to_owned(), "2026-12-24".to_owned());
        assert_eq!(of(&table, Item::NatGateway), Some((0.045, "table", made.clone())));
        assert_eq!(of(&live, Item::NatGateway), Some((0.046, "live", day)));
        assert_eq!(of(&live, Item::PublicIpv4), Some((0.005, "table", made)));
        assert_eq!(of(&live, Item::instance(Some("t9.large"))), None);
        assert!(live.is_live() && !table.is_live());
    }
}
