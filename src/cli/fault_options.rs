//! Options of `jalon sandbox serve` for faults and latencies, and the seed that both follow from.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::{Args, ValueEnum};
use jalon_sandbox::{Failure, FaultRule, Faults, Latencies, OPERATIONS, Simulator};

use super::help_texts::FAULT_OPTIONS;
use super::{recording, unreadable};
use crate::locale::say;
use crate::walkthrough::{Result, nearest_above};

/// Every sandbox behaves the same.
pub(super) const SANDBOX_SEED: u64 = 1;

/// The faults and latencies of a served sandbox.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = FAULT_OPTIONS)]
pub(super) struct FaultOptions {
    /// Inject a fault into calls, FAULT[:OPERATION][@WHEN], or a failure into the next thing of a kind, KIND:CODE (may be repeated); see docs/RELIABILITY.md
    #[arg(long, value_name = "FAULT")]
    fault: Vec<Injection>,
    /// The seed of ids, latencies and faults by share; an existing sandbox keeps the seed of ids it was made with
    #[arg(long, default_value_t = SANDBOX_SEED)]
    pub(super) seed: u64,
    /// How long AWS takes: as on AWS (1), that many times as long, or no time at all (0)
    #[arg(long, default_value = "1", value_name = "FACTOR", value_parser = parse_factor)]
    latency: f64,
    /// How often lists show late what was made or tagged: never (none), now and then as on AWS (real, the default), or always (harsh)
    #[arg(long, value_enum)]
    lag: Option<Lag>,
    /// Take AWS's times and lags from a recording, which `jalon walk --record FILE` makes
    #[arg(long, value_name = "FILE")]
    like: Option<PathBuf>,
}

/// How often lists lag behind a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Lag {
    None,
    Real,
    Harsh,
}

/// The share of calls behind which lists lag on AWS: an estimate. AWS says only that its lists are eventually consistent.
const REAL_LAG: f64 = 0.05;

/// For how much real time ended things stay in answers at least: clients of others wait in real time, some of them 15 seconds and more.
const ENDED_VISIBLE: f64 = 60.0;

/// A fault in calls, or a failure of what a call makes.
#[derive(Clone, Debug, PartialEq)]
enum Injection {
    Fault(FaultRule),
    Failure(Failure),
}

impl FromStr for Injection {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let fault = match text.parse::<FaultRule>() {
            Ok(rule) => return known_operation(&rule).map(|()| Self::Fault(rule)),
            Err(error) => error,
        };
        if let Ok(failure) = text.parse::<Failure>() {
            return Ok(Self::Failure(failure));
        }
        let failures: Vec<String> = Failure::all().map(|failure| failure.to_string()).collect();
        Err(say().parsing_fault(unreadable::words(&fault), failures.join(", ")))
    }
}

/// How alike a name is, of 1, that may be meant.
const ALIKE: f64 = 0.8;

/// Refuses a fault in an operation that the sandbox does not have: it would never be injected.
fn known_operation(rule: &FaultRule) -> std::result::Result<(), String> {
    let Some(given) = rule.operation.as_deref().filter(|given| !OPERATIONS.contains(given)) else {
        return Ok(());
    };
    let nearest = nearest_above(ALIKE, given, OPERATIONS.into_iter());
    Err(match nearest {
        Some(nearest) => say().parsing_unknown_operation_meant(given, nearest),
        None => say().parsing_unknown_operation(given),
    })
}

impl FaultOptions {
    /// How long AWS takes in a sandbox of that speed. A recording's lags are always there, unless another share of them is asked for.
    ///
    /// # Errors
    ///
    /// The recording can't be read.
    pub(super) fn latencies(&self, speed: f64) -> Result<Latencies> {
        let (times, lag) = match &self.like {
            Some(recording) => (recording::read(recording)?.latencies(), Lag::Harsh),
            None => (Latencies::default(), Lag::Real),
        };
        let usual = Latencies {
            ended_visible: Duration::from_secs_f64(ENDED_VISIBLE * speed),
            ..times.scaled(self.latency)
        };
        Ok(match self.lag.unwrap_or(lag) {
            Lag::None => usual.prompt(),
            Lag::Real => Latencies {
                lag_share: REAL_LAG,
                ..usual
            },
            Lag::Harsh => usual,
        })
    }

    /// Injects the requested faults and failures.
    pub(super) fn inject(&self, simulator: &Simulator) {
        let mut rules = Vec::new();
        for injection in &self.fault {
            match injection {
                Injection::Fault(rule) => rules.push(rule.clone()),
                Injection::Failure(failure) => simulator.inject_next(*failure, 1),
            }
        }
        simulator.set_faults(Faults::new(rules, self.seed));
    }
}

fn parse_factor(text: &str) -> std::result::Result<f64, String> {
    let factor = text.parse::<f64>().ok().filter(|factor| (0.0..=1000.0).contains(factor));
    factor.ok_or_else(|| say().parsing_number_between("0", "1000"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_and_failures_are_distinguished_and_listed() {
        assert!(matches!("cut-after:CreateVpc@1".parse(), Ok(Injection::Fault(_))));
        assert!(matches!("nat-gateway:InternalError".parse(), Ok(Injection::Failure(_))));
        let refused = "rain".parse::<Injection>().unwrap_err();
        assert!(
            refused.contains("time-out") && refused.contains("nat-gateway:InternalError"),
            "{refused}"
        );
        let unknown = "throttle:DescribeVpc".parse::<Injection>().unwrap_err();
        assert!(unknown.contains("did you mean DescribeVpcs?"), "{unknown}");
        assert!(parse_factor("-1").is_err() && parse_factor("slow").is_err());
    }
}
