//! The AWS resources the walkthrough builds, one kind a file: list, find, differences, create, change, ready, delete.
//!
//! A resource never prompts and never prints. Looking and changing are separate functions, so that plan, status, verify and the
//! walk all stand on the same look.

mod address;
mod blockers;
mod bucket;
mod bucket_listing;
mod catalog;
mod db_instance;
mod db_snapshot;
mod db_subnet_group;
mod delete;
mod ebs_snapshots;
mod ec2_support;
mod error;
mod facts;
mod handle;
mod instance;
mod internet_gateway;
mod key_pair;
mod listers;
mod name_tag;
mod nat_gateway;
mod network;
mod rds_support;
mod resource;
mod route;
mod route_table;
mod security_group;
mod site_content;
mod subnet;
mod volume;
mod vpc;
mod vpc_endpoint;
mod vpc_peering;
mod vpc_peering_options;

pub use address::Address;
pub use blockers::blockers;
pub use bucket::Bucket;
pub use bucket_listing::find_tagged_bucket;
pub use catalog::Catalog;
pub use db_instance::{DbInstance, DbSettings, PasswordSource};
pub use db_snapshot::DbSnapshot;
pub use db_subnet_group::DbSubnetGroup;
pub use delete::{delete, depends_on};
pub use ebs_snapshots::EbsSnapshots;
pub use error::ResourceError;
pub use facts::{hourly_price, monthly_storage_cost, stored_gib, usual_creation, usual_deletion};
pub use handle::Handle;
pub use instance::Instance;
pub use internet_gateway::InternetGateway;
pub use key_pair::{KeyMaterial, KeyPair};
pub use listers::{LISTERS, lister};
pub use name_tag::{change_with_name, differences_with_name};
pub use nat_gateway::NatGateway;
pub use network::read_network;
pub use resource::{Base, Difference, Resource};
pub use route::{Route, RouteTarget, delete_route};
pub use route_table::RouteTable;
pub use security_group::{Rule, RuleSource, SecurityGroup};
pub use site_content::{SiteContent, SiteFile, content_types};
pub use subnet::Subnet;
pub use vpc::Vpc;
pub use vpc_endpoint::VpcEndpoint;
pub use vpc_peering::VpcPeering;
pub use vpc_peering_options::VpcPeeringOptions;
