//! Which blockers go by themselves: what AWS is taking away, and what it leaves behind for a while when something is deleted.
//!
//! Source: docs/AWS.md, "Deletion order".

use aws_sdk_ec2::types::{NatGatewayState, State as EndpointState};

use super::{Blocker, InterfaceFacts, VpcPart};
use crate::aws::{Action, Aws, AwsError, Class, Noun};

/// The description of the network interfaces of DB instances; AWS takes them away minutes after the instance.
const OF_DATABASES: &str = "RDSNetworkInterface";
/// What the description of a NAT gateway's network interface begins with; the gateway's id follows.
const OF_NAT_GATEWAYS: &str = "Interface for NAT Gateway ";
/// What the description of an interface endpoint's network interface begins with; the endpoint's id follows.
const OF_ENDPOINTS: &str = "VPC Endpoint Interface ";

/// Whether a blocker goes without anybody doing anything. What AWS does not let us look at may.
///
/// # Errors
///
/// When AWS can't be asked.
pub async fn goes_by_itself(aws: &Aws, blocker: &Blocker) -> Result<bool, AwsError> {
    let goes = match blocker {
        Blocker::Interface { facts: Some(facts), .. } => is_interface_leaving(aws, facts).await,
        Blocker::Interface { id, facts: None } => match facts_of(aws, id).await {
            Ok(Some(facts)) => is_interface_leaving(aws, &facts).await,
            Ok(None) => Ok(true),
            Err(error) => Err(error),
        },
        Blocker::Part {
            part: VpcPart::VpcEndpoint,
            id,
            ..
        } => is_endpoint_leaving(aws, id).await,
        Blocker::DbInstance { status, .. } => Ok(status == "deleting"),
        Blocker::Instance { .. }
        | Blocker::GroupRule { .. }
        | Blocker::Association { .. }
        | Blocker::MainRouteTable
        | Blocker::Part { .. } => Ok(false),
    };
    match goes {
        Err(error) if matches!(error.class, Class::Denied | Class::Refused | Class::NotFound) => Ok(true),
        goes => goes,
    }
}

async fn facts_of(aws: &Aws, interface: &str) -> Result<Option<InterfaceFacts>, AwsError> {
    let answer = aws
        .read(Action::Read(Noun::NetworkInterface, interface.to_owned()))
        .send(|| {
            let all = aws.ec2().describe_network_interfaces();
            all.network_interface_ids(interface).send()
        })
        .await?;
    Ok(answer.network_interfaces().first().map(InterfaceFacts::of))
}

async fn is_interface_leaving(aws: &Aws, facts: &InterfaceFacts) -> Result<bool, AwsError> {
    let description = facts.description.as_deref().unwrap_or_default();
    if description == OF_DATABASES {
        return Ok(true);
    }
    if let Some(nat) = description.strip_prefix(OF_NAT_GATEWAYS) {
        return is_nat_gateway_leaving(aws, nat).await;
    }
    match description.strip_prefix(OF_ENDPOINTS) {
        Some(endpoint) => is_endpoint_leaving(aws, endpoint).await,
        None => Ok(false),
    }
}

async fn is_nat_gateway_leaving(aws: &Aws, nat: &str) -> Result<bool, AwsError> {
    let answer = aws
        .read(Action::Read(Noun::NatGateway, nat.to_owned()))
        .send(|| aws.ec2().describe_nat_gateways().nat_gateway_ids(nat).send())
        .await?;
    let stays = |state: &NatGatewayState| matches!(state, NatGatewayState::Pending | NatGatewayState::Available);
    Ok(!answer.nat_gateways().iter().filter_map(|nat| nat.state()).any(stays))
}

async fn is_endpoint_leaving(aws: &Aws, endpoint: &str) -> Result<bool, AwsError> {
    let answer = aws
        .read(Action::Read(Noun::VpcEndpoint, endpoint.to_owned()))
        .send(|| aws.ec2().describe_vpc_endpoints().vpc_endpoint_ids(endpoint).send())
        .await?;
    let leaves = |state: &EndpointState| matches!(state, EndpointState::Deleting | EndpointState::Deleted);
    Ok(answer
        .vpc_endpoints()
        .iter()
        .filter_map(|endpoint| endpoint.state())
        .all(leaves))
}
