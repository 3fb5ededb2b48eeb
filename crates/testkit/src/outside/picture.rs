//! A picture of what the deployment has, one line a fact, read through AWS's API and with keys instead of ids.

use std::collections::{BTreeMap, BTreeSet};

use aws_sdk_ec2::types::{Filter, IpPermission};
use jalon::aws::Aws;

use super::NotNow;
use crate::Rehearsal;

/// Keys by id.
type Keys = BTreeMap<String, String>;

/// The facts of everything that bears the deployment's tags, each a line. What others have added to it has lines of its own.
pub async fn picture(rehearsal: &Rehearsal) -> BTreeSet<String> {
    let aws = rehearsal.aws();
    let mut keys = Keys::new();
    for existing in rehearsal.simulator.ground_truth() {
        if matches!(existing.kind, "volume" | "network-interface") {
            continue;
        }
        if let Some(key) = existing.tags.get("jalon:resource") {
            keys.insert(existing.id, key.clone());
        }
    }
    let mut lines = BTreeSet::new();
    for part in [
        networks(&aws, &keys).await,
        ways(&aws, &keys).await,
        rules(&aws, &keys).await,
        hosts(&aws, &keys).await,
        databases(&aws, &keys).await,
        buckets(&aws, &keys).await,
    ] {
        lines.extend(part.unwrap_or_else(|error| panic!("the account can't be read: {error:?}")));
    }
    lines
}

/// An id as its key, where it is the deployment's.
fn named<'a>(keys: &'a Keys, id: Option<&'a str>) -> &'a str {
    let id = id.unwrap_or_default();
    keys.get(id).map_or(id, String::as_str)
}

type Lines = Result<Vec<String>, NotNow>;

async fn networks(aws: &Aws, keys: &Keys) -> Lines {
    use aws_sdk_ec2::types::VpcAttributeName::{EnableDnsHostnames, EnableDnsSupport};
    let mut lines = Vec::new();
    let ec2 = aws.ec2();
    for vpc in ec2.describe_vpcs().send().await?.vpcs() {
        let id = vpc.vpc_id().unwrap_or_default();
        let Some(key) = keys.get(id) else { continue };
        let names = ec2.describe_vpc_attribute().vpc_id(id).attribute(EnableDnsHostnames);
        let names = names.send().await?;
        let support = ec2.describe_vpc_attribute().vpc_id(id).attribute(EnableDnsSupport);
        let support = support.send().await?;
        lines.push(format!(
            "{key} host names {:?}",
            names.enable_dns_hostnames().and_then(|on| on.value())
        ));
        lines.push(format!(
            "{key} DNS {:?}",
            support.enable_dns_support().and_then(|on| on.value())
        ));
    }
    for subnet in ec2.describe_subnets().send().await?.subnets() {
        let id = subnet.subnet_id();
        let Some(key) = keys.get(id.unwrap_or_default()) else {
            continue;
        };
        let (vpc, block) = (named(keys, subnet.vpc_id()), subnet.cidr_block());
        lines.push(format!(
            "{key} in {vpc}, {block:?}, public {:?}",
            subnet.map_public_ip_on_launch()
        ));
    }
    for gateway in ec2.describe_internet_gateways().send().await?.internet_gateways() {
        let key = named(keys, gateway.internet_gateway_id());
        let attached = gateway
            .attachments()
            .iter()
            .map(|attachment| named(keys, attachment.vpc_id()));
        lines.extend(attached.map(|vpc| format!("{key} of {vpc}")));
    }
    Ok(lines)
}

async fn ways(aws: &Aws, keys: &Keys) -> Lines {
    let mut lines = Vec::new();
    let ec2 = aws.ec2();
    for table in ec2.describe_route_tables().send().await?.route_tables() {
        let Some(key) = keys.get(table.route_table_id().unwrap_or_default()) else {
            continue;
        };
        for route in table.routes() {
            let targets = [route.gateway_id(), route.nat_gateway_id(), route.vpc_peering_connection_id()];
            let target = targets.into_iter().flatten().next();
            let state = route.state().map(|state| state.as_str());
            let destination = route.destination_cidr_block().or(route.destination_prefix_list_id());
            lines.push(format!("{key} {destination:?} -> {} {state:?}", named(keys, target)));
        }
        let subnets = table.associations().iter().filter_map(|association| association.subnet_id());
        lines.extend(subnets.map(|subnet| format!("{key} of {}", named(keys, Some(subnet)))));
    }
    for gateway in ec2.describe_nat_gateways().send().await?.nat_gateways() {
        let is_there = gateway.state().map(|state| state.as_str()) == Some("available");
        let Some(key) = keys.get(gateway.nat_gateway_id().unwrap_or_default()).filter(|_| is_there) else {
            continue;
        };
        let addresses = gateway.nat_gateway_addresses().iter();
        let addresses = addresses.map(|address| named(keys, address.allocation_id()));
        lines.extend(addresses.map(|address| format!("{key} with {address} in {}", named(keys, gateway.subnet_id()))));
    }
    for endpoint in ec2.describe_vpc_endpoints().send().await?.vpc_endpoints() {
        let Some(key) = keys.get(endpoint.vpc_endpoint_id().unwrap_or_default()) else {
            continue;
        };
        lines.extend(
            endpoint
                .route_table_ids()
                .iter()
                .map(|table| format!("{key} in {}", named(keys, Some(table)))),
        );
    }
    for peering in ec2.describe_vpc_peering_connections().send().await?.vpc_peering_connections() {
        if let Some(key) = keys.get(peering.vpc_peering_connection_id().unwrap_or_default()) {
            let status = peering.status().and_then(|status| status.code()).map(|code| code.as_str());
            lines.push(format!("{key} {status:?}"));
        }
    }
    Ok(lines)
}

