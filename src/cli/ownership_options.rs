//! Whose the things are that bear the deployment's name, as the person says it.

use clap::Args;

use crate::aws::DeploymentId;
use crate::walkthrough::TakeOver;

/// Whose the things are that bear the deployment's name.
#[derive(Debug, Default, Args)]
pub(super) struct OwnershipOptions {
    /// Take over what bears the deployment's name and isn't known here as its own; of several such deployments, that of ID
    #[arg(long, value_name = "ID", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    pub(super) take_over: Option<String>,
}

impl OwnershipOptions {
    /// What the person says about them, if anything.
    pub(super) fn take_over(&self) -> Option<TakeOver> {
        self.take_over.as_deref().map(|id| match id {
            "" => TakeOver::Any,
            id => TakeOver::Id(DeploymentId::from(id)),
        })
    }
}
