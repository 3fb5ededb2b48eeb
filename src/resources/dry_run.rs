//! Whether the caller may make a thing: EC2 judges a request with `DryRun` and does not carry it out (EC2 API reference, "Common query
//! parameters").
//!
//! What a thing is to be made in need not be there yet: the ids of these requests are of nothing. Where EC2 says that first, nobody knows.

use aws_sdk_ec2::types::InstanceType as Ec2InstanceType;
use futures_util::future::BoxFuture;

use super::Kind;
use crate::aws::{Action, Aws, AwsError, Class};

/// What EC2 says of a request that it does not carry out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DryRun {
    /// It would carry it out.
    Allowed,
    /// A policy denies it.
    Denied,
}

/// A request that is judged.
type Judged<'a> = BoxFuture<'a, Result<DryRun, AwsError>>;

const VPC: &str = "vpc-00000000000000000";
const SUBNET: &str = "subnet-00000000000000000";
const ROUTE_TABLE: &str = "rtb-00000000000000000";
const INSTANCE: &str = "i-00000000000000000";
const IMAGE: &str = "ami-00000000000000000";
const GATEWAY: &str = "igw-00000000000000000";
const RANGE: &str = "10.0.0.0/28";
const NAME: &str = "jalon-preflight";

/// A request that is judged; its errors are those of every call.
macro_rules! judged {
    ($aws:expr, $kind:expr, $operation:ident $(.$option:ident($value:expr))*) => {
        Box::pin(async move {
            let judged = $aws
                .read(judging($kind))
                .once()
                .send(|| $aws.ec2().$operation().dry_run(true)$(.$option($value))*.send())
                .await;
            match judged {
                Err(error) if error.is(&["DryRunOperation"]) => Ok(DryRun::Allowed),
                Err(error) if error.class == Class::Denied => Ok(DryRun::Denied),
                Err(error) => Err(error),
                Ok(_) => Ok(DryRun::Allowed),
            }
        })
    };
}

/// What is done where a request for a thing of a kind is judged.
pub fn judging(kind: Kind) -> Action {
    Action::create(kind.noun(), NAME)
}

/// Asks whether the caller may make things of a kind; `None` where AWS can't be asked that.
pub fn dry_run(aws: &Aws, kind: Kind) -> Option<Judged<'_>> {
    Some(match kind {
        Kind::Vpc => judged!(aws, kind, create_vpc.cidr_block(RANGE)),
        Kind::InternetGateway => judged!(aws, kind, create_internet_gateway),
        Kind::Subnet => judged!(aws, kind, create_subnet.vpc_id(VPC).cidr_block(RANGE)),
        Kind::RouteTable => judged!(aws, kind, create_route_table.vpc_id(VPC)),
        Kind::Route => judged!(
            aws,
            kind,
            create_route
                .route_table_id(ROUTE_TABLE)
                .destination_cidr_block("0.0.0.0/0")
                .gateway_id(GATEWAY)
        ),
        Kind::VpcEndpoint => {
            let service = format!("com.amazonaws.{}.s3", aws.region());
            judged!(aws, kind, create_vpc_endpoint.vpc_id(VPC).service_name(service.clone()))
        }
        Kind::KeyPair => judged!(
            aws,
            kind,
            import_key_pair
                .key_name(NAME)
                .public_key_material(aws_sdk_ec2::primitives::Blob::new(Vec::new()))
        ),
        Kind::SecurityGroup => judged!(
            aws,
            kind,
            create_security_group.vpc_id(VPC).group_name(NAME).description(NAME)
        ),
        Kind::Instance => judged!(
            aws,
            kind,
            run_instances
                .image_id(IMAGE)
                .instance_type(Ec2InstanceType::T3Micro)
                .min_count(1)
                .max_count(1)
        ),
        Kind::Address => judged!(aws, kind, allocate_address),
        Kind::NatGateway => judged!(aws, kind, create_nat_gateway.subnet_id(SUBNET)),
        Kind::EbsSnapshots => {
            let instance = || {
                aws_sdk_ec2::types::InstanceSpecification::builder()
                    .instance_id(INSTANCE)
                    .build()
            };
            judged!(aws, kind, create_snapshots.instance_specification(instance()))
        }
        Kind::VpcPeering => judged!(aws, kind, create_vpc_peering_connection.vpc_id(VPC).peer_vpc_id(VPC)),
        _ => return None,
    })
}
