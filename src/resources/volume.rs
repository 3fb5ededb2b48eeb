//! EBS volumes: AWS makes them with their instance; here they are only listed, and deleted when one is left over.

use aws_sdk_ec2::types::{Volume as Ec2Volume, VolumeState};
use futures_util::future::BoxFuture;

use super::ec2_support::{describe_all, tag_pairs};
use super::row::{Deletion, Listing, Naming, Retagging, Row};
use super::{Failure, Inventory, Kind, Observed, Scope, State, moment};
use crate::aws::{Action, Aws, AwsError, Noun, Repeat, ResourceKey};
use crate::prices::{Charge, Item};

pub(super) const ROW: Row = Row {
    naming: Naming::None,
    may_go_with_another: true,
    deleted_after: &[Kind::Instance],
    not_yet_codes: &["VolumeInUse"],
    retagging: Retagging::None,
    made_with: Some(Kind::Instance),
    charges: Some(|observed| observed.facts_of::<Volume>().map(charges).unwrap_or_default()),
    ..Row::new(
        "volume",
        Noun::Volume,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

/// The size of the root volume of an instance that is to be launched: that of Canonical's images.
pub(super) const ROOT_VOLUME_GIB: i32 = 8;

/// What it is made of.
pub(super) const ROOT_VOLUME_TYPE: &str = "gp3";

/// What AWS reports of a volume.
#[derive(Clone, Debug)]
pub struct VolumeFacts {
    /// Whether it is encrypted.
    pub is_encrypted: Option<bool>,
    /// Its type, e.g. `gp3`.
    pub volume_type: Option<String>,
    /// Its size.
    pub size_gib: Option<i32>,
}

/// The kind of an EBS volume; AWS makes it with its instance, so there is nothing to describe.
pub struct Volume;

fn charges(volume: &VolumeFacts) -> Vec<Charge> {
    vec![Charge::stored(Item::volume(volume.volume_type.as_deref()), volume.size_gib)]
}

/// What an instance's volumes are charged for: those it was launched with, or the one that it will be.
pub(super) fn charges_of_instance(inventory: &Inventory, instance: &ResourceKey) -> Vec<Charge> {
    let charges: Vec<Charge> = of_instance(inventory, instance).flat_map(charges).collect();
    if charges.is_empty() {
        return vec![Charge::stored(Item::volume(Some(ROOT_VOLUME_TYPE)), Some(ROOT_VOLUME_GIB))];
    }
    charges
}

/// The size of an instance's volumes together: those it was launched with, or those that it will be.
pub(super) fn gib_of_instance(inventory: &Inventory, instance: &ResourceKey) -> Option<i32> {
    let volumes: Vec<&VolumeFacts> = of_instance(inventory, instance).collect();
    match volumes.as_slice() {
        [] => Some(ROOT_VOLUME_GIB),
        volumes => volumes.iter().map(|volume| volume.size_gib).sum(),
    }
}

/// The volumes that were made with an instance.
fn of_instance<'a>(inventory: &'a Inventory, instance: &ResourceKey) -> impl Iterator<Item = &'a VolumeFacts> {
    let volumes = inventory.of(Kind::Volume).iter().filter(|volume| volume.is_live());
    let made_with = volumes.filter(move |volume| volume.has_key(instance));
    made_with.filter_map(Observed::facts_of::<Volume>)
}

/// Lists the volumes of the deployment's instances.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let volumes: Vec<Ec2Volume> = describe_all!(aws, scope, Noun::Volume, describe_volumes, volumes);
        Ok(volumes.iter().map(observe).collect())
    })
}

fn observe(volume: &Ec2Volume) -> Observed {
    let state = match volume.state() {
        Some(VolumeState::Creating) => State::Pending,
        Some(VolumeState::Deleting) => State::Deleting,
        Some(VolumeState::Deleted) => State::Gone,
        Some(VolumeState::Error) => State::failed(Failure::NotMade),
        _ => State::Ready,
    };
    let facts = VolumeFacts {
        is_encrypted: volume.encrypted(),
        volume_type: volume.volume_type().map(|name| name.as_str().to_owned()),
        size_gib: volume.size(),
    };
    Observed::new(volume.volume_id().unwrap_or_default(), state, facts)
        .tagged(tag_pairs(volume.tags.as_deref()))
        .made_at(volume.create_time().and_then(moment))
}

/// Deletes a volume that outlived its instance.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::delete(Noun::Volume, &observed.id))
        .send(|| aws.ec2().delete_volume().volume_id(&observed.id).send())
        .await?;
    Ok(())
}
