//! The two sides of a difference, as values.

use std::fmt;

use super::MetadataOptions;

/// What AWS has, or what a spec wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DifferenceValue {
    /// A value in AWS's own words: a number, an id, a name. Empty where there is none.
    Plain(String),
    /// No less than this.
    AtLeast(i32),
    /// The metadata options of an instance.
    Metadata(MetadataOptions),
    /// Private DNS names resolve on both sides of a peering connection.
    ResolvesBothWays,
    /// They do not.
    ResolvesOneWay,
    /// The target of a route that is gone.
    Blackhole {
        /// Its id.
        target: String,
    },
    /// What a bucket keeps from the public; empty where that is nothing.
    AccessBlock(Vec<BlockedAccess>),
    /// A policy that lets everyone read a bucket's objects.
    PublicPolicy,
    /// A policy that does not.
    OtherPolicy,
    /// An object that isn't like the file.
    OtherContent,
    /// The public key of this machine.
    OwnKey,
    /// A public key that isn't this machine's.
    OtherKey,
}

/// One setting of a bucket's public access block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockedAccess {
    /// No ACL may open it.
    AclsBlocked,
    /// What ACLs open stays closed.
    AclsIgnored,
    /// No policy may open it.
    PoliciesBlocked,
    /// What a policy opens stays closed.
    AccessRestricted,
}

impl<T: fmt::Display> From<T> for DifferenceValue {
    fn from(value: T) -> Self {
        Self::Plain(value.to_string())
    }
}
