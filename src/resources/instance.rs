//! EC2 instances.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_ec2::types::{
    AttributeBooleanValue, BlockDeviceMapping, EbsBlockDevice, HttpTokensState, Instance as Ec2Instance,
    InstanceMetadataEndpointState, InstanceMetadataOptionsRequest, InstanceNetworkInterfaceSpecification, InstanceStateName,
    InstanceType as Ec2InstanceType, ResourceType, VolumeType,
};
use base64::Engine;
use futures_util::future::BoxFuture;

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::instance_facts::{InstanceFacts, failure, host_charges};
use super::metadata_options::{HOP_LIMIT, MetadataOptions};
use super::retagging::change_ec2_tags;
use super::row::{Deletion, Listing, Pausing, Retagging, Row, TagChange};
use super::volume::{self, ROOT_VOLUME_GIB, ROOT_VOLUME_TYPE};
use super::{
    Addition, Base, Catalog, Difference, DifferenceValue, Field, Handle, Image, InstanceType, Inventory, Key, KeyPair, Observed,
    Origin, Resource, ResourceError, Scope, SecurityGroup, State, Subnet,
};
use crate::aws::{Action, Aws, AwsError, Change, Identity, Lacking, Noun, Repeat, Setting};
use crate::prices::Charge;

pub(super) const ROW: Row = Row {
    usual_creation: Duration::from_secs(10),
    usual_deletion: Duration::from_secs(25),
    is_made_beside_old: true,
    failed_disappears: true,
    not_yet_codes: &["IncorrectInstanceState"],
    id_filter: Some("instance-id"),
    retagging: Retagging::By(|aws, observed, change| Box::pin(retag(aws, observed, change))),
    pausing: Pausing::Stopped {
        stop: |aws, observed| Box::pin(stop(aws, observed)),
        not_yet_codes: &["IncorrectInstanceState"],
    },
    charges: Some(|observed| {
        observed
            .facts_of::<Instance>()
            .map(InstanceFacts::charges)
            .unwrap_or_default()
    }),
    ..Row::new(
        "instance",
        Noun::Instance,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

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

/// An Ubuntu instance with an encrypted gp3 root volume and IMDSv2 only.
pub struct Instance {
    base: Base,
    instance_type: InstanceType,
    subnet: Handle<Subnet>,
    security_group: Handle<SecurityGroup>,
    key_pair: Handle<KeyPair>,
    user_data: String,
    catalog: Arc<Catalog>,
    has_public_address: bool,
    image: Image,
}

impl Instance {
    /// An instance in this subnet, without a public address.
    ///
    /// `user_data` is the cloud-init document; AWS takes at most 16 KB of it.
    pub fn new(
        key: &Key<Self>,
        name: impl Into<String>,
        instance_type: InstanceType,
        (subnet, security_group, key_pair): (&Handle<Subnet>, &Handle<SecurityGroup>, &Handle<KeyPair>),
        user_data: String,
        catalog: Arc<Catalog>,
    ) -> Self {
        let base = Base::new(key, name).on(subnet).on(security_group).on(key_pair);
        Self {
            base: base.showing(instance_type.as_str()),
            instance_type,
            subnet: subnet.clone(),
            security_group: security_group.clone(),
            key_pair: key_pair.clone(),
            user_data,
            catalog,
            has_public_address: false,
            image: Image::NewestUbuntu,
        }
    }

    /// The same, booting from this image. A host that is there keeps the image it has.
    pub fn booting_from(self, image: Image) -> Self {
        Self { image, ..self }
    }

    /// The same, with a public address or without one. It is asked for whatever the subnet's setting is, since that takes a while to hold.
    /// Source: docs/AWS.md, "Propagation".
    pub fn with_public_address(self, public: bool) -> Self {
        Self {
            has_public_address: public,
            ..self
        }
    }
}

#[async_trait]
impl Resource for Instance {
    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, _: &Observed, found: &InstanceFacts) -> Vec<Difference> {
        let all = [
            Difference::fixed_unless(
                Field::InstanceType,
                found.instance_type.as_ref(),
                &self.instance_type.to_string(),
            ),
            Difference::fixed_unless(Field::Subnet, found.subnet.as_ref(), &self.subnet.id().to_owned()),
            (!self.has_its_group(found)).then(|| {
                Difference::changeable(
                    Field::SecurityGroup,
                    found.security_groups.join(", "),
                    self.security_group.id(),
                )
            }),
            self.other_metadata_options(found).map(|options| {
                let (found, wanted) = (options.clone(), MetadataOptions::wanted());
                Difference::changeable(
                    Field::MetadataOptions,
                    DifferenceValue::Metadata(found),
                    DifferenceValue::Metadata(wanted),
                )
            }),
            self.lacks_its_address(found)
                .then(|| Difference::changeable(Field::PublicAddress, "none", "an address")),
            found
                .is_stopped()
                .then(|| Difference::changeable(Field::State, found.state(), "running")),
        ];
        all.into_iter().flatten().collect()
    }

    fn additions(&self, found: &InstanceFacts) -> Vec<Addition> {
        Addition::other_security_groups(&found.security_groups, self.security_group.id())
    }

    fn charges(&self, found: Option<&InstanceFacts>, inventory: &Inventory) -> Vec<Charge> {
        let has_address = self.has_public_address || found.is_some_and(|found| found.public_address.is_some());
        let mut charges = host_charges(Some(self.instance_type.as_str()), has_address);
        charges.extend(volume::charges_of_instance(inventory, &self.base.key));
        charges
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let image = self.catalog.image(aws, &self.image, &self.instance_type).await?;
        let action = Action::create(Noun::Instance, &self.base.name);
        let answer = aws
            .call(Repeat::Safe, action.clone())
            .tolerating(LAG)
            .send(|| {
                aws.ec2()
                    .run_instances()
                    .image_id(&image)
                    .instance_type(Ec2InstanceType::from(self.instance_type.as_str()))
                    .min_count(1)
                    .max_count(1)
                    .network_interfaces(self.network_interface())
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
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::Instance)))?;
        Ok(observe(instance))
    }

    async fn change(&self, aws: &Aws, _: &Identity, observed: &Observed, found: &InstanceFacts) -> Result<(), ResourceError> {
        let name = &self.base.name;
        if !self.has_its_group(found) {
            aws.call(Repeat::Safe, Action::set(Setting::SecurityGroup, Noun::Instance, name))
                .tolerating(LAG)
                .send(|| {
                    let modify = aws.ec2().modify_instance_attribute().instance_id(&observed.id);
                    // The call replaces all of them.
                    let others = found.security_groups.clone();
                    modify.set_groups(Some(others)).groups(self.security_group.id()).send()
                })
                .await?;
        }
        if self.other_metadata_options(found).is_some() {
            aws.call(Repeat::Safe, Action::set(Setting::MetadataOptions, Noun::Instance, name))
                .tolerating(LAG)
                .send(|| {
                    aws.ec2()
                        .modify_instance_metadata_options()
                        .instance_id(&observed.id)
                        .http_endpoint(InstanceMetadataEndpointState::Enabled)
                        .http_tokens(HttpTokensState::Required)
                        .http_put_response_hop_limit(HOP_LIMIT)
                        .send()
                })
                .await?;
        }
        if let (true, Some(interface)) = (self.lacks_its_address(found), found.interface()) {
            aws.call(Repeat::Safe, Action::set(Setting::PublicAddress, Noun::Instance, name))
                .tolerating(LAG)
                .send(|| {
                    let modify = aws.ec2().modify_network_interface_attribute().network_interface_id(interface);
                    modify.associate_public_ip_address(true).send()
                })
                .await?;
        }
        if found.is_stopped() {
            aws.call(Repeat::Safe, Action::change(Change::Start, Noun::Instance, name))
                .tolerating(LAG)
                .send(|| aws.ec2().start_instances().instance_ids(&observed.id).send())
                .await?;
        }
        Ok(())
    }
}

