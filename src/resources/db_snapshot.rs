//! Manual DB snapshots.

use async_trait::async_trait;
use aws_sdk_rds::types::DbSnapshot as RdsSnapshot;
use futures_util::future::BoxFuture;

use super::rds_support::{rds_tag_pairs, rds_tags};
use super::{Base, Difference, Handle, Resource, ResourceError};
use crate::aws::{Aws, AwsError, Identity, Kind, Observed, Repeat, Scope, State};

/// A manual snapshot of a DB instance.
pub struct DbSnapshot {
    base: Base,
    db_instance: Handle,
}

impl DbSnapshot {
    /// The snapshot of this identifier, of an available DB instance.
    pub fn of(key: &str, identifier: impl Into<String>, db_instance: &Handle) -> Self {
        Self {
            base: Base::new(key, identifier, &[db_instance]),
            db_instance: db_instance.clone(),
        }
    }
}

#[async_trait]
impl Resource for DbSnapshot {
    fn kind(&self) -> Kind {
        Kind::DbSnapshot
    }

    fn base(&self) -> &Base {
        &self.base
    }

    /// A snapshot is of the moment it was taken and never changes.
    fn differences(&self, _: &Observed) -> Vec<Difference> {
        Vec::new()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = format!("take the DB snapshot {}", self.base.name);
        let answer = aws
            .call(Repeat::Safe, &action)
            .tolerating(&["InvalidDBInstanceState", "DBInstanceNotFound"])
            .send(|| {
                aws.rds()
                    .create_db_snapshot()
                    .db_snapshot_identifier(&self.base.name)
                    .db_instance_identifier(self.db_instance.id())
                    .set_tags(rds_tags(identity))
                    .send()
            })
            .await;
        let answer = match answer {
            Err(error) if error.is(&["InvalidDBInstanceState"]) => return Err(self.refused(aws, error).await),
            other => other?,
        };
        let snapshot = answer
            .db_snapshot
            .ok_or_else(|| AwsError::incomplete_answer(&action, "DB snapshot"))?;
        Ok(observe(&snapshot).tagged_as(identity))
    }

    async fn change(&self, _: &Aws, _: &Identity, _: &Observed, _: &[Difference]) -> Result<(), ResourceError> {
        Ok(())
    }
}

impl DbSnapshot {
    /// AWS says no more than that the DB instance is not available; in which state it is has to be asked.
    async fn refused(&self, aws: &Aws, refusal: AwsError) -> ResourceError {
        let identifier = self.db_instance.id();
        let answer = aws
            .read(format!("look at the DB instance {identifier}"))
            .send(|| aws.rds().describe_db_instances().db_instance_identifier(identifier).send())
            .await;
        let status = answer
            .ok()
            .and_then(|answer| Some(answer.db_instances().first()?.db_instance_status()?.to_owned()));
        let Some(status) = status.filter(|status| status != "available") else {
            return refusal.into();
        };
        let advice = if status == "storage-full" {
            format!(
                "give it more storage (aws rds modify-db-instance --db-instance-identifier {identifier} --allocated-storage GIB \
                 --apply-immediately), then run the same command again"
            )
        } else {
            format!("look at {identifier} in the console; once it is available, run the same command again")
        };
        ResourceError::Impossible {
            problem: format!("{refusal}; the DB instance is {status}"),
            advice,
        }
    }
}

/// Lists the account's manual DB snapshots with their tags.
pub(super) fn list<'a>(aws: &'a Aws, _: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let mut snapshots = Vec::new();
        let mut marker: Option<String> = None;
        loop {
            let page = aws
                .read("list the DB snapshots")
                .send(|| {
                    aws.rds()
                        .describe_db_snapshots()
                        .snapshot_type("manual")
                        .set_marker(marker.clone())
                        .send()
                })
                .await?;
            snapshots.extend(page.db_snapshots().iter().map(observe));
            marker = page.marker.filter(|marker| !marker.is_empty());
            if marker.is_none() {
                return Ok(snapshots);
            }
        }
    })
}

fn observe(snapshot: &RdsSnapshot) -> Observed {
    let state = match snapshot.status() {
        Some("available") => State::Ready,
        Some("failed") => State::Failed("failed: AWS could not take it and gives no reason".to_owned()),
        Some("deleting") => State::Deleting,
        Some("deleted") => State::Gone,
        _ => State::Pending,
    };
    Observed::new(
        Kind::DbSnapshot,
        snapshot.db_snapshot_identifier().unwrap_or_default(),
        state,
        (),
    )
    .tagged(rds_tag_pairs(snapshot.tag_list()))
    .with("source", snapshot.db_instance_identifier())
    .with("size", snapshot.allocated_storage().map(|size| size.to_string()))
    .with("taken-at", snapshot.snapshot_create_time().map(ToString::to_string))
}

/// Deletes a DB snapshot; one that is still being taken has to be finished first.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, format!("delete the DB snapshot {}", observed.id))
        .send(|| aws.rds().delete_db_snapshot().db_snapshot_identifier(&observed.id).send())
        .await?;
    Ok(())
}
