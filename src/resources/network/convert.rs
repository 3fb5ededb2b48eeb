//! From AWS's descriptions to the model of the analysis. What AWS leaves out is left out: IPv6, above all.

use std::net::Ipv4Addr;

use aws_sdk_ec2::types as ec2;
use aws_sdk_rds::types::DbInstance;
use ipnet::Ipv4Net;

use crate::aws::{ResourceKey, TAG_DEPLOYMENT, TAG_RESOURCE};
use crate::resources::ec2_support::tag_pairs;
use crate::resources::rds_support::rds_tag_pairs;
use jalon_reachability::{
    AclEntry, BlockedWays, Database, Instance, InternetGateway, Label, LabelKind, Matching, NatGateway, NetworkAcl, Peering,
    PeeringSide, Route, RouteDestination, RouteTable, RouteTarget, Rule, RulePeer, SecurityGroup, Subnet, Vpc,
};

/// MySQL's port, for a database whose endpoint AWS does not show yet.
const MYSQL_PORT: u16 = 3306;

/// Gives things the names they have in the deployment.
pub(super) struct Namer<'a> {
    pub(super) deployment: &'a str,
}

fn range(text: Option<&str>) -> Option<Ipv4Net> {
    text?.parse().ok()
}

fn address(text: Option<&str>) -> Option<Ipv4Addr> {
    text?.parse().ok()
}

