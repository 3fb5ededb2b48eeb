//! A request, as far as the account's limits concern it.

use jiff::Timestamp;

use crate::protocol::{Params, Service};

/// The facts of a request that the account's limits depend on.
#[derive(Debug)]
pub struct Request<'a> {
    /// The service it is for.
    pub service: Service,
    /// The operation, as `CreateVpc`.
    pub operation: &'a str,
    /// The action, as policies name it: `ec2:CreateVpc`.
    pub action: String,
    /// The parameters of a query-protocol request.
    pub params: &'a Params,
    /// The access key it is signed with; an anonymous request has none.
    pub access_key: Option<&'a str>,
    /// When it was signed, as its client's clock says; unknown of a presigned one.
    pub signed_at: Option<Timestamp>,
    /// The ARN of the bucket or object it names, for S3.
    pub s3_arn: Option<String>,
    /// The account's number.
    pub account: &'a str,
    /// The region.
    pub region: &'a str,
}

/// What each parameter of RDS names.
const NAMED_BY: [(&str, &str); 3] = [
    ("DBSnapshotIdentifier", "snapshot"),
    ("DBInstanceIdentifier", "db"),
    ("DBSubnetGroupName", "subgrp"),
];

impl Request<'_> {
    /// The kinds and names of the resources that a request to RDS names.
    pub fn named_in_rds(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let named = NAMED_BY.iter();
        named.filter_map(|(parameter, kind)| Some((*kind, self.params.get(parameter)?)))
    }

    /// The ARN of a resource of RDS. Source: RDS user guide, "Amazon Resource Names in Amazon RDS".
    pub fn rds_arn(&self, kind: &str, name: &str) -> String {
        format!("arn:aws:rds:{}:{}:{kind}:{name}", self.region, self.account)
    }
}
