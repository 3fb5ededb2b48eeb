//! What a preflight found, as data.

use crate::aws::AwsError;
use crate::resources::{InstanceType, Kind, Quota};

/// What a look was about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Whose the credentials are, and the kind of account as far as it shows.
    Account {
        /// Whether it is a Learner Lab of AWS Academy.
        is_learner_lab: bool,
    },
    /// This machine's clock.
    Clock,
    /// Whether the region is enabled for the account.
    Region,
    /// The address that the person is seen at from outside.
    OwnAddress,
    /// Whether `ssh` is on this machine.
    Ssh,
    /// The answers: whether the zones offer the hosts' types, and AWS has their image.
    Answers,
    /// Whether RDS offers the database's class.
    DatabaseClass,
    /// Whether AWS says what things cost, where it is asked.
    Prices,
    /// Whether AWS blocks the Internet for VPCs of the account.
    VpcBlock,
    /// Whether AWS blocks public buckets of the account: that shows once the bucket is made.
    BucketBlock,
    /// A quota.
    Quota(Quota),
    /// Whether the caller may make things of this kind.
    Create(Kind),
}

/// Whether what was looked at suffices for the plan.
#[derive(Clone, Debug)]
pub enum Suffices {
    /// It does.
    Ok,
    /// The account is short by this much.
    Short {
        /// How much it lacks.
        by: u32,
    },
    /// A policy, or a setting of the account, denies it.
    Denied,
    /// Nobody knows: the look was refused or did not come back, or does not show it.
    Unknown(Option<Box<AwsError>>),
}

/// What one look found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What it was about.
    pub subject: Subject,
    /// Whether it suffices.
    pub suffices: Suffices,
    /// What was seen, where there is more to say than the verdict, e.g. an address.
    pub seen: Option<String>,
    /// How much the account may have, of a quota.
    pub limit: Option<u32>,
    /// How much of that is in use.
    pub used: Option<u32>,
    /// How much more the plan needs.
    pub wanted: Option<u32>,
}

impl Finding {
    /// A finding without numbers.
    pub(in crate::walkthrough) fn new(subject: Subject, suffices: Suffices) -> Self {
        Self {
            subject,
            suffices,
            seen: None,
            limit: None,
            used: None,
            wanted: None,
        }
    }

    /// The same with what was seen.
    pub(in crate::walkthrough) fn seeing(self, seen: impl Into<String>) -> Self {
        Self {
            seen: Some(seen.into()),
            ..self
        }
    }

    /// What to ask AWS for, where it is a quota that is too small: enough for the plan beside what is in use.
    pub fn request(&self) -> Option<(Quota, u32)> {
        let (Subject::Quota(quota), Suffices::Short { by }) = (&self.subject, &self.suffices) else {
            return None;
        };
        Some((*quota, self.limit?.checked_add(*by)?))
    }
}

/// Answers and steps to leave out with which a plan fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// The questions for types of hosts, with the answers that fit.
    pub set: Vec<(&'static str, InstanceType)>,
    /// The steps that are left out.
    pub skip: Vec<String>,
    /// How many processors it takes.
    pub vcpus: u32,
}

/// What a preflight found.
#[derive(Clone, Debug, Default)]
pub struct Preflight {
    /// Each look.
    pub findings: Vec<Finding>,
    /// What fits, where the account is short of processors.
    pub fit: Option<Fit>,
}

impl Preflight {
    /// Whether the account is proven to be short of something, or denied it.
    pub fn is_short(&self) -> bool {
        self.short().next().is_some()
    }

    /// What it is short of, or denied.
    pub fn short(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.findings.iter();
        findings.filter(|finding| matches!(finding.suffices, Suffices::Short { .. } | Suffices::Denied))
    }
}