impl Instance {
    /// The one interface it is launched with.
    fn network_interface(&self) -> InstanceNetworkInterfaceSpecification {
        InstanceNetworkInterfaceSpecification::builder()
            .device_index(0)
            .subnet_id(self.subnet.id())
            .groups(self.security_group.id())
            .associate_public_ip_address(self.has_public_address)
            .delete_on_termination(true)
            .build()
    }

    /// Whether it runs without the public address it was to get. AWS assigns one at the start, and a stopped one has none.
    fn lacks_its_address(&self, found: &InstanceFacts) -> bool {
        let is_running = matches!(found.state, Some(InstanceStateName::Running));
        self.has_public_address && is_running && found.public_address.is_none() && !found.has_unreadable_address
    }

    fn has_its_group(&self, found: &InstanceFacts) -> bool {
        found.security_groups.iter().any(|group| group == self.security_group.id())
    }

    /// The metadata options that AWS reports, where they are not the wanted ones.
    fn other_metadata_options<'a>(&self, found: &'a InstanceFacts) -> Option<&'a MetadataOptions> {
        let options = found.metadata_options.as_ref();
        options.filter(|options| **options != MetadataOptions::wanted())
    }
}

fn encrypted_root_volume() -> BlockDeviceMapping {
    BlockDeviceMapping::builder()
        .device_name(ROOT_DEVICE)
        .ebs(
            EbsBlockDevice::builder()
                .encrypted(true)
                .volume_type(VolumeType::from(ROOT_VOLUME_TYPE))
                .volume_size(ROOT_VOLUME_GIB)
                .delete_on_termination(true)
                .build(),
        )
        .build()
}

