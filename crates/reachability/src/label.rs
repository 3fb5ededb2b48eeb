//! What a thing is called: AWS's id, and the deployment's own name for it where it has one.

/// The kinds of things that a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LabelKind {
    /// A VPC.
    Vpc,
    /// A subnet.
    Subnet,
    /// A route table.
    RouteTable,
    /// An internet gateway.
    InternetGateway,
    /// A NAT gateway.
    NatGateway,
    /// A VPC peering connection.
    VpcPeering,
    /// A security group.
    SecurityGroup,
    /// A network ACL.
    NetworkAcl,
    /// An instance.
    Instance,
    /// A DB instance.
    DbInstance,
    /// A prefix list.
    PrefixList,
    /// A gateway of another kind, as the target of a route.
    Gateway,
    /// A network interface, as the target of a route.
    NetworkInterface,
    /// A transit gateway, as the target of a route.
    TransitGateway,
    /// A local gateway, as the target of a route.
    LocalGateway,
    /// A carrier gateway, as the target of a route.
    CarrierGateway,
    /// A core network, as the target of a route.
    CoreNetwork,
    /// The Internet.
    Internet,
    /// The person's own addresses.
    OwnAddress,
    /// An address that no thing has.
    Address,
}

impl LabelKind {
    /// The name of the kind in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Vpc => "vpc",
            Self::Subnet => "subnet",
            Self::RouteTable => "route-table",
            Self::InternetGateway => "internet-gateway",
            Self::NatGateway => "nat-gateway",
            Self::VpcPeering => "vpc-peering",
            Self::SecurityGroup => "security-group",
            Self::NetworkAcl => "network-acl",
            Self::Instance => "instance",
            Self::DbInstance => "db-instance",
            Self::PrefixList => "prefix-list",
            Self::Gateway => "gateway",
            Self::NetworkInterface => "network-interface",
            Self::TransitGateway => "transit-gateway",
            Self::LocalGateway => "local-gateway",
            Self::CarrierGateway => "carrier-gateway",
            Self::CoreNetwork => "core-network",
            Self::Internet => "internet",
            Self::OwnAddress => "own-address",
            Self::Address => "address",
        }
    }
}

/// A thing of the network by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// What it is.
    pub kind: LabelKind,
    /// AWS's id, or the identifier of a DB instance.
    pub id: String,
    /// The key in its `jalon:resource` tag: `route-table/private1`. A stranger's thing has none.
    pub key: Option<String>,
}

impl Label {
    /// A thing by what it is and its id.
    pub fn new(kind: LabelKind, id: impl Into<String>) -> Self {
        Self {
            kind,
            id: id.into(),
            key: None,
        }
    }

    /// The same with the key of its tag, where there is one.
    pub fn keyed(mut self, key: Option<impl Into<String>>) -> Self {
        self.key = key.map(Into::into);
        self
    }

    /// The shortest name that no other of its kind has: its key, or its id.
    pub fn short(&self) -> &str {
        self.key.as_deref().unwrap_or(&self.id)
    }
}
