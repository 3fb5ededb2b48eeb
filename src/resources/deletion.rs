//! Deleting a resource, and pruning one that its step no longer wants.

use futures_util::future::BoxFuture;

use super::Observed;
use super::row::{Deletion, Prune};
use crate::aws::{Aws, AwsError, Class};

/// Starts the deletion of a resource. What is gone already is fine.
///
/// # Errors
///
/// When AWS refuses, for instance with `DependencyViolation`; [`super::blockers`] says what holds it.
pub async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    match observed.kind().row().deletion {
        Deletion::Call(delete) => gone_is_fine(delete(aws, observed)).await,
        Deletion::WithHolder => Ok(()),
    }
}

/// Starts the deletion of a resource by the id the state file keeps. What is gone already is fine.
///
/// # Errors
///
/// When AWS refuses.
pub async fn prune(aws: &Aws, prune: Prune, id: &str) -> Result<(), AwsError> {
    gone_is_fine(prune(aws, id)).await
}

async fn gone_is_fine(deletion: BoxFuture<'_, Result<(), AwsError>>) -> Result<(), AwsError> {
    match deletion.await {
        Err(error) if error.class == Class::NotFound => Ok(()),
        other => other,
    }
}