/// Changes tags of an instance, and of what it was launched with: its root volume and its first network interface. What somebody has attached
/// since is theirs.
async fn retag(aws: &Aws, observed: &Observed, change: TagChange<'_>) -> Result<(), AwsError> {
    let found = observed.facts_of::<Instance>();
    let parts = found
        .iter()
        .flat_map(|found| [found.interface(), found.root_volume()])
        .flatten();
    let ids = [observed.id.as_str()].into_iter().chain(parts).map(str::to_owned);
    change_ec2_tags(aws, ids.collect(), change).await
}

/// Lists the deployment's instances.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let reservations = describe_all!(aws, scope, Noun::Instance, describe_instances, reservations);
        Ok(reservations
            .into_iter()
            .flat_map(|reservation| reservation.instances.unwrap_or_default())
            .map(observe)
            .collect())
    })
}

fn observe(instance: Ec2Instance) -> Observed {
    let state_name = instance.state().and_then(|state| state.name());
    let state = match state_name {
        Some(InstanceStateName::Running) => State::Ready,
        Some(InstanceStateName::Stopping) => State::Stopping,
        Some(InstanceStateName::Stopped) => State::Stopped,
        Some(InstanceStateName::ShuttingDown) => State::Deleting,
        Some(InstanceStateName::Terminated) => failure(&instance).map_or(State::Gone, State::failed),
        _ => State::Pending,
    };
    let id = instance.instance_id().unwrap_or_default().to_owned();
    let groups = instance.security_groups().iter().filter_map(|group| group.group_id());
    let security_groups: Vec<String> = groups.map(str::to_owned).collect();
    let references = [instance.subnet_id(), instance.vpc_id(), instance.key_name()];
    let references: Vec<String> = references.into_iter().flatten().map(str::to_owned).collect();
    let tags: Vec<_> = tag_pairs(instance.tags.as_deref()).collect();
    let is_unreadable = |address: Option<&str>| address.is_some_and(|text| !text.is_empty() && text.parse::<Ipv4Addr>().is_err());
    let has_unreadable_address = is_unreadable(instance.public_ip_address()) || is_unreadable(instance.private_ip_address());
    let token = instance.client_token().unwrap_or_default().to_owned();
    let facts = InstanceFacts {
        instance_type: instance.instance_type().map(|name| name.as_str().to_owned()),
        public_address: instance.public_ip_address().and_then(|address| address.parse().ok()),
        private_address: instance.private_ip_address().and_then(|address| address.parse().ok()),
        has_unreadable_address,
        subnet: instance.subnet_id().map(str::to_owned),
        state: state_name.cloned(),
        metadata_options: MetadataOptions::of(&instance),
        security_groups: security_groups.clone(),
        described: Arc::new(instance),
    };
    let made_at = facts.made_at();
    Observed::new(id, state, facts)
        .tagged(tags)
        .made_at(made_at)
        .made_with(Origin::Token(token))
        .referring_to(references)
        .referring_to(security_groups)
}

/// Stops an instance; its volumes stay, and its public address goes back to AWS.
async fn stop(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::change(Change::Stop, Noun::Instance, &observed.id))
        .send(|| aws.ec2().stop_instances().instance_ids(&observed.id).send())
        .await?;
    Ok(())
}

/// Terminates an instance; its root volume goes with it. Termination protection somebody switched on is switched off first: the
/// person has confirmed by name that all is to go.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    let terminate = || {
        aws.call(Repeat::Safe, Action::delete(Noun::Instance, &observed.id))
            .send(|| aws.ec2().terminate_instances().instance_ids(&observed.id).send())
    };
    match terminate().await {
        Err(error) if error.is(&["OperationNotPermitted"]) => {}
        other => return other.map(|_| ()),
    }
    let unprotected = AttributeBooleanValue::builder().value(false).build();
    aws.call(
        Repeat::Safe,
        Action::SwitchOff(Setting::TerminationProtection, observed.id.clone()),
    )
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
