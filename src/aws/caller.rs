//! Who calls: the account, and what kind it is as far as the caller's name shows.

use std::sync::{Arc, OnceLock};

use super::{Action, Aws, AwsError, Lacking};

/// The role that every user of an AWS Academy Learner Lab is given. Source: AWS Academy, Learner Lab student guide.
const LEARNER_LAB_ROLE: &str = ":assumed-role/voclabs/";
/// Where a Learner Lab may be used. Source: the lab's page of service usage and restrictions; docs/AWS.md, "Accounts".
pub const LEARNER_LAB_REGIONS: [&str; 2] = ["us-east-1", "us-west-2"];

/// Whether the caller is a user of a Learner Lab, once AWS has said who calls.
#[derive(Clone, Debug, Default)]
pub(super) struct LearnerLab(Arc<OnceLock<bool>>);

impl Aws {
    /// Asks AWS whose credentials these are: the account's twelve digits.
    ///
    /// # Errors
    ///
    /// When the call fails; missing and expired credentials come out here first.
    pub async fn account(&self) -> Result<String, AwsError> {
        let action = Action::Identify {
            endpoint: self.cloud().endpoint_url().map(str::to_owned),
        };
        let answer = self
            .read(action.clone())
            .send(|| self.sts().get_caller_identity().send())
            .await?;
        let is_lab = answer.arn.is_some_and(|arn| arn.contains(LEARNER_LAB_ROLE));
        self.learner_lab.0.get_or_init(|| is_lab);
        answer
            .account
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Account))
    }

    /// Whether the caller is a user of an AWS Academy Learner Lab; known once [`Aws::account`] was asked.
    pub fn is_learner_lab(&self) -> bool {
        self.learner_lab.0.get().copied().unwrap_or_default()
    }
}
