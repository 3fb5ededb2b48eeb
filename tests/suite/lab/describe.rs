//! Reads an account with plain SDK clients.

use std::net::Ipv4Addr;

use aws_sdk_ec2::types::{self as ec2_types, Filter, InstanceStateName, NatGatewayState, RouteState, Tag};
use ipnet::Ipv4Net;

use super::account::{Account, AclEntry, Gateway, Group, GroupRule, Host, Interface, Nat, Peering, Route, Subnet, Traffic, Vpc};
use crate::support::sdk_config;

/// The clients of the account. They work only where its endpoint is: in the namespace of the user.
#[derive(Clone, Debug)]
pub struct Aws {
    pub ec2: aws_sdk_ec2::Client,
    pub rds: aws_sdk_rds::Client,
}

impl Aws {
    pub fn at(url: &str) -> Self {
        let config = sdk_config(url);
        Self {
            ec2: aws_sdk_ec2::Client::new(&config),
            rds: aws_sdk_rds::Client::new(&config),
        }
    }

    /// The id of what was made for a key such as `route-table/public`; an instance that is ending is none.
    pub async fn id_of(&self, key: &str) -> String {
        let filter = |name: &str, value: &str| Filter::builder().name(name).values(value).build();
        if key.starts_with("instance/") {
            let asked = self.ec2.describe_instances().filters(filter("tag:jalon:resource", key));
            let asked = asked.filters(filter("instance-state-name", "running")).send().await.unwrap();
            let mut instances = asked.reservations().iter().flat_map(|reservation| reservation.instances());
            let found = instances.next().unwrap_or_else(|| panic!("no {key} runs"));
            return found.instance_id().unwrap().to_owned();
        }
        let asked = self.ec2.describe_tags().filters(filter("key", "jalon:resource"));
        let asked = asked.filters(filter("value", key)).send().await.unwrap();
        let found = asked.tags().first().unwrap_or_else(|| panic!("there is no {key}"));
        found.resource_id().unwrap().to_owned()
    }

    /// Everything there is.
    pub async fn account(&self) -> Account {
        let interfaces = self.interfaces().await;
        let mut hosts = self.instances(&interfaces).await;
        hosts.extend(self.databases(&interfaces).await);
        hosts.sort_by(|a, b| a.name.cmp(&b.name));
        let vpcs = self.ec2.describe_vpcs().send().await.unwrap();
        Account {
            vpcs: vpcs.vpcs().iter().map(vpc).collect(),
            subnets: self.subnets().await,
            gateways: self.gateways().await,
            nats: self.nats().await,
            peerings: self.peerings().await,
            groups: self.groups().await,
            interfaces,
            hosts,
        }
    }

    async fn subnets(&self) -> Vec<Subnet> {
        let subnets = self.ec2.describe_subnets().send().await.unwrap();
        let tables = self.ec2.describe_route_tables().send().await.unwrap();
        let acls = self.ec2.describe_network_acls().send().await.unwrap();
        let read = |subnet: &ec2_types::Subnet| {
            let (id, vpc) = (subnet.subnet_id().unwrap(), subnet.vpc_id().unwrap());
            let acl = acls.network_acls().iter().find(|acl| {
                let mut associations = acl.associations().iter();
                associations.any(|association| association.subnet_id() == Some(id))
            });
            Subnet {
                id: id.to_owned(),
                vpc: vpc.to_owned(),
                cidr: cidr(subnet.cidr_block()).unwrap(),
                routes: table_of(tables.route_tables(), id, vpc)
                    .routes()
                    .iter()
                    .filter_map(route)
                    .collect(),
                acl: entries(acl.unwrap_or_else(|| panic!("{id} has no network ACL"))),
            }
        };
        subnets.subnets().iter().map(read).collect()
    }

    async fn gateways(&self) -> Vec<Gateway> {
        let gateways = self.ec2.describe_internet_gateways().send().await.unwrap();
        let attached = |gateway: &ec2_types::InternetGateway| {
            let vpc = gateway.attachments().first()?.vpc_id()?.to_owned();
            let id = gateway.internet_gateway_id()?.to_owned();
            Some(Gateway { id, vpc })
        };
        gateways.internet_gateways().iter().filter_map(attached).collect()
    }

