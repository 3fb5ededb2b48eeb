//! The quotas of an account, and AWS's errors for what exceeds them.
//!
//! Every check takes the number there would be after the call. Source of the figures, unless said otherwise: "Amazon VPC
//! quotas" in the VPC user guide; of the codes: the EC2 error-code page. Messages without a source are marked unverified.

use crate::protocol::ApiError;
use crate::unreadable::Unreadable;

/// The value that means "no quota".
pub const UNLIMITED: u32 = u32::MAX;

/// The quotas of an account in one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotas {
    /// VPCs.
    pub vpcs: u32,
    /// Elastic IP addresses.
    pub elastic_ips: u32,
    /// Virtual processors of pending and running On-Demand standard instances (A, C, D, H, I, M, R, T, Z).
    ///
    /// AWS's default is 5, and accounts were reported with 5, 16 and 32. The sandbox takes 32: the walk needs 6.
    pub standard_vcpus: u32,
    /// Pending and running instances; ordinary accounts have a quota of processors only.
    pub instances: u32,
    /// Internet gateways.
    pub internet_gateways: u32,
    /// NAT gateways in one availability zone.
    pub nat_gateways_per_zone: u32,
    /// Security groups.
    pub security_groups: u32,
    /// Rules of a security group in one direction, for IPv4 and IPv6 each.
    pub rules_per_security_group: u32,
    /// Route tables of a VPC.
    pub route_tables_per_vpc: u32,
    /// Routes of a route table besides its local one.
    pub routes_per_table: u32,
    /// Subnets of a VPC.
    pub subnets_per_vpc: u32,
    /// Gateway endpoints.
    pub gateway_endpoints: u32,
    /// Active peering connections of a VPC.
    pub peerings_per_vpc: u32,
    /// Peering requests that wait to be accepted.
    pub peering_requests: u32,
    /// Buckets. Source: S3 user guide, "General purpose bucket quotas".
    pub buckets: u32,
    /// DB instances. Source: RDS user guide, "Quotas in Amazon RDS".
    pub db_instances: u32,
    /// Manual DB snapshots. Source: as above.
    pub manual_db_snapshots: u32,
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            vpcs: 5,
            elastic_ips: 5,
            standard_vcpus: 32,
            instances: UNLIMITED,
            internet_gateways: 5,
            nat_gateways_per_zone: 5,
            security_groups: 2500,
            rules_per_security_group: 60,
            route_tables_per_vpc: 200,
            routes_per_table: 500,
            subnets_per_vpc: 200,
            gateway_endpoints: 20,
            peerings_per_vpc: 50,
            peering_requests: 25,
            buckets: 10_000,
            db_instances: 40,
            manual_db_snapshots: 100,
        }
    }
}

type Field = fn(&mut Quotas) -> &mut u32;

const NAMED: [(&str, Field); 17] = [
    ("vpcs", |quotas| &mut quotas.vpcs),
    ("elastic-ips", |quotas| &mut quotas.elastic_ips),
    ("standard-vcpus", |quotas| &mut quotas.standard_vcpus),
    ("instances", |quotas| &mut quotas.instances),
    ("internet-gateways", |quotas| &mut quotas.internet_gateways),
    ("nat-gateways-per-zone", |quotas| &mut quotas.nat_gateways_per_zone),
    ("security-groups", |quotas| &mut quotas.security_groups),
    ("rules-per-security-group", |quotas| &mut quotas.rules_per_security_group),
    ("route-tables-per-vpc", |quotas| &mut quotas.route_tables_per_vpc),
    ("routes-per-table", |quotas| &mut quotas.routes_per_table),
    ("subnets-per-vpc", |quotas| &mut quotas.subnets_per_vpc),
    ("gateway-endpoints", |quotas| &mut quotas.gateway_endpoints),
    ("peerings-per-vpc", |quotas| &mut quotas.peerings_per_vpc),
    ("peering-requests", |quotas| &mut quotas.peering_requests),
    ("buckets", |quotas| &mut quotas.buckets),
    ("db-instances", |quotas| &mut quotas.db_instances),
    ("manual-db-snapshots", |quotas| &mut quotas.manual_db_snapshots),
];

impl Quotas {
    /// Sets the quota of that name, as `elastic-ips`.
    ///
    /// # Errors
    /// There is none of that name; the error lists all names.
    pub fn set(&mut self, name: &str, number: u32) -> Result<(), Unreadable> {
        let Some((_, field)) = NAMED.iter().find(|(known, _)| *known == name) else {
            return Err(Unreadable::Quota {
                given: name.to_owned(),
                known: NAMED.map(|(name, _)| name).to_vec(),
            });
        };
        *field(self) = number;
        Ok(())
    }

    /// CreateVpc.
    pub(crate) fn check_vpcs(&self, count: usize) -> Result<(), ApiError> {
        fits(
            count,
            self.vpcs,
            "VpcLimitExceeded",
            "The maximum number of VPCs has been reached.",
        )
    }

    /// AllocateAddress.
    pub(crate) fn check_elastic_ips(&self, count: usize) -> Result<(), ApiError> {
        let message = "The maximum number of addresses has been reached.";
        fits(count, self.elastic_ips, "AddressLimitExceeded", message)
    }

