//! The sentences of advice about the account.

use crate::aws::{CredentialSource, ProfileKind, QuotaName};
use crate::ui::Commands;
use crate::walkthrough::AccountAdvice;

const AGAIN: &str = "then run the same command: it goes on where it stopped";

#[expect(clippy::too_many_lines, reason = "a table: a sentence for each case")]
pub(super) fn text(advice: &AccountAdvice, commands: &Commands) -> String {
    match advice {
        AccountAdvice::GiveCredentials => {
            let is_elsewhere = commands.given.iter().any(|(_, option)| option.starts_with("--endpoint-url"));
            let rehearse = if is_elsewhere {
                "put --sandbox in place of --endpoint-url"
            } else {
                "add --sandbox"
            };
            format!(
                "give credentials: `aws configure`, `aws sso login --profile NAME` with `--profile NAME`, or AWS_ACCESS_KEY_ID and \
                 AWS_SECRET_ACCESS_KEY; to rehearse without an account, {rehearse}"
            )
        }
        AccountAdvice::Renew(source) => format!("{}; {AGAIN}", renewal(source)),
        AccountAdvice::SetClock { behind } => {
            let way = if behind.is_negative() { "ahead of" } else { "behind" };
            let off = off_text(behind.unsigned_abs());
            format!("this machine's clock is {off} {way} AWS's: set it (`sudo timedatectl set-ntp true` on Linux), {AGAIN}")
        }
        AccountAdvice::WaitForVerification => {
            format!("AWS is verifying the account for this region, which takes minutes to four hours: wait, {AGAIN}")
        }
        AccountAdvice::LogInAgain => format!(
            "log in again (`aws sso login`, `aws login`, or fresh keys in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and \
             AWS_SESSION_TOKEN), {AGAIN}"
        ),
        AccountAdvice::AskForPolicy => format!("ask for a policy that allows this action, {AGAIN}"),
        AccountAdvice::AskOrganization => format!(
            "the organization denies this by a service control policy. Where it is for a tag that everything must have, add \
             --tag KEY=VALUE; else ask whoever administers the organization, {AGAIN}"
        ),
        AccountAdvice::AllowedStorage { storage } => format!(
            "AWS does not say what it denies. Training accounts such as the Learner Lab allow gp2 storage and classes up to medium only: \
             try {}. Otherwise ask for a policy that allows this action. Then run the same command: it goes on where it stopped",
            commands.line(storage)
        ),
        AccountAdvice::CheckNetwork => {
            "check that the network and the endpoint can be reached, then run the same command again: it reads \
             what is already there before it makes anything"
                .to_owned()
        }
        AccountAdvice::RaiseQuota(quota) => format!(
            "free one that is no longer used, or ask for more of the quota {} in the Service Quotas console, {AGAIN}",
            quota_name(quota)
        ),
        AccountAdvice::FreeInstanceType { instance_type } => format!(
            "the account's free plan does not have this instance type: choose t3.micro, t3.small, t4g.micro, t4g.small, c7i-flex.large or m7i-flex.large with {}, or upgrade the plan",
            commands.line(instance_type)
        ),
        AccountAdvice::FreeDatabase { class, backups } => format!(
            "the account's free plan allows micro classes and backups of one day: {} and {}, or upgrade the plan",
            commands.line(class),
            commands.line(backups)
        ),
        AccountAdvice::InstanceTypeOnOffer { instance_type, zone } => {
            let other_type = format!("choose another instance type with {}", commands.line(instance_type));
            match zone {
                Some(zone) => format!(
                    "put the host into another zone of the network with {} (or 1, or 3 where it has three); or {other_type}; or try again \
                     later",
                    commands.line(zone)
                ),
                None => format!("{other_type}, or try again later"),
            }
        }
        AccountAdvice::AllowedImage { image } => {
            let prescribed = image
                .as_ref()
                .map(|image| format!("name one that it may launch with {}", commands.line(image)));
            format!(
                "the region has no such image, or the account's Allowed AMIs (EC2 console, \"Data protection and security\") hide it: {}, or \
                 choose another region with --region",
                prescribed.as_deref().unwrap_or("allow it there")
            )
        }
        AccountAdvice::FreeBucketName { bucket } => format!(
            "bucket names are shared by everyone on AWS: choose another with {}",
            commands.line(bucket)
        ),
        AccountAdvice::AllowPublicPolicies { without } => {
            let without = without
                .as_ref()
                .map(|walk| format!("; or leave the step out with {}", commands.code(walk)));
            format!(
                "the account or its organization blocks public policies: let them be in the S3 console under \"Block Public Access settings \
                 for this account\", {AGAIN}{}",
                without.unwrap_or_default()
            )
        }
        AccountAdvice::AnotherEndpoint { without } => match without {
            Some(walk) => format!(
                "use an endpoint that has it, or leave the step out with {}",
                commands.code(walk)
            ),
            None => "use an endpoint that has it".to_owned(),
        },
        AccountAdvice::MakeServiceLinkedRole => format!(
            "AWS makes a role of RDS's at an account's first use of it: wait a few minutes, {AGAIN}. If it stays away, somebody who may use IAM \
             makes it: `aws iam create-service-linked-role --aws-service-name rds.amazonaws.com`"
        ),
        AccountAdvice::EnableRegion => format!(
            "AWS knows these credentials in other regions: the account has not enabled this one. Enable it in the console under \"Account\", \
             \"AWS Regions\", which takes some minutes, {AGAIN}; or choose another region with --region"
        ),
        AccountAdvice::Enable => "enable the region or the service for this account first".to_owned(),
        AccountAdvice::AnswerAwsTakes { init } => format!(
            "give another answer with --set KEY=VALUE ({} lists the keys), then run the same command",
            commands.code(init)
        ),
    }
}

