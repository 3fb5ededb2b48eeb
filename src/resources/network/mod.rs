//! The network as AWS reports it, for the analysis of paths.

mod convert;
mod described;

use std::collections::BTreeSet;

use super::{Inventory, Kind};
use crate::aws::{Aws, AwsError};
use convert::Namer;
use described::Described;
use jalon_reachability::{Network, RouteTarget, RulePeer};

/// Reads what is in the VPCs of a deployment, whoever made it. `inventory` says which they are; without one there is no network. Whose
/// addresses are the person's own is not known to AWS: [`Network::trusted`] is left empty.
///
/// # Errors
///
/// When something can't be listed whole: half a network says nothing.
pub async fn read_network(aws: &Aws, deployment: &str, inventory: &Inventory) -> Result<Network, AwsError> {
    let vpcs = vpcs(deployment, inventory);
    if vpcs.is_empty() {
        return Ok(Network::default());
    }
    let described = Described::of_vpcs(aws, inventory, &vpcs).await?;
    Ok(network(deployment, &vpcs, &described))
}

/// As [`read_network`], as far as paths between the deployment's own things lead: a fresh inventory has most of it. What strangers
/// have put there is read when something leads to it.
///
/// # Errors
///
/// As [`read_network`].
pub async fn read_own_network(aws: &Aws, deployment: &str, inventory: &Inventory) -> Result<Network, AwsError> {
    let vpcs = vpcs(deployment, inventory);
    if vpcs.is_empty() {
        return Ok(Network::default());
    }
    let described = Described::of_deployment(aws, inventory, &vpcs).await?;
    let own = network(deployment, &vpcs, &described);
    if leads_elsewhere(&own) {
        return read_network(aws, deployment, inventory).await;
    }
    Ok(own)
}

fn vpcs(deployment: &str, inventory: &Inventory) -> Vec<String> {
    let vpcs = inventory.of(Kind::Vpc).iter();
    vpcs.filter(|vpc| vpc.is_live() && vpc.belongs_to(deployment))
        .map(|vpc| vpc.id.clone())
        .collect()
}

fn network(deployment: &str, vpcs: &[String], described: &Described) -> Network {
    let namer = Namer { deployment };
    Network {
        vpcs: described.vpcs.iter().map(|vpc| namer.vpc(vpc)).collect(),
        subnets: described.subnets.iter().filter_map(|subnet| namer.subnet(subnet)).collect(),
        route_tables: described.route_tables.iter().map(|table| namer.route_table(table)).collect(),
        internet_gateways: described
            .internet_gateways
            .iter()
            .map(|gateway| namer.internet_gateway(gateway))
            .collect(),
        nat_gateways: described.nat_gateways.iter().map(|nat| namer.nat_gateway(nat)).collect(),
        peerings: described.peerings.iter().map(|peering| namer.peering(peering)).collect(),
        security_groups: described
            .security_groups
            .iter()
            .map(|group| namer.security_group(group))
            .collect(),
        network_acls: described.network_acls.iter().map(|acl| namer.network_acl(acl)).collect(),
        instances: described
            .instances
            .iter()
            .filter_map(|instance| namer.instance(instance))
            .collect(),
        databases: described
            .databases
            .iter()
            .filter_map(|database| namer.database(database, vpcs))
            .collect(),
        trusted: Vec::new(),
        trusted_ipv6: Vec::new(),
    }
}

/// Whether something on a path of these hosts and databases is not among it.
fn leads_elsewhere(network: &Network) -> bool {
    let subnets: BTreeSet<&str> = network.subnets.iter().map(|subnet| subnet.label.id.as_str()).collect();
    let groups: BTreeSet<&str> = network.security_groups.iter().map(|group| group.label.id.as_str()).collect();
    let gateways = network.internet_gateways.iter().map(|gateway| gateway.label.id.as_str());
    let nats = network.nat_gateways.iter().map(|nat| nat.label.id.as_str());
    let peerings = network.peerings.iter().map(|peering| peering.label.id.as_str());
    let ways: BTreeSet<&str> = gateways.chain(nats).chain(peerings).collect();

    let hosts = network.instances.iter();
    let databases = network.databases.iter();
    let mut placed = hosts
        .clone()
        .map(|host| &host.subnet)
        .chain(databases.clone().flat_map(|database| &database.subnets));
    let mut guarded = hosts
        .flat_map(|host| &host.security_groups)
        .chain(databases.flat_map(|database| &database.security_groups));
    let mut rules = network
        .security_groups
        .iter()
        .flat_map(|group| group.ingress.iter().chain(&group.egress));
    let mut routes = network.route_tables.iter().flat_map(|table| &table.routes);
    placed.any(|subnet| !subnets.contains(subnet.as_str()))
        || guarded.any(|group| !groups.contains(group.as_str()))
        || rules.any(|rule| matches!(&rule.peer, RulePeer::Group(id) if !groups.contains(id.as_str())))
        || routes.any(|route| match &route.target {
            RouteTarget::InternetGateway(id) | RouteTarget::NatGateway(id) | RouteTarget::Peering(id) => {
                !ways.contains(id.as_str())
            }
            _ => false,
        })
}
