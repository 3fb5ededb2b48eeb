//! Service Quotas: what the account may have, as [`Quotas`] says, and requests for more.
//!
//! The sandbox has the quotas that a small environment meets. A request for more is taken and stays pending: AWS grants small ones by itself
//! after minutes, others after a person has read them, and a rehearsal decides neither.

use serde_json::{Value, json};

use super::account::{Plan, Quotas};
use super::common::{Common, Context};
use super::protocol::{ApiError, Params};

/// A quota that can be asked for.
struct Quota {
    service: &'static str,
    code: &'static str,
    name: &'static str,
    value: fn(&Quotas) -> u32,
}

const fn quota(service: &'static str, code: &'static str, name: &'static str, value: fn(&Quotas) -> u32) -> Quota {
    Quota {
        service,
        code,
        name,
        value,
    }
}

/// Source: AWS General Reference, "Service endpoints and quotas" of EC2, VPC and RDS.
const QUOTAS: [Quota; 9] = [
    quota(
        "ec2",
        "L-1216C47A",
        "Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances",
        |quotas| quotas.standard_vcpus,
    ),
    quota("ec2", "L-0263D0A3", "EC2-VPC Elastic IPs", |quotas| quotas.elastic_ips),
    quota("vpc", "L-F678F1CE", "VPCs per Region", |quotas| quotas.vpcs),
    quota("vpc", "L-A4707A72", "Internet gateways per Region", |quotas| {
        quotas.internet_gateways
    }),
    quota("vpc", "L-FE5A380F", "NAT gateways per Availability Zone", |quotas| {
        quotas.nat_gateways_per_zone
    }),
    quota("vpc", "L-E79EC296", "VPC security groups per Region", |quotas| {
        quotas.security_groups
    }),
    quota("vpc", "L-7E9ECCDB", "Active VPC peering connections per VPC", |quotas| {
        quotas.peerings_per_vpc
    }),
    quota("rds", "L-7B6409FD", "DB instances", |quotas| quotas.db_instances),
    quota("rds", "L-272F1212", "Manual DB instance snapshots", |quotas| {
        quotas.manual_db_snapshots
    }),
];

/// Runs one operation of Service Quotas; version 2019-06-24.
///
/// # Errors
/// `UnknownOperationException` for an operation the sandbox does not have; `NoSuchResourceException`; `IllegalArgumentException`.
pub fn handle(common: &Common, cx: &Context, operation: &str, params: &Params) -> Result<Value, ApiError> {
    match operation {
        "GetAWSDefaultServiceQuota" => {
            let quota = named(params)?;
            Ok(json!({"Quota": described(common, quota, (quota.value)(&Plan::Paid.quotas()))}))
        }
        "GetServiceQuota" => {
            let quota = named(params)?;
            Ok(json!({"Quota": described(common, quota, (quota.value)(&cx.account.quotas))}))
        }
        "RequestServiceQuotaIncrease" => requested(common, cx, params),
        _ => Err(ApiError::new(
            "UnknownOperationException",
            format!("The sandbox does not have the operation {operation} of Service Quotas."),
        )),
    }
}

fn named(params: &Params) -> Result<&'static Quota, ApiError> {
    let (service, code) = (given(params, "ServiceCode")?, given(params, "QuotaCode")?);
    let found = QUOTAS.iter().find(|quota| quota.service == service && quota.code == code);
    found.ok_or_else(|| ApiError::new("NoSuchResourceException", "The specified quota does not exist."))
}

fn given<'p>(params: &'p Params, name: &str) -> Result<&'p str, ApiError> {
    params.get(name).ok_or_else(|| {
        let message =
            format!("1 validation error detected: Value null at '{name}' failed to satisfy constraint: Member must not be null");
        ApiError::new("IllegalArgumentException", message)
    })
}

fn described(common: &Common, quota: &Quota, value: u32) -> Value {
    let (region, account) = (&common.region, &common.account);
    json!({
        "ServiceCode": quota.service,
        "QuotaArn": format!("arn:aws:servicequotas:{region}:{account}:{}/{}", quota.service, quota.code),
        "QuotaCode": quota.code,
        "QuotaName": quota.name,
        "Value": f64::from(value),
        "Unit": "None",
        "Adjustable": true,
        "GlobalQuota": false,
    })
}

/// Source: Service Quotas API reference, RequestServiceQuotaIncrease: the value has to be above the one in force.
fn requested(common: &Common, cx: &Context, params: &Params) -> Result<Value, ApiError> {
    let quota = named(params)?;
    let wanted = given(params, "DesiredValue")?.parse::<f64>();
    let wanted = wanted.map_err(|error| ApiError::new("IllegalArgumentException", error.to_string()))?;
    if wanted <= f64::from((quota.value)(&cx.account.quotas)) {
        let message = "You must provide a quota value greater than the current quota value.";
        return Err(ApiError::new("IllegalArgumentException", message));
    }
    Ok(json!({"RequestedQuota": {
        "Id": cx.request_id.replace('-', ""),
        "ServiceCode": quota.service,
        "QuotaCode": quota.code,
        "QuotaName": quota.name,
        "DesiredValue": wanted,
        "Status": "PENDING",
        "Requester": cx.account.plan.user_arn(&common.account),
    }}))
}
