//! Route tables and their associations. Their routes are resources of their own (`route.rs`).

use async_trait::async_trait;
use aws_sdk_ec2::types::{Filter, ResourceType, RouteTable as Ec2RouteTable, RouteTableAssociation};
use futures_util::future::BoxFuture;

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::{Base, Difference, Handle, Resource, ResourceError};
use crate::aws::{Aws, AwsError, Identity, Kind, Observed, Propagation, Repeat, Scope, State};

const LAG: &[&str] = &[
    "InvalidRouteTableID.NotFound",
    "InvalidSubnetID.NotFound",
    "InvalidSubnetId.NotFound",
];

/// A route table and the subnets it serves.
pub struct RouteTable {
    base: Base,
    vpc: Handle,
    subnets: Vec<Handle>,
}

impl RouteTable {
    /// A route table of this VPC, serving these subnets.
    pub fn serving(key: &str, name: impl Into<String>, vpc: &Handle, subnets: &[Handle]) -> Self {
        let mut needs = vec![vpc];
        needs.extend(subnets);
        Self {
            base: Base::new(key, name, &needs),
            vpc: vpc.clone(),
            subnets: subnets.to_vec(),
        }
    }
}

#[async_trait]
impl Resource for RouteTable {
    fn kind(&self) -> Kind {
        Kind::RouteTable
    }

    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, observed: &Observed) -> Vec<Difference> {
        let Some(table) = observed.body::<Ec2RouteTable>() else {
            return Vec::new();
        };
        let served: Vec<&str> = table
            .associations()
            .iter()
            .filter_map(|association| association.subnet_id())
            .collect();
        self.subnets
            .iter()
            .filter(|subnet| !served.contains(&subnet.id()))
            .map(|subnet| Difference::changeable("association", "", subnet.id()))
            .collect()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = format!("create the route table {}", self.base.name);
        let answer = aws
            .call(Repeat::Safe, &action)
            .tolerating(&["InvalidVpcID.NotFound"])
            .send(|| {
                aws.ec2()
                    .create_route_table()
                    .vpc_id(self.vpc.id())
                    .client_token(identity.client_token())
                    .set_tag_specifications(tag_specifications(identity, &[ResourceType::RouteTable]))
                    .send()
            })
            .await?;
        let table = answer
            .route_table
            .ok_or_else(|| AwsError::incomplete_answer(&action, "route table"))?;
        Ok(observe(table))
    }

    async fn change(
        &self,
        aws: &Aws,
        _: &Identity,
        observed: &Observed,
        differences: &[Difference],
    ) -> Result<(), ResourceError> {
        futures_util::future::try_join_all(
            differences
                .iter()
                .map(|difference| associate(aws, &observed.id, &difference.wanted)),
        )
        .await?;
        Ok(())
    }
}

/// Makes `table` the route table of `subnet`, whichever served it before.
async fn associate(aws: &Aws, table: &str, subnet: &str) -> Result<(), AwsError> {
    let associated = aws
        .call(Repeat::Safe, format!("associate the route table {table} with {subnet}"))
        .tolerating(LAG)
        .send(|| {
            aws.ec2()
                .associate_route_table()
                .route_table_id(table)
                .subnet_id(subnet)
                .send()
        })
        .await;
    match associated {
        Err(error) if error.is(&["Resource.AlreadyAssociated"]) => replace_association(aws, table, subnet).await,
        other => other.map(|_| ()),
    }
}

async fn replace_association(aws: &Aws, table: &str, subnet: &str) -> Result<(), AwsError> {
    let current = association_of(aws, subnet).await?;
    if current.route_table_id() == Some(table) {
        return Ok(());
    }
    let association = current.route_table_association_id().unwrap_or_default();
    let replaced = aws
        .call(
            Repeat::Safe,
            format!("associate the route table {table} with {subnet} instead"),
        )
        .send(|| {
            aws.ec2()
                .replace_route_table_association()
                .association_id(association)
                .route_table_id(table)
                .send()
        })
        .await;
    match replaced {
        // The association has another id after it was replaced: an answer was lost, and the call sent again.
        Err(error) if error.is(&["InvalidAssociationID.NotFound"]) => Ok(()),
        other => other.map(|_| ()),
    }
}

/// The association of a subnet that AWS says has one; it may be so new that it isn't listed yet.
async fn association_of(aws: &Aws, subnet: &str) -> Result<RouteTableAssociation, AwsError> {
    let action = format!("find the route table that serves {subnet}");
    let filter = Filter::builder().name("association.subnet-id").values(subnet).build();
    let mut propagation = Propagation::begins(aws);
    loop {
        let answer = aws
            .read(&action)
            .send(|| aws.ec2().describe_route_tables().filters(filter.clone()).send())
            .await?;
        let mut associations = answer.route_tables().iter().flat_map(|table| table.associations());
        if let Some(association) = associations.find(|association| association.subnet_id() == Some(subnet)) {
            return Ok(association.clone());
        }
        let unlisted = AwsError::incomplete_answer(&action, "association of the subnet");
        propagation.next_look(unlisted).await?;
    }
}

/// Lists the deployment's route tables, routes and associations included.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let tables: Vec<Ec2RouteTable> = describe_all!(aws, scope, "route tables", describe_route_tables, route_tables);
        Ok(tables.into_iter().map(observe).collect())
    })
}

fn observe(table: Ec2RouteTable) -> Observed {
    let id = table.route_table_id().unwrap_or_default().to_owned();
    let subnets: Vec<String> = table
        .associations()
        .iter()
        .filter_map(|association| association.subnet_id())
        .map(str::to_owned)
        .collect();
    let vpc = table.vpc_id().map(str::to_owned);
    let tags: Vec<_> = tag_pairs(table.tags.as_deref()).collect();
    let routes: Vec<String> = table
        .routes()
        .iter()
        .filter_map(|route| {
            let target = route
                .nat_gateway_id()
                .or(route.vpc_peering_connection_id())
                .or(route.gateway_id())?;
            Some(format!("{} to {target}", route.destination_cidr_block()?))
        })
        .collect();
    Observed::new(Kind::RouteTable, id, State::Ready, table)
        .tagged(tags)
        .referring_to(vpc)
        .referring_to(subnets)
        .with("routes", Some(routes.join("; ")))
}

/// Disassociates and deletes a route table.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    let associations = observed
        .body::<Ec2RouteTable>()
        .map(|table| table.associations())
        .unwrap_or_default();
    for association in associations
        .iter()
        .filter_map(|association| association.route_table_association_id())
    {
        let removed = aws
            .call(Repeat::Safe, format!("disassociate the route table {}", observed.id))
            .send(|| aws.ec2().disassociate_route_table().association_id(association).send())
            .await;
        match removed {
            Err(error) if error.is(&["InvalidAssociationID.NotFound"]) => {}
            other => drop(other?),
        }
    }
    aws.call(Repeat::Safe, format!("delete the route table {}", observed.id))
        .send(|| aws.ec2().delete_route_table().route_table_id(&observed.id).send())
        .await?;
    Ok(())
}
