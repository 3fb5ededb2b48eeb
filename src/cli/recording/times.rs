//! What a recording says of the times of the sandbox.

use std::collections::BTreeMap;
use std::time::Duration;

use jalon_sandbox::{Latencies, Span};

use super::Line;
use crate::resources::Kind;

/// Operations whose time depends on how much they send.
const SENDING: [&str; 2] = ["PutObject", "UploadPart"];

/// How long things took, in seconds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::cli) struct Times {
    reads: Vec<f64>,
    changes: Vec<f64>,
    /// Moments between which a listing came to hold something.
    listed: Vec<(Option<f64>, f64)>,
    /// By kind.
    ready: BTreeMap<String, Vec<f64>>,
    first_boots: Vec<f64>,
}

impl Times {
    pub(super) fn of(lines: &[Line]) -> Self {
        let mut times = Self::default();
        for line in lines {
            match line {
                Line::Call {
                    operation,
                    changes,
                    took,
                    code: None,
                    ..
                } if !SENDING.contains(&operation.as_str()) => {
                    let calls = if *changes { &mut times.changes } else { &mut times.reads };
                    calls.push(*took);
                }
                Line::Listed { not_yet, by, .. } => times.listed.push((*not_yet, *by)),
                Line::Ready { kind, not_yet, by, .. } => {
                    // It became ready at some moment between the two.
                    let at = not_yet.map_or(*by, |not_yet| f64::midpoint(not_yet, *by));
                    times.ready.entry(kind.clone()).or_default().push(at);
                }
                Line::FirstBoot { took, .. } => times.first_boots.push(*took),
                _ => {}
            }
        }
        times
    }

    /// The sandbox's times with those of the recording in their place; what isn't in it stays.
    pub(in crate::cli) fn latencies(&self) -> Latencies {
        let mut all = Latencies::default();
        set(&mut all.read, median(&self.reads));
        set(&mut all.mutation, median(&self.changes));
        // What the two lags are each, nobody sees: a list filtered by tags shows their sum.
        let lag = self.lag().map(|lag| lag / 2.0);
        set(&mut all.list_lag, lag);
        set(&mut all.tag_lag, lag);
        let ready = |kind: Kind| self.ready.get(kind.as_str()).and_then(|times| median(times));
        set(&mut all.vpc_available, ready(Kind::Vpc));
        set(&mut all.subnet_available, ready(Kind::Subnet));
        set(&mut all.vpc_endpoint_available, ready(Kind::VpcEndpoint));
        set(&mut all.nat_gateway_available, ready(Kind::NatGateway));
        set(&mut all.instance_running, ready(Kind::Instance));
        set(&mut all.snapshot_completed, ready(Kind::EbsSnapshots));
        set(&mut all.db_snapshot_available, ready(Kind::DbSnapshot));
        // A peering is requested and then accepted, a database made and then backed up: a recording has the sum.
        share(
            &mut [&mut all.peering_requested, &mut all.peering_active],
            ready(Kind::VpcPeering),
        );
        share(
            &mut [&mut all.db_instance_created, &mut all.db_instance_backed_up],
            ready(Kind::DbInstance),
        );
        let mut boots = self.first_boots.clone();
        boots.sort_by(f64::total_cmp);
        if let (Some(shortest), Some(longest)) = (boots.first(), boots.last()) {
            all.first_boot_with_packages = Span {
                shortest: Duration::from_secs_f64(*shortest),
                longest: Duration::from_secs_f64(*longest),
            };
        }
        all
    }

    /// The one lag with which every listing would have shown what it did: it is longer than any time after which something was
    /// missing, and shorter than the next after which something was there. Where nothing was ever missing, nobody knows it.
    fn lag(&self) -> Option<f64> {
        let missing = self
            .listed
            .iter()
            .filter_map(|(not_yet, _)| *not_yet)
            .max_by(f64::total_cmp)?;
        let there = self.listed.iter().map(|(_, by)| *by).filter(|by| *by >= missing);
        Some(there.min_by(f64::total_cmp).map_or(missing, |by| f64::midpoint(missing, by)))
    }
}

fn set(duration: &mut Duration, seconds: Option<f64>) {
    if let Some(seconds) = seconds {
        *duration = Duration::from_secs_f64(seconds);
    }
}

/// Divides a time among durations as they have it already.
fn share(durations: &mut [&mut Duration], seconds: Option<f64>) {
    let sum: f64 = durations.iter().map(|duration| duration.as_secs_f64()).sum();
    if let Some(seconds) = seconds {
        for duration in durations {
            **duration = duration.mul_f64(seconds / sum);
        }
    }
}

fn median(times: &[f64]) -> Option<f64> {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(changes: bool, took: f64, operation: &str, code: Option<&str>) -> Line {
        Line::Call {
            at: 0.0,
            service: "ec2".to_owned(),
            operation: operation.to_owned(),
            changes,
            took,
            code: code.map(str::to_owned),
        }
    }

    fn ready(kind: Kind, not_yet: Option<f64>, by: f64) -> Line {
        let kind = kind.to_string();
        Line::Ready {
            at: 0.0,
            kind,
            not_yet,
            by,
        }
    }

    #[test]
    fn the_sandbox_takes_the_median_of_what_was_measured_and_keeps_the_rest() {
        let lines = [
            call(false, 0.1, "DescribeVpcs", None),
            call(false, 0.3, "DescribeVpcs", None),
            call(false, 0.2, "DescribeVpcs", None),
            call(false, 9.0, "DescribeVpcs", Some("RequestLimitExceeded")),
            call(true, 0.5, "CreateVpc", None),
            call(true, 60.0, "PutObject", None),
            ready(Kind::NatGateway, Some(80.0), 100.0),
            ready(Kind::DbInstance, None, 530.0),
        ];
        let (all, default) = (Times::of(&lines).latencies(), Latencies::default());
        let seconds = Duration::from_secs_f64;
        assert_eq!((all.read, all.mutation), (seconds(0.2), seconds(0.5)));
        assert_eq!(all.nat_gateway_available, seconds(90.0));
        assert_eq!(all.db_instance_created + all.db_instance_backed_up, seconds(530.0));
        assert_eq!(all.nat_gateway_deleted, default.nat_gateway_deleted);
        assert_eq!(Times::default().latencies(), default);
    }

    #[test]
    fn a_lag_lies_between_the_last_listing_that_lacked_something_and_the_next_that_held_it() {
        let listed = |not_yet: Option<f64>, by| Line::Listed {
            at: 0.0,
            kind: "vpc".to_owned(),
            not_yet,
            by,
        };
        let lines = [listed(None, 60.0), listed(Some(0.5), 1.5), listed(Some(1.0), 4.0)];
        let all = Times::of(&lines).latencies();
        assert_eq!(all.list_lag + all.tag_lag, Duration::from_secs_f64(1.25));
        let never_missing = Times::of(&[listed(None, 60.0)]).latencies();
        assert_eq!(never_missing, Latencies::default());
    }
}
