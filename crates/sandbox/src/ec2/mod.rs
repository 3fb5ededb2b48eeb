//! EC2: instances, networks and what belongs to them.
//!
//! Each resource has a file with its row, its operations and its codes. States follow from times in the rows, so no task has
//! to run for a NAT gateway to become available.
//!
//! The files of the network import each other in a circle, and no other files do, because AWS's own rules go both ways: a thing
//! is made inside another, and holds it as long as it is there. A VPC makes its main route table, its default security group and
//! its default network ACL, and can't be deleted while a subnet, a gateway, an endpoint or a peering is in it; a subnet follows
//! a route table and an ACL, and can't be deleted while a network interface is in it; an interface names its security groups
//! and carries an address, which can't be released while it does; a route leads to a gateway, an endpoint or a peering. A default VPC is made of all of
//! these, and a security group without a VPC is of that one.

pub mod account_settings;
pub mod address_mapping;
pub mod addresses;
pub mod associations;
pub mod block_public_access;
pub mod cidr;
pub mod credits;
mod database_network;
pub mod default_vpc;
mod documented_filters;
pub mod edge_zones;
pub mod endpoint_services;
pub mod filters;
mod ground_truth;
mod guardduty;
mod image_devices;
pub mod images;
pub mod implied;
pub mod instance_attributes;
mod instance_life;
mod instance_options;
pub mod instance_state;
mod instance_type_facts;
pub mod instance_types;
pub mod instance_view;
pub mod instances;
pub mod interface_attachments;
pub mod interface_calls;
pub mod internet_gateways;
pub mod key_pairs;
pub mod launch;
pub mod launch_devices;
mod launch_network;
pub mod launch_templates;
mod machines;
pub mod moments;
pub mod monitoring;
pub mod nat_gateways;
pub mod network_acl_associations;
pub mod network_acl_entries;
pub mod network_acls;
pub mod network_interfaces;
pub mod new_keys;
mod operations;
pub mod own_images;
pub mod page;
mod paths;
pub mod peerings;
pub mod permissions;
pub mod resources;
pub mod route_tables;
pub mod routes;
pub mod row;
pub mod security_group_rules;
pub mod security_groups;
pub mod snapshot_attributes;
pub mod snapshots;
pub mod subnets;
mod tag_operations;
pub mod tags;
mod template_data;
pub mod template_versions;
pub mod tokens;
pub mod volume_attachments;
pub mod volume_calls;
pub mod volume_changes;
mod volume_modification;
mod volume_spec;
pub mod volumes;
pub mod vpc_endpoints;
pub mod vpcs;
pub mod zones;

use jiff::Timestamp;

use super::table::{Rows, Table};

pub use database_network::DatabaseNetwork;
pub use ground_truth::take as ground_truth;
pub use guardduty::guard;
pub use instance_state::power_off;
pub use instances::Instance;
pub use moments::take as moments;
pub use operations::handle;
pub use paths::network;
use row::Row;
pub use zones::{REGIONS, is_disabled, names as zone_names};

/// The tables of EC2.
#[derive(Debug, Default)]
pub struct Ec2 {
    /// The settings of the account in the region: one row.
    pub account_settings: Table<account_settings::AccountSettings>,
    /// Elastic IP addresses.
    pub addresses: Table<addresses::Address>,
    /// VPC Block Public Access, one row where it was ever changed.
    pub block_public_access: Table<block_public_access::BlockPublicAccess>,
    /// Images that the account has made.
    pub images: Table<own_images::OwnImage>,
    /// Instances.
    pub instances: Table<instances::Instance>,
    /// Internet gateways.
    pub internet_gateways: Table<internet_gateways::InternetGateway>,
    /// Key pairs.
    pub key_pairs: Table<key_pairs::KeyPair>,
    /// Launch templates.
    pub launch_templates: Table<launch_templates::LaunchTemplate>,
    /// NAT gateways.
    pub nat_gateways: Table<nat_gateways::NatGateway>,
    /// Network ACLs.
    pub network_acls: Table<network_acls::NetworkAcl>,
    /// Network interfaces.
    pub network_interfaces: Table<network_interfaces::NetworkInterface>,
    /// Peering connections.
    pub peerings: Table<peerings::Peering>,
    /// Route tables.
    pub route_tables: Table<route_tables::RouteTable>,
    /// Rules of security groups.
    pub security_group_rules: Table<security_group_rules::Rule>,
    /// Security groups.
    pub security_groups: Table<security_groups::SecurityGroup>,
    /// EBS snapshots.
    pub snapshots: Table<snapshots::Snapshot>,
    /// Subnets.
    pub subnets: Table<subnets::Subnet>,
    /// Tags, by resource.
    pub tags: Table<tags::Tags>,
    /// The former tags that lists still show after a change.
    pub tag_lags: Table<tags::Lag>,
    /// Client tokens that were used.
    pub tokens: Table<tokens::Token>,
    /// EBS volumes.
    pub volumes: Table<volumes::Volume>,
    /// Gateway endpoints.
    pub vpc_endpoints: Table<vpc_endpoints::VpcEndpoint>,
    /// VPCs.
    pub vpcs: Table<vpcs::Vpc>,
}

impl Ec2 {
    /// Every table under the name it is stored by.
    pub fn tables(&mut self) -> Vec<(&'static str, &mut dyn Rows)> {
        vec![
            ("ec2.account_settings", &mut self.account_settings),
            ("ec2.addresses", &mut self.addresses),
            ("ec2.block_public_access", &mut self.block_public_access),
            ("ec2.images", &mut self.images),
            ("ec2.instances", &mut self.instances),
            ("ec2.internet_gateways", &mut self.internet_gateways),
            ("ec2.key_pairs", &mut self.key_pairs),
            ("ec2.launch_templates", &mut self.launch_templates),
            ("ec2.nat_gateways", &mut self.nat_gateways),
            ("ec2.network_acls", &mut self.network_acls),
            ("ec2.network_interfaces", &mut self.network_interfaces),
            ("ec2.peerings", &mut self.peerings),
            ("ec2.route_tables", &mut self.route_tables),
            ("ec2.security_group_rules", &mut self.security_group_rules),
            ("ec2.security_groups", &mut self.security_groups),
            ("ec2.snapshots", &mut self.snapshots),
            ("ec2.subnets", &mut self.subnets),
            ("ec2.tags", &mut self.tags),
            ("ec2.tag_lags", &mut self.tag_lags),
            ("ec2.tokens", &mut self.tokens),
            ("ec2.volumes", &mut self.volumes),
            ("ec2.vpc_endpoints", &mut self.vpc_endpoints),
            ("ec2.vpcs", &mut self.vpcs),
        ]
    }
}

/// Removes rows that are gone by `now`; all other states follow from the times in the rows.
pub fn advance(ec2: &mut Ec2, now: Timestamp) {
    let Ec2 {
        instances,
        nat_gateways,
        network_interfaces,
        peerings,
        volumes,
        tags,
        tag_lags,
        ..
    } = ec2;
    tags::spread(tag_lags, now);
    purge(instances, tags, now);
    purge(nat_gateways, tags, now);
    purge(network_interfaces, tags, now);
    purge(peerings, tags, now);
    purge(volumes, tags, now);
}

fn purge<T: Row>(rows: &mut Table<T>, tags: &mut Table<tags::Tags>, now: Timestamp) {
    let gone: Vec<String> = rows
        .values()
        .filter(|row| row.life().gone.is_some_and(|gone| gone <= now))
        .map(|row| row.id().to_owned())
        .collect();
    for id in gone {
        rows.remove(&id);
        tags.remove(&id);
    }
}
