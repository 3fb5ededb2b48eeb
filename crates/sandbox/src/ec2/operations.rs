//! The operations of EC2 by name. Version 2016-11-15.

use super::{
    addresses, associations, images, instance_attributes, instance_state, instance_types, instance_view, interface_calls,
    internet_gateways, key_pairs, launch, nat_gateways, network_acl_associations, network_acl_entries, network_acls,
    network_interfaces, peerings, permissions, route_tables, routes, security_group_rules, security_groups, snapshots, subnets,
    tags, volumes, vpc_endpoints, vpcs, zones,
};
use crate::protocol::{ApiError, Element, Params};
use crate::world::{Context, World};

type Operation = fn(&mut World, &Context, &Params) -> Result<Element, ApiError>;

/// Runs one EC2 operation; the children of the answer go into its envelope.
///
/// # Errors
/// AWS's own codes; `InvalidAction` for an operation the sandbox does not have.
pub fn handle(world: &mut World, cx: &Context, operation: &str, params: &Params) -> Result<Element, ApiError> {
    let Some(run) = named(operation) else {
        return Err(ApiError::new(
            "InvalidAction",
            format!("The action {operation} is not valid for this web service."),
        ));
    };
    if params.boolean("DryRun")? == Some(true) {
        let message = "Request would have succeeded, but DryRun flag is set.";
        return Err(ApiError::new("DryRunOperation", message).with_status(http::StatusCode::PRECONDITION_FAILED));
    }
    run(world, cx, params)
}

fn named(operation: &str) -> Option<Operation> {
    Some(match operation {
        "AcceptVpcPeeringConnection" => peerings::accept,
        "AllocateAddress" => addresses::allocate,
        "AssociateRouteTable" => associations::associate,
        "AttachInternetGateway" => internet_gateways::attach,
        "AuthorizeSecurityGroupEgress" => |world, cx, params| permissions::authorize(world, cx, params, true),
        "AuthorizeSecurityGroupIngress" => |world, cx, params| permissions::authorize(world, cx, params, false),
        "CreateInternetGateway" => internet_gateways::create,
        "CreateNatGateway" => nat_gateways::create,
        "CreateNetworkAcl" => network_acls::create,
        "CreateNetworkAclEntry" => network_acl_entries::create,
        "CreateNetworkInterface" => interface_calls::create,
        "CreateRoute" => routes::create,
        "CreateRouteTable" => route_tables::create,
        "CreateSecurityGroup" => security_groups::create,
        "CreateSnapshot" => snapshots::create,
        "CreateSnapshots" => snapshots::create_of_instance,
        "CreateSubnet" => subnets::create,
        "CreateTags" => tags::create,
        "CreateVolume" => volumes::create,
        "CreateVpc" => vpcs::create,
        "CreateVpcEndpoint" => vpc_endpoints::create,
        "CreateVpcPeeringConnection" => peerings::create,
        "DeleteInternetGateway" => internet_gateways::delete,
        "DeleteKeyPair" => key_pairs::delete,
        "DeleteNatGateway" => nat_gateways::delete,
        "DeleteNetworkAcl" => network_acls::delete,
        "DeleteNetworkAclEntry" => network_acl_entries::delete,
        "DeleteNetworkInterface" => interface_calls::delete,
        "DeleteRoute" => routes::delete,
        "DeleteRouteTable" => route_tables::delete,
        "DeleteSecurityGroup" => security_groups::delete,
        "DeleteSnapshot" => snapshots::delete,
        "DeleteSubnet" => subnets::delete,
        "DeleteTags" => tags::delete,
        "DeleteVolume" => volumes::delete,
        "DeleteVpc" => vpcs::delete,
        "DeleteVpcEndpoints" => vpc_endpoints::delete,
        "DeleteVpcPeeringConnection" => peerings::delete,
        "DescribeAddresses" => addresses::describe,
        "DescribeAvailabilityZones" => zones::describe,
        "DescribeImages" => images::describe,
        "DescribeInstanceAttribute" => instance_attributes::describe,
        "DescribeInstanceStatus" => instance_view::describe_status,
        "DescribeInstanceTypeOfferings" => instance_types::describe_offerings,
        "DescribeInstanceTypes" => instance_types::describe,
        "DescribeInstances" => instance_view::describe,
        "DescribeInternetGateways" => internet_gateways::describe,
        "DescribeKeyPairs" => key_pairs::describe,
        "DescribeNatGateways" => nat_gateways::describe,
        "DescribeNetworkAcls" => network_acls::describe,
        "DescribeNetworkInterfaces" => network_interfaces::describe,
        "DescribePrefixLists" => vpc_endpoints::describe_prefix_lists,
        "DescribeRegions" => zones::describe_regions,
        "DescribeRouteTables" => route_tables::describe,
        "DescribeSecurityGroupRules" => security_group_rules::describe,
        "DescribeSecurityGroups" => security_groups::describe,
        "DescribeSnapshots" => snapshots::describe,
        "DescribeSubnets" => subnets::describe,
        "DescribeTags" => tags::describe,
        "DescribeVolumes" => volumes::describe,
        "DescribeVpcAttribute" => vpcs::describe_attribute,
        "DescribeVpcEndpoints" => vpc_endpoints::describe,
        "DescribeVpcPeeringConnections" => peerings::describe,
        "DescribeVpcs" => vpcs::describe,
        "DetachInternetGateway" => internet_gateways::detach,
        "DisassociateRouteTable" => associations::disassociate,
        "ImportKeyPair" => key_pairs::import,
        "ModifyInstanceAttribute" => instance_attributes::modify,
        "ModifyInstanceMetadataOptions" => instance_attributes::modify_metadata_options,
        "ModifySubnetAttribute" => subnets::modify_attribute,
        "ModifyVpcAttribute" => vpcs::modify_attribute,
        "ModifyVpcEndpoint" => vpc_endpoints::modify,
        "ModifyVpcPeeringConnectionOptions" => peerings::modify_options,
        "ReleaseAddress" => addresses::release,
        "ReplaceNetworkAclAssociation" => network_acl_associations::replace,
        "ReplaceNetworkAclEntry" => network_acl_entries::replace,
        "ReplaceRoute" => routes::replace,
        "ReplaceRouteTableAssociation" => associations::replace,
        "RevokeSecurityGroupEgress" => |world, cx, params| permissions::revoke(world, cx, params, true),
        "RevokeSecurityGroupIngress" => |world, cx, params| permissions::revoke(world, cx, params, false),
        "RunInstances" => launch::run,
        "StartInstances" => instance_state::start,
        "StopInstances" => instance_state::stop,
        "TerminateInstances" => instance_state::terminate,
        _ => return None,
    })
}