    async fn nats(&self) -> Vec<Nat> {
        let nats = self.ec2.describe_nat_gateways().send().await.unwrap();
        let available = nats
            .nat_gateways()
            .iter()
            .filter(|nat| nat.state() == Some(&NatGatewayState::Available));
        let read = |nat: &ec2_types::NatGateway| {
            let addresses = &nat.nat_gateway_addresses()[0];
            Nat {
                id: nat.nat_gateway_id().unwrap().to_owned(),
                subnet: nat.subnet_id().unwrap().to_owned(),
                private: address(addresses.private_ip()).unwrap(),
                public: address(addresses.public_ip()).unwrap(),
            }
        };
        available.map(read).collect()
    }

    async fn peerings(&self) -> Vec<Peering> {
        let peerings = self.ec2.describe_vpc_peering_connections().send().await.unwrap();
        let active = |peering: &ec2_types::VpcPeeringConnection| {
            let is_active = peering.status()?.code()?.as_str() == "active";
            let requester = peering.requester_vpc_info()?.vpc_id()?.to_owned();
            let accepter = peering.accepter_vpc_info()?.vpc_id()?.to_owned();
            is_active.then_some(Peering {
                id: peering.vpc_peering_connection_id()?.to_owned(),
                vpcs: [requester, accepter],
            })
        };
        peerings.vpc_peering_connections().iter().filter_map(active).collect()
    }

    async fn groups(&self) -> std::collections::BTreeMap<String, Group> {
        let groups = self.ec2.describe_security_groups().send().await.unwrap();
        let read = |group: &ec2_types::SecurityGroup| {
            let rules = Group {
                ingress: group.ip_permissions().iter().map(rule).collect(),
                egress: group.ip_permissions_egress().iter().map(rule).collect(),
            };
            (group.group_id().unwrap().to_owned(), rules)
        };
        groups.security_groups().iter().map(read).collect()
    }

    async fn interfaces(&self) -> Vec<Interface> {
        let interfaces = self.ec2.describe_network_interfaces().send().await.unwrap();
        let read = |one: &ec2_types::NetworkInterface| {
            let groups = one.groups().iter().filter_map(|group| group.group_id()).map(str::to_owned);
            Interface {
                vpc: one.vpc_id().unwrap().to_owned(),
                subnet: one.subnet_id().unwrap().to_owned(),
                private: address(one.private_ip_address()).unwrap(),
                public: address(one.association().and_then(|association| association.public_ip())),
                groups: groups.collect(),
                instance: one.attachment().and_then(|held| held.instance_id()).map(str::to_owned),
                is_of_database: one.requester_id() == Some("amazon-rds"),
            }
        };
        interfaces.network_interfaces().iter().map(read).collect()
    }

    async fn instances(&self, interfaces: &[Interface]) -> Vec<Host> {
        let asked = self.ec2.describe_instances().send().await.unwrap();
        let instances = asked.reservations().iter().flat_map(|reservation| reservation.instances());
        let running = instances.filter(|instance| {
            let state = instance.state().and_then(|state| state.name());
            state == Some(&InstanceStateName::Running)
        });
        let read = |instance: &ec2_types::Instance| {
            let id = instance.instance_id()?;
            let interface = interfaces.iter().find(|one| one.instance.as_deref() == Some(id))?;
            let tag = |tag: &Tag| tag.key() == Some("jalon:resource");
            let key = instance.tags().iter().find(|one| tag(one)).and_then(Tag::value);
            Some(Host {
                name: key.and_then(|key| key.strip_prefix("instance/")).unwrap_or(id).to_owned(),
                id: id.to_owned(),
                endpoint: None,
                interface: interface.clone(),
            })
        };
        running.filter_map(read).collect()
    }

