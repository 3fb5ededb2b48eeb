//! Options of `jalon sandbox serve` for the account it simulates.

use std::time::Duration;

use clap::Args;
use jalon_sandbox::{Account, ActionPattern, Expiry, Plan, Quotas};
use jiff::SignedDuration;

/// The account of a served sandbox.
#[derive(Debug, Args)]
#[command(next_help_heading = "The account")]
pub(super) struct AccountOptions {
    /// The kind of account: paid, free-plan, learner-lab, new or company
    #[arg(long = "account", default_value_t = Plan::Paid, value_name = "PLAN")]
    plan: Plan,
    /// Deny an action as an IAM policy does, e.g. ec2:RunInstances or s3:Put* (may be repeated)
    #[arg(long, value_name = "ACTION")]
    deny: Vec<ActionPattern>,
    /// Let each access key expire this much sandbox time after its first use, e.g. 90s or 15m
    #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
    expire_after: Option<Duration>,
    /// A zone without capacity for another instance, e.g. us-east-1a (may be repeated)
    #[arg(long, value_name = "ZONE")]
    full_zone: Vec<String>,
    /// Another quota than AWS's default, e.g. vpcs=1 (may be repeated)
    #[arg(long, value_name = "NAME=NUMBER", value_parser = parse_quota)]
    quota: Vec<(String, u32)>,
}

impl AccountOptions {
    /// The account they describe.
    pub(super) fn account(self) -> Account {
        let mut account = Account::of(self.plan);
        account.denied = self.deny;
        account.full_zones = self.full_zone;
        account.credentials.expiry = self.expire_after.map(Expiry::After);
        for (name, number) in &self.quota {
            // The names were checked as they were read.
            let _: Result<(), String> = account.quotas.set(name, *number);
        }
        account
    }
}

fn parse_duration(text: &str) -> Result<Duration, String> {
    let read = text.parse::<SignedDuration>().ok();
    let positive = read.and_then(|read| Duration::try_from(read).ok());
    positive.ok_or_else(|| "it has to be a duration like 90s, 15m or 1h30m".to_owned())
}

fn parse_quota(text: &str) -> Result<(String, u32), String> {
    let form = || "it has to be a name and a number, like vpcs=1".to_owned();
    let (name, number) = text.split_once('=').ok_or_else(form)?;
    Quotas::default().set(name, 0)?;
    Ok((name.to_owned(), number.parse().map_err(|_| form())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_quotas_are_told_from_typos() {
        assert_eq!(parse_duration("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(parse_duration("1h30m"), Ok(Duration::from_secs(5400)));
        for wrong in ["", "90", "-5s", "soon"] {
            assert!(parse_duration(wrong).is_err(), "{wrong}");
        }
        assert_eq!(parse_quota("vpcs=1"), Ok(("vpcs".to_owned(), 1)));
        for wrong in ["vpcs", "vpcs=", "vpcs=many", "vpcs=-1"] {
            assert!(parse_quota(wrong).is_err(), "{wrong}");
        }
        let listed = parse_quota("vpc=1").unwrap_err();
        assert!(
            listed.contains("elastic-ips") && listed.contains("manual-db-snapshots"),
            "{listed}"
        );
    }
}
