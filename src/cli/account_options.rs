//! Options for the account that a sandbox simulates.

use std::time::Duration;

use clap::Args;
use jalon_sandbox::{Account, ActionPattern, Expiry, Extra, IdentityPolicy, Plan, Quotas, Unreadable};
use jiff::SignedDuration;

use super::help_texts::ACCOUNT_OPTIONS;
use super::unreadable;
use crate::foreign::quoted;
use crate::locale::say;

/// A policy, and the file it was read from.
#[derive(Clone, Debug)]
struct PolicyFile {
    path: String,
    policy: IdentityPolicy,
}

/// The account of a sandbox.
#[derive(Debug, Args)]
#[command(next_help_heading = ACCOUNT_OPTIONS)]
pub(super) struct AccountOptions {
    /// The kind of account: paid, free-plan, learner-lab, new or company
    #[arg(long = "account", default_value_t = Plan::Paid, value_name = "PLAN", value_parser = unreadable::read::<Plan>)]
    plan: Plan,
    /// Something the account has beside that: guardduty, local-zones, wavelength-zones, or no-rds where an organization denies it (may be repeated)
    #[arg(long = "with", value_name = "WHAT", value_parser = unreadable::read::<Extra>)]
    extras: Vec<Extra>,
    /// How far AWS's clock is ahead of this machine's, e.g. 25m; behind it, e.g. -2h
    #[arg(long, value_name = "DURATION", value_parser = parse_skew, allow_hyphen_values = true)]
    clock_skew: Option<SignedDuration>,
    /// Deny an action as an IAM policy does, e.g. ec2:RunInstances or s3:Put* (may be repeated)
    #[arg(long, value_name = "ACTION", value_parser = unreadable::read::<ActionPattern>)]
    deny: Vec<ActionPattern>,
    /// Let the user do only what this IAM policy allows (may be repeated)
    #[arg(long, value_name = "FILE", value_parser = parse_policy)]
    policy: Vec<PolicyFile>,
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
    pub(super) fn account(&self) -> Account {
        let mut account = Account::of(self.plan);
        account.extras = self.extras.iter().copied().collect();
        account.clock_skew = self.clock_skew.unwrap_or_default();
        account.denied = self.deny.clone();
        account.policies = self.policy.iter().map(|file| file.policy.clone()).collect();
        account.full_zones = self.full_zone.clone();
        account.credentials.expiry = self.expire_after.map(Expiry::After);
        for (name, number) in &self.quota {
            // The names were checked as they were read.
            let _: Result<(), Unreadable> = account.quotas.set(name, *number);
        }
        account
    }

    /// The options that were given, as they are typed.
    pub(super) fn given(&self) -> Vec<String> {
        let plan = (self.plan != Plan::Paid).then(|| format!("--account {}", self.plan));
        let skew = self.clock_skew.map(|skew| format!("--clock-skew={}", typed(skew)));
        let expiry = self.expire_after.and_then(|time| SignedDuration::try_from(time).ok());
        let expiry = expiry.map(|time| format!("--expire-after {}", typed(time)));
        let extras = self.extras.iter().map(|extra| format!("--with {extra}"));
        let denied = self
            .deny
            .iter()
            .map(|action| format!("--deny {}", quoted(&action.to_string())));
        let policies = self.policy.iter().map(|file| format!("--policy {}", quoted(&file.path)));
        let zones = self.full_zone.iter().map(|zone| format!("--full-zone {}", quoted(zone)));
        let quotas = self.quota.iter().map(|(name, number)| format!("--quota {name}={number}"));
        plan.into_iter()
            .chain(extras)
            .chain(skew)
            .chain(denied)
            .chain(policies)
            .chain(expiry)
            .chain(zones)
            .chain(quotas)
            .collect()
    }
}

/// A duration as it is typed, e.g. `-1h30m`. As it is printed, a negative one is "1h 30m ago".
fn typed(duration: SignedDuration) -> String {
    let sign = if duration.is_negative() { "-" } else { "" };
    format!("{sign}{:#}", duration.abs()).replace(' ', "")
}

/// The most that clocks can differ.
const MOST_SKEW: SignedDuration = SignedDuration::from_hours(24 * 365);

fn parse_skew(text: &str) -> Result<SignedDuration, String> {
    let read = text.parse::<SignedDuration>().ok().filter(|read| read.abs() <= MOST_SKEW);
    read.ok_or_else(|| say().parsing_skew())
}

fn parse_policy(path: &str) -> Result<PolicyFile, String> {
    let text = std::fs::read_to_string(path).map_err(|error| say().parsing_unreadable(error.to_string()))?;
    Ok(PolicyFile {
        path: path.to_owned(),
        policy: text.parse().map_err(|problem| unreadable::of_policy(&problem))?,
    })
}

fn parse_duration(text: &str) -> Result<Duration, String> {
    let read = text.parse::<SignedDuration>().ok();
    let positive = read.and_then(|read| Duration::try_from(read).ok());
    positive.ok_or_else(|| say().parsing_duration())
}

fn parse_quota(text: &str) -> Result<(String, u32), String> {
    let form = || say().parsing_quota();
    let (name, number) = text.split_once('=').ok_or_else(form)?;
    Quotas::default()
        .set(name, 0)
        .map_err(|problem| unreadable::words(&problem))?;
    Ok((name.to_owned(), number.parse().map_err(|_| form())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_is_typed_again_as_it_was() {
        #[derive(Debug, clap::Parser)]
        struct Typed {
            #[command(flatten)]
            account: AccountOptions,
        }
        let typed = "--account company --with guardduty --with no-rds --clock-skew=-2h --deny 's3:Put*' --expire-after 1h30m \
                     --full-zone us-east-1a --quota vpcs=1";
        let words = typed.split_whitespace().map(|word| word.trim_matches('\''));
        let read = <Typed as clap::Parser>::parse_from(std::iter::once("jalon").chain(words)).account;
        assert_eq!(read.given().join(" "), typed);
        assert_eq!(read.account().clock_skew, SignedDuration::from_hours(-2));
        let nothing = <Typed as clap::Parser>::parse_from(["jalon"]).account;
        assert!(nothing.given().is_empty() && nothing.account() == Account::default());
    }

    #[test]
    fn durations_and_quotas_are_told_from_typos() {
        assert_eq!(parse_duration("90s"), Ok(Duration::from_secs(90)));
        assert_eq!(parse_duration("1h30m"), Ok(Duration::from_secs(5400)));
        for wrong in ["", "90", "-5s", "soon"] {
            assert!(parse_duration(wrong).is_err(), "{wrong}");
        }
        assert_eq!(parse_skew("-2h"), Ok(SignedDuration::from_hours(-2)));
        for wrong in ["", "25", "soon", "9000h"] {
            assert!(parse_skew(wrong).is_err(), "{wrong}");
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
