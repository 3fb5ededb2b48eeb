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

/// The items of a listing, of all its pages.
macro_rules! all {
    ($listing:expr) => {
        $listing
            .into_paginator()
            .items()
            .send()
            .collect::<Result<Vec<_>, _>>()
            .await
            .unwrap()
    };
}

async fn networks(ec2: &aws_sdk_ec2::Client, found: &mut Holdings) {
    for vpc in all!(ec2.describe_vpcs()) {
        note(found, "vpc", vpc.vpc_id.clone(), vpc.tags(), vpc.cidr_block().unwrap_or("-"));
    }
    for subnet in all!(ec2.describe_subnets()) {
        let range = subnet.cidr_block().unwrap_or("-");
        note(found, "subnet", subnet.subnet_id.clone(), subnet.tags(), range);
    }
    for gateway in all!(ec2.describe_internet_gateways()) {
        let attached = format!("attached to {}", gateway.attachments().len());
        let id = gateway.internet_gateway_id.clone();
        note(found, "internet-gateway", id, gateway.tags(), &attached);
    }
    for table in all!(ec2.describe_route_tables()) {
        let mut routes: Vec<String> = table.routes().iter().map(route).collect();
        routes.sort();
        let more = format!("{routes:?}, of {} subnets", table.associations().len());
        note(found, "route-table", table.route_table_id.clone(), table.tags(), &more);
    }
    for group in all!(ec2.describe_security_groups()) {
        let (ingress, egress) = (rules(group.ip_permissions()), rules(group.ip_permissions_egress()));
        let more = format!("{ingress:?} {egress:?}");
        note(found, "security-group", group.group_id.clone(), group.tags(), &more);
    }
    for address in ec2.describe_addresses().send().await.unwrap().addresses.unwrap_or_default() {
        note(found, "elastic-ip", address.allocation_id.clone(), address.tags(), "");
    }
    gateways_and_peerings(ec2, found).await;
}

/// What stays listed for a while after its deletion.
async fn gateways_and_peerings(ec2: &aws_sdk_ec2::Client, found: &mut Holdings) {
    for endpoint in all!(ec2.describe_vpc_endpoints()) {
        let state = endpoint.state().map_or("-", |state| state.as_str());
        if !state.to_lowercase().starts_with("delet") {
            let tables = format!("of {} tables", endpoint.route_table_ids().len());
            let id = endpoint.vpc_endpoint_id.clone();
            note(found, "vpc-endpoint", id, endpoint.tags(), &tables);
        }
    }
    for nat in all!(ec2.describe_nat_gateways()) {
        let state = nat.state().map_or("-", |state| state.as_str());
        if !matches!(state, "deleted" | "deleting" | "failed") {
            note(found, "nat-gateway", nat.nat_gateway_id.clone(), nat.tags(), "");
        }
    }
    for peering in all!(ec2.describe_vpc_peering_connections()) {
        let status = peering.status().and_then(|status| status.code());
        let state = status.map_or("-", |code| code.as_str());
        if !matches!(state, "deleted" | "deleting" | "failed" | "rejected" | "expired") {
            let id = peering.vpc_peering_connection_id.clone();
            note(found, "vpc-peering-connection", id, peering.tags(), state);
        }
    }
}

async fn machines(ec2: &aws_sdk_ec2::Client, found: &mut Holdings) {
    let reservations = all!(ec2.describe_instances());
    for instance in reservations.iter().flat_map(|reservation| reservation.instances()) {
        let state = instance.state().and_then(|state| state.name());
        if !matches!(state.map_or("-", |name| name.as_str()), "terminated" | "shutting-down") {
            note(found, "instance", instance.instance_id.clone(), instance.tags(), "");
        }
    }
    for volume in all!(ec2.describe_volumes()) {
        note(found, "volume", volume.volume_id.clone(), volume.tags(), "");
    }
    for interface in all!(ec2.describe_network_interfaces()) {
        let id = interface.network_interface_id.clone();
        note(found, "network-interface", id, interface.tag_set(), "");
    }
    for pair in ec2.describe_key_pairs().send().await.unwrap().key_pairs.unwrap_or_default() {
        note(found, "key-pair", pair.key_pair_id.clone(), pair.tags(), "");
    }
    for snapshot in all!(ec2.describe_snapshots().owner_ids("self")) {
        note(found, "snapshot", snapshot.snapshot_id.clone(), snapshot.tags(), "");
    }
}

async fn databases(rds: &aws_sdk_rds::Client, found: &mut Holdings) {
    for db in all!(rds.describe_db_instances()) {
        let id = db.db_instance_identifier.clone();
        note(found, "db-instance", id, &of_rds(db.tag_list()), "");
    }
    for group in all!(rds.describe_db_subnet_groups()) {
        let name = group.db_subnet_group_name.clone();
        let subnets = format!("{name:?} of {} subnets", group.subnets().len());
        note(found, "db-subnet-group", name, &[], &subnets);
    }
    for snapshot in all!(rds.describe_db_snapshots().snapshot_type("manual")) {
        let id = snapshot.db_snapshot_identifier.clone();
        note(found, "db-snapshot", id, &of_rds(snapshot.tag_list()), "");
    }
}

async fn buckets(s3: &aws_sdk_s3::Client, found: &mut Holdings) {
    for bucket in all!(s3.list_buckets()) {
        let name = bucket.name.unwrap();
        let (objects, markers) = versions(s3, &name).await;
        let more = format!("{name}: {objects:?}, {markers} delete markers");
        note(found, "bucket", Some(name), &[], &more);
    }
}

/// Each version of each object of a bucket, and how many delete markers there are. The SDK has no paginator for them.
async fn versions(s3: &aws_sdk_s3::Client, bucket: &str) -> (Vec<String>, usize) {
    let (mut objects, mut markers) = (Vec::new(), 0);
    let mut page = s3.list_object_versions().bucket(bucket).send().await.unwrap();
    loop {
        let versions = page.versions().iter();
        objects.extend(versions.map(|object| format!("{} {}", object.key().unwrap(), object.e_tag().unwrap())));
        markers += page.delete_markers().len();
        if page.is_truncated() != Some(true) {
            objects.sort();
            return (objects, markers);
        }
        let next = s3.list_object_versions().bucket(bucket);
        let next = next
            .set_key_marker(page.next_key_marker)
            .set_version_id_marker(page.next_version_id_marker);
        page = next.send().await.unwrap();
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

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;

    use super::*;
    use crate::support::{Endpoint, Moto};

    /// moto puts a hundred launches on a page.
    const MORE_THAN_A_PAGE: usize = 101;

    async fn launch(ec2: &aws_sdk_ec2::Client) -> String {
        let launch = ec2.run_instances().image_id("ami-0aaa00000000024a2");
        let launched = launch.min_count(1).max_count(1).send().await.unwrap();
        launched.instances()[0].instance_id.clone().unwrap()
    }

    #[test]
    fn an_instance_is_found_behind_more_terminated_ones_than_a_page_holds() {
        let Some(moto) = Moto::start() else { return };
        let ec2 = aws_sdk_ec2::Client::new(&sdk_config(&moto.url()));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let alive = runtime.block_on(async {
            let ended = join_all((0..MORE_THAN_A_PAGE).map(|_| launch(&ec2))).await;
            ec2.terminate_instances().set_instance_ids(Some(ended)).send().await.unwrap();
            launch(&ec2).await
        });
        let found = holdings(&moto.url());
        let found: Vec<_> = found.keys().filter_map(|key| key.strip_prefix("instance ")).collect();
        assert_eq!(found, [alive]);
    }
}
