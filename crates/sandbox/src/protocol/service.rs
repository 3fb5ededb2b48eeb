//! The services that are simulated.

/// A simulated service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// Elastic Compute Cloud, virtual private clouds included.
    Ec2,
    /// The Price List Query API.
    Pricing,
    /// Relational Database Service.
    Rds,
    /// Simple Storage Service.
    S3,
    /// Service Quotas.
    ServiceQuotas,
    /// Security Token Service.
    Sts,
}

impl Service {
    /// The name in credential scopes and host names.
    pub fn name(self) -> &'static str {
        match self {
            Service::Ec2 => "ec2",
            Service::Pricing => "pricing",
            Service::Rds => "rds",
            Service::S3 => "s3",
            Service::ServiceQuotas => "servicequotas",
            Service::Sts => "sts",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        let all = [
            Service::Ec2,
            Service::Pricing,
            Service::Rds,
            Service::S3,
            Service::ServiceQuotas,
            Service::Sts,
        ];
        all.into_iter().find(|service| service.name() == name)
    }
}
