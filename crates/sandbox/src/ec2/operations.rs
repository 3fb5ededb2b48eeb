//! The operations of EC2 by name, with the parts that each uses. Version 2016-11-15.

use super::{
    Ec2, account_settings, address_mapping, addresses, associations, block_public_access, credits, default_vpc,
    endpoint_services, images, instance_attributes, instance_state, instance_types, instance_view, interface_attachments,
    interface_calls, internet_gateways, key_pairs, launch, launch_templates, monitoring, nat_gateways, network_acl_associations,
    network_acl_entries, network_acls, network_interfaces, new_keys, own_images, peerings, permissions, route_tables, routes,
    security_group_rules, security_groups, snapshot_attributes, snapshots, subnets, tag_operations, template_versions,
    volume_attachments, volume_calls, volume_changes, volumes, vpc_endpoints, vpcs, zones,
};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

type Answer = Result<Element, ApiError>;

/// An operation, by its access to the tables.
#[derive(Clone, Copy)]
enum Operation {
    /// An operation that reads.
    Read(fn(&Ec2, &Common, &Context, &Params) -> Answer),
    /// An operation that changes something.
    Change(fn(&mut Ec2, &mut Common, &Context, &Params) -> Answer),
}
use Operation::{Change, Read};

/// Runs one EC2 operation; the children of the answer go into its envelope.
///
/// # Errors
/// AWS's own codes; `InvalidAction` for an operation the sandbox does not have.
pub fn handle(ec2: &mut Ec2, common: &mut Common, cx: &Context, operation: &str, params: &Params) -> Answer {
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
    match run {
        Read(run) => run(ec2, common, cx, params),
        Change(run) => run(ec2, common, cx, params),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one line for each operation")]
fn named(operation: &str) -> Option<Operation> {
    Some(match operation {
        "AcceptVpcPeeringConnection" => Change(peerings::accept),
        "AllocateAddress" => Change(addresses::allocate),
        "AssociateAddress" => Change(|ec2, common, cx, params| address_mapping::associate(ec2, common, cx, params)),
        "AssociateRouteTable" => Change(associations::associate),
        "AttachInternetGateway" => Change(|ec2, _, cx, params| internet_gateways::attach(ec2, cx, params)),
        "AttachNetworkInterface" => Change(interface_attachments::attach),
        "AttachVolume" => Change(|ec2, _, cx, params| volume_attachments::attach(ec2, cx, params)),
        "AuthorizeSecurityGroupEgress" => Change(|ec2, common, cx, params| permissions::authorize(ec2, common, cx, params, true)),
        "AuthorizeSecurityGroupIngress" => {
            Change(|ec2, common, cx, params| permissions::authorize(ec2, common, cx, params, false))
        }
        "CreateDefaultVpc" => Change(|ec2, common, cx, _| default_vpc::create(ec2, common, cx)),
        "CreateImage" => Change(own_images::create),
        "CreateInternetGateway" => Change(internet_gateways::create),
        "CreateKeyPair" => Change(new_keys::create),
        "CreateLaunchTemplate" => Change(launch_templates::create),
        "CreateLaunchTemplateVersion" => Change(|ec2, common, cx, params| template_versions::create(ec2, common, cx, params)),
        "CreateNatGateway" => Change(nat_gateways::create),
        "CreateNetworkAcl" => Change(network_acls::create),
        "CreateNetworkAclEntry" => Change(|ec2, _, cx, params| network_acl_entries::create(ec2, cx, params)),
        "CreateNetworkInterface" => Change(interface_calls::create),
        "CreateRoute" => Change(|ec2, _, cx, params| routes::create(ec2, cx, params)),
        "CreateRouteTable" => Change(route_tables::create),
        "CreateSecurityGroup" => Change(security_groups::create),
        "CreateSnapshot" => Change(snapshots::create),
        "CreateSnapshots" => Change(snapshots::create_of_instance),
        "CreateSubnet" => Change(subnets::create),
        "CreateTags" => Change(|ec2, _, cx, params| tag_operations::create(ec2, cx, params)),
        "CreateVolume" => Change(volume_calls::create),
        "CreateVpc" => Change(vpcs::create),
        "CreateVpcEndpoint" => Change(vpc_endpoints::create),
        "CreateVpcPeeringConnection" => Change(peerings::create),
        "DeleteInternetGateway" => Change(|ec2, _, cx, params| internet_gateways::delete(ec2, cx, params)),
        "DeleteKeyPair" => Change(|ec2, _, _, params| key_pairs::delete(ec2, params)),
        "DeleteLaunchTemplate" => Change(|ec2, common, cx, params| launch_templates::delete(ec2, common, cx, params)),
        "DeleteNatGateway" => Change(nat_gateways::delete),
        "DeleteNetworkAcl" => Change(|ec2, _, cx, params| network_acls::delete(ec2, cx, params)),
        "DeleteNetworkAclEntry" => Change(|ec2, _, cx, params| network_acl_entries::delete(ec2, cx, params)),
        "DeleteNetworkInterface" => Change(|ec2, _, cx, params| interface_calls::delete(ec2, cx, params)),
        "DeleteRoute" => Change(|ec2, _, cx, params| routes::delete(ec2, cx, params)),
        "DeleteRouteTable" => Change(|ec2, _, cx, params| route_tables::delete(ec2, cx, params)),
        "DeleteSecurityGroup" => Change(|ec2, _, cx, params| security_groups::delete(ec2, cx, params)),
        "DeleteSnapshot" => Change(|ec2, _, cx, params| snapshots::delete(ec2, cx, params)),
        "DeleteSubnet" => Change(|ec2, _, cx, params| subnets::delete(ec2, cx, params)),
        "DeleteTags" => Change(|ec2, _, cx, params| tag_operations::delete(ec2, cx, params)),
        "DeleteVolume" => Change(|ec2, _, cx, params| volumes::delete(ec2, cx, params)),
        "DeleteVpc" => Change(|ec2, _, cx, params| vpcs::delete(ec2, cx, params)),
        "DeleteVpcEndpoints" => Change(|ec2, _, cx, params| vpc_endpoints::delete(ec2, cx, params)),
        "DeleteVpcPeeringConnection" => Change(peerings::delete),
        "DeregisterImage" => Change(|ec2, _, cx, params| own_images::deregister(ec2, cx, params, images::is_public)),
        "DescribeAccountAttributes" => Read(|ec2, _, cx, params| account_settings::attributes(ec2, cx, params)),
        "DescribeAddresses" => Read(addresses::describe),
        "DescribeAddressesAttribute" => Read(address_mapping::describe_attribute),
        "DescribeAvailabilityZones" => Read(|_, common, cx, params| zones::describe(common, cx, params)),
        "DescribeImages" => Read(images::describe),
        "DescribeInstanceAttribute" => Read(|ec2, _, cx, params| instance_attributes::describe(ec2, cx, params)),
        "DescribeInstanceCreditSpecifications" => Read(credits::describe),
        "DescribeInstanceStatus" => Read(instance_view::describe_status),
        "DescribeInstanceTypeOfferings" => Read(|_, common, cx, params| instance_types::describe_offerings(common, cx, params)),
        "DescribeInstanceTypes" => Read(|_, _, _, params| instance_types::describe(params)),
        "DescribeInstances" => Read(instance_view::describe),
        "DescribeInternetGateways" => Read(internet_gateways::describe),
        "DescribeKeyPairs" => Read(key_pairs::describe),
        "DescribeLaunchTemplateVersions" => Read(|ec2, _, cx, params| template_versions::describe(ec2, cx, params)),
        "DescribeLaunchTemplates" => Read(launch_templates::describe),
        "DescribeNatGateways" => Read(nat_gateways::describe),
        "DescribeNetworkAcls" => Read(network_acls::describe),
        "DescribeNetworkInterfaces" => Read(network_interfaces::describe),
        "DescribePrefixLists" => Read(|_, common, _, params| vpc_endpoints::describe_prefix_lists(common, params)),
        "DescribeRegions" => Read(|_, common, _, params| zones::describe_regions(common, params)),
        "DescribeRouteTables" => Read(route_tables::describe),
        "DescribeSecurityGroupRules" => Read(security_group_rules::describe),
        "DescribeSecurityGroups" => Read(security_groups::describe),
        "DescribeSnapshotAttribute" => Read(|ec2, _, cx, params| snapshot_attributes::describe(ec2, cx, params)),
        "DescribeSnapshots" => Read(snapshots::describe),
        "DescribeSubnets" => Read(subnets::describe),
        "DescribeTags" => Read(tag_operations::describe),
        "DescribeVolumeAttribute" => Read(|ec2, _, cx, params| volume_changes::describe_attribute(ec2, cx, params)),
        "DescribeVolumeStatus" => Read(volume_changes::describe_status),
        "DescribeVolumes" => Read(volumes::describe),
        "DescribeVolumesModifications" => Read(volume_changes::describe),
        "DescribeVpcAttribute" => Read(|ec2, _, cx, params| vpcs::describe_attribute(ec2, cx, params)),
        "DescribeVpcBlockPublicAccessOptions" => Read(block_public_access::describe),
        "DescribeVpcEndpointServices" => Read(|_, common, _, params| endpoint_services::describe(common, params)),
        "DescribeVpcEndpoints" => Read(vpc_endpoints::describe),
        "DescribeVpcPeeringConnections" => Read(peerings::describe),
        "DescribeVpcs" => Read(vpcs::describe),
        "DetachInternetGateway" => Change(|ec2, _, cx, params| internet_gateways::detach(ec2, cx, params)),
        "DetachNetworkInterface" => Change(|ec2, _, _, params| interface_attachments::detach(ec2, params)),
        "DetachVolume" => Change(|ec2, _, cx, params| volume_attachments::detach(ec2, cx, params)),
        "DisableEbsEncryptionByDefault" => Change(|ec2, _, _, _| Ok(account_settings::set_encryption(ec2, false))),
        "DisassociateAddress" => Change(|ec2, common, cx, params| address_mapping::disassociate(ec2, common, cx, params)),
        "DisassociateRouteTable" => Change(|ec2, _, cx, params| associations::disassociate(ec2, cx, params)),
        "EnableEbsEncryptionByDefault" => Change(|ec2, _, _, _| Ok(account_settings::set_encryption(ec2, true))),
        "GetConsoleOutput" => Read(|ec2, _, cx, params| monitoring::console_output(ec2, cx, params)),
        "GetDefaultCreditSpecification" => Read(|_, _, _, params| credits::default_of_family(params)),
        "GetEbsDefaultKmsKeyId" => Read(|_, _, _, _| Ok(account_settings::default_key())),
        "GetEbsEncryptionByDefault" => Read(|ec2, _, _, _| Ok(account_settings::encryption(ec2))),
        "ImportKeyPair" => Change(key_pairs::import),
        "ModifyInstanceAttribute" => Change(|ec2, common, cx, params| instance_attributes::modify(ec2, common, cx, params)),
        "ModifyInstanceCreditSpecification" => Change(|ec2, _, cx, params| credits::modify(ec2, cx, params)),
        "ModifyInstanceMetadataOptions" => {
            Change(|ec2, _, cx, params| instance_attributes::modify_metadata_options(ec2, cx, params))
        }
        "ModifyLaunchTemplate" => Change(|ec2, common, cx, params| launch_templates::modify(ec2, common, cx, params)),
        "ModifyNetworkInterfaceAttribute" => Change(|ec2, _, cx, params| interface_calls::modify_attribute(ec2, cx, params)),
        "ModifySnapshotAttribute" => Change(|ec2, _, cx, params| snapshot_attributes::modify(ec2, cx, params)),
        "ModifySubnetAttribute" => Change(|ec2, _, cx, params| subnets::modify_attribute(ec2, cx, params)),
        "ModifyVolume" => Change(|ec2, _, cx, params| volume_changes::modify(ec2, cx, params)),
        "ModifyVolumeAttribute" => Change(|ec2, _, cx, params| volume_changes::modify_attribute(ec2, cx, params)),
        "ModifyVpcAttribute" => Change(|ec2, _, cx, params| vpcs::modify_attribute(ec2, cx, params)),
        "ModifyVpcBlockPublicAccessOptions" => Change(block_public_access::modify),
        "ModifyVpcEndpoint" => Change(|ec2, common, cx, params| vpc_endpoints::modify(ec2, common, cx, params)),
        "ModifyVpcPeeringConnectionOptions" => Change(|ec2, _, cx, params| peerings::modify_options(ec2, cx, params)),
        "MonitorInstances" => Change(|ec2, _, cx, params| monitoring::set(ec2, cx, params, true)),
        "ReleaseAddress" => Change(|ec2, common, cx, params| addresses::release(ec2, common, cx, params)),
        "ReplaceNetworkAclAssociation" => Change(network_acl_associations::replace),
        "ReplaceNetworkAclEntry" => Change(|ec2, _, cx, params| network_acl_entries::replace(ec2, cx, params)),
        "ReplaceRoute" => Change(|ec2, _, cx, params| routes::replace(ec2, cx, params)),
        "ReplaceRouteTableAssociation" => Change(associations::replace),
        "ResetSnapshotAttribute" => Change(|ec2, _, cx, params| snapshot_attributes::reset(ec2, cx, params)),
        "RevokeSecurityGroupEgress" => Change(|ec2, _, cx, params| permissions::revoke(ec2, cx, params, true)),
        "RevokeSecurityGroupIngress" => Change(|ec2, _, cx, params| permissions::revoke(ec2, cx, params, false)),
        "RunInstances" => Change(launch::run),
        "StartInstances" => Change(instance_state::start),
        "StopInstances" => Change(instance_state::stop),
        "TerminateInstances" => Change(instance_state::terminate),
        "UnmonitorInstances" => Change(|ec2, _, cx, params| monitoring::set(ec2, cx, params, false)),
        _ => return None,
    })
}
