//! What a call does to what, as a value: the user interface makes the words.

use ipnet::Ipv4Net;

use super::Noun;

/// What a call does to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Asks whose the credentials are.
    Identify {
        /// The URL that is asked, where it isn't AWS's.
        endpoint: Option<String>,
    },
    /// Lists things.
    List(Noun, Which),
    /// Lists the tags of one key.
    ListTags {
        /// The key.
        key: String,
        /// The region's code.
        region: String,
    },
    /// Finds things by what they have to do with another.
    Find(Noun, Which),
    /// Finds what holds the thing of this id.
    FindHolders(String),
    /// Finds what uses the thing of this id.
    FindUsers(String),
    /// Looks for a thing of this name, which need not be there.
    LookFor(Noun, String),
    /// Looks for tags of the deployment.
    LookForTags,
    /// Reads the thing of this id.
    Read(Noun, String),
    /// Reads a setting of the thing of this id.
    ReadSetting(Setting, Noun, String),
    /// Makes a thing of this name.
    Create(Noun, String),
    /// Makes a thing of this name with an address range.
    CreateWithRange(Noun, String, Ipv4Net),
    /// Changes the thing of this name or id.
    Change(Change, Noun, String),
    /// Writes a setting of the thing of this name or id.
    Set(Setting, Noun, String),
    /// Switches a setting of the thing of this id off.
    SwitchOff(Setting, String),
    /// Lets both sides of the peering connection of this id resolve each other's names.
    ResolveNames(String),
    /// Changes what leads from the one thing, by its name or id, to the other.
    Link(Link, String, String),
    /// Deletes the thing of this id.
    Delete(Noun, String),
    /// Deletes a route.
    DeleteRoute {
        /// The range of addresses it is for.
        destination: String,
        /// The id of its table.
        table: String,
    },
    /// Renames the thing of this id.
    Rename {
        /// The id.
        id: String,
        /// The new name.
        name: String,
    },
    /// Writes the tags of the things of these ids.
    WriteTags(Vec<String>),
    /// Asks for this much of the quota of this code.
    RequestQuota(String, u32),
    /// Asks for the price of this item.
    AskPrice(String),
    /// Removes tags of the things of these ids.
    RemoveTags(Vec<String>),
    /// Uploads an object.
    Upload {
        /// Its key.
        key: String,
        /// Its bucket.
        bucket: String,
        /// The part that is sent, where it goes in parts.
        part: Option<i32>,
    },
    /// Ends the upload of an object that was not completed.
    EndUpload {
        /// The object's key.
        key: String,
        /// Its bucket.
        bucket: String,
    },
    /// Reads what S3 reports of an object.
    ReadObject {
        /// Its key.
        key: String,
        /// Its bucket.
        bucket: String,
    },
    /// Deletes an object.
    DeleteObject {
        /// Its key.
        key: String,
        /// Its bucket.
        bucket: String,
    },
    /// Deletes many objects at once.
    DeleteObjects {
        /// How many.
        count: usize,
        /// Their bucket.
        bucket: String,
    },
}

/// Which things of a kind are listed or found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// All of the deployment.
    All,
    /// All in the deployment's VPCs, whoever made them.
    OfVpcs,
    /// All of the account.
    OfAccount,
    /// All in the region of this code.
    InRegion(String),
    /// Those in, or of, the thing of this id.
    Of(String),
    /// The parts of the thing of this id.
    PartsOf(Noun, String),
    /// Those that name the thing of this id.
    Naming(String),
    /// Those that the thing of this id serves.
    ServedBy(String),
    /// The one that serves the thing of this id.
    Serving(String),
    /// Those that offer this instance type.
    Offering(String),
    /// Those that GuardDuty has made.
    OfGuardDuty,
    /// The newest one.
    Newest,
}

/// A setting of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Whether an instance of a database can be deleted.
    DeletionProtection,
    /// Whether names of hosts are given out in a VPC.
    DnsHostNames,
    /// Whether names are resolved in a VPC.
    DnsSupport,
    /// How an instance answers about itself.
    MetadataOptions,
    /// Who owns the objects of a bucket.
    ObjectOwnership,
    /// Who may do what with a bucket.
    Policy,
    /// What no policy of a bucket may allow.
    PublicAccessBlock,
    /// The public address of an instance.
    PublicAddress,
    /// Whether instances get public addresses when they are launched.
    PublicAddresses,
    /// The security group of an instance.
    SecurityGroup,
    /// The subnets of a group.
    Subnets,
    /// The tags.
    Tags,
    /// Whether an instance can be terminated.
    TerminationProtection,
    /// How a bucket serves its website.
    Website,
}

/// A change of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It accepts what another has requested.
    Accept,
    /// It gets more route tables.
    AddRouteTables,
    /// It gets more rules.
    AddRules,
    /// It is taken from what it serves.
    Disassociate,
    /// It lets everything out.
    LetEverythingOut,
    /// Its settings change.
    Modify,
    /// It loses rules.
    RemoveRules,
    /// It is started.
    Start,
    /// It is stopped.
    Stop,
}

/// A change of what leads from one thing to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// A route table serves a subnet.
    Associate,
    /// A route table serves a subnet that another has served.
    AssociateInstead,
    /// An internet gateway is attached to a VPC.
    Attach,
    /// A route is made to its target.
    CreateRoute,
    /// An internet gateway is detached from a VPC.
    Detach,
    /// A route gets another target.
    PointRoute,
}

impl Action {
    /// Lists all things of a kind.
    pub fn list(noun: Noun) -> Self {
        Self::List(noun, Which::All)
    }

    /// Makes a thing of this name.
    pub fn create(noun: Noun, name: impl Into<String>) -> Self {
        Self::Create(noun, name.into())
    }

    /// Deletes the thing of this id.
    pub fn delete(noun: Noun, id: impl Into<String>) -> Self {
        Self::Delete(noun, id.into())
    }

    /// Changes the thing of this name or id.
    pub fn change(change: Change, noun: Noun, name: impl Into<String>) -> Self {
        Self::Change(change, noun, name.into())
    }

    /// Reads a setting of the thing of this id.
    pub fn read_setting(setting: Setting, noun: Noun, id: impl Into<String>) -> Self {
        Self::ReadSetting(setting, noun, id.into())
    }

    /// Writes a setting of the thing of this name or id.
    pub fn set(setting: Setting, noun: Noun, name: impl Into<String>) -> Self {
        Self::Set(setting, noun, name.into())
    }

    /// Finds things in, or of, the thing of this id.
    pub fn find_of(noun: Noun, holder: impl Into<String>) -> Self {
        Self::Find(noun, Which::Of(holder.into()))
    }

    /// Changes what leads from the one thing to the other.
    pub fn link(link: Link, from: impl Into<String>, to: impl Into<String>) -> Self {
        Self::Link(link, from.into(), to.into())
    }
}
