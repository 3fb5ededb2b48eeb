//! The limits of an AWS account: its plan, its quotas, IAM denials, the validity of credentials, and call rates.
//!
//! An [`Account`] is a setting of the sandbox that can change while it runs. [`AccountState`] admits every signed request
//! before AWS acts; the operations themselves check the quotas and the rules of plans that concern them.

mod clock_skew;
mod credentials;
mod database;
mod denials;
mod extra;
mod free_plan;
mod identity_policy;
mod learner_lab;
mod new_account;
mod organization;
mod plan;
mod policy_condition;
mod quotas;
mod request;
mod sought;
mod throttling;

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::protocol::ApiError;
pub use clock_skew::signed_at;
pub use credentials::{Credentials, Expiry, unknown as unknown_key};
pub use database::Database;
pub use denials::{ActionPattern, Refusal};
pub use extra::Extra;
pub use identity_policy::{Decision, IdentityPolicy, decide};
pub use organization::IMAGES_OF;
pub use plan::{Plan, USER_ID};
pub use quotas::Quotas;
pub use request::Request;
pub use sought::Sought;
pub use throttling::{Bucket, Throttling};

/// The settings of an account.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// What kind of account it is.
    pub plan: Plan,
    /// What it has beside that.
    pub extras: BTreeSet<Extra>,
    /// How much of everything it may have.
    pub quotas: Quotas,
    /// The zones in which EC2 has no capacity left for another instance.
    pub full_zones: Vec<String>,
    /// The actions a policy denies its user.
    pub denied: Vec<ActionPattern>,
    /// The policies of its user: an action that none of them allows is refused. Without any, the user may do everything.
    pub policies: Vec<IdentityPolicy>,
    /// The key of a tag without which an organization lets nothing be made.
    pub mandatory_tag: Option<String>,
    /// The accounts whose images may be launched, by EC2's Allowed AMIs; `None` allows all.
    pub allowed_images: Option<Vec<String>>,
    /// Whether the account's own public access block of S3 is on until somebody sets it; see
    /// [`block_public_access`](crate::Simulator::block_public_access).
    pub blocks_public_buckets: bool,
    /// How far AWS's clock is ahead of that of this machine; negative where it is behind. Requests that are signed for another time than AWS
    /// has are refused where it is not zero.
    pub clock_skew: SignedDuration,
    /// Which credentials are known, and how long they are valid.
    pub credentials: Credentials,
    /// Its call rates; `None` never throttles.
    ///
    /// The default throttles by AWS's figures. Every simulated call takes simulated time, as on AWS, so a client meets the
    /// same limits as there. Without latencies no time passes between calls and the buckets run dry at once: a sandbox
    /// without latencies should set `None` too. A fast sandbox throttles no more than a slow one, because buckets refill
    /// in simulated time.
    pub throttling: Option<Throttling>,
}

impl Account {
    /// Refuses tags on a new bucket where `s3:TagResource` is denied.
    ///
    /// # Errors
    /// `AccessDenied`.
    pub fn check_bucket_tagging(&self, account: &str, arn: &str) -> Result<(), ApiError> {
        denials::check_tagging(&self.denied, &self.plan.user_arn(account), arn)
    }

    /// Whether it has something beside its plan.
    pub fn has(&self, extra: Extra) -> bool {
        self.extras.contains(&extra)
    }

    /// The time that AWS has, where its clock is not this machine's.
    pub(crate) fn skewed_time(&self) -> Option<Timestamp> {
        if self.clock_skew.is_zero() {
            return None;
        }
        Timestamp::now().checked_add(self.clock_skew).ok()
    }

    /// An account of that plan with the quotas it begins with.
    pub fn of(plan: Plan) -> Self {
        let is_company = plan == Plan::Company;
        Self {
            plan,
            extras: BTreeSet::new(),
            quotas: plan.quotas(),
            full_zones: Vec::new(),
            denied: Vec::new(),
            policies: Vec::new(),
            mandatory_tag: is_company.then(|| organization::TAG.to_owned()),
            allowed_images: is_company.then(|| vec![organization::IMAGES_OF.to_owned()]),
            blocks_public_buckets: is_company,
            clock_skew: SignedDuration::ZERO,
            credentials: Credentials::default(),
            throttling: Some(Throttling::documented()),
        }
    }
}

impl Default for Account {
    /// An ordinary paid account.
    fn default() -> Self {
        Self::of(Plan::Paid)
    }
}

/// An account, and its use of credentials and call rates in this process. The use is not stored.
#[derive(Debug)]
pub struct AccountState {
    account: Account,
    keys: credentials::Keys,
    buckets: throttling::Buckets,
    first_use: new_account::FirstUse,
}

impl AccountState {
    /// An account that was never called.
    pub fn new(account: Account) -> Self {
        Self {
            account,
            keys: credentials::Keys::default(),
            buckets: throttling::Buckets::default(),
            first_use: new_account::FirstUse::default(),
        }
    }

    /// The settings.
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// The settings, to change them for calls from now on.
    pub fn account_mut(&mut self) -> &mut Account {
        &mut self.account
    }

    /// Resets the use of credentials: all are as valid as new ones.
    pub fn renew_credentials(&mut self) {
        self.keys = credentials::Keys::default();
    }

    /// Admits a request, or answers as AWS does. It checks the time of the signature first, then the credentials, the call rate, and the
    /// permissions.
    /// It admits anonymous requests: S3 checks those itself.
    ///
    /// # Errors
    /// The codes of skewed clocks, of expired and unknown credentials, of throttling and of denials, as each service spells them.
    pub fn admit(&mut self, request: &Request, now: Timestamp) -> Result<(), ApiError> {
        let Some(access_key) = request.access_key else {
            return Ok(());
        };
        if let (Some(ours), Some(theirs)) = (request.signed_at, self.account.skewed_time()) {
            clock_skew::check(request.service, ours, theirs)?;
        }
        self.keys.check(&self.account.credentials, request.service, access_key, now)?;
        if let Some(throttling) = &self.account.throttling {
            self.buckets.take(throttling, request, now)?;
        }
        let user = self.account.plan.user_arn(request.account);
        if self.account.plan == Plan::LearnerLab {
            learner_lab::check_region(request, &user)?;
        }
        if let Some(key) = &self.account.mandatory_tag {
            organization::check_tag(key, request, &user)?;
        }
        if self.account.has(Extra::NoRds) {
            extra::check_rds(request, &user)?;
        }
        denials::check(&self.account.denied, request, &user)?;
        if self.account.plan == Plan::New {
            self.first_use.check(request, now)?;
        }
        Ok(())
    }
}
