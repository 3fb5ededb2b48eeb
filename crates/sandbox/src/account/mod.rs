//! What an AWS account refuses whatever is asked for: its plan, its quotas, what IAM denies, until when credentials hold and how
//! often it may be called.
//!
//! An [`Account`] is a setting of the sandbox and can be changed while it runs. Every signed request is admitted by its
//! [`Standing`] before it is acted on; quotas and the rules of plans are asked by the operations they concern.

mod credentials;
mod database;
mod denials;
mod free_plan;
mod learner_lab;
mod plan;
mod quotas;
mod request;
mod throttling;

use jiff::Timestamp;

use super::protocol::ApiError;
pub use credentials::{Credentials, Expiry};
pub use database::Database;
pub use denials::ActionPattern;
pub use plan::Plan;
pub use quotas::Quotas;
pub use request::Request;
pub use throttling::{Bucket, Throttling};

/// The settings of an account.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// What kind of account it is.
    pub plan: Plan,
    /// How much of everything it may have.
    pub quotas: Quotas,
    /// The actions a policy denies its user.
    pub denied: Vec<ActionPattern>,
    /// Which credentials are known, and how long they hold.
    pub credentials: Credentials,
    /// How often it may call; `None` never throttles.
    ///
    /// The default throttles by AWS's figures. That is safe by default because every simulated call takes simulated time, as
    /// on AWS, so that a client meets the limits it would meet there. Without latencies no time goes by between calls and the
    /// buckets run dry at once: whoever opens a sandbox without latencies should set `None` too. A sandbox that runs fast
    /// throttles no more than a slow one, because buckets refill in simulated time.
    pub throttling: Option<Throttling>,
}

impl Account {
    /// An account of that plan with the quotas it begins with.
    pub fn of(plan: Plan) -> Self {
        Self {
            plan,
            quotas: plan.quotas(),
            denied: Vec::new(),
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

/// An account and what it has used up in this process: credentials and call rates. Neither is stored.
#[derive(Debug)]
pub struct Standing {
    account: Account,
    keys: credentials::Keys,
    buckets: throttling::Buckets,
}

impl Standing {
    /// An account that was never called.
    pub fn new(account: Account) -> Self {
        Self {
            account,
            keys: credentials::Keys::default(),
            buckets: throttling::Buckets::default(),
        }
    }

    /// The settings.
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// The settings, to be changed; calls from now on go by them.
    pub fn account_mut(&mut self) -> &mut Account {
        &mut self.account
    }

    /// Forgets how long credentials have been used: all hold as long as new ones.
    pub fn renew_credentials(&mut self) {
        self.keys = credentials::Keys::default();
    }

    /// Lets a request through, or answers as AWS does: first whose it is, then whether there are too many, then whether it is
    /// allowed. Anonymous requests are S3's public reading, which has rules of its own.
    ///
    /// # Errors
    /// The codes of expired and unknown credentials, of throttling and of denials, as each service spells them.
    pub fn admit(&mut self, request: &Request, now: Timestamp) -> Result<(), ApiError> {
        let Some(access_key) = request.access_key else {
            return Ok(());
        };
        self.keys.check(&self.account.credentials, request.service, access_key, now)?;
        if let Some(throttling) = &self.account.throttling {
            self.buckets.take(throttling, request, now)?;
        }
        let user = self.account.plan.user_arn(request.account);
        if self.account.plan == Plan::LearnerLab {
            learner_lab::check_region(request, &user)?;
        }
        denials::check(&self.account.denied, request, &user)
    }
}
