//! What an account holds, asked for with plain clients and without a filter: what nobody tagged is seen too.

use std::collections::BTreeMap;

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_ec2::types::{IpPermission, Route, Tag};
use aws_sdk_s3::config::{Credentials, SharedCredentialsProvider};

/// What was found: a line that is the same from walk to walk, by id.
pub type Holdings = BTreeMap<String, String>;

/// Plain SDK clients' configuration for an endpoint.
pub fn sdk_config(url: &str) -> SdkConfig {
    let credentials = Credentials::new("test", "test", None, None, "test");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new("us-east-1"))
        .endpoint_url(url)
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .build()
}

/// Everything behind an endpoint that is neither ended nor ending.
pub fn holdings(url: &str) -> Holdings {
    let config = sdk_config(url);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut found = Holdings::new();
        networks(&aws_sdk_ec2::Client::new(&config), &mut found).await;
        machines(&aws_sdk_ec2::Client::new(&config), &mut found).await;
        databases(&aws_sdk_rds::Client::new(&config), &mut found).await;
        let s3 = aws_sdk_s3::config::Builder::from(&config).force_path_style(true).build();
        buckets(&aws_sdk_s3::Client::from_conf(s3), &mut found).await;
        found
    })
}

fn note(found: &mut Holdings, kind: &str, id: Option<String>, tags: &[Tag], more: &str) {
    let id = id.unwrap_or_else(|| panic!("a {kind} without an id"));
    let tag = |key| {
        tags.iter()
            .find(|tag| tag.key() == Some(key))
            .and_then(Tag::value)
            .unwrap_or("-")
    };
    let line = format!("{kind} {} {} {more}", tag("jalon:deployment"), tag("jalon:resource"));
    found.insert(format!("{kind} {id}"), line.trim_end().to_owned());
}

async fn networks(ec2: &aws_sdk_ec2::Client, found: &mut Holdings) {
    for vpc in ec2.describe_vpcs().send().await.unwrap().vpcs.unwrap_or_default() {
        note(found, "vpc", vpc.vpc_id.clone(), vpc.tags(), vpc.cidr_block().unwrap_or("-"));
    }
    for subnet in ec2.describe_subnets().send().await.unwrap().subnets.unwrap_or_default() {
        let range = subnet.cidr_block().unwrap_or("-");
        note(found, "subnet", subnet.subnet_id.clone(), subnet.tags(), range);
    }
    let gateways = ec2.describe_internet_gateways().send().await.unwrap().internet_gateways;
    for gateway in gateways.unwrap_or_default() {
        let attached = format!("attached to {}", gateway.attachments().len());
        note(
            found,
            "internet-gateway",
            gateway.internet_gateway_id.clone(),
            gateway.tags(),
            &attached,
        );
    }
    for table in ec2
        .describe_route_tables()
        .send()
        .await
        .unwrap()
        .route_tables
        .unwrap_or_default()
    {
        let mut routes: Vec<String> = table.routes().iter().map(route).collect();
        routes.sort();
        let more = format!("{routes:?}, of {} subnets", table.associations().len());
        note(found, "route-table", table.route_table_id.clone(), table.tags(), &more);
    }
    for group in ec2
        .describe_security_groups()
        .send()
        .await
        .unwrap()
        .security_groups
        .unwrap_or_default()
    {
        let rules = format!(
            "{:?} {:?}",
            rules(group.ip_permissions()),
            rules(group.ip_permissions_egress())
        );
        note(found, "security-group", group.group_id.clone(), group.tags(), &rules);
    }
    let endpoints = ec2.describe_vpc_endpoints().send().await.unwrap().vpc_endpoints;
    for endpoint in endpoints.unwrap_or_default() {
        let state = endpoint.state().map_or("-", |state| state.as_str());
        if !state.to_lowercase().starts_with("delet") {
            let tables = format!("of {} tables", endpoint.route_table_ids().len());
            note(
                found,
                "vpc-endpoint",
                endpoint.vpc_endpoint_id.clone(),
                endpoint.tags(),
                &tables,
            );
        }
    }
    for nat in ec2
        .describe_nat_gateways()
        .send()
        .await
        .unwrap()
        .nat_gateways
        .unwrap_or_default()
    {
        if !matches!(
            nat.state().map_or("-", |state| state.as_str()),
            "deleted" | "deleting" | "failed"
        ) {
            note(found, "nat-gateway", nat.nat_gateway_id.clone(), nat.tags(), "");
        }
    }
    let peerings = ec2.describe_vpc_peering_connections().send().await.unwrap();
    for peering in peerings.vpc_peering_connections.unwrap_or_default() {
        let state = peering
            .status()
            .and_then(|status| status.code())
            .map_or("-", |code| code.as_str());
        if !matches!(state, "deleted" | "deleting" | "failed" | "rejected" | "expired") {
            note(
                found,
                "vpc-peering-connection",
                peering.vpc_peering_connection_id.clone(),
                peering.tags(),
                state,
            );
        }
    }
    for address in ec2.describe_addresses().send().await.unwrap().addresses.unwrap_or_default() {
        note(found, "elastic-ip", address.allocation_id.clone(), address.tags(), "");
    }
}

