//! What holds a resource that AWS does not let go.

use super::Kind;

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
    /// A network ACL.
    NetworkAcl {
        /// Its id.
        id: String,
        /// Its name, where it has one.
        name: Option<String>,
    },
    /// Anything else in a VPC.
    Other {
        /// Its kind.
        kind: Kind,
        /// Its id.
        id: String,
        /// Its name, where it has one.
        name: Option<String>,
    },
}

/// What AWS says of a network interface.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InterfaceFacts {
    /// Its description: of those that AWS makes itself, it names what they are of.
    pub description: Option<String>,
    /// Its status, e.g. `in-use`.
    pub status: Option<String>,
}
