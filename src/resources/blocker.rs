//! What holds a resource that AWS does not let go.

use aws_sdk_ec2::types::NetworkInterface;

use crate::aws::AwsError;

/// What one look at AWS came to.
pub(super) type Found = Result<Vec<Blocker>, AwsError>;

/// One thing that holds a resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Blocker {
    /// An instance.
    Instance {
        /// Its id.
        id: String,
        /// Its network interface that holds the resource; `None` where it holds an Elastic IP.
        interface: Option<String>,
    },
    /// A network interface that is no instance's.
    Interface {
        /// Its id.
        id: String,
        /// What AWS says of it; `None` where it holds an Elastic IP.
        facts: Option<InterfaceFacts>,
    },
    /// A rule of another security group.
    GroupRule {
        /// The id of that group.
        group: String,
        /// Its name.
        name: String,
    },
    /// A subnet that a route table serves.
    Association {
        /// The subnet's id.
        subnet: String,
    },
    /// The route table is the main one of its VPC.
    MainRouteTable,
    /// A DB instance.
    DbInstance {
        /// Its identifier.
        id: String,
        /// AWS's status of it.
        status: String,
    },
    /// A part of a VPC.
    Part {
        /// What it is.
        part: VpcPart,
        /// Its id.
        id: String,
        /// Its name, where it has one.
        name: Option<String>,
    },
}

/// What lies in a VPC, or leads into it, and has to go before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum VpcPart {
    /// A subnet.
    Subnet,
    /// A security group.
    SecurityGroup,
    /// A network ACL.
    NetworkAcl,
    /// A route table.
    RouteTable,
    /// An internet gateway.
    InternetGateway,
    /// A VPC endpoint.
    VpcEndpoint,
    /// A VPC peering connection.
    VpcPeering,
}

/// What AWS says of a network interface.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InterfaceFacts {
    /// Its description: of those that AWS makes itself, it names what they are of.
    pub description: Option<String>,
    /// Its status, e.g. `in-use`.
    pub status: Option<String>,
}

impl InterfaceFacts {
    pub(super) fn of(interface: &NetworkInterface) -> Self {
        Self {
            description: interface.description().filter(|text| !text.is_empty()).map(str::to_owned),
            status: interface.status().map(|status| status.as_str().to_owned()),
        }
    }
}
