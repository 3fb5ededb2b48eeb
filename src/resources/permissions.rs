//! The table of calls: which actions of IAM the program needs, for which kind of resource, on what occasion, and how far IAM can narrow each.
//!
//! Source of the actions and of what narrows them: Service Authorization Reference, "Actions, resources, and condition keys" of EC2, RDS and
//! S3, as of August 2026. `tests/suite/policy.rs` holds the table to what runs send.

use Occasion::{Check, Destroy, List, Make, Pause, Plan, Price, Read, Resume, Try};
use On::{Anything, Bucket, Database, DbSubnetGroup, Images, New, NewDbSnapshot, Objects, Ours, OwnRestored, Restored};

use super::Kind;

/// When a call is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occasion {
    /// Whenever what AWS holds is read.
    Read,
    /// Where the account itself is looked at: its deployments, and what it offers.
    List,
    /// Where it is checked what reaches what.
    Check,
    /// Where it is planned what to make, compared with what is there, and with what the account may have.
    Plan,
    /// Where something is made.
    Make,
    /// Where AWS is asked for prices, which somebody has to say.
    Price,
    /// Where the deployment is paused.
    Pause,
    /// Where it comes back.
    Resume,
    /// Where something is deleted.
    Destroy,
    /// Where an experiment makes something and takes it down again.
    Try,
}

/// What a call is allowed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum On {
    /// Anything: IAM can't narrow the call, or what it reads is known only once it is read.
    Anything,
    /// What the call makes, if it carries the deployment's tag. EC2 tags it by a permission of its own.
    New,
    /// What carries the deployment's tag.
    Ours,
    /// Images, which are of other accounts and carry no tag of ours.
    Images,
    /// The deployment's database, by its name, and AWS's own groups of parameters and options, where the call gives the deployment's tag.
    Database,
    /// The DB subnet group, by its name, where the call gives the deployment's tag.
    DbSubnetGroup,
    /// What an experiment restores, by its name, and AWS's own groups of parameters and options, where the call gives the deployment's tag.
    Restored,
    /// The same where it is there and carries that tag.
    OwnRestored,
    /// The deployment's DB snapshots, by their names, where the call gives the deployment's tag.
    NewDbSnapshot,
    /// The website's bucket, by its name.
    Bucket,
    /// The objects of that bucket.
    Objects,
}

/// An action of IAM, when the program needs it, and on what.
#[derive(Clone, Copy, Debug)]
pub struct Permission {
    /// As `ec2:CreateVpc`.
    pub action: &'static str,
    /// When it is needed.
    pub occasions: &'static [Occasion],
    /// On what it is allowed: all of these are needed.
    pub on: &'static [On],
}

const fn may(action: &'static str, occasions: &'static [Occasion], on: &'static [On]) -> Permission {
    Permission { action, occasions, on }
}

const fn reads(action: &'static str) -> Permission {
    may(action, &[Read], &[Anything])
}

/// What is needed whatever is built.
pub const OF_ALL_KINDS: &[Permission] = &[
    // A walk begins faster with it, and does without.
    may("ec2:DescribeTags", &[List], &[Anything]),
    may("ec2:DescribeRegions", &[List], &[Anything]),
    may("ec2:DescribeNetworkAcls", &[Check], &[Anything]),
    may("ec2:DescribeInstanceTypes", &[Plan], &[Anything]),
    may("servicequotas:GetServiceQuota", &[Plan], &[Anything]),
    // Of a quota that the account was never given another value of; the sandbox shows all as given.
    may("servicequotas:GetAWSDefaultServiceQuota", &[Plan], &[Anything]),
    may("ec2:DescribeVpcBlockPublicAccessOptions", &[List], &[Anything]),
    may("rds:DescribeOrderableDBInstanceOptions", &[List], &[Anything]),
    may("pricing:GetProducts", &[Price], &[Anything]),
];

