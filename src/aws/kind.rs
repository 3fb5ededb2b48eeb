//! The kinds of AWS resources the walkthrough builds.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$meta:meta])* $variant:ident = $name:literal, $noun:literal;)*) => {
        /// A kind of AWS resource. Its string form is what the state file, the events and `status` show.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind {
            $($(#[$meta])* #[serde(rename = $name)] $variant,)*
        }

        impl Kind {
            /// Every kind, in the order in which the walkthrough first meets them.
            pub const ALL: &[Kind] = &[$(Kind::$variant),*];

            /// The stable identifier, e.g. `nat-gateway`.
            pub fn as_str(self) -> &'static str {
                match self { $(Kind::$variant => $name,)* }
            }

            /// The kind of this identifier.
            pub fn named(name: &str) -> Option<Kind> {
                Kind::ALL.iter().copied().find(|kind| kind.as_str() == name)
            }

            /// What a person calls it, e.g. `NAT gateway`.
            pub fn noun(self) -> &'static str {
                match self { $(Kind::$variant => $noun,)* }
            }
        }
    };
}

kinds! {
    Vpc = "vpc", "VPC";
    InternetGateway = "internet-gateway", "internet gateway";
    Subnet = "subnet", "subnet";
    RouteTable = "route-table", "route table";
    Route = "route", "route";
    VpcEndpoint = "vpc-endpoint", "VPC endpoint";
    KeyPair = "key-pair", "key pair";
    SecurityGroup = "security-group", "security group";
    Instance = "instance", "instance";
    Volume = "volume", "EBS volume";
    DbSubnetGroup = "db-subnet-group", "DB subnet group";
    DbInstance = "db-instance", "DB instance";
    Address = "elastic-ip", "Elastic IP";
    NatGateway = "nat-gateway", "NAT gateway";
    Bucket = "bucket", "S3 bucket";
    SiteContent = "site-content", "site content";
    EbsSnapshots = "ebs-snapshots", "EBS snapshots";
    DbSnapshot = "db-snapshot", "DB snapshot";
    VpcPeering = "vpc-peering", "VPC peering connection";
    VpcPeeringOptions = "vpc-peering-options", "VPC peering options";
}

impl Kind {
    /// Whether it is one of EC2's, which keeps the tags of all its resources in one list.
    pub fn is_of_ec2(self) -> bool {
        use Kind::{Bucket, DbInstance, DbSnapshot, DbSubnetGroup, SiteContent};
        !matches!(self, Bucket | SiteContent | DbInstance | DbSnapshot | DbSubnetGroup)
    }

    /// Whether AWS takes each name of the kind but once in an account, or once in a VPC.
    pub fn is_known_by_name(self) -> bool {
        use Kind::{Bucket, DbInstance, DbSnapshot, DbSubnetGroup, KeyPair, SecurityGroup};
        matches!(
            self,
            Bucket | DbInstance | DbSnapshot | DbSubnetGroup | KeyPair | SecurityGroup
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
