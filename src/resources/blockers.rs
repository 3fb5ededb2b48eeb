//! What holds a resource that AWS does not let go, by name and id: so that a person knows what to remove.

use aws_sdk_ec2::types::{Filter, NetworkInterface, Tag};

use super::blocker::Found;
use super::{Blocker, InterfaceFacts, Observed, VpcPart};
use crate::aws::{Action, Aws, AwsError, Class, Noun, Which};

/// What holds a resource. What AWS does not let us look at is left out: this only explains a refusal.
///
/// # Errors
///
/// When AWS can't be asked at all.
///
/// Source: docs/AWS.md, "Deletion order"; VPC user guide, "Delete your VPC" and "Delete security groups"; RDS API reference,
/// DeleteDBSubnetGroup.
pub async fn blockers(aws: &Aws, observed: &Observed) -> Result<Vec<Blocker>, AwsError> {
    let looks = match observed.kind().row().find_holders {
        Some(find) => find(aws, observed).await,
        None => Vec::new(),
    };
    let mut holders: Vec<Blocker> = Vec::new();
    for look in looks {
        let found = match look {
            Err(error) if matches!(error.class, Class::Denied | Class::Refused | Class::NotFound) => continue,
            other => other?,
        };
        for holder in found {
            if !holders.contains(&holder) {
                holders.push(holder);
            }
        }
    }
    Ok(holders)
}

/// What holds a VPC.
pub(super) async fn of_vpc(aws: &Aws, vpc: &str) -> Vec<Found> {
    let (parts, ways) = tokio::join!(parts_of_network(aws, vpc), ways_of_network(aws, vpc));
    [parts, ways].concat()
}

/// What holds a subnet.
pub(super) async fn of_subnet(aws: &Aws, subnet: &str) -> Vec<Found> {
    vec![interfaces(aws, "subnet-id", subnet, false).await]
}

/// What holds a security group.
pub(super) async fn of_security_group(aws: &Aws, group: &str) -> Vec<Found> {
    let (in_use, ingress, egress) = tokio::join!(
        interfaces(aws, "group-id", group, false),
        groups_naming(aws, "ip-permission.group-id", group),
        groups_naming(aws, "egress.ip-permission.group-id", group)
    );
    vec![in_use, ingress, egress]
}

/// The network interfaces in a VPC that have a public address.
pub(super) async fn public_interfaces(aws: &Aws, vpc: &str) -> Found {
    interfaces(aws, "vpc-id", vpc, true).await
}

/// What holds a route table.
pub(super) async fn of_route_table(aws: &Aws, table: &str) -> Vec<Found> {
    vec![subnets_served(aws, table).await]
}

/// What holds a DB subnet group.
pub(super) async fn of_db_subnet_group(aws: &Aws, group: &str) -> Vec<Found> {
    vec![databases_in(aws, group).await]
}

/// What holds an Elastic IP.
pub(super) async fn of_address(aws: &Aws, address: &str) -> Vec<Found> {
    vec![users_of_address(aws, address).await]
}

fn by(name: &str, value: &str) -> Filter {
    Filter::builder().name(name).values(value).build()
}

/// A part of a VPC; with its name, where it has one.
fn part(part: VpcPart, id: Option<&str>, tags: &[Tag]) -> Blocker {
    let name = tags.iter().find(|tag| tag.key() == Some("Name")).and_then(Tag::value);
    Blocker::Part {
        part,
        id: id.unwrap_or_default().to_owned(),
        name: name.filter(|name| !name.is_empty()).map(str::to_owned),
    }
}

