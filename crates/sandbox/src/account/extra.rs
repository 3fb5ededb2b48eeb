//! What an account has beside its kind.

use std::fmt;
use std::str::FromStr;

use super::denials::{self, BY_ORGANIZATION};
use super::request::Request;
use crate::protocol::{ApiError, Service};
use crate::unreadable::Unreadable;

/// Something that some accounts have, whatever their kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extra {
    /// GuardDuty Runtime Monitoring, which puts an endpoint and a security group into each VPC with hosts.
    GuardDuty,
    /// The region's Local Zones, opted in to.
    LocalZones,
    /// An organization whose service control policy denies all of RDS.
    NoRds,
    /// The region's Wavelength Zones, opted in to.
    WavelengthZones,
}

impl Extra {
    /// All of them.
    pub const ALL: [Extra; 4] = [Extra::GuardDuty, Extra::LocalZones, Extra::NoRds, Extra::WavelengthZones];

    /// Its name in options, as `local-zones`.
    pub fn name(self) -> &'static str {
        match self {
            Extra::GuardDuty => "guardduty",
            Extra::LocalZones => "local-zones",
            Extra::NoRds => "no-rds",
            Extra::WavelengthZones => "wavelength-zones",
        }
    }
}

impl fmt::Display for Extra {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl FromStr for Extra {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let found = Extra::ALL.into_iter().find(|extra| extra.name() == text);
        found.ok_or_else(|| Unreadable::Name {
            known: Extra::ALL.map(Extra::name).to_vec(),
        })
    }
}

/// Refuses every call to RDS.
///
/// # Errors
/// `AccessDenied`.
pub fn check_rds(request: &Request, user: &str) -> Result<(), ApiError> {
    if request.service != Service::Rds {
        return Ok(());
    }
    Err(denials::denied_by(BY_ORGANIZATION, request, user))
}
