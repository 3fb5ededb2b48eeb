//! Injects faults into chosen calls, or into a share of calls drawn from a seed.

mod fault;
mod rule;

pub use fault::Fault;
pub use rule::{FaultRule, When};

use std::sync::{Mutex, PoisonError};

use super::calls::{Call, Intervention};
use super::ids;

/// Rules in force together; the first that matches a call applies.
#[derive(Debug)]
pub struct Faults {
    rules: Vec<FaultRule>,
    seed: u64,
    /// How many calls of its operation each rule has met.
    met: Mutex<Vec<u64>>,
}

impl Faults {
    /// Rules whose shares of calls are drawn from `seed`.
    pub fn new(rules: Vec<FaultRule>, seed: u64) -> Self {
        let met = Mutex::new(vec![0; rules.len()]);
        Self { rules, seed, met }
    }

    /// The intervention in a call.
    pub fn intervention(&self, call: &Call) -> Intervention {
        let mut met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        let mut injected = None;
        for ((index, rule), met) in (0..).zip(&self.rules).zip(met.iter_mut()) {
            if !rule.is_about(call) {
                continue;
            }
            *met += 1;
            let drawn = ids::share_for(self.seed ^ index, call.number);
            if injected.is_none() && rule.when.applies(*met, drawn) {
                injected = Some(rule.fault);
            }
        }
        injected.map_or(Intervention::Proceed, |fault| fault.on(call.service))
    }
}