/// What lies in a VPC: subnets, network interfaces, security groups, network ACLs. The default group and ACL go with the VPC.
async fn parts_of_network(aws: &Aws, vpc: &str) -> Vec<Found> {
    let action = |noun| Action::find_of(noun, vpc);
    let subnets = async {
        let subnets = aws
            .read(action(Noun::Subnet))
            .send(|| aws.ec2().describe_subnets().filters(by("vpc-id", vpc)).send());
        let subnets = subnets.await?;
        Ok(subnets
            .subnets()
            .iter()
            .map(|subnet| part(VpcPart::Subnet, subnet.subnet_id(), subnet.tags()))
            .collect())
    };
    let groups = async {
        let groups = aws
            .read(action(Noun::SecurityGroup))
            .send(|| aws.ec2().describe_security_groups().filters(by("vpc-id", vpc)).send());
        let groups = groups.await?;
        let own = groups
            .security_groups()
            .iter()
            .filter(|group| group.group_name() != Some("default"));
        Ok(own
            .map(|group| Blocker::Part {
                part: VpcPart::SecurityGroup,
                id: group.group_id().unwrap_or_default().to_owned(),
                name: group.group_name().map(str::to_owned),
            })
            .collect())
    };
    let lists = async {
        let lists = aws
            .read(action(Noun::NetworkAcl))
            .send(|| aws.ec2().describe_network_acls().filters(by("vpc-id", vpc)).send());
        let lists = lists.await?;
        let own = lists.network_acls().iter().filter(|list| list.is_default() != Some(true));
        Ok(own
            .map(|list| part(VpcPart::NetworkAcl, list.network_acl_id(), list.tags()))
            .collect())
    };
    let (subnets, interfaces, groups, lists) = tokio::join!(subnets, interfaces(aws, "vpc-id", vpc, false), groups, lists);
    vec![subnets, interfaces, groups, lists]
}

/// What leads into and out of a VPC: route tables, internet gateways, endpoints, peering connections. The main route table goes with
/// the VPC.
async fn ways_of_network(aws: &Aws, vpc: &str) -> Vec<Found> {
    let action = |noun| Action::find_of(noun, vpc);
    let tables = async {
        let tables = aws
            .read(action(Noun::RouteTable))
            .send(|| aws.ec2().describe_route_tables().filters(by("vpc-id", vpc)).send());
        let tables = tables.await?;
        let is_main = |table: &&aws_sdk_ec2::types::RouteTable| table.associations().iter().any(|one| one.main() == Some(true));
        let own = tables.route_tables().iter().filter(|table| !is_main(table));
        Ok(own
            .map(|table| part(VpcPart::RouteTable, table.route_table_id(), table.tags()))
            .collect())
    };
    let gateways = async {
        let attached = by("attachment.vpc-id", vpc);
        let gateways = aws
            .read(action(Noun::InternetGateway))
            .send(|| aws.ec2().describe_internet_gateways().filters(attached.clone()).send());
        let gateways = gateways.await?;
        let all = gateways.internet_gateways().iter();
        Ok(all
            .map(|gateway| part(VpcPart::InternetGateway, gateway.internet_gateway_id(), gateway.tags()))
            .collect())
    };
    let endpoints = async {
        let endpoints = aws
            .read(action(Noun::VpcEndpoint))
            .send(|| aws.ec2().describe_vpc_endpoints().filters(by("vpc-id", vpc)).send());
        let endpoints = endpoints.await?;
        let all = endpoints.vpc_endpoints().iter();
        Ok(all
            .map(|endpoint| part(VpcPart::VpcEndpoint, endpoint.vpc_endpoint_id(), endpoint.tags()))
            .collect())
    };
    let (tables, gateways, endpoints, requested, accepted) = tokio::join!(
        tables,
        gateways,
        endpoints,
        peerings(aws, "requester-vpc-info.vpc-id", vpc),
        peerings(aws, "accepter-vpc-info.vpc-id", vpc)
    );
    vec![tables, gateways, endpoints, requested, accepted]
}

