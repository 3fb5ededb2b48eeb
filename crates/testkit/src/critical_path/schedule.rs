//! The earliest schedule of calls under AWS's rules, and the chain of calls that determines its length.
//!
//! A moment is when a thing is made, usable or gone. It is the latest of the moments it follows, plus the time between.

use std::collections::BTreeMap;
use std::time::Duration;

/// A moment, and the moment it waited for last.
#[derive(Clone, Debug)]
struct Moment {
    at: Duration,
    after: Option<String>,
}

/// Moments by name, from zero on.
#[derive(Clone, Debug, Default)]
pub struct Schedule {
    moments: BTreeMap<String, Moment>,
}

/// One link of the longest chain.
#[derive(Clone, Debug)]
pub struct Link {
    /// The name of the moment.
    pub moment: String,
    /// Since the beginning.
    pub at: Duration,
}

impl Schedule {
    /// Sets a moment to the latest of these, each with the time between. It panics at a name that isn't set yet: a mistake in the
    /// model.
    pub fn set(&mut self, moment: impl Into<String>, follows: &[(&str, Duration)], at_least: Duration) {
        let mut set = Moment {
            at: at_least,
            after: None,
        };
        for (name, between) in follows {
            let at = self.at(name) + *between;
            if at > set.at {
                set = Moment {
                    at,
                    after: Some((*name).to_owned()),
                };
            }
        }
        self.moments.insert(moment.into(), set);
    }

    /// The time of a moment.
    pub fn at(&self, moment: &str) -> Duration {
        let known = self.moments.get(moment);
        known.unwrap_or_else(|| panic!("the model has no moment {moment:?}")).at
    }

    /// The names of all moments.
    pub fn moments(&self) -> impl Iterator<Item = &str> {
        self.moments.keys().map(String::as_str)
    }

    /// The length of the whole schedule.
    pub fn length(&self) -> Duration {
        self.moments.values().map(|moment| moment.at).max().unwrap_or_default()
    }

    /// The chain that ends last, from its beginning.
    pub fn longest_chain(&self) -> Vec<Link> {
        let mut next = self.moments.iter().max_by_key(|(_, moment)| moment.at).map(|(name, _)| name);
        let mut chain = Vec::new();
        while let Some(name) = next {
            let moment = &self.moments[name];
            chain.push(Link {
                moment: name.clone(),
                at: moment.at,
            });
            next = moment.after.as_ref();
        }
        chain.reverse();
        chain
    }
}
