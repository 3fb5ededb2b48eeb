//! What something costs.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;

use crate::prices::{Accrued, Cost, HOURS_A_MONTH, Item, PriceList};
use crate::walkthrough::{PlanPrice, StepPrice};

/// What something costs an hour and a month, within another document.
#[derive(Serialize)]
pub(super) struct CostDocument {
    /// What is known of it; `null` where not everything could be read.
    dollars_an_hour: Option<f64>,
    /// The same for a month of 730 hours.
    dollars_a_month: Option<f64>,
    /// What is not in it, since its price isn't known.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    unpriced: BTreeSet<String>,
}

/// What something has cost so far, within another document.
#[derive(Serialize)]
pub(super) struct SoFarDocument {
    /// At most, as far as it is known; `null` where not everything could be read.
    dollars_so_far: Option<f64>,
    /// When the first thing that costs was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    counted_since: Option<Timestamp>,
    /// What is not in it, since nobody knows when it was made.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    undated: BTreeSet<String>,
}

/// What a step costs, within another document.
#[derive(Serialize)]
pub(super) struct StepPriceDocument {
    #[serde(flatten)]
    cost: CostDocument,
    by_use: Vec<String>,
    so_far: CostDocument,
}

/// What everything costs once a plan is carried out, within another document.
#[derive(Serialize)]
pub(in crate::ui) struct PriceDocument {
    total: CostDocument,
    by_use: Vec<UnitPriceDocument>,
    prices: Vec<UnitPriceDocument>,
}

/// What a unit of something costs, and where that is from.
#[derive(Serialize)]
pub(super) struct UnitPriceDocument {
    item: String,
    unit: &'static str,
    /// `null` where its price isn't known.
    dollars: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'static str>,
    /// The day as of which the price is.
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
}

impl CostDocument {
    pub(super) fn new(cost: Option<&Cost>) -> Self {
        let cents = |dollars: f64| (dollars * 100.0).round() / 100.0;
        Self {
            dollars_an_hour: cost.map(|cost| cost.dollars),
            dollars_a_month: cost.map(|cost| cents(cost.dollars * HOURS_A_MONTH)),
            unpriced: cost.map(|cost| cost.unpriced.clone()).unwrap_or_default(),
        }
    }
}

impl SoFarDocument {
    pub(super) fn new(so_far: Option<&Accrued>) -> Self {
        Self {
            dollars_so_far: so_far.map(|so_far| so_far.cost.dollars),
            counted_since: so_far.and_then(|so_far| so_far.since),
            undated: so_far.map(|so_far| so_far.undated.clone()).unwrap_or_default(),
        }
    }
}

impl StepPriceDocument {
    pub(super) fn new(price: &StepPrice) -> Self {
        Self {
            cost: CostDocument::new(Some(&price.cost)),
            by_use: price.by_use.iter().map(Item::row).collect(),
            so_far: CostDocument::new(price.so_far.as_ref()),
        }
    }
}

impl PriceDocument {
    pub(in crate::ui) fn new(price: &PlanPrice) -> Self {
        Self {
            total: CostDocument::new(price.total.as_ref()),
            by_use: UnitPriceDocument::all(price.by_use.iter(), &price.prices),
            prices: UnitPriceDocument::all(price.items.iter(), &price.prices),
        }
    }
}

impl UnitPriceDocument {
    /// The prices of these items.
    pub(super) fn all<'a>(items: impl Iterator<Item = &'a Item>, prices: &PriceList) -> Vec<Self> {
        items.map(|item| Self::new(item, prices)).collect()
    }

    fn new(item: &Item, prices: &PriceList) -> Self {
        let price = prices.price(item);
        Self {
            item: item.row(),
            unit: item.unit().as_str(),
            dollars: price.map(|price| price.dollars),
            source: price.map(|price| price.origin.as_str()),
            date: price.map(|price| price.origin.date().to_string()),
        }
    }
}
