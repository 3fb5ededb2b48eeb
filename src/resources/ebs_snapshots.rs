//! Crash-consistent snapshots of all volumes of an instance, taken in one call.

use std::collections::BTreeMap;
use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_ec2::types::{InstanceSpecification, ResourceType, Snapshot, SnapshotInfo, SnapshotState};
use futures_util::future::BoxFuture;
use jiff::Timestamp;

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::row::{Deletion, Listing, Naming, Row, Unwanted};
use super::{
    Base, Failure, Handle, Instance, Inventory, Key, Observed, Origin, Resource, ResourceError, Scope, State, moment, volume,
};
use crate::aws::{Action, Aws, AwsError, Identity, Lacking, Noun, Repeat, TAG_RESOURCE};
use crate::prices::{Charge, Item};

pub(super) const ROW: Row = Row {
    naming: Naming::None,
    usual_creation: Duration::from_secs(180),
    is_snapshot: true,
    is_built_on: false,
    unwanted: Unwanted::OneOfASet,
    id_filter: Some("snapshot-id"),
    charges: Some(|observed| charges(observed.facts_of::<EbsSnapshots>().map(|set| set.size_gib))),
    ..Row::new(
        "ebs-snapshots",
        Noun::EbsSnapshots,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

/// What AWS reports of a set of snapshots.
#[derive(Clone, Debug)]
pub struct EbsSnapshotsFacts {
    /// The size of all volumes together, of which the snapshots usually hold less.
    pub size_gib: i32,
    /// When it was taken.
    pub taken_at: Option<Timestamp>,
    snapshots: Vec<String>,
}

/// One set of snapshots: one of each volume of an instance, of the moment it was taken. It never changes.
pub struct EbsSnapshots {
    base: Base,
    instance: Handle<Instance>,
}

impl EbsSnapshots {
    /// The snapshots of this instance's volumes.
    pub fn of(key: &Key<Self>, name: impl Into<String>, instance: &Handle<Instance>) -> Self {
        Self {
            base: Base::new(key, name).on(instance),
            instance: instance.clone(),
        }
    }
}

#[async_trait]
impl Resource for EbsSnapshots {
    fn base(&self) -> &Base {
        &self.base
    }

    fn charges(&self, found: Option<&EbsSnapshotsFacts>, inventory: &Inventory) -> Vec<Charge> {
        charges(match found {
            Some(set) => Some(set.size_gib),
            None => volume::gib_of_instance(inventory, self.instance.key()),
        })
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = Action::create(Noun::EbsSnapshots, &self.base.name);
        let answer = aws
            .call(Repeat::OnlyIfRefused, action.clone())
            .tolerating(&[
                "InvalidInstanceID.NotFound",
                "IncorrectInstanceState",
                "SnapshotCreationPerVolumeRateExceeded",
            ])
            .send(|| {
                aws.ec2()
                    .create_snapshots()
                    .instance_specification(InstanceSpecification::builder().instance_id(self.instance.id()).build())
                    .description(&self.base.name)
                    .set_tag_specifications(tag_specifications(identity, &[ResourceType::Snapshot]))
                    .send()
            })
            .await?;
        let taken: Vec<Part> = answer.snapshots().iter().map(Part::of_info).collect();
        let tags: BTreeMap<String, String> = identity.all_tags().into_iter().collect();
        if taken.is_empty() {
            return Err(AwsError::incomplete_answer(&action, Lacking::Thing(Noun::EbsSnapshots)).into());
        }
        Ok(observe(&taken, tags))
    }
}

/// At most its volumes' size. Of what a later set holds, only the blocks that have changed are charged.
fn charges(gib: Option<i32>) -> Vec<Charge> {
    vec![Charge::copy(Item::EbsSnapshot, gib), Charge::by_use(Item::EbsSnapshot)]
}

/// One volume's snapshot.
struct Part {
    id: String,
    volume: String,
    state: Option<SnapshotState>,
    size_gib: i32,
    started: Option<Timestamp>,
    description: String,
    /// AWS's words on why it is in error.
    message: Option<String>,
}

impl Part {
    fn of(snapshot: &Snapshot) -> Self {
        Self {
            id: snapshot.snapshot_id().unwrap_or_default().to_owned(),
            volume: snapshot.volume_id().unwrap_or_default().to_owned(),
            state: snapshot.state().cloned(),
            size_gib: snapshot.volume_size().unwrap_or(0),
            started: snapshot.start_time().and_then(moment),
            description: snapshot.description().unwrap_or_default().to_owned(),
            message: snapshot.state_message().map(str::to_owned),
        }
    }

    fn of_info(snapshot: &SnapshotInfo) -> Self {
        Self {
            id: snapshot.snapshot_id().unwrap_or_default().to_owned(),
            volume: snapshot.volume_id().unwrap_or_default().to_owned(),
            state: snapshot.state().cloned(),
            size_gib: snapshot.volume_size().unwrap_or(0),
            started: snapshot.start_time().and_then(moment),
            description: snapshot.description().unwrap_or_default().to_owned(),
            message: None,
        }
    }
}

/// Lists the deployment's snapshots as sets: those of one key, one of each volume, in the order they were taken. A volume that occurs twice under one key was
/// snapshotted twice, and makes a second set. A copy, which carries the tags of a set and is of no volume of its instance, has another description.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let mut snapshots: Vec<Snapshot> = describe_all!(
            aws,
            scope,
            Noun::EbsSnapshots,
            describe_snapshots,
            snapshots,
            owner_ids = "self"
        );
        // All of one call have the same start time.
        snapshots.sort_by_key(|snapshot| snapshot.start_time().map(|started| started.as_nanos()));
        let mut sets: Vec<(BTreeMap<String, String>, Vec<Part>)> = Vec::new();
        for snapshot in &snapshots {
            let tags: BTreeMap<String, String> = tag_pairs(snapshot.tags.as_deref()).collect();
            let part = Part::of(snapshot);
            let open = sets.iter_mut().find(|(set_tags, parts)| {
                set_tags.get(TAG_RESOURCE) == tags.get(TAG_RESOURCE)
                    && parts
                        .iter()
                        .all(|other| other.volume != part.volume && other.description == part.description)
            });
            match open {
                Some((_, parts)) => parts.push(part),
                None => sets.push((tags, vec![part])),
            }
        }
        Ok(sets.into_iter().map(|(tags, parts)| observe(&parts, tags)).collect())
    })
}

