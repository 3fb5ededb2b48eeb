//! What kind of account calls, as far as the caller's name shows it.

use std::sync::{Arc, OnceLock};

/// The role that every user of an AWS Academy Learner Lab is given. Source: AWS Academy, Learner Lab student guide.
const LEARNER_LAB_ROLE: &str = ":assumed-role/voclabs/";
/// Where a Learner Lab may be used. Source: the lab's page of service usage and restrictions; docs/AWS.md, "Accounts".
pub const LEARNER_LAB_REGIONS: [&str; 2] = ["us-east-1", "us-west-2"];

/// Whether the caller is a user of a Learner Lab, once AWS has said who calls.
#[derive(Clone, Debug, Default)]
pub(super) struct LearnerLab(Arc<OnceLock<bool>>);

impl LearnerLab {
    /// Notes the caller's ARN.
    pub(super) fn note(&self, arn: Option<&str>) {
        let is_lab = arn.is_some_and(|arn| arn.contains(LEARNER_LAB_ROLE));
        self.0.get_or_init(|| is_lab);
    }

    pub(super) fn is_known(&self) -> bool {
        self.0.get().copied().unwrap_or_default()
    }
}