/// Peering connections that are not over.
async fn peerings(aws: &Aws, side: &str, vpc: &str) -> Found {
    let alive = Filter::builder()
        .name("status-code")
        .values("pending-acceptance")
        .values("provisioning")
        .values("active")
        .build();
    let answer = aws
        .read(Action::find_of(Noun::VpcPeering, vpc))
        .send(|| {
            let all = aws.ec2().describe_vpc_peering_connections();
            all.filters(by(side, vpc)).filters(alive.clone()).send()
        })
        .await?;
    let all = answer.vpc_peering_connections().iter();
    Ok(all
        .map(|peering| part(VpcPart::VpcPeering, peering.vpc_peering_connection_id(), peering.tags()))
        .collect())
}

/// Network interfaces, as the instance they are of where they are one's; only those with a public address, if `public`.
async fn interfaces(aws: &Aws, filter: &str, id: &str, public: bool) -> Found {
    let answer = aws
        .read(Action::FindHolders(id.to_owned()))
        .send(|| aws.ec2().describe_network_interfaces().filters(by(filter, id)).send())
        .await?;
    let all = answer.network_interfaces().iter();
    Ok(all
        .filter(|interface| !public || interface.association().and_then(|one| one.public_ip()).is_some())
        .map(of_interface)
        .collect())
}

fn of_interface(interface: &NetworkInterface) -> Blocker {
    let id = interface.network_interface_id().unwrap_or_default().to_owned();
    match interface.attachment().and_then(|attachment| attachment.instance_id()) {
        Some(instance) => Blocker::Instance {
            id: instance.to_owned(),
            interface: Some(id),
        },
        None => Blocker::Interface {
            id,
            facts: Some(InterfaceFacts::of(interface)),
        },
    }
}

async fn groups_naming(aws: &Aws, filter: &str, id: &str) -> Found {
    let answer = aws
        .read(Action::Find(Noun::SecurityGroup, Which::Naming(id.to_owned())))
        .send(|| aws.ec2().describe_security_groups().filters(by(filter, id)).send())
        .await?;
    let others = answer.security_groups().iter().filter(|group| group.group_id() != Some(id));
    Ok(others
        .map(|group| Blocker::GroupRule {
            group: group.group_id().unwrap_or_default().to_owned(),
            name: group.group_name().unwrap_or_default().to_owned(),
        })
        .collect())
}

async fn subnets_served(aws: &Aws, table: &str) -> Found {
    let answer = aws
        .read(Action::Find(Noun::Subnet, Which::ServedBy(table.to_owned())))
        .send(|| aws.ec2().describe_route_tables().route_table_ids(table).send())
        .await?;
    let associations = answer.route_tables().iter().flat_map(|table| table.associations());
    Ok(associations
        .map(|association| match association.subnet_id() {
            Some(subnet) => Blocker::Association {
                subnet: subnet.to_owned(),
            },
            None => Blocker::MainRouteTable,
        })
        .collect())
}

async fn databases_in(aws: &Aws, group: &str) -> Found {
    let answer = aws
        .read(Action::find_of(Noun::DbInstance, group))
        .send(|| aws.rds().describe_db_instances().send())
        .await?;
    let inside = answer
        .db_instances()
        .iter()
        .filter(|db| db.db_subnet_group().and_then(|of| of.db_subnet_group_name()) == Some(group));
    Ok(inside
        .map(|db| Blocker::DbInstance {
            id: db.db_instance_identifier().unwrap_or_default().to_owned(),
            status: db.db_instance_status().unwrap_or_default().to_owned(),
        })
        .collect())
}

async fn users_of_address(aws: &Aws, address: &str) -> Found {
    let answer = aws
        .read(Action::FindUsers(address.to_owned()))
        .send(|| aws.ec2().describe_addresses().allocation_ids(address).send())
        .await?;
    let used = answer.addresses().iter().filter(|address| address.association_id().is_some());
    Ok(used
        .map(|address| match address.instance_id().filter(|id| !id.is_empty()) {
            Some(instance) => Blocker::Instance {
                id: instance.to_owned(),
                interface: None,
            },
            None => Blocker::Interface {
                id: address.network_interface_id().unwrap_or_default().to_owned(),
                facts: None,
            },
        })
        .collect())
}