/// How far a clock is off that is off by so many minutes.
fn off_text(minutes: u32) -> String {
    match minutes {
        1 => "1 minute".to_owned(),
        0..120 => format!("{minutes} minutes"),
        120..2880 => format!("{} hours", minutes / 60),
        _ => format!("{} days", minutes / (24 * 60)),
    }
}

fn quota_name(quota: &QuotaName) -> String {
    match quota.code {
        Some(code) => format!("\"{}\" ({code})", quota.name),
        None => format!("\"{}\"", quota.name),
    }
}

/// What to do when AWS no longer takes the credentials of a source: the beginning of a sentence.
fn renewal(source: &CredentialSource) -> String {
    match source {
        CredentialSource::Environment { temporary: true } => "put fresh keys into AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and \
             AWS_SESSION_TOKEN: those in the environment have expired"
            .to_owned(),
        CredentialSource::Environment { temporary: false } => "put a key that is active into AWS_ACCESS_KEY_ID and \
             AWS_SECRET_ACCESS_KEY: the one in the environment is not taken, or no longer"
            .to_owned(),
        CredentialSource::Profile { name, kind } => renewal_of_profile(name, *kind),
        CredentialSource::WebIdentity => {
            "these credentials of a web identity token are renewed by themselves; if they are not, check \
             that the token in AWS_WEB_IDENTITY_TOKEN_FILE is fresh and that the role still trusts it"
                .to_owned()
        }
        CredentialSource::Container => {
            "these credentials of the container's role are renewed by themselves; if they are not, check \
             that the task still has its role"
                .to_owned()
        }
        CredentialSource::Placeholder => {
            "this endpoint does not take any credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to those it knows"
                .to_owned()
        }
        CredentialSource::InstanceRole => {
            "these credentials of the instance's role are renewed by themselves; if they are not, check \
             that the instance still has its role"
                .to_owned()
        }
    }
}

fn renewal_of_profile(name: &str, kind: ProfileKind) -> String {
    match kind {
        ProfileKind::Sso => format!("log in again with `aws sso login --profile {name}`"),
        ProfileKind::Login => format!("log in again with `aws login --profile {name}`"),
        ProfileKind::Process => {
            format!("log in again with the program that gives the profile {name} its credentials (credential_process)")
        }
        ProfileKind::Keys { temporary: true } => format!(
            "put fresh keys and their aws_session_token into the profile {name} of ~/.aws/credentials: those there have expired"
        ),
        ProfileKind::Keys { temporary: false } => {
            format!("give the profile {name} a key that is active with `aws configure --profile {name}`")
        }
    }
}
