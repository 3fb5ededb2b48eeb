//! Finds any resource by its id alone, whose prefix names its kind.

use jiff::Timestamp;

use super::Ec2;
use super::addresses::Address;
use super::instances::Instance;
use super::internet_gateways::InternetGateway;
use super::key_pairs::KeyPair;
use super::launch_templates::LaunchTemplate;
use super::nat_gateways::NatGateway;
use super::network_acls::NetworkAcl;
use super::network_interfaces::NetworkInterface;
use super::own_images::OwnImage;
use super::peerings::Peering;
use super::route_tables::RouteTable;
use super::row::{Kind, Row, find as find_row};
use super::security_group_rules::Rule;
use super::security_groups::SecurityGroup;
use super::snapshots::Snapshot;
use super::subnets::Subnet;
use super::volumes::Volume;
use super::vpc_endpoints::VpcEndpoint;
use super::vpcs::Vpc;
use crate::protocol::ApiError;

type Check = fn(&Ec2, &str, Timestamp) -> Result<(), ApiError>;

fn check<T: Row>(ec2: &Ec2, id: &str, now: Timestamp) -> Result<(), ApiError> {
    find_row::<T>(ec2, id, now).map(|_| ())
}

const KINDS: [(Kind, Check); 18] = [
    (Address::KIND, check::<Address>),
    (Instance::KIND, check::<Instance>),
    (InternetGateway::KIND, check::<InternetGateway>),
    (KeyPair::KIND, check::<KeyPair>),
    (LaunchTemplate::KIND, check::<LaunchTemplate>),
    (NatGateway::KIND, check::<NatGateway>),
    (NetworkAcl::KIND, check::<NetworkAcl>),
    (NetworkInterface::KIND, check::<NetworkInterface>),
    (OwnImage::KIND, check::<OwnImage>),
    (Peering::KIND, check::<Peering>),
    (RouteTable::KIND, check::<RouteTable>),
    (Rule::KIND, check::<Rule>),
    (SecurityGroup::KIND, check::<SecurityGroup>),
    (Snapshot::KIND, check::<Snapshot>),
    (Subnet::KIND, check::<Subnet>),
    (Volume::KIND, check::<Volume>),
    (VpcEndpoint::KIND, check::<VpcEndpoint>),
    (Vpc::KIND, check::<Vpc>),
];

/// Checks that a resource is visible now.
///
/// # Errors
/// `InvalidID` when no kind has such ids, else the kind's own codes.
pub fn find(ec2: &Ec2, id: &str, now: Timestamp) -> Result<(), ApiError> {
    let Some((_, check)) = kind(id) else {
        return Err(ApiError::new("InvalidID", format!("The ID '{id}' is not valid")));
    };
    check(ec2, id, now)
}

/// The type of a resource in tag descriptions.
pub fn resource_type(id: &str) -> Option<&'static str> {
    kind(id).map(|(kind, _)| kind.resource_type)
}

fn kind(id: &str) -> Option<&'static (Kind, Check)> {
    let (prefix, _) = id.rsplit_once('-')?;
    KINDS.iter().find(|(kind, _)| kind.prefix == prefix)
}
