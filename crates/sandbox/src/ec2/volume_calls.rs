//! CreateVolume, empty or of a snapshot.

use super::row::{Row, View, find};
use super::snapshots::Snapshot;
use super::volume_spec::{Source, VolumeSpec};
use super::{Ec2, tags, tokens, volumes, zones};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// CreateVolume, in a zone.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let zone = params.required("AvailabilityZone")?.to_owned();
    let used = tokens::read(params, "")?;
    let made = tokens::made(ec2, used.as_ref(), |ec2, id| ec2.volumes.contains(id))?;
    let id = match made {
        Some(id) => id,
        None => {
            if !zones::usable(&common.region, cx.account)
                .iter()
                .any(|known| known.name == zone)
            {
                return Err(ApiError::new(
                    "InvalidZone.NotFound",
                    format!("The zone '{zone}' does not exist."),
                ));
            }
            let source = source(ec2, cx, params)?;
            let spec = VolumeSpec::unattached(params, source.as_ref())?;
            let tags = tags::specified(params, "volume", &["volume"])?;
            let id = volumes::insert(ec2, common, cx, &spec, &zone, None);
            tags::keep(ec2, cx, &id, tags);
            tokens::remember(ec2, used, &id);
            id
        }
    };
    let view = View::answering(ec2, common, cx);
    let volume = ec2.volumes.get(&id).map(|volume| volume.element(&view, ""));
    Ok(volume.unwrap_or_else(|| Element::new("")))
}

/// The snapshot that CreateVolume names. Source: EC2 error-code page, IncorrectState.
fn source(ec2: &Ec2, cx: &Context, params: &Params) -> Result<Option<Source>, ApiError> {
    let Some(id) = params.get("SnapshotId") else {
        return Ok(None);
    };
    let snapshot = find::<Snapshot>(ec2, id, cx.now)?;
    match snapshot.status(cx.now) {
        "completed" => Ok(Some(Source {
            snapshot: snapshot.id.clone(),
            size: snapshot.size,
            encrypted: snapshot.encrypted,
        })),
        status => {
            let message = format!("Snapshot {id} is in the {status} state.");
            Err(ApiError::new("IncorrectState", message))
        }
    }
}
