//! EC2 instances.

use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_ec2::types::{
    AttributeBooleanValue, BlockDeviceMapping, EbsBlockDevice, HttpTokensState, Instance as Ec2Instance,
    InstanceMetadataEndpointState, InstanceMetadataOptionsRequest, InstanceStateName, InstanceType, ResourceType, VolumeType,
};
use base64::Engine;
use futures_util::future::BoxFuture;

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::{Base, Catalog, Difference, Handle, Resource, ResourceError};
use crate::aws::{Aws, AwsError, Identity, Kind, Observed, Repeat, Scope, State};

const LAG: &[&str] = &[
    "InvalidGroup.NotFound",
    "InvalidSubnetID.NotFound",
    "InvalidKeyPair.NotFound",
    "InvalidInstanceID.NotFound",
    // A stopping instance can be started once it has stopped.
    "IncorrectInstanceState",
];
/// The root device of Canonical's images.
const ROOT_DEVICE: &str = "/dev/sda1";
/// The size of Canonical's images.
const ROOT_VOLUME_GIB: i32 = 8;
/// Only the instance itself may ask its metadata service, containers on it may not (AWS.md, Security).
const HOP_LIMIT: i32 = 1;

/// An Ubuntu instance with an encrypted gp3 root volume and IMDSv2 only.
pub struct Instance {
    base: Base,
    instance_type: String,
    subnet: Handle,
    security_group: Handle,
    key_pair: Handle,
    user_data: String,
    catalog: Arc<Catalog>,
}

impl Instance {
    /// An instance in this subnet. Whether it gets a public address is the subnet's setting.
    ///
    /// `user_data` is the cloud-init document; AWS takes at most 16 KB of it.
    pub fn new(
        key: &str,
        name: impl Into<String>,
        instance_type: impl Into<String>,
        (subnet, security_group, key_pair): (&Handle, &Handle, &Handle),
        user_data: String,
        catalog: Arc<Catalog>,
    ) -> Self {
        let instance_type = instance_type.into();
        Self {
            base: Base::new(key, name, &[subnet, security_group, key_pair]).showing(&instance_type),
            instance_type,
            subnet: subnet.clone(),
            security_group: security_group.clone(),
            key_pair: key_pair.clone(),
            user_data,
            catalog,
        }
    }
}

#[async_trait]
impl Resource for Instance {
    fn kind(&self) -> Kind {
        Kind::Instance
    }

    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, observed: &Observed) -> Vec<Difference> {
        let Some(instance) = observed.body::<Ec2Instance>() else {
            return Vec::new();
        };
        let mut differences = Vec::new();
        let found_type = instance.instance_type().map(InstanceType::as_str).unwrap_or_default();
        if found_type != self.instance_type {
            differences.push(Difference::fixed("instance-type", found_type, &self.instance_type));
        }
        if instance.subnet_id() != Some(self.subnet.id()) {
            differences.push(Difference::fixed(
                "subnet",
                instance.subnet_id().unwrap_or_default(),
                self.subnet.id(),
            ));
        }
        let groups: Vec<&str> = instance
            .security_groups()
            .iter()
            .filter_map(|group| group.group_id())
            .collect();
        differences.extend(Difference::of(
            "security-group",
            groups.join(", "),
            self.security_group.id().to_owned(),
        ));
        if let Some(options) = instance.metadata_options() {
            let found = format!(
                "tokens {}, {} hops, endpoint {}",
                options.http_tokens().map(HttpTokensState::as_str).unwrap_or_default(),
                options.http_put_response_hop_limit().unwrap_or_default(),
                options
                    .http_endpoint()
                    .map(InstanceMetadataEndpointState::as_str)
                    .unwrap_or_default()
            );
            let wanted = format!("tokens required, {HOP_LIMIT} hops, endpoint enabled");
            differences.extend(Difference::of("metadata-options", found, wanted));
        }
        let state = observed.attributes.get("state").map(String::as_str).unwrap_or_default();
        if matches!(state, "stopped" | "stopping") {
            differences.push(Difference::changeable("state", state, "running"));
        }
        differences
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let image = self.catalog.newest_ubuntu(aws, &self.instance_type).await?;
        let action = format!("launch the instance {}", self.base.name);
        let answer = aws
            .call(Repeat::Safe, &action)
            .tolerating(LAG)
            .send(|| {
                aws.ec2()
                    .run_instances()
                    .image_id(&image)
                    .instance_type(InstanceType::from(self.instance_type.as_str()))
                    .min_count(1)
                    .max_count(1)
                    .subnet_id(self.subnet.id())
                    .security_group_ids(self.security_group.id())
                    .key_name(self.key_pair.id())
                    .user_data(base64::engine::general_purpose::STANDARD.encode(&self.user_data))
                    .metadata_options(
                        InstanceMetadataOptionsRequest::builder()
                            .http_endpoint(InstanceMetadataEndpointState::Enabled)
                            .http_tokens(HttpTokensState::Required)
                            .http_put_response_hop_limit(HOP_LIMIT)
                            .build(),
                    )
                    .block_device_mappings(encrypted_root_volume())
                    .client_token(identity.client_token())
                    .set_tag_specifications(tag_specifications(
                        identity,
                        &[ResourceType::Instance, ResourceType::Volume, ResourceType::NetworkInterface],
                    ))
                    .send()
            })
            .await?;
        let instance = answer
            .instances
            .unwrap_or_default()
            .pop()
            .ok_or_else(|| AwsError::incomplete_answer(&action, "instance"))?;
        Ok(observe(instance))
    }

    async fn change(
        &self,
        aws: &Aws,
        _: &Identity,
        observed: &Observed,
        differences: &[Difference],
    ) -> Result<(), ResourceError> {
        for difference in differences {
            let action = format!("set {} of the instance {}", difference.field, self.base.name);
            let call = aws.call(Repeat::Safe, action).tolerating(LAG);
            match difference.field {
                "security-group" => drop(
                    call.send(|| {
                        aws.ec2()
                            .modify_instance_attribute()
                            .instance_id(&observed.id)
                            .groups(self.security_group.id())
                            .send()
                    })
                    .await?,
                ),
                "metadata-options" => drop(
                    call.send(|| {
                        aws.ec2()
                            .modify_instance_metadata_options()
                            .instance_id(&observed.id)
                            .http_endpoint(InstanceMetadataEndpointState::Enabled)
                            .http_tokens(HttpTokensState::Required)
                            .http_put_response_hop_limit(HOP_LIMIT)
                            .send()
                    })
                    .await?,
                ),
                _ => drop(
                    call.send(|| aws.ec2().start_instances().instance_ids(&observed.id).send())
                        .await?,
                ),
            }
        }
        Ok(())
    }
}

