//! Gateway VPC endpoints: a private way to S3.

use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_ec2::types::{ResourceType, State as Ec2State, VpcEndpoint as Ec2VpcEndpoint, VpcEndpointType};
use futures_util::future::BoxFuture;

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::row::{Deletion, Listing, Row, Unwanted};
use super::{Base, Difference, Failure, Field, Handle, Key, Observed, Resource, ResourceError, RouteTable, Scope, State, Vpc};
use crate::aws::{Action, Aws, AwsError, Change, Identity, Lacking, Noun, Repeat};

pub(super) const ROW: Row = Row {
    // An estimate: nobody has measured it.
    usual_creation: Duration::from_secs(5),
    unwanted: Unwanted::Pruned(|aws, id| Box::pin(delete(aws, id))),
    id_filter: Some("vpc-endpoint-id"),
    ..Row::new(
        "vpc-endpoint",
        Noun::VpcEndpoint,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, &observed.id))),
    )
};

/// What AWS reports of a VPC endpoint.
#[derive(Clone, Debug)]
pub struct VpcEndpointFacts {
    /// The route tables it is reachable from.
    pub route_tables: Vec<String>,
}

/// A gateway endpoint for S3 on some route tables.
pub struct VpcEndpoint {
    base: Base,
    vpc: Handle<Vpc>,
    route_tables: Vec<Handle<RouteTable>>,
}

impl VpcEndpoint {
    /// The S3 gateway endpoint of a VPC, reachable from these route tables.
    pub fn s3_gateway(key: &Key<Self>, name: impl Into<String>, vpc: &Handle<Vpc>, route_tables: &[Handle<RouteTable>]) -> Self {
        Self {
            base: Base::new(key, name).on(vpc).on_all(route_tables),
            vpc: vpc.clone(),
            route_tables: route_tables.to_vec(),
        }
    }
}

#[async_trait]
impl Resource for VpcEndpoint {
    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, _: &Observed, found: &VpcEndpointFacts) -> Vec<Difference> {
        let missing = self.missing_tables(found).into_iter();
        missing
            .map(|table| Difference::changeable(Field::RouteTable, "", table))
            .collect()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = Action::create(Noun::VpcEndpoint, &self.base.name);
        let answer = aws
            .call(Repeat::Safe, action.clone())
            .tolerating(&[
                "InvalidVpcID.NotFound",
                "InvalidVpcId.NotFound",
                "InvalidRouteTableId.NotFound",
                "InvalidRouteTableID.NotFound",
            ])
            .send(|| {
                aws.ec2()
                    .create_vpc_endpoint()
                    .vpc_endpoint_type(VpcEndpointType::Gateway)
                    .vpc_id(self.vpc.id())
                    .service_name(format!("com.amazonaws.{}.s3", aws.region()))
                    .set_route_table_ids(Some(self.route_tables.iter().map(|table| table.id().to_owned()).collect()))
                    .client_token(identity.client_token())
                    .set_tag_specifications(tag_specifications(identity, &[ResourceType::VpcEndpoint]))
                    .send()
            })
            .await?;
        let endpoint = answer
            .vpc_endpoint
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::VpcEndpoint)))?;
        Ok(observe(endpoint))
    }

    async fn change(&self, aws: &Aws, _: &Identity, observed: &Observed, found: &VpcEndpointFacts) -> Result<(), ResourceError> {
        let missing = self.missing_tables(found);
        aws.call(
            Repeat::Safe,
            Action::change(Change::AddRouteTables, Noun::VpcEndpoint, &self.base.name),
        )
        .tolerating(&["InvalidVpcEndpointId.NotFound"])
        .send(|| {
            aws.ec2()
                .modify_vpc_endpoint()
                .vpc_endpoint_id(&observed.id)
                .set_add_route_table_ids(Some(missing.clone()))
                .send()
        })
        .await?;
        Ok(())
    }
}

impl VpcEndpoint {
    /// The ids of the route tables that it is not reachable from yet.
    fn missing_tables(&self, found: &VpcEndpointFacts) -> Vec<String> {
        let wanted = self.route_tables.iter().map(|table| table.id().to_owned());
        wanted.filter(|table| !found.route_tables.contains(table)).collect()
    }
}

/// Lists the deployment's VPC endpoints.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let endpoints: Vec<Ec2VpcEndpoint> = describe_all!(aws, scope, Noun::VpcEndpoint, describe_vpc_endpoints, vpc_endpoints);
        Ok(endpoints.into_iter().map(observe).collect())
    })
}

pub(super) fn observe(endpoint: Ec2VpcEndpoint) -> Observed {
    // AWS writes these states with a capital in some answers and without in others.
    let state = match endpoint
        .state()
        .map(Ec2State::as_str)
        .unwrap_or_default()
        .to_ascii_lowercase()
        .as_str()
    {
        "pending" | "pendingacceptance" => State::Pending,
        "deleting" => State::Deleting,
        "deleted" => State::Gone,
        "failed" | "rejected" | "expired" => State::failed(Failure::NotMade),
        _ => State::Ready,
    };
    let id = endpoint.vpc_endpoint_id().unwrap_or_default().to_owned();
    let vpc = endpoint.vpc_id().map(str::to_owned);
    let tables = endpoint.route_table_ids().to_vec();
    let tags: Vec<_> = tag_pairs(endpoint.tags.as_deref()).collect();
    let facts = VpcEndpointFacts {
        route_tables: tables.clone(),
    };
    Observed::new(id, state, facts)
        .tagged(tags)
        .referring_to(vpc)
        .referring_to(tables)
}

/// Deletes a VPC endpoint; AWS takes its routes away with it.
pub(super) async fn delete(aws: &Aws, id: &str) -> Result<(), AwsError> {
    let action = Action::delete(Noun::VpcEndpoint, id);
    let answer = aws
        .call(Repeat::Safe, action.clone())
        .send(|| aws.ec2().delete_vpc_endpoints().vpc_endpoint_ids(id).send())
        .await?;
    // This call answers 200 and lists what it did not do.
    let refused = answer.unsuccessful().iter().filter_map(|item| item.error()).find(|error| {
        !error
            .code()
            .is_some_and(|code| code == "InvalidVpcEndpointId.NotFound" || code == "InvalidVpcEndpoint.NotFound")
    });
    match refused {
        None => Ok(()),
        Some(error) => Err(AwsError::refused(
            &action,
            error.code().unwrap_or_default(),
            error.message().unwrap_or_default(),
        )),
    }
}
