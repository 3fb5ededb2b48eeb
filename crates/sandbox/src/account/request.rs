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