async fn machines(ec2: &aws_sdk_ec2::Client, found: &mut Holdings) {
    let reservations = ec2
        .describe_instances()
        .send()
        .await
        .unwrap()
        .reservations
        .unwrap_or_default();
    for instance in reservations
        .into_iter()
        .flat_map(|reservation| reservation.instances.unwrap_or_default())
    {
        let state = instance
            .state()
            .and_then(|state| state.name())
            .map_or("-", |name| name.as_str());
        if !matches!(state, "terminated" | "shutting-down") {
            note(found, "instance", instance.instance_id.clone(), instance.tags(), "");
        }
    }
    for volume in ec2.describe_volumes().send().await.unwrap().volumes.unwrap_or_default() {
        note(found, "volume", volume.volume_id.clone(), volume.tags(), "");
    }
    let interfaces = ec2.describe_network_interfaces().send().await.unwrap().network_interfaces;
    for interface in interfaces.unwrap_or_default() {
        note(
            found,
            "network-interface",
            interface.network_interface_id.clone(),
            interface.tag_set(),
            "",
        );
    }
    for pair in ec2.describe_key_pairs().send().await.unwrap().key_pairs.unwrap_or_default() {
        note(found, "key-pair", pair.key_pair_id.clone(), pair.tags(), "");
    }
    let snapshots = ec2.describe_snapshots().owner_ids("self").send().await.unwrap().snapshots;
    for snapshot in snapshots.unwrap_or_default() {
        note(found, "snapshot", snapshot.snapshot_id.clone(), snapshot.tags(), "");
    }
}

async fn databases(rds: &aws_sdk_rds::Client, found: &mut Holdings) {
    for db in rds
        .describe_db_instances()
        .send()
        .await
        .unwrap()
        .db_instances
        .unwrap_or_default()
    {
        note(
            found,
            "db-instance",
            db.db_instance_identifier.clone(),
            &of_rds(db.tag_list()),
            "",
        );
    }
    for group in rds
        .describe_db_subnet_groups()
        .send()
        .await
        .unwrap()
        .db_subnet_groups
        .unwrap_or_default()
    {
        let name = group.db_subnet_group_name.clone();
        let subnets = format!("{name:?} of {} subnets", group.subnets().len());
        note(found, "db-subnet-group", name, &[], &subnets);
    }
    let snapshots = rds
        .describe_db_snapshots()
        .snapshot_type("manual")
        .send()
        .await
        .unwrap()
        .db_snapshots;
    for snapshot in snapshots.unwrap_or_default() {
        note(
            found,
            "db-snapshot",
            snapshot.db_snapshot_identifier.clone(),
            &of_rds(snapshot.tag_list()),
            "",
        );
    }
}

async fn buckets(s3: &aws_sdk_s3::Client, found: &mut Holdings) {
    for bucket in s3.list_buckets().send().await.unwrap().buckets.unwrap_or_default() {
        let name = bucket.name.unwrap();
        let versions = s3.list_object_versions().bucket(&name).send().await.unwrap();
        let mut objects: Vec<String> = versions
            .versions()
            .iter()
            .map(|object| format!("{} {}", object.key().unwrap(), object.e_tag().unwrap()))
            .collect();
        objects.sort();
        let markers = versions.delete_markers().len();
        let more = format!("{name}: {objects:?}, {markers} delete markers");
        note(found, "bucket", Some(name), &[], &more);
    }
}

/// Where a route leads: the kinds of its ends, since ids differ from walk to walk, and prefix lists from moto to moto.
fn route(route: &Route) -> String {
    let kind = |id: Option<&str>| id.and_then(|id| id.split('-').next()).unwrap_or("-").to_owned();
    let target = route
        .gateway_id()
        .or(route.nat_gateway_id())
        .or(route.vpc_peering_connection_id());
    let list = || kind(route.destination_prefix_list_id());
    let destination = route.destination_cidr_block().map_or_else(list, str::to_owned);
    format!("{destination} to {}", kind(target))
}

fn rules(permissions: &[IpPermission]) -> Vec<String> {
    let rule = |permission: &IpPermission| {
        let mut ranges: Vec<&str> = permission.ip_ranges().iter().flat_map(|range| range.cidr_ip()).collect();
        ranges.sort_unstable();
        let groups = permission.user_id_group_pairs().len();
        format!("{:?} {ranges:?} and {groups} groups", permission.from_port())
    };
    let mut rules: Vec<String> = permissions.iter().map(rule).collect();
    rules.sort();
    rules
}

fn of_rds(tags: &[aws_sdk_rds::types::Tag]) -> Vec<Tag> {
    let tag = |tag: &aws_sdk_rds::types::Tag| Tag::builder().set_key(tag.key.clone()).set_value(tag.value.clone()).build();
    tags.iter().map(tag).collect()
}
