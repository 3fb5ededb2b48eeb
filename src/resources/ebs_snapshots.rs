//! Crash-consistent snapshots of all volumes of an instance, taken in one call.

use std::collections::BTreeMap;

use async_trait::async_trait;
use aws_sdk_ec2::types::{InstanceSpecification, ResourceType, Snapshot, SnapshotInfo, SnapshotState};
use futures_util::future::BoxFuture;

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::{Base, Difference, Handle, Resource, ResourceError};
use crate::aws::{Aws, AwsError, Identity, Kind, Observed, Repeat, Scope, State, TAG_RESOURCE};

/// One set of snapshots: one of each volume of an instance.
pub struct EbsSnapshots {
    base: Base,
    instance: Handle,
}

impl EbsSnapshots {
    /// The snapshots of this instance's volumes.
    pub fn of(key: &str, name: impl Into<String>, instance: &Handle) -> Self {
        Self {
            base: Base::new(key, name, &[instance]),
            instance: instance.clone(),
        }
    }
}

#[async_trait]
impl Resource for EbsSnapshots {
    fn kind(&self) -> Kind {
        Kind::EbsSnapshots
    }

    fn base(&self) -> &Base {
        &self.base
    }

    /// A snapshot is of the moment it was taken and never changes.
    fn differences(&self, _: &Observed) -> Vec<Difference> {
        Vec::new()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = format!("take the EBS snapshots {}", self.base.name);
        let answer = aws
            .call(Repeat::OnlyIfRefused, &action)
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
        let tags: BTreeMap<String, String> = identity.tags().map(|(key, value)| (key.to_owned(), value)).into();
        if taken.is_empty() {
            return Err(AwsError::incomplete_answer(&action, "snapshot").into());
        }
        Ok(observe(&taken, tags))
    }

    async fn change(&self, _: &Aws, _: &Identity, _: &Observed, _: &[Difference]) -> Result<(), ResourceError> {
        Ok(())
    }
}

/// One volume's snapshot.
struct Part {
    id: String,
    volume: String,
    state: Option<SnapshotState>,
    size_gib: i32,
    started: String,
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
            started: snapshot.start_time().map(ToString::to_string).unwrap_or_default(),
            message: snapshot.state_message().map(str::to_owned),
        }
    }

    fn of_info(snapshot: &SnapshotInfo) -> Self {
        Self {
            id: snapshot.snapshot_id().unwrap_or_default().to_owned(),
            volume: snapshot.volume_id().unwrap_or_default().to_owned(),
            state: snapshot.state().cloned(),
            size_gib: snapshot.volume_size().unwrap_or(0),
            started: snapshot.start_time().map(ToString::to_string).unwrap_or_default(),
            message: None,
        }
    }
}

/// Lists the deployment's snapshots as sets: those of one key, one of each volume, in the order they were taken. A volume that occurs twice under one key was
/// snapshotted twice, and makes a second set.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let mut snapshots: Vec<Snapshot> = describe_all!(aws, scope, "EBS snapshots", describe_snapshots, snapshots);
        // All of one call have the same start time.
        snapshots.sort_by_key(|snapshot| snapshot.start_time().map(|started| started.as_nanos()));
        let mut sets: Vec<(BTreeMap<String, String>, Vec<Part>)> = Vec::new();
        for snapshot in &snapshots {
            let tags: BTreeMap<String, String> = tag_pairs(snapshot.tags.as_deref()).collect();
            let part = Part::of(snapshot);
            let open = sets.iter_mut().find(|(set_tags, parts)| {
                set_tags.get(TAG_RESOURCE) == tags.get(TAG_RESOURCE) && parts.iter().all(|other| other.volume != part.volume)
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
        let message = parts.iter().find_map(|part| part.message.as_deref());
        State::Failed(format!(
            "error: {}",
            message.unwrap_or("AWS could not take it and gives no reason")
        ))
    } else if parts.iter().all(|part| part.state == Some(SnapshotState::Completed)) {
        State::Ready
    } else {
        State::Pending
    };
    let mut ids: Vec<&str> = parts.iter().map(|part| part.id.as_str()).collect();
    ids.sort_unstable();
    let size: i32 = parts.iter().map(|part| part.size_gib).sum();
    Observed::new(Kind::EbsSnapshots, ids.join(","), state, ())
        .tagged(tags)
        .with("size", Some(size.to_string()))
        .with("taken-at", parts.iter().map(|part| part.started.clone()).min())
}

/// Deletes every snapshot of a set.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    for id in observed.id.split(',') {
        let deleted = aws
            .call(Repeat::Safe, format!("delete the EBS snapshot {id}"))
            .send(|| aws.ec2().delete_snapshot().snapshot_id(id).send())
            .await;
        match deleted {
            Err(error) if error.is(&["InvalidSnapshot.NotFound"]) => {}
            other => drop(other?),
        }
    }
    Ok(())
}
