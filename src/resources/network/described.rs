//! What AWS says of a network, in AWS's own types: read from the VPCs, or as far as that will do taken from the inventory.

use aws_sdk_ec2::types::{
    Filter, Instance, InternetGateway, NatGateway, NetworkAcl, RouteTable, SecurityGroup, Subnet, Vpc, VpcPeeringConnection,
};
use aws_sdk_rds::types::DbInstance;
use futures_util::future::BoxFuture;

use crate::aws::{Action, Aws, AwsError, Noun, Which};
use crate::resources::ec2_support::all_pages;
use crate::resources::{self, Inventory, db_instance};

/// All pages of an EC2 describe call. NAT gateways alone name their filters in the singular, so the method is a parameter.
macro_rules! describe {
    ($aws:expr, $Noun:ident, $operation:ident, $filter:ident($given:expr), $items:ident) => {{
        let given = $given;
        let listing: BoxFuture<'_, Result<Vec<_>, AwsError>> = Box::pin(async move {
            let action = || Action::List(Noun::$Noun, Which::OfVpcs);
            Ok(all_pages!(
                $aws,
                $aws.read(action()),
                $operation,
                $items,
                $filter = given.clone()
            ))
        });
        listing
    }};
}

/// What AWS says of everything a packet can meet.
pub(super) struct Described {
    pub(super) vpcs: Vec<Vpc>,
    pub(super) subnets: Vec<Subnet>,
    pub(super) route_tables: Vec<RouteTable>,
    pub(super) network_acls: Vec<NetworkAcl>,
    pub(super) security_groups: Vec<SecurityGroup>,
    pub(super) internet_gateways: Vec<InternetGateway>,
    pub(super) nat_gateways: Vec<NatGateway>,
    pub(super) peerings: Vec<VpcPeeringConnection>,
    pub(super) instances: Vec<Instance>,
    pub(super) databases: Vec<DbInstance>,
}

impl Described {
    /// Everything in these VPCs, whoever made it: a dozen describes at once.
    ///
    /// # Errors
    ///
    /// When something can't be listed whole.
    pub(super) async fn of_vpcs(aws: &Aws, inventory: &Inventory, vpcs: &[String]) -> Result<Self, AwsError> {
        let of = |name: &str| filter(name, vpcs);
        let (
            route_tables,
            network_acls,
            found,
            subnets,
            security_groups,
            attached,
            nat_gateways,
            requested,
            accepted,
            hosts,
            databases,
        ) = tokio::try_join!(
            route_tables(aws, vpcs),
            network_acls(aws, vpcs),
            describe!(aws, Vpc, describe_vpcs, filters(of("vpc-id")), vpcs),
            describe!(aws, Subnet, describe_subnets, filters(of("vpc-id")), subnets),
            describe!(
                aws,
                SecurityGroup,
                describe_security_groups,
                filters(of("vpc-id")),
                security_groups
            ),
            describe!(
                aws,
                InternetGateway,
                describe_internet_gateways,
                filters(of("attachment.vpc-id")),
                internet_gateways
            ),
            describe!(aws, NatGateway, describe_nat_gateways, filter(of("vpc-id")), nat_gateways),
            peerings(aws, of("requester-vpc-info.vpc-id")),
            peerings(aws, of("accepter-vpc-info.vpc-id")),
            describe!(aws, Instance, describe_instances, filters(of("vpc-id")), reservations),
            db_instance::describe_all(aws, Which::OfVpcs),
        )?;
        let mut peerings: Vec<VpcPeeringConnection> = requested.into_iter().chain(accepted).collect();
        peerings.sort_by(|a, b| a.vpc_peering_connection_id.cmp(&b.vpc_peering_connection_id));
        peerings.dedup_by(|a, b| a.vpc_peering_connection_id == b.vpc_peering_connection_id);
        Ok(Self {
            vpcs: found,
            subnets,
            route_tables,
            network_acls,
            security_groups,
            internet_gateways: with_detached(attached, inventory),
            nat_gateways,
            peerings,
            instances: hosts
                .into_iter()
                .flat_map(|reservation| reservation.instances.unwrap_or_default())
                .collect(),
            databases,
        })
    }

    /// The deployment's own things, as the inventory has them, and the network ACLs of its VPCs: those decide about its subnets whoever
    /// made them. So do route tables, which are listed where a subnet follows none of the deployment's.
    ///
    /// # Errors
    ///
    /// When these can't be listed whole.
    pub(super) async fn of_deployment(aws: &Aws, inventory: &Inventory, vpcs: &[String]) -> Result<Self, AwsError> {
        macro_rules! all {
            ($Kind:ident) => {{
                let all = inventory.all_facts::<resources::$Kind>();
                all.map(|facts| facts.described.as_ref().clone()).collect()
            }};
        }
        let own_tables = async {
            if serve_all_subnets(inventory) {
                return Ok(all!(RouteTable));
            }
            route_tables(aws, vpcs).await
        };
        let (route_tables, network_acls) = tokio::try_join!(own_tables, network_acls(aws, vpcs))?;
        Ok(Self {
            vpcs: all!(Vpc),
            subnets: all!(Subnet),
            route_tables,
            network_acls,
            security_groups: all!(SecurityGroup),
            internet_gateways: all!(InternetGateway),
            nat_gateways: all!(NatGateway),
            peerings: all!(VpcPeering),
            instances: all!(Instance),
            databases: all!(DbInstance),
        })
    }
}

fn filter(name: &str, vpcs: &[String]) -> Filter {
    Filter::builder().name(name).set_values(Some(vpcs.to_vec())).build()
}

/// Whether each of the deployment's subnets is associated with one of its route tables.
fn serve_all_subnets(inventory: &Inventory) -> bool {
    let tables: Vec<_> = inventory.all_facts::<resources::RouteTable>().collect();
    let mut subnets = inventory.all_facts::<resources::Subnet>();
    subnets.all(|subnet| {
        let id = subnet.described.subnet_id().unwrap_or_default();
        tables.iter().any(|table| table.subnets.iter().any(|served| served == id))
    })
}

fn route_tables<'a>(aws: &'a Aws, vpcs: &[String]) -> BoxFuture<'a, Result<Vec<RouteTable>, AwsError>> {
    let of_vpcs = filter("vpc-id", vpcs);
    describe!(aws, RouteTable, describe_route_tables, filters(of_vpcs), route_tables)
}

fn network_acls<'a>(aws: &'a Aws, vpcs: &[String]) -> BoxFuture<'a, Result<Vec<NetworkAcl>, AwsError>> {
    let of_vpcs = filter("vpc-id", vpcs);
    describe!(aws, NetworkAcl, describe_network_acls, filters(of_vpcs), network_acls)
}

/// The peering connections of which the VPCs are the one side.
fn peerings(aws: &Aws, side: Filter) -> BoxFuture<'_, Result<Vec<VpcPeeringConnection>, AwsError>> {
    describe!(
        aws,
        VpcPeering,
        describe_vpc_peering_connections,
        filters(side),
        vpc_peering_connections
    )
}

/// A gateway that is attached to no VPC is in none of the listings, and a route may still lead to it.
fn with_detached(mut attached: Vec<InternetGateway>, inventory: &Inventory) -> Vec<InternetGateway> {
    for gateway in inventory.all_facts::<resources::InternetGateway>() {
        let gateway = &gateway.described;
        if !attached
            .iter()
            .any(|known| known.internet_gateway_id == gateway.internet_gateway_id)
        {
            let mut detached = gateway.as_ref().clone();
            detached.attachments = None;
            attached.push(detached);
        }
    }
    attached
}
