//! The plans of an account.

use std::fmt;
use std::str::FromStr;

use super::database::Database;
use super::quotas::Quotas;
use super::{free_plan, learner_lab, new_account};
use crate::protocol::ApiError;
use crate::unreadable::Unreadable;

/// The unique id of the user every credential belongs to, in IAM's shape.
pub const USER_ID: &str = "AIDASANDBOXSANDBOX001";

/// The kind of an account. Source: docs/AWS.md, "Accounts".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// An account that pays for what it uses.
    Paid,
    /// The free plan of accounts made since July 2025.
    FreePlan,
    /// A Learner Lab of AWS Academy.
    LearnerLab,
    /// An account in its first hour: AWS verifies it, its quota of processors is small, and RDS has no role yet.
    New,
    /// One of a company's: its organization demands a tag and prescribes images, and public policies of S3 are blocked.
    Company,
}

impl Plan {
    /// Every plan.
    pub const ALL: [Plan; 5] = [Plan::Paid, Plan::FreePlan, Plan::LearnerLab, Plan::New, Plan::Company];

    /// Its name in options, as `free-plan`.
    pub fn name(self) -> &'static str {
        match self {
            Plan::Paid => "paid",
            Plan::FreePlan => "free-plan",
            Plan::LearnerLab => "learner-lab",
            Plan::New => "new",
            Plan::Company => "company",
        }
    }

    /// The quotas an account of this plan begins with. The sandbox assumes the ordinary ones for the free plan (unverified).
    pub fn quotas(self) -> Quotas {
        match self {
            Plan::Paid | Plan::FreePlan | Plan::Company => Quotas::default(),
            Plan::New => new_account::quotas(),
            Plan::LearnerLab => learner_lab::quotas(),
        }
    }

    /// The ARN of the user that owns all credentials. The lab's user is a role session. Source: user reports of the lab.
    pub fn user_arn(self, account: &str) -> String {
        match self {
            Plan::Paid | Plan::FreePlan | Plan::New | Plan::Company => format!("arn:aws:iam::{account}:user/sandbox"),
            Plan::LearnerLab => format!("arn:aws:sts::{account}:assumed-role/voclabs/user1234567=sandbox"),
        }
    }

    /// Refuses a launch of an instance type the plan does not have.
    ///
    /// # Errors
    /// `InvalidParameterCombination` on the free plan.
    pub fn check_instance_type(self, free: bool) -> Result<(), ApiError> {
        match self {
            Plan::FreePlan => free_plan::check_instance_type(free),
            Plan::Paid | Plan::LearnerLab | Plan::New | Plan::Company => Ok(()),
        }
    }

    /// Refuses a DB instance the plan does not have. `action` is the call's, as `CreateDBInstance`; `arn` is the instance's.
    ///
    /// # Errors
    /// `FreeTierRestrictionError` on the free plan, `AccessDenied` in the Learner Lab.
    pub fn check_database(self, wanted: &Database, user: &str) -> Result<(), ApiError> {
        match self {
            Plan::Paid | Plan::New | Plan::Company => Ok(()),
            Plan::FreePlan => free_plan::check_database(wanted),
            Plan::LearnerLab => learner_lab::check_database(wanted, user),
        }
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Plan {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let found = Plan::ALL.into_iter().find(|plan| plan.name() == text);
        found.ok_or_else(|| Unreadable::Name {
            known: Plan::ALL.map(Plan::name).to_vec(),
        })
    }
}
