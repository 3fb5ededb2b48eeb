//! Sums of money of which a part may not be known.

use std::collections::BTreeSet;
use std::iter::Sum;
use std::ops::{Add, Mul};

/// An amount of US dollars, and what is not in it since its price isn't known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cost {
    /// What is known of it.
    pub dollars: f64,
    /// The part of `dollars` of which the most is known alone: snapshots by their full size.
    pub at_most: f64,
    /// What has no known price, e.g. `t9.large in eu-west-1`.
    pub unpriced: BTreeSet<String>,
}

impl Cost {
    /// An amount that is known whole.
    pub fn known(dollars: f64) -> Self {
        Self {
            dollars,
            ..Self::default()
        }
    }

    /// An amount of which the most is known.
    pub fn at_most(dollars: f64) -> Self {
        Self {
            dollars,
            at_most: dollars,
            ..Self::default()
        }
    }

    /// An amount of which nothing is known, since this item's price in the region isn't.
    pub fn unknown(item: impl AsRef<str>, region: &str) -> Self {
        Self {
            unpriced: BTreeSet::from([format!("{} in {region}", item.as_ref())]),
            ..Self::default()
        }
    }

    /// Whether nothing is charged. What isn't known may cost anything.
    pub fn is_nothing(&self) -> bool {
        self.dollars <= 0.0 && self.is_whole()
    }

    /// Whether all of it is known.
    pub fn is_whole(&self) -> bool {
        self.unpriced.is_empty()
    }

    /// To the hundredth of a cent: everything that shows a price shows it from there.
    pub fn rounded(self) -> Self {
        let round = |dollars: f64| (dollars * 10_000.0).round() / 10_000.0;
        Self {
            dollars: round(self.dollars),
            at_most: round(self.at_most),
            unpriced: self.unpriced,
        }
    }
}

impl Add for Cost {
    type Output = Self;

    fn add(mut self, other: Self) -> Self {
        self.dollars += other.dollars;
        self.at_most += other.at_most;
        self.unpriced.extend(other.unpriced);
        self
    }
}

impl Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), Add::add)
    }
}

impl Mul<f64> for Cost {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self {
            dollars: self.dollars * factor,
            at_most: self.at_most * factor,
            unpriced: self.unpriced,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_that_holds_something_unknown_says_so() {
        let sum: Cost = [Cost::known(1.5), Cost::unknown("t9.large", "eu-west-1"), Cost::at_most(0.5)]
            .into_iter()
            .sum();
        assert_eq!((sum.dollars, sum.at_most), (2.0, 0.5));
        assert_eq!(sum.unpriced, BTreeSet::from(["t9.large in eu-west-1".to_owned()]));
        assert!(!Cost::unknown("t9.large", "eu-west-1").is_nothing());
        assert!(Cost::default().is_nothing());
    }
}
