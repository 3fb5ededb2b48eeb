//! Manual DB snapshots.

use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_rds::types::DbSnapshot as RdsSnapshot;
use futures_util::future::BoxFuture;
use jiff::Timestamp;

use super::db_instance::INITIAL_STORAGE_GIB;
use super::rds_support::{rds_tag_pairs, rds_tags};
use super::row::{Deletion, Listing, Naming, Retagging, Row, Service, Unwanted};
use super::{Base, DbInstance, Failure, Handle, Inventory, Key, Observed, Origin, Resource, ResourceError, Scope, State, moment};
use crate::aws::{Action, Aws, AwsError, Identity, Lacking, Noun, Repeat};
use crate::prices::{Charge, Item};

pub(super) const ROW: Row = Row {
    service: Service::Rds,
    naming: Naming::Unique,
    // At most 225 seconds, so usually less.
    usual_creation: Duration::from_secs(180),
    is_replaceable: false,
    is_snapshot: true,
    is_built_on: false,
    unwanted: Unwanted::OneOfASet,
    duplicate_codes: &["DBSnapshotAlreadyExists", "DBSnapshotAlreadyExistsFault"],
    not_yet_codes: &["InvalidDBSnapshotState", "InvalidDBInstanceState"],
    retagging: Retagging::ByArn,
    charges: Some(|observed| charges(observed.facts_of::<DbSnapshot>().and_then(|snapshot| snapshot.size_gib))),
    ..Row::new(
        "db-snapshot",
        Noun::DbSnapshot,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

/// What AWS reports of a DB snapshot.
#[derive(Clone, Debug)]
pub struct DbSnapshotFacts {
    /// The size of the database's storage, of which it usually holds less.
    pub size_gib: Option<i32>,
    /// When it was taken; `None` while it is being taken.
    pub taken_at: Option<Timestamp>,
    pub(super) arn: String,
}

/// A manual snapshot of a DB instance, of the moment it was taken: it never changes.
pub struct DbSnapshot {
    base: Base,
    db_instance: Handle<DbInstance>,
}

impl DbSnapshot {
    /// The snapshot of this identifier, of an available DB instance.
    pub fn of(key: &Key<Self>, identifier: impl Into<String>, db_instance: &Handle<DbInstance>) -> Self {
        Self {
            base: Base::new(key, identifier).on(db_instance),
            db_instance: db_instance.clone(),
        }
    }
}

#[async_trait]
impl Resource for DbSnapshot {
    fn base(&self) -> &Base {
        &self.base
    }

    fn charges(&self, found: Option<&DbSnapshotFacts>, _: &Inventory) -> Vec<Charge> {
        charges(match (found, self.db_instance.facts()) {
            (Some(snapshot), _) => snapshot.size_gib,
            (None, Some(db)) => db.size_gib,
            (None, None) => Some(INITIAL_STORAGE_GIB),
        })
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = Action::create(Noun::DbSnapshot, &self.base.name);
        let answer = aws
            .call(Repeat::Safe, action.clone())
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
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::DbSnapshot)))?;
        Ok(observe(&snapshot).tagged_as(identity))
    }
}

/// At most the database's size.
fn charges(gib: Option<i32>) -> Vec<Charge> {
    vec![Charge::copy(Item::DbSnapshot, gib), Charge::by_use(Item::DbSnapshot)]
}

impl DbSnapshot {
    /// AWS says no more than that the DB instance is not available; in which state it is has to be asked.
    async fn refused(&self, aws: &Aws, refusal: AwsError) -> ResourceError {
        let identifier = self.db_instance.id();
        let answer = aws
            .read(Action::Read(Noun::DbInstance, identifier.to_owned()))
            .send(|| aws.rds().describe_db_instances().db_instance_identifier(identifier).send())
            .await;
        let status = answer
            .ok()
            .and_then(|answer| Some(answer.db_instances().first()?.db_instance_status()?.to_owned()));
        let Some(status) = status.filter(|status| status != "available") else {
            return refusal.into();
        };
        ResourceError::NotAvailable {
            refusal: Box::new(refusal),
            id: identifier.to_owned(),
            status,
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
                .read(Action::list(Noun::DbSnapshot))
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
        Some("failed") => State::failed(Failure::NotTaken {
            status: "failed",
            reason: None,
        }),
        Some("deleting") => State::Deleting,
        Some("deleted") => State::Gone,
        _ => State::Pending,
    };
    let facts = DbSnapshotFacts {
        size_gib: snapshot.allocated_storage(),
        taken_at: snapshot.snapshot_create_time().and_then(moment),
        arn: snapshot.db_snapshot_arn().unwrap_or_default().to_owned(),
    };
    let id = snapshot.db_snapshot_identifier().unwrap_or_default();
    let taken_at = facts.taken_at;
    Observed::new(id, state, facts)
        .made_at(taken_at)
        .tagged(rds_tag_pairs(snapshot.tag_list()))
        .made_with(Origin::Name(id.to_owned()))
}

/// Deletes a DB snapshot; one that is still being taken has to be finished first.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::delete(Noun::DbSnapshot, &observed.id))
        .send(|| aws.rds().delete_db_snapshot().db_snapshot_identifier(&observed.id).send())
        .await?;
    Ok(())
}
