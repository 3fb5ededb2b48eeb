//! Route tables and their associations. Their routes are resources of their own (`route.rs`).

use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_ec2::types::{Filter, ResourceType, RouteTable as Ec2RouteTable, RouteTableAssociation};
use futures_util::future::{BoxFuture, try_join_all};

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::row::{Deletion, Listing, Row};
use super::{
    Base, Difference, Field, Handle, Key, Observed, Resource, ResourceError, RouteFacts, Scope, State, Subnet, Vpc, blockers,
};
use crate::aws::{Action, Aws, AwsError, Change, Identity, Lacking, Link, Noun, Propagation, Repeat, Which};

pub(super) const ROW: Row = Row {
    find_holders: Some(|aws, table| Box::pin(blockers::of_route_table(aws, &table.id))),
    id_filter: Some("route-table-id"),
    ..Row::new(
        "route-table",
        Noun::RouteTable,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

/// What AWS reports of a route table.
#[derive(Clone, Debug)]
pub struct RouteTableFacts {
    /// Its routes of IPv4 ranges.
    pub routes: Vec<RouteFacts>,
    /// The ids of the subnets it serves.
    pub subnets: Vec<String>,
    associations: Vec<String>,
    pub(super) described: Arc<Ec2RouteTable>,
}

const LAG: &[&str] = &[
    "InvalidRouteTableID.NotFound",
    "InvalidSubnetID.NotFound",
    "InvalidSubnetId.NotFound",
];

/// A route table and the subnets it serves.
pub struct RouteTable {
    base: Base,
    vpc: Handle<Vpc>,
    subnets: Vec<Handle<Subnet>>,
}

impl RouteTable {
    /// A route table of this VPC, serving these subnets.
    pub fn serving(key: &Key<Self>, name: impl Into<String>, vpc: &Handle<Vpc>, subnets: &[Handle<Subnet>]) -> Self {
        Self {
            base: Base::new(key, name).on(vpc).on_all(subnets),
            vpc: vpc.clone(),
            subnets: subnets.to_vec(),
        }
    }

    /// The ids of the subnets that it does not serve yet.
    fn missing_subnets(&self, found: &RouteTableFacts) -> Vec<String> {
        let wanted = self.subnets.iter().map(|subnet| subnet.id().to_owned());
        wanted.filter(|subnet| !found.subnets.contains(subnet)).collect()
    }
}

#[async_trait]
impl Resource for RouteTable {
    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, _: &Observed, found: &RouteTableFacts) -> Vec<Difference> {
        let missing = self.missing_subnets(found).into_iter();
        missing
            .map(|subnet| Difference::changeable(Field::Association, "", subnet))
            .collect()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = Action::create(Noun::RouteTable, &self.base.name);
        let answer = aws
            .call(Repeat::Safe, action.clone())
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
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::RouteTable)))?;
        Ok(observe(table))
    }

    async fn change(&self, aws: &Aws, _: &Identity, observed: &Observed, found: &RouteTableFacts) -> Result<(), ResourceError> {
        let missing = self.missing_subnets(found);
        try_join_all(missing.iter().map(|subnet| associate(aws, &observed.id, subnet))).await?;
        Ok(())
    }
}

/// Makes `table` the route table of `subnet`, whichever served it before.
async fn associate(aws: &Aws, table: &str, subnet: &str) -> Result<(), AwsError> {
    let associated = aws
        .call(Repeat::Safe, Action::link(Link::Associate, table, subnet))
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
        .call(Repeat::Safe, Action::link(Link::AssociateInstead, table, subnet))
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
    let action = Action::Find(Noun::RouteTable, Which::Serving(subnet.to_owned()));
    let filter = Filter::builder().name("association.subnet-id").values(subnet).build();
    let mut propagation = Propagation::begins(aws);
    loop {
        let answer = aws
            .read(action.clone())
            .send(|| aws.ec2().describe_route_tables().filters(filter.clone()).send())
            .await?;
        let mut associations = answer.route_tables().iter().flat_map(|table| table.associations());
        if let Some(association) = associations.find(|association| association.subnet_id() == Some(subnet)) {
            return Ok(association.clone());
        }
        let unlisted = AwsError::incomplete_answer(&action, Lacking::Association);
        propagation.next_look(unlisted).await?;
    }
}

/// Lists the deployment's route tables, routes and associations included.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let tables: Vec<Ec2RouteTable> = describe_all!(aws, scope, Noun::RouteTable, describe_route_tables, route_tables);
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
    let associations = table.associations().iter();
    let facts = RouteTableFacts {
        routes: table.routes().iter().filter_map(RouteFacts::of).collect(),
        subnets: subnets.clone(),
        associations: associations
            .filter_map(|association| association.route_table_association_id().map(str::to_owned))
            .collect(),
        described: Arc::new(table),
    };
    Observed::new(id, State::Ready, facts)
        .tagged(tags)
        .referring_to(vpc)
        .referring_to(subnets)
}

/// Disassociates and deletes a route table.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    let table = observed.facts_of::<RouteTable>();
    for association in table.into_iter().flat_map(|table| &table.associations) {
        let removed = aws
            .call(
                Repeat::Safe,
                Action::change(Change::Disassociate, Noun::RouteTable, &observed.id),
            )
            .send(|| aws.ec2().disassociate_route_table().association_id(association).send())
            .await;
        match removed {
            Err(error) if error.is(&["InvalidAssociationID.NotFound"]) => {}
            other => drop(other?),
        }
    }
    aws.call(Repeat::Safe, Action::delete(Noun::RouteTable, &observed.id))
        .send(|| aws.ec2().delete_route_table().route_table_id(&observed.id).send())
        .await?;
    Ok(())
}
