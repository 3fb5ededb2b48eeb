//! What the deployment was when it was last read.

use std::sync::Arc;

use futures_util::future::BoxFuture;

use crate::walkthrough::{DeploymentStatus, Drawing};

/// The deployment, as it was read.
#[derive(Clone, Debug)]
pub struct Base {
    /// What there is and what is planned.
    pub drawing: Drawing,
    /// How it stands.
    pub status: DeploymentStatus,
}

/// Reads the deployment; an error is a sentence.
pub type ReadBase = Arc<dyn Fn() -> BoxFuture<'static, Result<Base, String>> + Send + Sync>;
