//! Codes of quotas in Service Quotas. Source: AWS General Reference, "Service endpoints and quotas" of EC2 and VPC.

/// Elastic IP addresses.
pub(crate) const ADDRESSES: &str = "L-0263D0A3";
/// Internet gateways.
pub(crate) const INTERNET_GATEWAYS: &str = "L-A4707A72";
/// NAT gateways in one availability zone.
pub(crate) const NAT_GATEWAYS_IN_ZONE: &str = "L-FE5A380F";
/// Virtual processors of running On-Demand standard instances.
pub(crate) const STANDARD_VCPUS: &str = "L-1216C47A";
/// VPCs.
pub(crate) const VPCS: &str = "L-F678F1CE";
