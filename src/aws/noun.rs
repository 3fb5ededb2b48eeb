//! The things of AWS's that this program handles or asks about. What a person calls them is the user interface's.

/// A thing of AWS's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Noun {
    /// An Elastic IP address.
    Address,
    /// An availability zone.
    AvailabilityZone,
    /// An S3 bucket.
    Bucket,
    /// A DB instance.
    DbInstance,
    /// A DB snapshot.
    DbSnapshot,
    /// A DB subnet group.
    DbSubnetGroup,
    /// The snapshot of one EBS volume.
    EbsSnapshot,
    /// The snapshots of all EBS volumes of an instance.
    EbsSnapshots,
    /// An instance.
    Instance,
    /// An instance type.
    InstanceType,
    /// An internet gateway.
    InternetGateway,
    /// A key pair.
    KeyPair,
    /// A NAT gateway.
    NatGateway,
    /// A network ACL.
    NetworkAcl,
    /// A network interface.
    NetworkInterface,
    /// An object of a bucket.
    Object,
    /// A version of an object.
    ObjectVersion,
    /// A quota of the account.
    Quota,
    /// A region.
    Region,
    /// A route.
    Route,
    /// A route table.
    RouteTable,
    /// A rule of a security group.
    Rule,
    /// A security group.
    SecurityGroup,
    /// The content of the website.
    SiteContent,
    /// A subnet.
    Subnet,
    /// The image of Ubuntu that hosts are launched from.
    UbuntuImage,
    /// An upload of parts that was not completed.
    UnfinishedUpload,
    /// An EBS volume.
    Volume,
    /// A VPC.
    Vpc,
    /// A VPC endpoint.
    VpcEndpoint,
    /// A VPC peering connection.
    VpcPeering,
    /// The options of a VPC peering connection.
    VpcPeeringOptions,
}