fn owned(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

impl Namer<'_> {
    fn label(&self, kind: LabelKind, id: Option<&str>, tags: &[(String, String)]) -> Label {
        let tag = |name: &str| tags.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        // A stranger's key would be taken for ours.
        let is_ours = tag(TAG_DEPLOYMENT) == Some(self.deployment);
        Label::new(kind, id.unwrap_or_default()).keyed(
            tag(TAG_RESOURCE)
                .filter(|_| is_ours)
                .map(|key| ResourceKey::written(key).to_string()),
        )
    }

    fn ec2_label(&self, kind: LabelKind, id: Option<&str>, tags: Option<&[ec2::Tag]>) -> Label {
        self.label(kind, id, &tag_pairs(tags).collect::<Vec<_>>())
    }

    pub(super) fn vpc(&self, vpc: &ec2::Vpc) -> Vpc {
        let associated = vpc.cidr_block_association_set().iter().map(|set| set.cidr_block());
        let mut cidrs: Vec<Ipv4Net> = associated.chain([vpc.cidr_block()]).filter_map(range).collect();
        cidrs.sort();
        cidrs.dedup();
        Vpc {
            label: self.ec2_label(LabelKind::Vpc, vpc.vpc_id(), vpc.tags.as_deref()),
            cidrs,
        }
    }

    pub(super) fn subnet(&self, subnet: &ec2::Subnet) -> Option<Subnet> {
        Some(Subnet {
            label: self.ec2_label(LabelKind::Subnet, subnet.subnet_id(), subnet.tags.as_deref()),
            vpc: owned(subnet.vpc_id()),
            cidr: range(subnet.cidr_block())?,
            blocked: blocked_ways(subnet),
        })
    }

    pub(super) fn route_table(&self, table: &ec2::RouteTable) -> RouteTable {
        let associations = table.associations();
        RouteTable {
            label: self.ec2_label(LabelKind::RouteTable, table.route_table_id(), table.tags.as_deref()),
            vpc: owned(table.vpc_id()),
            is_main: associations.iter().any(|association| association.main() == Some(true)),
            subnets: associations
                .iter()
                .filter_map(|association| association.subnet_id().map(str::to_owned))
                .collect(),
            routes: table.routes().iter().filter_map(route).collect(),
        }
    }

    pub(super) fn internet_gateway(&self, gateway: &ec2::InternetGateway) -> InternetGateway {
        let is_on = |attachment: &&ec2::InternetGatewayAttachment| {
            let state = attachment.state();
            !matches!(
                state,
                Some(ec2::AttachmentStatus::Detached | ec2::AttachmentStatus::Detaching)
            )
        };
        let attached = gateway.attachments().iter().find(is_on);
        InternetGateway {
            label: self.ec2_label(
                LabelKind::InternetGateway,
                gateway.internet_gateway_id(),
                gateway.tags.as_deref(),
            ),
            vpc: attached.and_then(|attachment| attachment.vpc_id().map(str::to_owned)),
        }
    }

    pub(super) fn nat_gateway(&self, gateway: &ec2::NatGateway) -> NatGateway {
        let addresses = gateway.nat_gateway_addresses();
        let primary = addresses
            .iter()
            .find(|address| address.is_primary() == Some(true))
            .or(addresses.first());
        NatGateway {
            label: self.ec2_label(LabelKind::NatGateway, gateway.nat_gateway_id(), gateway.tags.as_deref()),
            subnet: owned(gateway.subnet_id()),
            state: owned(gateway.state().map(ec2::NatGatewayState::as_str)),
            private_address: primary.and_then(|primary| address(primary.private_ip())),
            public_address: primary.and_then(|primary| address(primary.public_ip())),
        }
    }

    pub(super) fn peering(&self, peering: &ec2::VpcPeeringConnection) -> Peering {
        let code = peering.status().and_then(|status| status.code());
        Peering {
            label: self.ec2_label(
                LabelKind::VpcPeering,
                peering.vpc_peering_connection_id(),
                peering.tags.as_deref(),
            ),
            state: owned(code.map(ec2::VpcPeeringConnectionStateReasonCode::as_str)),
            sides: [side(peering.requester_vpc_info()), side(peering.accepter_vpc_info())],
        }
    }

    pub(super) fn security_group(&self, group: &ec2::SecurityGroup) -> SecurityGroup {
        SecurityGroup {
            label: self.ec2_label(LabelKind::SecurityGroup, group.group_id(), group.tags.as_deref()),
            ingress: group.ip_permissions().iter().flat_map(rules).collect(),
            egress: group.ip_permissions_egress().iter().flat_map(rules).collect(),
        }
    }

    pub(super) fn network_acl(&self, acl: &ec2::NetworkAcl) -> NetworkAcl {
        NetworkAcl {
            label: self.ec2_label(LabelKind::NetworkAcl, acl.network_acl_id(), acl.tags.as_deref()),
            subnets: acl
                .associations()
                .iter()
                .filter_map(|association| association.subnet_id().map(str::to_owned))
                .collect(),
            entries: acl.entries().iter().filter_map(entry).collect(),
        }
    }

    /// A terminated instance is no longer in the network.
    pub(super) fn instance(&self, instance: &ec2::Instance) -> Option<Instance> {
        let state = instance.state().and_then(|state| state.name())?;
        if *state == ec2::InstanceStateName::Terminated {
            return None;
        }
        let groups = instance.security_groups().iter();
        Some(Instance {
            label: self.ec2_label(LabelKind::Instance, instance.instance_id(), instance.tags.as_deref()),
            state: state.as_str().to_owned(),
            subnet: owned(instance.subnet_id()),
            private_address: address(instance.private_ip_address())?,
            public_address: address(instance.public_ip_address()),
            security_groups: groups.filter_map(|group| group.group_id().map(str::to_owned)).collect(),
        })
    }

    /// A DB instance of one of these VPCs.
    pub(super) fn database(&self, database: &DbInstance, vpcs: &[String]) -> Option<Database> {
        let group = database.db_subnet_group()?;
        if !vpcs.iter().any(|vpc| group.vpc_id() == Some(vpc)) {
            return None;
        }
        let tags: Vec<(String, String)> = rds_tag_pairs(database.tag_list()).collect();
        let shown = database.endpoint().and_then(|endpoint| endpoint.port());
        let port = shown
            .or(database.db_instance_port())
            .and_then(|port| u16::try_from(port).ok());
        let groups = database.vpc_security_groups().iter();
        Some(Database {
            label: self.label(LabelKind::DbInstance, database.db_instance_identifier(), &tags),
            port: port.filter(|port| *port > 0).unwrap_or(MYSQL_PORT),
            subnets: group
                .subnets()
                .iter()
                .filter_map(|subnet| subnet.subnet_identifier().map(str::to_owned))
                .collect(),
            security_groups: groups
                .filter(|group| group.status() != Some("removing"))
                .filter_map(|group| group.vpc_security_group_id().map(str::to_owned))
                .collect(),
            is_public: database.publicly_accessible() == Some(true),
        })
    }
}

fn route(route: &ec2::Route) -> Option<Route> {
    let destination = match (route.destination_cidr_block(), route.destination_prefix_list_id()) {
        (Some(cidr), _) => RouteDestination::Cidr(range(Some(cidr))?),
        (None, Some(list)) => RouteDestination::PrefixList(list.to_owned()),
        (None, None) => return None,
    };
    Some(Route {
        destination,
        target: target(route),
        is_blackhole: route.state() == Some(&ec2::RouteState::Blackhole),
    })
}