/// What is needed for a kind.
#[expect(clippy::too_many_lines, reason = "a table")]
pub fn permissions(kind: Kind) -> &'static [Permission] {
    match kind {
        Kind::Vpc => {
            const {
                &[
                    reads("ec2:DescribeVpcs"),
                    reads("ec2:DescribeVpcAttribute"),
                    may("ec2:CreateVpc", &[Make], &[New]),
                    may("ec2:ModifyVpcAttribute", &[Make], &[Ours]),
                    may("ec2:DeleteVpc", &[Destroy], &[Ours]),
                ]
            }
        }
        Kind::InternetGateway => {
            const {
                &[
                    reads("ec2:DescribeInternetGateways"),
                    may("ec2:CreateInternetGateway", &[Make], &[New]),
                    may("ec2:AttachInternetGateway", &[Make], &[Ours]),
                    may("ec2:DetachInternetGateway", &[Destroy], &[Ours]),
                    may("ec2:DeleteInternetGateway", &[Destroy], &[Ours]),
                ]
            }
        }
        Kind::Subnet => {
            const {
                &[
                    reads("ec2:DescribeSubnets"),
                    may("ec2:DescribeInstanceTypeOfferings", &[Plan], &[Anything]),
                    may("ec2:CreateSubnet", &[Make], &[New, Ours]),
                    may("ec2:ModifySubnetAttribute", &[Make], &[Ours]),
                    may("ec2:DeleteSubnet", &[Destroy], &[Ours]),
                ]
            }
        }
        Kind::RouteTable => {
            const {
                &[
                    reads("ec2:DescribeRouteTables"),
                    may("ec2:CreateRouteTable", &[Make], &[New, Ours]),
                    may("ec2:AssociateRouteTable", &[Make], &[Ours]),
                    may("ec2:DisassociateRouteTable", &[Destroy], &[Ours]),
                    may("ec2:DeleteRouteTable", &[Destroy], &[Ours]),
                ]
            }
        }
        Kind::Route => {
            const {
                &[
                    may("ec2:CreateRoute", &[Make], &[Ours]),
                    may("ec2:ReplaceRoute", &[Resume], &[Ours]),
                ]
            }
        }
        Kind::VpcEndpoint => {
            const {
                &[
                    reads("ec2:DescribeVpcEndpoints"),
                    may("ec2:CreateVpcEndpoint", &[Make], &[New, Ours]),
                    may("ec2:DeleteVpcEndpoints", &[Destroy], &[Ours]),
                ]
            }
        }
        Kind::KeyPair => {
            const {
                &[
                    reads("ec2:DescribeKeyPairs"),
                    may("ec2:ImportKeyPair", &[Make], &[New]),
                    may("ec2:DeleteKeyPair", &[Destroy], &[Ours]),
                ]
            }
        }
        Kind::SecurityGroup => {
            const {
                &[
                    reads("ec2:DescribeSecurityGroups"),
                    may("ec2:CreateSecurityGroup", &[Make], &[New, Ours]),
                    may("ec2:AuthorizeSecurityGroupIngress", &[Make], &[New, Ours]),
                    may("ec2:RevokeSecurityGroupIngress", &[Destroy], &[Ours]),
                    may("ec2:DeleteSecurityGroup", &[Destroy], &[Ours]),
                ]
            }
        }
        Kind::Instance => {
            const {
                &[
                    reads("ec2:DescribeInstances"),
                    may("ec2:DescribeImages", &[Make], &[Anything]),
                    may("ec2:RunInstances", &[Make], &[New, Ours, Images]),
                    may("ec2:StopInstances", &[Pause], &[Ours]),
                    may("ec2:StartInstances", &[Resume], &[Ours]),
                    may("ec2:TerminateInstances", &[Destroy], &[Ours]),
                ]
            }
        }
        Kind::Volume => const { &[reads("ec2:DescribeVolumes")] },
        Kind::DbSubnetGroup => {
            const {
                &[
                    reads("rds:DescribeDBSubnetGroups"),
                    reads("rds:ListTagsForResource"),
                    may("rds:CreateDBSubnetGroup", &[Make], &[DbSubnetGroup]),
                    may("rds:AddTagsToResource", &[Make], &[DbSubnetGroup]),
                    may("rds:DeleteDBSubnetGroup", &[Destroy], &[Ours]),
                ]
            }
        }
        Kind::DbInstance => {
            const {
                &[
                    reads("rds:DescribeDBInstances"),
                    may("rds:CreateDBInstance", &[Make], &[Database, DbSubnetGroup]),
                    may("rds:AddTagsToResource", &[Make], &[Database]),
                    may("rds:StopDBInstance", &[Pause], &[Ours]),
                    may("rds:StartDBInstance", &[Resume], &[Ours]),
                    may("rds:DeleteDBInstance", &[Destroy], &[Ours]),
                ]
            }
        }
        Kind::Address => {
            const {
                &[
                    reads("ec2:DescribeAddresses"),
                    may("ec2:AllocateAddress", &[Make, Resume], &[New]),
                    may("ec2:ReleaseAddress", &[Pause, Destroy], &[Ours]),
                ]
            }
        }
        Kind::NatGateway => {
            const {
                &[
                    reads("ec2:DescribeNatGateways"),
                    may("ec2:CreateNatGateway", &[Make, Resume], &[New, Ours]),
                    may("ec2:DeleteNatGateway", &[Pause, Destroy], &[Ours]),
                ]
            }
        }
        Kind::Bucket => {
            const {
                &[
                    may("s3:GetBucketTagging", &[Read], &[Bucket]),
                    may("s3:GetBucketOwnershipControls", &[Read], &[Bucket]),
                    may("s3:GetBucketPublicAccessBlock", &[Read], &[Bucket]),
                    may("s3:GetBucketPolicy", &[Read], &[Bucket]),
                    may("s3:GetBucketWebsite", &[Read], &[Bucket]),
                    may("s3:ListBucket", &[Read], &[Bucket]),
                    may("s3:CreateBucket", &[Make], &[Bucket]),
                    may("s3:TagResource", &[Make], &[Bucket]),
                    may("s3:PutBucketOwnershipControls", &[Make], &[Bucket]),
                    may("s3:PutBucketPublicAccessBlock", &[Make], &[Bucket]),
                    may("s3:PutBucketPolicy", &[Make], &[Bucket]),
                    may("s3:PutBucketWebsite", &[Make], &[Bucket]),
                    may("s3:ListBucketVersions", &[Destroy], &[Bucket]),
                    may("s3:DeleteObjectVersion", &[Destroy], &[Objects]),
                    may("s3:DeleteBucket", &[Destroy], &[Bucket]),
                ]
            }
        }
        Kind::SiteContent => {
            const {
                &[
                    may("s3:GetObject", &[Plan], &[Objects]),
                    may("s3:PutObject", &[Make], &[Objects]),
                ]
            }
        }
        Kind::EbsSnapshots => {
            const {
                &[
                    reads("ec2:DescribeSnapshots"),
                    may("ec2:CreateSnapshots", &[Make], &[New, Ours]),
                    may("ec2:DeleteSnapshot", &[Destroy], &[Ours]),
                ]
            }
        }
        Kind::DbSnapshot => {
            const {
                &[
                    reads("rds:DescribeDBSnapshots"),
                    may("rds:CreateDBSnapshot", &[Make], &[NewDbSnapshot, Ours]),
                    may("rds:AddTagsToResource", &[Make], &[NewDbSnapshot]),
                    may("rds:DeleteDBSnapshot", &[Destroy], &[Ours]),
                    may(
                        "rds:RestoreDBInstanceFromDBSnapshot",
                        &[Try],
                        &[Restored, DbSubnetGroup, NewDbSnapshot],
                    ),
                    may("rds:AddTagsToResource", &[Try], &[Restored]),
                    may("rds:DeleteDBInstance", &[Try], &[OwnRestored]),
                ]
            }
        }
        Kind::VpcPeering => {
            const {
                &[
                    reads("ec2:DescribeVpcPeeringConnections"),
                    may("ec2:CreateVpcPeeringConnection", &[Make], &[New, Ours]),
                    may("ec2:AcceptVpcPeeringConnection", &[Make], &[Ours]),
                    may("ec2:DeleteVpcPeeringConnection", &[Destroy], &[Ours]),
                ]
            }
        }
        Kind::VpcPeeringOptions => const { &[may("ec2:ModifyVpcPeeringConnectionOptions", &[Make], &[Ours])] },
    }
}