fn encrypted_root_volume() -> BlockDeviceMapping {
    BlockDeviceMapping::builder()
        .device_name(ROOT_DEVICE)
        .ebs(
            EbsBlockDevice::builder()
                .encrypted(true)
                .volume_type(VolumeType::Gp3)
                .volume_size(ROOT_VOLUME_GIB)
                .delete_on_termination(true)
                .build(),
        )
        .build()
}

/// Lists the deployment's instances.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let reservations = describe_all!(aws, scope, "instances", describe_instances, reservations);
        Ok(reservations
            .into_iter()
            .flat_map(|reservation| reservation.instances.unwrap_or_default())
            .map(observe)
            .collect())
    })
}

/// Why AWS terminated an instance by itself: because it could not start it, e.g. `Server.InternalError`.
fn failure(instance: &Ec2Instance) -> Option<String> {
    let reason = instance.state_reason()?;
    let (code, message) = (reason.code()?, reason.message()?);
    if code.starts_with("Client.User") {
        return None;
    }
    let is_told = message.starts_with(code);
    Some(if is_told {
        message.to_owned()
    } else {
        format!("{code}: {message}")
    })
}

fn observe(instance: Ec2Instance) -> Observed {
    let state_name = instance.state().and_then(|state| state.name());
    let state = match state_name {
        Some(InstanceStateName::Running) => State::Ready,
        Some(InstanceStateName::ShuttingDown) => State::Deleting,
        Some(InstanceStateName::Terminated) => failure(&instance).map_or(State::Gone, State::Failed),
        _ => State::Pending,
    };
    let id = instance.instance_id().unwrap_or_default().to_owned();
    let volumes: Vec<String> = instance
        .block_device_mappings()
        .iter()
        .filter_map(|mapping| mapping.ebs()?.volume_id().map(str::to_owned))
        .collect();
    let references: Vec<String> = [instance.subnet_id(), instance.vpc_id(), instance.key_name()]
        .into_iter()
        .flatten()
        .chain(instance.security_groups().iter().filter_map(|group| group.group_id()))
        .map(str::to_owned)
        .collect();
    let tags: Vec<_> = tag_pairs(instance.tags.as_deref()).collect();
    let text = |value: Option<&str>| value.filter(|value| !value.is_empty()).map(str::to_owned);
    let public_address = text(instance.public_ip_address());
    let private_address = text(instance.private_ip_address());
    let zone = text(instance.placement().and_then(|placement| placement.availability_zone()));
    let state_text = state_name.map(|name| name.as_str().to_owned());
    let instance_type = instance
        .instance_type()
        .map(|instance_type| instance_type.as_str().to_owned());
    Observed::new(Kind::Instance, id, state, instance)
        .tagged(tags)
        .referring_to(references)
        .with("state", state_text)
        .with("type", instance_type)
        .with("public-address", public_address)
        .with("private-address", private_address)
        .with("availability-zone", zone)
        .with("volumes", (!volumes.is_empty()).then(|| volumes.join(",")))
}

/// Terminates an instance; its root volume goes with it. Termination protection somebody switched on is switched off first: the
/// person has confirmed by name that all is to go.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    let terminate = || {
        aws.call(Repeat::Safe, format!("terminate the instance {}", observed.id))
            .send(|| aws.ec2().terminate_instances().instance_ids(&observed.id).send())
    };
    match terminate().await {
        Err(error) if error.is(&["OperationNotPermitted"]) => {}
        other => return other.map(|_| ()),
    }
    let unprotected = AttributeBooleanValue::builder().value(false).build();
    aws.call(Repeat::Safe, format!("switch off termination protection of {}", observed.id))
        .send(|| {
            aws.ec2()
                .modify_instance_attribute()
                .instance_id(&observed.id)
                .disable_api_termination(unprotected.clone())
                .send()
        })
        .await?;
    terminate().await.map(|_| ())
}