fn target(route: &ec2::Route) -> RouteTarget {
    if let Some(id) = route.nat_gateway_id() {
        return RouteTarget::NatGateway(id.to_owned());
    }
    if let Some(id) = route.vpc_peering_connection_id() {
        return RouteTarget::Peering(id.to_owned());
    }
    let others = [
        (LabelKind::Instance, route.instance_id()),
        (LabelKind::NetworkInterface, route.network_interface_id()),
        (LabelKind::TransitGateway, route.transit_gateway_id()),
        (LabelKind::LocalGateway, route.local_gateway_id()),
        (LabelKind::CarrierGateway, route.carrier_gateway_id()),
        (LabelKind::CoreNetwork, route.core_network_arn()),
    ];
    match route.gateway_id() {
        Some("local") => RouteTarget::Local,
        Some(id) if id.starts_with("igw-") => RouteTarget::InternetGateway(id.to_owned()),
        Some(id) if id.starts_with("vpce-") => RouteTarget::Endpoint(id.to_owned()),
        Some(id) => RouteTarget::Other(Label::new(LabelKind::Gateway, id)),
        None => {
            let other = others.iter().find_map(|(kind, id)| id.map(|id| Label::new(*kind, id)));
            other.map_or(RouteTarget::Unnamed, RouteTarget::Other)
        }
    }
}

fn side(info: Option<&ec2::VpcPeeringConnectionVpcInfo>) -> PeeringSide {
    let Some(info) = info else {
        return PeeringSide::default();
    };
    let set = info.cidr_block_set().iter().map(|block| block.cidr_block());
    let mut cidrs: Vec<Ipv4Net> = set.chain([info.cidr_block()]).filter_map(range).collect();
    cidrs.sort();
    cidrs.dedup();
    PeeringSide {
        vpc: owned(info.vpc_id()),
        cidrs,
    }
}

/// AWS groups rules by protocol and ports.
fn rules(permission: &ec2::IpPermission) -> Vec<Rule> {
    let matching = Matching::new(
        permission.ip_protocol().unwrap_or("-1"),
        permission.from_port(),
        permission.to_port(),
    );
    let ranges = permission.ip_ranges().iter().filter_map(|entry| range(entry.cidr_ip()));
    let groups = permission.user_id_group_pairs().iter().filter_map(|pair| pair.group_id());
    let lists = permission.prefix_list_ids().iter().filter_map(|list| list.prefix_list_id());
    let peers = ranges
        .map(RulePeer::Cidr)
        .chain(groups.map(|id| RulePeer::Group(id.to_owned())))
        .chain(lists.map(|id| RulePeer::PrefixList(id.to_owned())));
    peers
        .map(|peer| Rule {
            matching: matching.clone(),
            peer,
        })
        .collect()
}

fn entry(entry: &ec2::NetworkAclEntry) -> Option<AclEntry> {
    let protocol = entry.protocol().unwrap_or("-1");
    // Numbers mean ports, and of ICMP its type and code; an entry has the one or the other.
    let is_icmp = matches!(protocol, "1" | "icmp");
    let (from, to) = match (entry.port_range(), entry.icmp_type_code()) {
        (_, Some(icmp)) if is_icmp => (icmp.r#type(), icmp.code()),
        (Some(ports), _) if !is_icmp => (ports.from(), ports.to()),
        _ => (None, None),
    };
    Some(AclEntry {
        number: entry.rule_number().unwrap_or_default(),
        is_egress: entry.egress() == Some(true),
        allows: entry.rule_action() == Some(&ec2::RuleAction::Allow),
        cidr: range(entry.cidr_block())?,
        matching: Matching::new(protocol, from, to),
    })
}
/// What VPC Block Public Access closes for a subnet: AWS reports the mode in force there, exclusions taken into account. A mode that is not known
/// here closes all.
fn blocked_ways(subnet: &ec2::Subnet) -> Option<BlockedWays> {
    match subnet.block_public_access_states()?.internet_gateway_block_mode()? {
        ec2::BlockPublicAccessMode::Off => None,
        ec2::BlockPublicAccessMode::BlockIngress => Some(BlockedWays::In),
        _ => Some(BlockedWays::Both),
    }
}