async fn rules(aws: &Aws, keys: &Keys) -> Lines {
    let mut lines = Vec::new();
    for group in aws.ec2().describe_security_groups().send().await?.security_groups() {
        let Some(key) = keys.get(group.group_id().unwrap_or_default()) else {
            continue;
        };
        for (way, permissions) in [("in", group.ip_permissions()), ("out", group.ip_permissions_egress())] {
            let all = permissions.iter().flat_map(|permission| ends(permission, keys));
            lines.extend(all.map(|end| format!("{key} {way} {end}")));
        }
    }
    Ok(lines)
}

/// The ends of a permission with its ports.
fn ends<'a>(permission: &'a IpPermission, keys: &'a Keys) -> impl Iterator<Item = String> + 'a {
    let ranges = permission.ip_ranges().iter().filter_map(|range| range.cidr_ip());
    let groups = permission.user_id_group_pairs().iter();
    let groups = groups.map(|pair| named(keys, pair.group_id()));
    let (protocol, ports) = (permission.ip_protocol(), (permission.from_port(), permission.to_port()));
    ranges.chain(groups).map(move |end| format!("{protocol:?} {ports:?} {end}"))
}

async fn hosts(aws: &Aws, keys: &Keys) -> Lines {
    let mut lines = Vec::new();
    let running = Filter::builder().name("instance-state-name").values("running").build();
    let described = aws.ec2().describe_instances().filters(running).send().await?;
    let hosts = described
        .reservations()
        .iter()
        .flat_map(|reservation| reservation.instances());
    for host in hosts {
        let Some(key) = keys.get(host.instance_id().unwrap_or_default()) else {
            continue;
        };
        let (subnet, pair) = (named(keys, host.subnet_id()), host.key_name());
        let tokens = host.metadata_options().and_then(|options| options.http_tokens());
        lines.push(format!("{key} {:?} in {subnet}, {pair:?}, {tokens:?}", host.instance_type()));
        lines.push(format!("{key} public {}", host.public_ip_address().is_some()));
        let groups = host.security_groups().iter().map(|group| named(keys, group.group_id()));
        lines.extend(groups.map(|group| format!("{key} behind {group}")));
    }
    Ok(lines)
}

async fn databases(aws: &Aws, keys: &Keys) -> Lines {
    let mut lines = Vec::new();
    for db in aws.rds().describe_db_instances().send().await?.db_instances() {
        let Some(key) = keys.get(db.db_instance_identifier().unwrap_or_default()) else {
            continue;
        };
        lines.push(format!(
            "{key} {:?} as {:?}",
            db.db_instance_status(),
            db.db_instance_identifier()
        ));
        lines.push(format!(
            "{key} {:?}, backups {:?}, public {:?}",
            db.db_instance_class(),
            db.backup_retention_period(),
            db.publicly_accessible()
        ));
        let groups = db.vpc_security_groups().iter();
        let groups = groups.map(|group| named(keys, group.vpc_security_group_id()));
        lines.extend(groups.map(|group| format!("{key} behind {group}")));
    }
    for group in aws.rds().describe_db_subnet_groups().send().await?.db_subnet_groups() {
        let key = named(keys, group.db_subnet_group_name());
        let subnets = group.subnets().iter().map(|subnet| named(keys, subnet.subnet_identifier()));
        lines.extend(subnets.map(|subnet| format!("{key} over {subnet}")));
    }
    Ok(lines)
}

async fn buckets(aws: &Aws, keys: &Keys) -> Lines {
    let mut lines = Vec::new();
    let s3 = aws.s3();
    for (bucket, key) in keys.iter().filter(|(_, key)| key.starts_with("bucket/")) {
        let policy = s3.get_bucket_policy().bucket(bucket).send().await;
        let policy = policy.ok().and_then(|answer| answer.policy).unwrap_or_default();
        lines.push(format!("{key} read by everybody: {}", policy.contains("PublicReadGetObject")));
        let block = s3.get_public_access_block().bucket(bucket).send().await.ok();
        let block = block.and_then(|answer| answer.public_access_block_configuration);
        lines.push(format!("{key} block {:?}", block.and_then(|block| block.block_public_policy)));
        let website = s3.get_bucket_website().bucket(bucket).send().await.ok();
        lines.push(format!("{key} website {}", website.is_some()));
        for object in s3.list_objects_v2().bucket(bucket).send().await?.contents() {
            let name = object.key().unwrap_or_default();
            let head = s3.head_object().bucket(bucket).key(name).send().await?;
            lines.push(format!("{key} {name}: {:?} {:?}", head.content_type(), head.e_tag()));
        }
    }
    Ok(lines)
}
