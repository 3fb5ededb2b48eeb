//! What AWS charges: a table of on-demand list prices, what a thing is charged for, and sums of which a part may not be known.
//!
//! The table has one row an item and one column a region, in US dollars before taxes, discounts and free tiers. It was made in November 2026
//! from AWS's price lists; docs/PRICES.md names the sources and their dates. An empty cell means that AWS doesn't sell the item in the
//! region, or that its price isn't known here.

mod accrued;
mod charge;
mod cost;
mod item;
mod price_list;

pub use accrued::{Accrued, Dated, Pause};
pub use charge::{Basis, Charge, by_use, hourly_cost, in_sums};
pub use cost::Cost;
pub use item::{Item, Unit};
pub use price_list::{Origin, Price, PriceList, TABLE_MADE};

/// Hours in a month, as AWS's price pages count them.
pub const HOURS_A_MONTH: f64 = 730.0;
