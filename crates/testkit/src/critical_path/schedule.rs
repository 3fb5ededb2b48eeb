//! The earliest schedule of calls under AWS's rules, and the chain that decides how long it is.
//!
//! A moment is when something is so: a thing is made, usable, gone. Each is the latest of what it follows, plus what lies between.

use std::collections::BTreeMap;
use std::time::Duration;

/// A moment and what it waited for last.
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
    /// What is then so.
    pub moment: String,
    /// Since the beginning.
    pub at: Duration,
}

impl Schedule {
    /// Sets a moment: the latest of these, each with what lies between. A name that isn't there yet is a mistake in the model.
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

    /// When a moment is.
    pub fn at(&self, moment: &str) -> Duration {
        let known = self.moments.get(moment);
        known.unwrap_or_else(|| panic!("the model has no moment {moment:?}")).at
    }

    /// The names of all moments.
    pub fn moments(&self) -> impl Iterator<Item = &str> {
        self.moments.keys().map(String::as_str)
    }

    /// How long the whole takes.
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
