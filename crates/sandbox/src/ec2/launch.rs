//! RunInstances.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::image_devices::Bootable;
use super::instance_options::{metadata, shutdown_behavior};
use super::instance_types::{self, InstanceType};
use super::instances::{Failure, Instance, Metadata, Switches};
use super::launch_network::{self, Network};
use super::row::{Life, Row, View, due};
use super::tags::{self, Tags};
use super::volume_spec::VolumeSpec;
use super::{Ec2, credits, images, instance_life, instance_view, key_pairs, launch_devices, launch_templates, tokens};
use crate::common::{Common, Context};
use crate::failures::FailureTarget;
use crate::protocol::{ApiError, Element, Params};

/// Most bytes of user data, before base64. Source: docs/AWS.md, "Instance".
const MOST_USER_DATA: usize = 16 * 1024;
/// Instances one call can ask for (the sandbox's own bound: a resource token bucket holds 1000 on AWS).
const MOST_INSTANCES: u32 = 1000;
/// The type of an instance when the request names none. Source: botocore model of RunInstances.
const DEFAULT_TYPE: &str = "m1.small";
/// The kinds of resources that a launch can tag. Source: botocore model of RunInstances.
const TAGGED: [&str; 3] = ["instance", "volume", "network-interface"];
/// Parameters that the sandbox refuses, because accepting them without effect would mislead.
const NOT_SIMULATED: [&str; 6] = [
    "InstanceMarketOptions",
    "IamInstanceProfile",
    "SecurityGroup",
    "LicenseSpecification",
    "SecondaryInterface",
    "Ipv6AddressCount",
];

/// The checked parameters of a launch.
struct Launch {
    image: Bootable,
    kind: &'static InstanceType,
    count: u32,
    network: Network,
    key_name: Option<String>,
    user_data: Option<String>,
    volumes: Vec<VolumeSpec>,
    metadata: Metadata,
    switches: Switches,
    credits: Option<String>,
    shutdown_behavior: String,
    tags: [Tags; 3],
}

/// RunInstances. The token is unique within the zone, and spent once the instances are terminated.
pub fn run(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let request = params;
    let (params, of_template) = launch_templates::fill_in(ec2, cx, request)?;
    let network = launch_network::read(ec2, cx, &params)?;
    let used = tokens::read(request, &network.subnet.zone)?;
    let reservation = match tokens::made(ec2, used.as_ref(), |_, _| true)? {
        Some(reservation) => {
            check_alive(ec2, cx, &reservation)?;
            reservation
        }
        None => {
            let mut launch = launch(ec2, common, cx, &params, network)?;
            launch.tags[0].0.extend(of_template.0);
            let reservation = common.ids.resource("r");
            for index in 0..launch.count {
                insert(ec2, common, cx, request, &launch, &reservation, index)?;
            }
            tokens::remember(ec2, used, &reservation);
            reservation
        }
    };
    let view = View::answering(ec2, common, cx);
    let instances = ec2
        .instances
        .values()
        .filter(|instance| instance.reservation == reservation)
        .map(|instance| instance.element(&view, "item"))
        .collect();
    Ok(instance_view::reservation(&view, &reservation, instances))
}

fn check_alive(ec2: &Ec2, cx: &Context, reservation: &str) -> Result<(), ApiError> {
    let mut made = ec2.instances.values().filter(|instance| instance.reservation == reservation);
    if made.any(|instance| !instance.is_ending(cx.now)) {
        return Ok(());
    }
    Err(ApiError::new(
        "IdempotentInstanceTerminated",
        "The instance launched with this client token has been terminated.",
    ))
}

fn launch(ec2: &Ec2, common: &Common, cx: &Context, params: &Params, network: Network) -> Result<Launch, ApiError> {
    if let Some(name) = NOT_SIMULATED.iter().find(|name| params.has(name)) {
        let message = format!("The sandbox does not simulate the parameter {name}.");
        return Err(ApiError::new("UnsupportedOperation", message));
    }
    let image = images::bootable(ec2, cx, params.required("ImageId")?)?;
    let kind = instance_types::find(params.get("InstanceType").unwrap_or(DEFAULT_TYPE))?;
    if image.architecture != kind.architecture {
        return Err(ApiError::new(
            "InvalidParameterValue",
            format!(
                "The architecture '{}' of the specified instance type does not match the architecture '{}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.",
                kind.architecture, image.architecture
            ),
        ));
    }
    cx.account.plan.check_instance_type(kind.free)?;
    instance_types::check_offer(common, kind, &network.subnet.zone)?;
    instance_types::check_capacity(common, cx, kind, &network.subnet.zone)?;
    if let Some(name) = params.get("KeyName") {
        key_pairs::check_name(ec2, cx, name)?;
    }
    let count = launchable(ec2, cx, kind, count(params)?)?;
    network.check_room(ec2, count)?;
    let [on_instances, on_volumes, on_interfaces] = TAGGED.map(|kind| tags::specified(params, kind, &TAGGED));
    Ok(Launch {
        kind,
        count,
        network,
        key_name: params.get("KeyName").map(str::to_owned),
        user_data: user_data(params)?,
        volumes: launch_devices::read(params, &image)?,
        metadata: metadata(&params.structure("MetadataOptions"), Metadata::of_new_instances())?,
        switches: Switches {
            disable_termination: params.boolean("DisableApiTermination")? == Some(true),
            disable_stop: params.boolean("DisableApiStop")? == Some(true),
            ebs_optimized: params.boolean("EbsOptimized")? == Some(true),
            monitoring: params.boolean("Monitoring.Enabled")? == Some(true),
            source_dest_check: true,
        },
        credits: credits::of_launch(params, kind.name)?,
        shutdown_behavior: shutdown_behavior(params.get("InstanceInitiatedShutdownBehavior").unwrap_or("stop"))?,
        tags: [on_instances?, on_volumes?, on_interfaces?],
        image,
    })
}