    /// RunInstances and StartInstances, by instances.
    pub(crate) fn check_instances(&self, count: usize) -> Result<(), ApiError> {
        let message = format!(
            "You have requested more instances ({count}) than your current instance limit of {} allows for the specified \
             instance type. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.",
            self.instances
        );
        fits(count, self.instances, "InstanceLimitExceeded", &message)
    }

    /// RunInstances and StartInstances, by virtual processors. Source: EC2 user guide, "On-Demand Instance quotas".
    pub(crate) fn check_standard_vcpus(&self, count: usize) -> Result<(), ApiError> {
        let message = format!(
            "You have requested more vCPU capacity than your current vCPU limit of {} allows for the instance bucket that the \
             specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an \
             adjustment to this limit.",
            self.standard_vcpus
        );
        fits(count, self.standard_vcpus, "VcpuLimitExceeded", &message)
    }

    /// CreateInternetGateway.
    pub(crate) fn check_internet_gateways(&self, count: usize) -> Result<(), ApiError> {
        let message = "The maximum number of internet gateways has been reached.";
        fits(count, self.internet_gateways, "InternetGatewayLimitExceeded", message)
    }

    /// CreateNatGateway, in the zone of its subnet. Deleted and failed ones do not count.
    pub(crate) fn check_nat_gateways_per_zone(&self, count: usize) -> Result<(), ApiError> {
        let limit = self.nat_gateways_per_zone;
        let message = format!("Performing this operation would exceed the limit of {limit} NAT gateways");
        fits(count, limit, "NatGatewayLimitExceeded", &message)
    }

    /// CreateSecurityGroup (message unverified). Default groups count.
    pub(crate) fn check_security_groups(&self, count: usize) -> Result<(), ApiError> {
        let message = "The maximum number of security groups has been reached.";
        fits(count, self.security_groups, "SecurityGroupLimitExceeded", message)
    }

    /// AuthorizeSecurityGroupIngress and AuthorizeSecurityGroupEgress, for one direction and address family. A rule that
    /// refers to a group or a prefix list counts in both families.
    pub(crate) fn check_rules_per_security_group(&self, count: usize) -> Result<(), ApiError> {
        let message = "The maximum number of rules per security group has been reached.";
        fits(
            count,
            self.rules_per_security_group,
            "RulesPerSecurityGroupLimitExceeded",
            message,
        )
    }

    /// CreateRouteTable (message unverified). The main table counts.
    pub(crate) fn check_route_tables_per_vpc(&self, count: usize) -> Result<(), ApiError> {
        let message = "The maximum number of route tables has been reached.";
        fits(count, self.route_tables_per_vpc, "RouteTableLimitExceeded", message)
    }

    /// CreateRoute (message unverified). The local route does not count.
    pub(crate) fn check_routes_per_table(&self, count: usize) -> Result<(), ApiError> {
        let message = "The maximum number of routes has been reached.";
        fits(count, self.routes_per_table, "RouteLimitExceeded", message)
    }

    /// CreateSubnet.
    pub(crate) fn check_subnets_per_vpc(&self, count: usize) -> Result<(), ApiError> {
        let message = "The maximum number of subnets has been reached";
        fits(count, self.subnets_per_vpc, "SubnetLimitExceeded", message)
    }

    /// CreateVpcEndpoint (message unverified).
    pub(crate) fn check_gateway_endpoints(&self, count: usize) -> Result<(), ApiError> {
        let message = "The maximum number of VPC endpoints has been reached.";
        fits(count, self.gateway_endpoints, "VpcEndpointLimitExceeded", message)
    }

    /// AcceptVpcPeeringConnection, for one of its VPCs (message unverified).
    pub(crate) fn check_peerings_per_vpc(&self, count: usize) -> Result<(), ApiError> {
        let code = "ActiveVpcPeeringConnectionPerVpcLimitExceeded";
        let message = "The maximum number of active VPC peering connections for the VPC has been reached.";
        fits(count, self.peerings_per_vpc, code, message)
    }

    /// CreateVpcPeeringConnection (message unverified).
    pub(crate) fn check_peering_requests(&self, count: usize) -> Result<(), ApiError> {
        let code = "OutstandingVpcPeeringConnectionLimitExceeded";
        let message = "The maximum number of outstanding VPC peering connection requests has been reached.";
        fits(count, self.peering_requests, code, message)
    }

    /// CreateBucket.
    pub(crate) fn check_buckets(&self, count: usize) -> Result<(), ApiError> {
        let message = "You have attempted to create more buckets than allowed";
        fits(count, self.buckets, "TooManyBuckets", message)
    }

    /// CreateDBInstance. Instances that are being deleted count.
    pub(crate) fn check_db_instances(&self, count: usize) -> Result<(), ApiError> {
        fits(
            count,
            self.db_instances,
            "InstanceQuotaExceeded",
            "DB Instance quota exceeded",
        )
    }

    /// CreateDBSnapshot, and DeleteDBInstance with a final one.
    pub(crate) fn check_manual_db_snapshots(&self, count: usize) -> Result<(), ApiError> {
        let limit = self.manual_db_snapshots;
        let message = format!("Cannot create more than {limit} manual snapshots");
        fits(count, limit, "SnapshotQuotaExceeded", &message)
    }
}

fn fits(count: usize, limit: u32, code: &str, message: &str) -> Result<(), ApiError> {
    if u32::try_from(count).is_ok_and(|count| count <= limit) {
        return Ok(());
    }
    Err(ApiError::new(code, message))
}
