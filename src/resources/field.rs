//! What of a resource can differ from its spec: the field's name in a plan and in JSON.

/// One field of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The `Name` tag.
    NameTag,
    /// Another tag, by its key.
    Tag(&'static str),
    /// A tag that the person wants on everything.
    GivenTag,
    /// Whether a peering connection was accepted.
    Acceptance,
    /// The accepting VPC.
    Accepter,
    /// A subnet associated with a route table.
    Association,
    /// What a gateway or a volume is attached to.
    AttachedTo,
    /// An Availability Zone.
    AvailabilityZone,
    /// For how many days automated backups are kept.
    BackupRetentionDays,
    /// A CIDR block.
    Cidr,
    /// A DB instance's class.
    Class,
    /// A DB instance's first database.
    DbName,
    /// Whether hosts of a VPC get DNS names.
    DnsHostnames,
    /// Whether names resolve across a peering connection.
    DnsResolution,
    /// Whether a VPC has AWS's DNS server.
    DnsSupport,
    /// A rule that lets out.
    EgressRule,
    /// Whether storage is encrypted.
    Encrypted,
    /// A file of the site.
    File,
    /// A DB instance's identifier.
    Identifier,
    /// A rule that lets in.
    IngressRule,
    /// An instance's type.
    InstanceType,
    /// An instance's metadata options.
    MetadataOptions,
    /// A bucket's name.
    Name,
    /// A bucket's object ownership.
    ObjectOwnership,
    /// A bucket's policy.
    Policy,
    /// A statement of a bucket's policy.
    PolicyStatement,
    /// A bucket's public access block.
    PublicAccessBlock,
    /// An instance's public address.
    PublicAddress,
    /// Whether hosts of a subnet get public addresses.
    PublicAddressOnLaunch,
    /// A key pair's public key.
    PublicKey,
    /// Whether a DB instance has a public address.
    PubliclyAccessible,
    /// The requesting VPC.
    Requester,
    /// A route table.
    RouteTable,
    /// A security group.
    SecurityGroup,
    /// A state.
    State,
    /// How far storage may grow by itself, in GiB.
    StorageCeilingGib,
    /// A type of storage.
    StorageType,
    /// A subnet.
    Subnet,
    /// A DB subnet group's subnets.
    Subnets,
    /// A route's target.
    Target,
    /// A multipart upload that nobody completed.
    UnfinishedUpload,
    /// A DB instance's master user.
    User,
    /// An engine's version.
    Version,
    /// A bucket's website pages.
    Website,
}

impl Field {
    /// Its stable name, as JSON has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::NameTag => "Name",
            Self::Tag(key) => key,
            Self::GivenTag => "tag",
            Self::Acceptance => "acceptance",
            Self::Accepter => "accepter",
            Self::Association => "association",
            Self::AttachedTo => "attached-to",
            Self::AvailabilityZone => "availability-zone",
            Self::BackupRetentionDays => "backup-retention-days",
            Self::Cidr => "cidr",
            Self::Class => "class",
            Self::DbName => "db-name",
            Self::DnsHostnames => "dns-hostnames",
            Self::DnsResolution => "dns-resolution",
            Self::DnsSupport => "dns-support",
            Self::EgressRule => "egress-rule",
            Self::Encrypted => "encrypted",
            Self::File => "file",
            Self::Identifier => "identifier",
            Self::IngressRule => "ingress-rule",
            Self::InstanceType => "instance-type",
            Self::MetadataOptions => "metadata-options",
            Self::Name => "name",
            Self::ObjectOwnership => "object-ownership",
            Self::Policy => "policy",
            Self::PolicyStatement => "policy-statement",
            Self::PublicAccessBlock => "public-access-block",
            Self::PublicAddress => "public-address",
            Self::PublicAddressOnLaunch => "public-address-on-launch",
            Self::PublicKey => "public-key",
            Self::PubliclyAccessible => "publicly-accessible",
            Self::Requester => "requester",
            Self::RouteTable => "route-table",
            Self::SecurityGroup => "security-group",
            Self::State => "state",
            Self::StorageCeilingGib => "storage-ceiling-gib",
            Self::StorageType => "storage-type",
            Self::Subnet => "subnet",
            Self::Subnets => "subnets",
            Self::Target => "target",
            Self::UnfinishedUpload => "unfinished upload",
            Self::User => "user",
            Self::Version => "version",
            Self::Website => "website",
        }
    }
}
