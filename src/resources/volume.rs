//! EBS volumes: AWS makes them with their instance; here they are only listed, and deleted when one is left over.

use aws_sdk_ec2::types::{Volume as Ec2Volume, VolumeState};
use futures_util::future::BoxFuture;

use super::ec2_support::{describe_all, tag_pairs};
use super::row::{Deletion, Listing, Naming, Retagging, Row};
use super::{Failure, Kind, Observed, Scope, State};
use crate::aws::{Action, Aws, AwsError, Noun, Repeat};

pub(super) const ROW: Row = Row {
    naming: Naming::None,
    may_go_with_another: true,
    deleted_after: &[Kind::Instance],
    not_yet_codes: &["VolumeInUse"],
    retagging: Retagging::None,
    made_with: Some(Kind::Instance),
    ..Row::new(
        "volume",
        Noun::Volume,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

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
    Observed::new(volume.volume_id().unwrap_or_default(), state, facts).tagged(tag_pairs(volume.tags.as_deref()))
}

/// Deletes a volume that outlived its instance.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::delete(Noun::Volume, &observed.id))
        .send(|| aws.ec2().delete_volume().volume_id(&observed.id).send())
        .await?;
    Ok(())
}