fn observe(parts: &[Part], tags: BTreeMap<String, String>) -> Observed {
    let any = |state: &SnapshotState| parts.iter().any(|part| part.state.as_ref() == Some(state));
    let state = if any(&SnapshotState::Error) {
        State::failed(Failure::NotTaken {
            status: "error",
            reason: parts.iter().find_map(|part| part.message.clone()),
        })
    } else if parts.iter().all(|part| part.state == Some(SnapshotState::Completed)) {
        State::Ready
    } else {
        State::Pending
    };
    let mut ids: Vec<String> = parts.iter().map(|part| part.id.clone()).collect();
    ids.sort_unstable();
    let id = ids.join(",");
    let facts = EbsSnapshotsFacts {
        size_gib: parts.iter().map(|part| part.size_gib).sum(),
        taken_at: parts.iter().filter_map(|part| part.started).min(),
        snapshots: ids,
    };
    let description = parts.first().map(|part| part.description.clone()).unwrap_or_default();
    let taken_at = facts.taken_at;
    Observed::new(id, state, facts)
        .tagged(tags)
        .made_at(taken_at)
        .made_with(Origin::Name(description))
}

/// Deletes every snapshot of a set.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    let snapshots = observed.facts_of::<EbsSnapshots>().map(|facts| facts.snapshots.as_slice());
    for id in snapshots.unwrap_or_default() {
        let deleted = aws
            .call(Repeat::Safe, Action::delete(Noun::EbsSnapshot, id))
            .send(|| aws.ec2().delete_snapshot().snapshot_id(id).send())
            .await;
        match deleted {
            Err(error) if error.is(&["InvalidSnapshot.NotFound"]) => {}
            other => drop(other?),
        }
    }
    Ok(())
}