    /// Databases that have an endpoint. RDS doesn't report an instance's interface: it is the one of its groups in its subnets.
    async fn databases(&self, interfaces: &[Interface]) -> Vec<Host> {
        let asked = self.rds.describe_db_instances().send().await.unwrap();
        let read = |db: &aws_sdk_rds::types::DbInstance| {
            let groups = db.vpc_security_groups().iter();
            let groups: Vec<&str> = groups.filter_map(|group| group.vpc_security_group_id()).collect();
            let subnets = db.db_subnet_group()?.subnets().iter();
            let subnets: Vec<&str> = subnets.filter_map(|subnet| subnet.subnet_identifier()).collect();
            let interface = interfaces.iter().find(|one| {
                one.is_of_database
                    && subnets.contains(&one.subnet.as_str())
                    && one.groups.iter().all(|id| groups.contains(&id.as_str()))
            })?;
            Some(Host {
                name: "database".to_owned(),
                id: db.db_instance_identifier()?.to_owned(),
                endpoint: Some(db.endpoint()?.address()?.to_owned()),
                interface: interface.clone(),
            })
        };
        asked.db_instances().iter().filter_map(read).collect()
    }
}

fn vpc(vpc: &ec2_types::Vpc) -> Vpc {
    Vpc {
        id: vpc.vpc_id().unwrap().to_owned(),
        cidr: cidr(vpc.cidr_block()).unwrap(),
    }
}

/// The route table a subnet goes by: the one it is associated with, or its VPC's main one.
fn table_of<'a>(tables: &'a [ec2_types::RouteTable], subnet: &str, vpc: &str) -> &'a ec2_types::RouteTable {
    let with = |is: &dyn Fn(&ec2_types::RouteTableAssociation) -> bool| {
        let mut of_vpc = tables.iter().filter(|table| table.vpc_id() == Some(vpc));
        of_vpc.find(|table| table.associations().iter().any(is))
    };
    with(&|association| association.subnet_id() == Some(subnet))
        .or_else(|| with(&|association| association.main() == Some(true)))
        .unwrap_or_else(|| panic!("{vpc} has no main route table"))
}

/// A route to a range of addresses. Prefix lists, those of S3's gateway endpoint, lead to nobody the lab has.
fn route(route: &ec2_types::Route) -> Option<Route> {
    let target = route
        .gateway_id()
        .or(route.nat_gateway_id())
        .or(route.vpc_peering_connection_id())
        .filter(|_| route.state() != Some(&RouteState::Blackhole));
    Some(Route {
        to: cidr(route.destination_cidr_block())?,
        target: target.map(str::to_owned),
    })
}

/// The entries of a network ACL about IPv4, in the order in which they are asked.
fn entries(acl: &ec2_types::NetworkAcl) -> Vec<AclEntry> {
    let read = |entry: &ec2_types::NetworkAclEntry| {
        let ports = entry.port_range().map(|range| (range.from(), range.to()));
        let icmp = entry.icmp_type_code().map(|icmp| (icmp.r#type(), icmp.code()));
        let (from, to) = ports.or(icmp).unwrap_or_default();
        Some(AclEntry {
            number: entry.rule_number()?,
            egress: entry.egress()?,
            allows: entry.rule_action()?.as_str() == "allow",
            cidr: cidr(entry.cidr_block())?,
            traffic: Traffic {
                protocol: entry.protocol()?.to_owned(),
                from: from.unwrap_or(-1),
                to: to.unwrap_or(-1),
            },
        })
    };
    let mut entries: Vec<AclEntry> = acl.entries().iter().filter_map(read).collect();
    entries.sort_by_key(|entry| entry.number);
    entries
}

fn rule(permission: &ec2_types::IpPermission) -> GroupRule {
    let cidrs = permission.ip_ranges().iter().filter_map(|range| range.cidr_ip());
    let groups = permission.user_id_group_pairs().iter().filter_map(|pair| pair.group_id());
    GroupRule {
        traffic: Traffic {
            protocol: permission.ip_protocol().unwrap().to_owned(),
            from: permission.from_port().unwrap_or(-1),
            to: permission.to_port().unwrap_or(-1),
        },
        cidrs: cidrs.map(str::to_owned).collect(),
        groups: groups.map(str::to_owned).collect(),
    }
}

fn cidr(text: Option<&str>) -> Option<Ipv4Net> {
    text.map(|text| text.parse().unwrap())
}

fn address(text: Option<&str>) -> Option<Ipv4Addr> {
    text.map(|text| text.parse().unwrap())
}
