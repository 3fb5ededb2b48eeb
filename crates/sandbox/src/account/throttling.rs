//! How often an account may call: token buckets that refill in simulated time.
//!
//! Each EC2 action has a bucket of its own, whose size depends on its category. Source of EC2's figures: "Request throttling for
//! the Amazon EC2 API", request token limits. The resource tokens of that page (1000 instances at once) are not simulated.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use super::request::Request;
use crate::calls;
use crate::protocol::{ApiError, Params, Service};

/// The size and the refill rate of a bucket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bucket {
    /// Calls that can be made at once.
    pub capacity: f64,
    /// Calls a second that can be made continuously.
    pub refill: f64,
}

const fn bucket(capacity: f64, refill: f64) -> Bucket {
    Bucket { capacity, refill }
}

/// Reads that have a bucket of their own when they carry no filter and no page size.
const UNFILTERED: [&str; 6] = [
    "DescribeInstances",
    "DescribeInstanceStatus",
    "DescribeNetworkInterfaces",
    "DescribeSecurityGroups",
    "DescribeSnapshots",
    "DescribeVolumes",
];
/// Mutations that EC2 calls resource-intensive.
const INTENSIVE: [&str; 6] = [
    "AcceptVpcPeeringConnection",
    "AuthorizeSecurityGroupIngress",
    "CreateKeyPair",
    "CreateVpcPeeringConnection",
    "DeleteVpcPeeringConnection",
    "RevokeSecurityGroupIngress",
];
/// Actions with figures of their own, of those the sandbox has.
const UNCATEGORIZED: [(&str, Bucket); 14] = [
    ("CreateNatGateway", bucket(10.0, 1.0)),
    ("CreateSnapshot", bucket(100.0, 5.0)),
    ("CreateSnapshots", bucket(100.0, 5.0)),
    ("CreateTags", bucket(100.0, 10.0)),
    ("CreateVpcEndpoint", bucket(4.0, 0.3)),
    ("DeleteNatGateway", bucket(10.0, 1.0)),
    ("DeleteSnapshot", bucket(100.0, 5.0)),
    ("DeleteTags", bucket(100.0, 10.0)),
    ("DeleteVpcEndpoints", bucket(4.0, 0.3)),
    ("ModifyInstanceMetadataOptions", bucket(100.0, 5.0)),
    ("ModifyVpcEndpoint", bucket(4.0, 0.3)),
    ("RunInstances", bucket(5.0, 2.0)),
    ("StartInstances", bucket(5.0, 2.0)),
    ("TerminateInstances", bucket(100.0, 5.0)),
];

/// How often each action may be called.
#[derive(Debug, Clone, PartialEq)]
pub struct Throttling {
    /// EC2 actions that read.
    pub reads: Bucket,
    /// EC2 actions that read everything at once.
    pub unfiltered_reads: Bucket,
    /// EC2 actions that change something.
    pub mutations: Bucket,
    /// EC2 actions that AWS calls resource-intensive mutations.
    pub intensive_mutations: Bucket,
    /// EC2 actions with figures of their own.
    pub uncategorized: BTreeMap<&'static str, Bucket>,
    /// Each action of RDS and STS.
    pub rds: Bucket,
    /// S3's GET and HEAD requests together.
    pub s3_reads: Bucket,
    /// S3's other requests together.
    pub s3_writes: Bucket,
}

impl Throttling {
    /// AWS's own figures. RDS and STS publish none: theirs are estimated to be those of EC2's reads. S3's are those of one
    /// prefix. Source: S3 user guide, "Best practices design patterns: optimizing Amazon S3 performance".
    pub fn documented() -> Self {
        Self {
            reads: bucket(100.0, 20.0),
            unfiltered_reads: bucket(50.0, 10.0),
            mutations: bucket(50.0, 5.0),
            intensive_mutations: bucket(50.0, 5.0),
            uncategorized: UNCATEGORIZED.into_iter().collect(),
            rds: bucket(100.0, 20.0),
            s3_reads: bucket(5500.0, 5500.0),
            s3_writes: bucket(3500.0, 3500.0),
        }
    }

    /// The same bucket for every action of every service.
    pub fn uniform(bucket: Bucket) -> Self {
        Self {
            reads: bucket,
            unfiltered_reads: bucket,
            mutations: bucket,
            intensive_mutations: bucket,
            uncategorized: BTreeMap::new(),
            rds: bucket,
            s3_reads: bucket,
            s3_writes: bucket,
        }
    }

    /// The bucket a request draws from: its name and its figures.
    fn bucket_of(&self, request: &Request) -> (String, Bucket) {
        let Request { service, operation, .. } = request;
        let mutating = calls::mutates(operation);
        match service {
            Service::Ec2 if reads_everything(operation, request.params) => {
                (format!("ec2:{operation} unfiltered"), self.unfiltered_reads)
            }
            Service::Ec2 => (format!("ec2:{operation}"), self.of_ec2(operation, mutating)),
            Service::Pricing | Service::Rds | Service::ServiceQuotas | Service::Sts => {
                (format!("{}:{operation}", service.name()), self.rds)
            }
            Service::S3 if mutating => ("s3 writes".to_owned(), self.s3_writes),
            Service::S3 => ("s3 reads".to_owned(), self.s3_reads),
        }
    }

    fn of_ec2(&self, operation: &str, mutating: bool) -> Bucket {
        match self.uncategorized.get(operation) {
            Some(bucket) => *bucket,
            None if !mutating => self.reads,
            None if INTENSIVE.contains(&operation) => self.intensive_mutations,
            None => self.mutations,
        }
    }
}

fn reads_everything(operation: &str, params: &Params) -> bool {
    let narrowed = ["Filter", "MaxResults", "NextToken"];
    UNFILTERED.contains(&operation) && !narrowed.iter().any(|name| params.has(name))
}

/// How many buckets are kept, far more than AWS has operations: clients may call what does not exist. Then all are full again.
const MAX_BUCKETS: usize = 5000;

/// The levels of the buckets; an unused one is full.
#[derive(Debug, Default)]
pub struct Buckets(BTreeMap<String, Level>);

#[derive(Debug, Clone, Copy)]
struct Level {
    tokens: f64,
    at: Timestamp,
}

impl Buckets {
    /// Takes a token, or returns the service's error when there is none.
    ///
    /// # Errors
    /// `RequestLimitExceeded`, `Throttling` or `SlowDown`.
    pub fn take(&mut self, throttling: &Throttling, request: &Request, now: Timestamp) -> Result<(), ApiError> {
        let (name, bucket) = throttling.bucket_of(request);
        let full = Level {
            tokens: bucket.capacity,
            at: now,
        };
        if self.0.len() >= MAX_BUCKETS && !self.0.contains_key(&name) {
            self.0.clear();
        }
        let level = self.0.entry(name).or_insert(full);
        let passed = Duration::try_from(now.duration_since(level.at)).unwrap_or_default();
        level.tokens = (level.tokens + passed.as_secs_f64() * bucket.refill).min(bucket.capacity);
        level.at = level.at.max(now);
        if level.tokens < 1.0 {
            return Err(throttled(request));
        }
        level.tokens -= 1.0;
        Ok(())
    }
}

/// Source of EC2's message: user reports.
fn throttled(request: &Request) -> ApiError {
    let message = format!(
        "Request limit exceeded. Account {} has been throttled on ec2:{} because it exceeded its request rate limit.",
        request.account, request.operation
    );
    ApiError::throttled(request.service, message)
}
