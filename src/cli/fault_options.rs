//! What `jalon sandbox serve` is told of the day: what goes wrong, how long AWS takes, and the seed it all follows from.

use std::str::FromStr;

use clap::Args;
use jalon_sandbox::{FaultRule, Faults, Latencies, Misfortune, Simulator};

use super::cloud::SANDBOX_SEED;

/// The bad day of a served sandbox.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "The day")]
pub(super) struct FaultOptions {
    /// Let calls fail, FAULT[:OPERATION][@WHEN], or the next thing of a kind end badly, KIND:CODE (may be repeated); docs/RELIABILITY.md
    #[arg(long, value_name = "FAULT")]
    fault: Vec<Mishap>,
    /// What ids, latencies and faults by share follow from; a sandbox that is there keeps the ids' seed it was made with
    #[arg(long, default_value_t = SANDBOX_SEED)]
    pub(super) seed: u64,
    /// How long AWS takes: as on AWS (1), that many times as long, or no time at all (0)
    #[arg(long, default_value = "1", value_name = "FACTOR", value_parser = parse_factor)]
    latency: f64,
}

/// Something that goes wrong with a call, or with what a call makes.
#[derive(Clone, Debug, PartialEq)]
enum Mishap {
    Fault(FaultRule),
    Misfortune(Misfortune),
}

impl FromStr for Mishap {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fault = match text.parse::<FaultRule>() {
            Ok(rule) => return Ok(Self::Fault(rule)),
            Err(error) => error,
        };
        if let Ok(misfortune) = text.parse::<Misfortune>() {
            return Ok(Self::Misfortune(misfortune));
        }
        let endings: Vec<String> = Misfortune::all().map(|misfortune| misfortune.to_string()).collect();
        Err(format!("{fault}; the bad endings are {}", endings.join(", ")))
    }
}

impl FaultOptions {
    /// How long AWS takes.
    pub(super) fn latencies(&self) -> Latencies {
        Latencies::default().scaled(self.latency)
    }

    /// Lets what was asked for go wrong.
    pub(super) fn befall(&self, simulator: &Simulator) {
        let mut rules = Vec::new();
        for mishap in &self.fault {
            match mishap {
                Mishap::Fault(rule) => rules.push(rule.clone()),
                Mishap::Misfortune(misfortune) => simulator.strike_next(*misfortune, 1),
            }
        }
        simulator.set_faults(Faults::new(rules, self.seed));
    }
}

fn parse_factor(text: &str) -> Result<f64, String> {
    let factor = text.parse::<f64>().ok().filter(|factor| (0.0..=1000.0).contains(factor));
    factor.ok_or_else(|| "it has to be a number between 0 and 1000".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_and_bad_endings_are_told_apart_and_listed() {
        assert!(matches!("cut-after:CreateVpc@1".parse(), Ok(Mishap::Fault(_))));
        assert!(matches!("nat-gateway:InternalError".parse(), Ok(Mishap::Misfortune(_))));
        let refused = "rain".parse::<Mishap>().unwrap_err();
        assert!(
            refused.contains("time-out") && refused.contains("nat-gateway:InternalError"),
            "{refused}"
        );
        assert!(parse_factor("-1").is_err() && parse_factor("slow").is_err());
    }
}
