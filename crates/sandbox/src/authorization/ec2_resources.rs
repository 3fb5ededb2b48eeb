//! Which resources the operations of EC2 are about, as the policies of users see them.

/// An operation for which EC2 looks at single resources.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// The operation.
    pub operation: &'static str,
    /// The parameters that name resources that are there: one, or a list.
    pub named: &'static [&'static str],
    /// The types of what it makes; a request may tag each.
    pub made: &'static [&'static str],
}

const fn uses(operation: &'static str, named: &'static [&'static str]) -> About {
    About {
        operation,
        named,
        made: &[],
    }
}

const fn makes(operation: &'static str, made: &'static [&'static str], named: &'static [&'static str]) -> About {
    About { operation, named, made }
}

/// All of them. For any other operation, EC2 looks at no single resource, or the sandbox does as if: a policy allows it with the resource `*`
/// and without a condition on tags alone.
const ABOUT: [About; 64] = [
    makes("AllocateAddress", &["elastic-ip"], &[]),
    makes("CreateInternetGateway", &["internet-gateway"], &[]),
    makes("CreateNatGateway", &["natgateway"], &["SubnetId", "AllocationId"]),
    makes(
        "CreateNetworkInterface",
        &["network-interface"],
        &["SubnetId", "SecurityGroupId"],
    ),
    makes("CreateRouteTable", &["route-table"], &["VpcId"]),
    makes("CreateSecurityGroup", &["security-group"], &["VpcId"]),
    makes("CreateSnapshot", &["snapshot"], &["VolumeId"]),
    makes("CreateSnapshots", &["snapshot"], &["InstanceSpecification.InstanceId"]),
    makes("CreateSubnet", &["subnet"], &["VpcId"]),
    makes("CreateVolume", &["volume"], &[]),
    makes("CreateVpc", &["vpc"], &[]),
    makes("CreateVpcEndpoint", &["vpc-endpoint"], &["VpcId", "RouteTableId"]),
    makes(
        "CreateVpcPeeringConnection",
        &["vpc-peering-connection"],
        &["VpcId", "PeerVpcId"],
    ),
    makes("ImportKeyPair", &["key-pair"], &[]),
    makes(
        "RunInstances",
        &["instance", "network-interface", "volume"],
        &["ImageId", "KeyName", "SubnetId", "SecurityGroupId"],
    ),
    uses("AcceptVpcPeeringConnection", &["VpcPeeringConnectionId"]),
    uses("AssociateAddress", &["AllocationId", "InstanceId", "NetworkInterfaceId"]),
    uses("AssociateRouteTable", &["RouteTableId", "SubnetId"]),
    uses("AttachInternetGateway", &["InternetGatewayId", "VpcId"]),
    uses("AttachNetworkInterface", &["NetworkInterfaceId", "InstanceId"]),
    uses("AttachVolume", &["VolumeId", "InstanceId"]),
    uses("AuthorizeSecurityGroupEgress", &["GroupId"]),
    uses("AuthorizeSecurityGroupIngress", &["GroupId"]),
    uses("CreateRoute", &["RouteTableId"]),
    uses("CreateTags", &["ResourceId"]),
    uses("DeleteInternetGateway", &["InternetGatewayId"]),
    uses("DeleteKeyPair", &["KeyPairId", "KeyName"]),
    uses("DeleteNatGateway", &["NatGatewayId"]),
    uses("DeleteNetworkInterface", &["NetworkInterfaceId"]),
    uses("DeleteRoute", &["RouteTableId"]),
    uses("DeleteRouteTable", &["RouteTableId"]),
    uses("DeleteSecurityGroup", &["GroupId"]),
    uses("DeleteSnapshot", &["SnapshotId"]),
    uses("DeleteSubnet", &["SubnetId"]),
    uses("DeleteTags", &["ResourceId"]),
    uses("DeleteVolume", &["VolumeId"]),
    uses("DeleteVpc", &["VpcId"]),
    uses("DeleteVpcEndpoints", &["VpcEndpointId"]),
    uses("DeleteVpcPeeringConnection", &["VpcPeeringConnectionId"]),
    uses("DescribeInstanceAttribute", &["InstanceId"]),
    uses("DescribeVpcAttribute", &["VpcId"]),
    uses("DetachInternetGateway", &["InternetGatewayId", "VpcId"]),
    uses("DetachVolume", &["VolumeId", "InstanceId"]),
    uses("DisassociateRouteTable", &["AssociationId"]),
    uses("ModifyInstanceAttribute", &["InstanceId", "GroupId"]),
    uses("ModifyInstanceMetadataOptions", &["InstanceId"]),
    uses("ModifyNetworkInterfaceAttribute", &["NetworkInterfaceId", "SecurityGroupId"]),
    uses("ModifySnapshotAttribute", &["SnapshotId"]),
    uses("ModifySubnetAttribute", &["SubnetId"]),
    uses("ModifyVolume", &["VolumeId"]),
    uses("ModifyVpcAttribute", &["VpcId"]),
    uses(
        "ModifyVpcEndpoint",
        &["VpcEndpointId", "AddRouteTableId", "RemoveRouteTableId"],
    ),
    uses("ModifyVpcPeeringConnectionOptions", &["VpcPeeringConnectionId"]),
    uses("RebootInstances", &["InstanceId"]),
    uses("ReleaseAddress", &["AllocationId"]),
    uses("ReplaceRoute", &["RouteTableId"]),
    uses("ReplaceRouteTableAssociation", &["AssociationId", "RouteTableId"]),
    uses("RevokeSecurityGroupEgress", &["GroupId"]),
    uses("RevokeSecurityGroupIngress", &["GroupId"]),
    uses("StartInstances", &["InstanceId"]),
    uses("StopInstances", &["InstanceId"]),
    uses("TerminateInstances", &["InstanceId"]),
    uses("UpdateSecurityGroupRuleDescriptionsEgress", &["GroupId"]),
    uses("UpdateSecurityGroupRuleDescriptionsIngress", &["GroupId"]),
];

/// What an operation is about, where EC2 looks at single resources.
pub fn about(operation: &str) -> Option<&'static About> {
    ABOUT.iter().find(|about| about.operation == operation)
}