/// How many of the requested instances the account has room for; an error when that is less than the minimum.
fn launchable(ec2: &Ec2, cx: &Context, kind: &InstanceType, (least, most): (u32, u32)) -> Result<u32, ApiError> {
    let fitting = (least..=most)
        .rev()
        .find(|count| instance_life::check_quotas(ec2, cx, kind, *count).is_ok());
    match fitting {
        Some(count) => Ok(count),
        None => instance_life::check_quotas(ec2, cx, kind, least).map(|()| least),
    }
}

fn count(params: &Params) -> Result<(u32, u32), ApiError> {
    let least = params
        .integer("MinCount")?
        .ok_or_else(|| ApiError::missing_parameter("MinCount"))?;
    let most = params
        .integer("MaxCount")?
        .ok_or_else(|| ApiError::missing_parameter("MaxCount"))?;
    if least < 1 || most < least {
        return Err(ApiError::invalid_value(
            "maxCount",
            &most.to_string(),
            "Counts are at least 1, and the maximum at least the minimum.",
        ));
    }
    let number = |count: i64| {
        let small = u32::try_from(count).ok().filter(|count| *count <= MOST_INSTANCES);
        small.ok_or_else(|| ApiError::invalid_value("maxCount", &count.to_string(), ""))
    };
    Ok((number(least)?, number(most)?))
}

fn user_data(params: &Params) -> Result<Option<String>, ApiError> {
    let Some(text) = params.get("UserData").filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let Ok(bytes) = STANDARD.decode(text) else {
        let message = "Invalid BASE64 encoding of user data.";
        return Err(ApiError::new("InvalidParameterValue", message));
    };
    if bytes.len() > MOST_USER_DATA {
        let message = format!("User data is limited to {MOST_USER_DATA} bytes");
        return Err(ApiError::new("InvalidParameterValue", message));
    }
    Ok(Some(text.to_owned()))
}

fn insert(
    ec2: &mut Ec2,
    common: &mut Common,
    cx: &Context,
    params: &Params,
    launch: &Launch,
    reservation: &str,
    index: u32,
) -> Result<(), ApiError> {
    let network = &launch.network;
    let id = common.ids.resource("i");
    let (interface, private_ip) = launch_network::attach(ec2, common, cx, network, &id)?;
    let [on_instances, on_volumes, on_interfaces] = launch.tags.clone();
    let zone = &network.subnet.zone;
    let devices = launch_devices::create(ec2, common, cx, &launch.volumes, &id, zone, &on_volumes);
    let phase = instance_life::starting(common, cx);
    let instance = Instance {
        id: id.clone(),
        life: Life::begin(cx),
        reservation: reservation.to_owned(),
        index,
        image: launch.image.id.clone(),
        architecture: launch.image.architecture.clone(),
        instance_type: launch.kind.name.to_owned(),
        key_name: launch.key_name.clone(),
        subnet: network.subnet.id.clone(),
        vpc: network.subnet.vpc.clone(),
        zone: zone.clone(),
        private_ip,
        interface: interface.clone(),
        groups: network.groups.clone(),
        public: network.public,
        token: params.get("ClientToken").map(str::to_owned),
        user_data: launch.user_data.clone(),
        devices,
        metadata: launch.metadata.clone(),
        switches: launch.switches,
        credits: launch.credits.clone(),
        shutdown_behavior: launch.shutdown_behavior.clone(),
        started: cx.now,
        phase,
        failure: failure(common, cx),
    };
    ec2.instances.insert(&id, instance.clone());
    if let Some(failure) = &instance.failure {
        instance_life::terminate_at(ec2, cx, &instance, failure.at);
    }
    tags::keep(ec2, cx, &id, on_instances);
    tags::keep(ec2, cx, &interface, on_interfaces);
    Ok(())
}

/// The injected failure of the launch. It happens when the instance would start running.
fn failure(common: &mut Common, cx: &Context) -> Option<Failure> {
    let failure = common.failures.next(FailureTarget::Instance)?;
    Some(Failure {
        at: due(common, cx, cx.latencies.instance_running),
        code: failure.code().to_owned(),
        message: failure.message(""),
    })
}
