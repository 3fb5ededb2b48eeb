//! The kinds of AWS resources the walkthrough builds. A kind is its file, which holds its [`Row`] and its facts, and one line here.

use std::fmt;

use serde::{Serialize, Serializer};

use super::row::Row;
use crate::aws::Noun;

/// A kind at compile time. The spec of a kind names it: `Key<Vpc>`, `Handle<Subnet>`.
pub trait OfKind: Send + Sync + 'static {
    /// What AWS reports of a resource of this kind.
    type Facts: Clone + fmt::Debug + Send + Sync + Into<Facts> + 'static;
    /// The kind as a value.
    const KIND: Kind;

    /// The facts, if they are of this kind.
    fn facts_in(facts: &Facts) -> Option<&Self::Facts>;
}

macro_rules! kinds {
    ($($(#[$meta:meta])* $Kind:ident in $module:ident reports $Facts:ident;)*) => {
        /// A kind of AWS resource.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$meta])* $Kind,)*
        }

        /// What AWS reports of a resource, by its kind.
        #[derive(Clone, Debug)]
        pub enum Facts {
            $($(#[$meta])* $Kind(super::$Facts),)*
        }

        impl Kind {
            /// Every kind, in the order in which the walkthrough first meets them.
            pub const ALL: &[Kind] = &[$(Kind::$Kind),*];

            /// Everything that differs between kinds, as data.
            pub fn row(self) -> &'static Row {
                match self { $(Kind::$Kind => &super::$module::ROW,)* }
            }
        }

        impl Facts {
            /// The kind they are of.
            pub fn kind(&self) -> Kind {
                match self { $(Facts::$Kind(_) => Kind::$Kind,)* }
            }
        }

        $(
            impl OfKind for super::$Kind {
                type Facts = super::$Facts;
                const KIND: Kind = Kind::$Kind;

                fn facts_in(facts: &Facts) -> Option<&Self::Facts> {
                    match facts {
                        Facts::$Kind(facts) => Some(facts),
                        _ => None,
                    }
                }
            }

            impl From<super::$Facts> for Facts {
                fn from(facts: super::$Facts) -> Self {
                    Facts::$Kind(facts)
                }
            }
        )*
    };
}

kinds! {
    /// A VPC.
    Vpc in vpc reports VpcFacts;
    /// An internet gateway.
    InternetGateway in internet_gateway reports InternetGatewayFacts;
    /// A subnet.
    Subnet in subnet reports SubnetFacts;
    /// A route table.
    RouteTable in route_table reports RouteTableFacts;
    /// One route of a table.
    Route in route reports RouteFacts;
    /// A gateway endpoint.
    VpcEndpoint in vpc_endpoint reports VpcEndpointFacts;
    /// An imported key pair.
    KeyPair in key_pair reports KeyPairFacts;
    /// A security group.
    SecurityGroup in security_group reports SecurityGroupFacts;
    /// An instance.
    Instance in instance reports InstanceFacts;
    /// An EBS volume.
    Volume in volume reports VolumeFacts;
    /// A DB subnet group.
    DbSubnetGroup in db_subnet_group reports DbSubnetGroupFacts;
    /// A DB instance.
    DbInstance in db_instance reports DbInstanceFacts;
    /// An Elastic IP address.
    Address in address reports AddressFacts;
    /// A NAT gateway.
    NatGateway in nat_gateway reports NatGatewayFacts;
    /// An S3 bucket.
    Bucket in bucket reports BucketFacts;
    /// The objects of a website's bucket.
    SiteContent in site_content reports SiteContentFacts;
    /// A set of EBS snapshots, one of each volume.
    EbsSnapshots in ebs_snapshots reports EbsSnapshotsFacts;
    /// A manual DB snapshot.
    DbSnapshot in db_snapshot reports DbSnapshotFacts;
    /// A VPC peering connection.
    VpcPeering in vpc_peering reports VpcPeeringFacts;
    /// The options of a peering connection.
    VpcPeeringOptions in vpc_peering_options reports VpcPeeringOptionsFacts;
}

impl Kind {
    /// The stable identifier, e.g. `nat-gateway`: what the state file, the events and `status` show.
    pub fn as_str(self) -> &'static str {
        self.row().name
    }

    /// The kind of this identifier.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// What it is.
    pub fn noun(self) -> Noun {
        self.row().noun
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::resources::Listing;

    #[test]
    fn each_kind_has_names_of_its_own() {
        let nouns: BTreeSet<Noun> = Kind::ALL.iter().map(|kind| kind.noun()).collect();
        assert_eq!(nouns.len(), Kind::ALL.len(), "two kinds are the same thing: {nouns:?}");
        let names: BTreeSet<&str> = Kind::ALL.iter().map(|kind| kind.row().name).collect();
        assert_eq!(names.len(), Kind::ALL.len(), "two kinds share a name: {names:?}");
    }

    #[test]
    fn a_part_is_listed_within_a_kind_that_is_listed_itself() {
        for kind in Kind::ALL {
            if let Listing::Within(holder) = kind.row().listing {
                assert!(holder.row().listing.call().is_some(), "{kind} is listed within {holder}");
            }
        }
    }
}
