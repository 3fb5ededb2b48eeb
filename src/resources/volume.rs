//! EBS volumes: AWS makes them with their instance; here they are only looked at, and deleted when one is left over.

use aws_sdk_ec2::types::{Volume as Ec2Volume, VolumeState};
use futures_util::future::BoxFuture;

use super::ec2_support::{describe_all, tag_pairs};
use crate::aws::{Aws, AwsError, Kind, Observed, Repeat, Scope, State};

/// Lists the volumes of the deployment's instances.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let volumes: Vec<Ec2Volume> = describe_all!(aws, scope, "EBS volumes", describe_volumes, volumes);
        Ok(volumes.iter().map(observe).collect())
    })
}

fn observe(volume: &Ec2Volume) -> Observed {
    let state = match volume.state() {
        Some(VolumeState::Creating) => State::Pending,
        Some(VolumeState::Deleting) => State::Deleting,
        Some(VolumeState::Deleted) => State::Gone,
        Some(VolumeState::Error) => State::Failed("AWS could not make it".to_owned()),
        _ => State::Ready,
    };
    let mut instances = volume.attachments().iter().filter_map(|attachment| attachment.instance_id());
    Observed::new(Kind::Volume, volume.volume_id().unwrap_or_default(), state, ())
        .tagged(tag_pairs(volume.tags.as_deref()))
        .with("encrypted", volume.encrypted().map(|encrypted| encrypted.to_string()))
        .with("type", volume.volume_type().map(|kind| kind.as_str()))
        .with("size", volume.size().map(|size| size.to_string()))
        .with("attached-to", instances.next())
}

/// Deletes a volume that outlived its instance.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, format!("delete the EBS volume {}", observed.id))
        .send(|| aws.ec2().delete_volume().volume_id(&observed.id).send())
        .await?;
    Ok(())
}
