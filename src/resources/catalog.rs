//! What AWS offers in this region: the image to boot from and the zones that have the instance type. Each is asked once a run.

use std::collections::BTreeMap;

use aws_sdk_ec2::types::{ArchitectureValues, Filter, LocationType};
use tokio::sync::Mutex;

use super::{InstanceType, ResourceError};
use crate::aws::{Action, Aws, AwsError, Noun, Which};

/// Canonical's account, which publishes Ubuntu (Ubuntu documentation, "Find Ubuntu images on AWS").
const CANONICAL: &str = "099720109477";
/// Ubuntu 24.04 LTS server images on gp3 volumes.
const NOBLE: &str = "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-";

/// What hosts boot from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Image {
    /// The newest Ubuntu 24.04 LTS image of Canonical.
    NewestUbuntu,
    /// The image of this id, of Ubuntu 24.04 too.
    Prescribed(String),
}

/// Look-ups that several resources share.
#[derive(Default)]
pub struct Catalog {
    images: Mutex<BTreeMap<&'static str, String>>,
    zones: Mutex<BTreeMap<InstanceType, Vec<String>>>,
}

impl Catalog {
    /// The id of the newest Ubuntu 24.04 LTS image that boots this instance type.
    ///
    /// # Errors
    ///
    /// When AWS can't be asked, or lists none.
    async fn newest_ubuntu(&self, aws: &Aws, instance_type: &InstanceType) -> Result<String, ResourceError> {
        let (architecture, suffix) = if instance_type.is_graviton() {
            (ArchitectureValues::Arm64, "arm64")
        } else {
            (ArchitectureValues::X8664, "amd64")
        };
        let mut images = self.images.lock().await;
        if let Some(image) = images.get(suffix) {
            return Ok(image.clone());
        }
        let filter = |name: &str, value: &str| Filter::builder().name(name).values(value).build();
        let prefix = format!("{NOBLE}{suffix}-server-");
        let answer = aws
            .read(Action::Find(Noun::UbuntuImage, Which::Newest))
            .send(|| {
                aws.ec2()
                    .describe_images()
                    .owners(CANONICAL)
                    .filters(filter("name", &format!("{prefix}*")))
                    .filters(filter("architecture", architecture.as_str()))
                    .filters(filter("state", "available"))
                    .send()
            })
            .await?;
        let newest = answer
            .images()
            .iter()
            .filter(|image| image.owner_id() == Some(CANONICAL))
            .filter(|image| image.architecture() == Some(&architecture))
            .filter(|image| image.name().is_some_and(|name| name.starts_with(&prefix)))
            .max_by_key(|image| image.creation_date().unwrap_or_default())
            .and_then(|image| image.image_id())
            .ok_or_else(|| ResourceError::NoImage {
                architecture: suffix,
                region: aws.region().to_owned(),
            })?;
        images.insert(suffix, newest.to_owned());
        Ok(newest.to_owned())
    }

    /// The image that this instance type boots from: the newest Ubuntu, or one that is prescribed.
    ///
    /// # Errors
    ///
    /// When AWS can't be asked, or has none.
    pub async fn image(&self, aws: &Aws, wanted: &Image, instance_type: &InstanceType) -> Result<String, ResourceError> {
        match wanted {
            Image::NewestUbuntu => self.newest_ubuntu(aws, instance_type).await,
            Image::Prescribed(id) => Ok(id.clone()),
        }
    }

    /// The names of the availability zones that offer this instance type, in order.
    ///
    /// # Errors
    ///
    /// When AWS can't be asked.
    pub async fn zones_offering(&self, aws: &Aws, instance_type: &InstanceType) -> Result<Vec<String>, ResourceError> {
        let mut known = self.zones.lock().await;
        if let Some(zones) = known.get(instance_type) {
            return Ok(zones.clone());
        }
        let zones = ask_zones(aws, instance_type).await?;
        known.insert(instance_type.clone(), zones.clone());
        Ok(zones)
    }
}

/// Whether a location is an Availability Zone: the region's code and a letter. Local Zones and Wavelength Zones have longer names, and lack
/// most of what a deployment needs (EC2 user guide, "Regions and Zones").
fn is_availability_zone(location: &str, region: &str) -> bool {
    let letter = location.strip_prefix(region);
    letter.is_some_and(|letter| letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_lowercase()))
}

async fn ask_zones(aws: &Aws, instance_type: &InstanceType) -> Result<Vec<String>, ResourceError> {
    let mut zones = match ask_offering(aws, instance_type).await {
        // A launch where the type is not offered says so itself.
        Err(error) if error.lacks_operation() => ask_all(aws).await?,
        zones => zones?,
    };
    zones.retain(|zone| is_availability_zone(zone, aws.region()));
    zones.sort();
    zones.dedup();
    Ok(zones)
}

/// All zones of the region.
async fn ask_all(aws: &Aws) -> Result<Vec<String>, AwsError> {
    let answer = aws
        .read(Action::list(Noun::AvailabilityZone))
        .send(|| aws.ec2().describe_availability_zones().send())
        .await?;
    let zones = answer.availability_zones.unwrap_or_default().into_iter();
    Ok(zones.filter_map(|zone| zone.zone_name).collect())
}

async fn ask_offering(aws: &Aws, instance_type: &InstanceType) -> Result<Vec<String>, AwsError> {
    let answer = aws
        .read(Action::Find(
            Noun::AvailabilityZone,
            Which::Offering(instance_type.to_string()),
        ))
        .send(|| {
            aws.ec2()
                .describe_instance_type_offerings()
                .location_type(LocationType::AvailabilityZone)
                .filters(Filter::builder().name("instance-type").values(instance_type.as_str()).build())
                .send()
        })
        .await?;
    let offerings = answer.instance_type_offerings.unwrap_or_default().into_iter();
    Ok(offerings.filter_map(|offering| offering.location).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_and_wavelength_zones_are_no_availability_zones() {
        assert!(is_availability_zone("us-east-1a", "us-east-1"));
        for other in [
            "us-east-1-atl-1a",
            "us-east-1-wl1-bos-wlz-1",
            "us-east-1",
            "us-east-2a",
            "us-east-1A",
        ] {
            assert!(!is_availability_zone(other, "us-east-1"), "{other}");
        }
    }
}
