//! The network as AWS reports it, for the analysis of paths: everything in the deployment's VPCs, whoever made it.
//!
//! A dozen describes at once, filtered by VPC and not by tag: a stranger's network ACL or a changed main route table decides about
//! paths as much as our own.

mod convert;

use aws_sdk_ec2::types::{Filter, VpcPeeringConnection};
use aws_sdk_rds::types::DbInstance;
use futures_util::future::BoxFuture;

use crate::aws::{Aws, AwsError, Inventory, Kind};
use crate::reachability::{InternetGateway, Label, Network};
use convert::Namer;

/// All pages of an EC2 describe call. NAT gateways alone name their filters in the singular, so the method is a parameter.
macro_rules! describe {
    ($aws:expr, $things:literal, $operation:ident, $filter:ident($given:expr), $items:ident) => {{
        let given = $given;
        let listing: BoxFuture<'_, Result<Vec<_>, AwsError>> = Box::pin(async move {
            let mut items = Vec::new();
            let mut next_token: Option<String> = None;
            loop {
                let page = $aws
                    .read(concat!("list the ", $things, " of the deployment's VPCs"))
                    .send(|| {
                        let call = $aws.ec2().$operation().$filter(given.clone());
                        call.set_next_token(next_token.clone()).send()
                    })
                    .await?;
                items.extend(page.$items.unwrap_or_default());
                next_token = page.next_token.filter(|token| !token.is_empty());
                if next_token.is_none() {
                    return Ok(items);
                }
            }
        });
        listing
    }};
}

/// Reads what is in the VPCs of a deployment. `inventory` says which they are; without one there is no network. Whose addresses are
/// the person's own is not told by AWS: [`Network::trusted`] is left empty.
///
/// # Errors
///
/// When something can't be listed whole: half a network says nothing.
pub async fn read_network(aws: &Aws, deployment: &str, inventory: &Inventory) -> Result<Network, AwsError> {
    let vpcs: Vec<String> = inventory
        .of(Kind::Vpc)
        .iter()
        .filter(|vpc| vpc.is_live() && vpc.belongs_to(deployment))
        .map(|vpc| vpc.id.clone())
        .collect();
    if vpcs.is_empty() {
        return Ok(Network::default());
    }
    let of = |name: &str| Filter::builder().name(name).set_values(Some(vpcs.clone())).build();
    let (found_vpcs, subnets, tables, acls, groups, gateways, nats, requested, accepted, reservations, databases) = tokio::try_join!(
        describe!(aws, "VPCs", describe_vpcs, filters(of("vpc-id")), vpcs),
        describe!(aws, "subnets", describe_subnets, filters(of("vpc-id")), subnets),
        describe!(
            aws,
            "route tables",
            describe_route_tables,
            filters(of("vpc-id")),
            route_tables
        ),
        describe!(
            aws,
            "network ACLs",
            describe_network_acls,
            filters(of("vpc-id")),
            network_acls
        ),
        describe!(
            aws,
            "security groups",
            describe_security_groups,
            filters(of("vpc-id")),
            security_groups
        ),
        describe!(
            aws,
            "internet gateways",
            describe_internet_gateways,
            filters(of("attachment.vpc-id")),
            internet_gateways
        ),
        describe!(aws, "NAT gateways", describe_nat_gateways, filter(of("vpc-id")), nat_gateways),
        peerings(aws, of("requester-vpc-info.vpc-id")),
        peerings(aws, of("accepter-vpc-info.vpc-id")),
        describe!(aws, "instances", describe_instances, filters(of("vpc-id")), reservations),
        db_instances(aws),
    )?;
    let namer = Namer { deployment };
    let mut peerings: Vec<_> = requested
        .iter()
        .chain(&accepted)
        .map(|peering| namer.peering(peering))
        .collect();
    peerings.sort_by(|a, b| a.label.cmp(&b.label));
    peerings.dedup_by(|a, b| a.label == b.label);
    let mut network = Network {
        vpcs: found_vpcs.iter().map(|vpc| namer.vpc(vpc)).collect(),
        subnets: subnets.iter().filter_map(|subnet| namer.subnet(subnet)).collect(),
        route_tables: tables.iter().map(|table| namer.route_table(table)).collect(),
        internet_gateways: gateways.iter().map(|gateway| namer.internet_gateway(gateway)).collect(),
        nat_gateways: nats.iter().map(|nat| namer.nat_gateway(nat)).collect(),
        peerings,
        security_groups: groups.iter().map(|group| namer.security_group(group)).collect(),
        network_acls: acls.iter().map(|acl| namer.network_acl(acl)).collect(),
        instances: reservations
            .iter()
            .flat_map(|reservation| reservation.instances())
            .filter_map(|instance| namer.instance(instance))
            .collect(),
        databases: databases
            .iter()
            .filter_map(|database| namer.database(database, &vpcs))
            .collect(),
        trusted: Vec::new(),
    };
    add_detached_gateways(&mut network, inventory, deployment);
    Ok(network)
}

/// The peering connections of which the VPCs are the one side.
fn peerings(aws: &Aws, side: Filter) -> BoxFuture<'_, Result<Vec<VpcPeeringConnection>, AwsError>> {
    describe!(
        aws,
        "VPC peering connections",
        describe_vpc_peering_connections,
        filters(side),
        vpc_peering_connections
    )
}

/// A gateway that is attached to no VPC is in none of the listings, and a route may still lead to it.
fn add_detached_gateways(network: &mut Network, inventory: &Inventory, deployment: &str) {
    let ours = inventory.of(Kind::InternetGateway).iter();
    for gateway in ours.filter(|gateway| gateway.is_live() && gateway.belongs_to(deployment)) {
        if !network.internet_gateways.iter().any(|known| known.label.id == gateway.id) {
            let key = gateway.key().map(|key| key.to_string());
            network.internet_gateways.push(InternetGateway {
                label: Label::new("internet gateway", &gateway.id).keyed(key),
                vpc: None,
            });
        }
    }
}

/// All DB instances: RDS can't be asked for those of a VPC.
fn db_instances(aws: &Aws) -> BoxFuture<'_, Result<Vec<DbInstance>, AwsError>> {
    Box::pin(async move {
        let mut instances = Vec::new();
        let mut marker: Option<String> = None;
        loop {
            let page = aws
                .read("list the DB instances of the deployment's VPCs")
                .send(|| aws.rds().describe_db_instances().set_marker(marker.clone()).send())
                .await?;
            instances.extend(page.db_instances.unwrap_or_default());
            marker = page.marker.filter(|marker| !marker.is_empty());
            if marker.is_none() {
                return Ok(instances);
            }
        }
    })
}
