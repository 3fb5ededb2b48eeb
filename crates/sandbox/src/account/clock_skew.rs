//! Requests that are signed for another time than AWS has.
//!
//! Source: docs/AWS.md, "Error codes"; of S3's code and bound the S3 API reference, "List of error codes" and "REST authentication".

use http::StatusCode;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::protocol::{ApiError, Service};

/// How far a request may be off.
const TAKEN: SignedDuration = SignedDuration::from_mins(5);
/// The same of S3.
const TAKEN_BY_S3: SignedDuration = SignedDuration::from_mins(15);
/// The form of times in signatures.
const FORM: &str = "%Y%m%dT%H%M%SZ";

/// Reads a time as signatures have it, e.g. `20261126T234500Z`.
pub fn signed_at(text: &str) -> Option<Timestamp> {
    let civil = DateTime::strptime(FORM, text).ok()?;
    civil.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// Refuses a request that was signed too long before or after `theirs`, the time that AWS has.
///
/// # Errors
/// `RequestExpired` of EC2, `SignatureDoesNotMatch` of RDS and STS, `RequestTimeTooSkewed` of S3.
pub fn check(service: Service, ours: Timestamp, theirs: Timestamp) -> Result<(), ApiError> {
    let taken = if service == Service::S3 { TAKEN_BY_S3 } else { TAKEN };
    let behind = theirs.duration_since(ours);
    if behind.abs() <= taken {
        return Ok(());
    }
    Err(match service {
        Service::Ec2 => ApiError::new("RequestExpired", "Request has expired."),
        Service::S3 => {
            let message = "The difference between the request time and the current time is too large.";
            ApiError::new("RequestTimeTooSkewed", message).with_status(StatusCode::FORBIDDEN)
        }
        Service::Pricing | Service::Rds | Service::ServiceQuotas | Service::Sts => {
            let message = if behind.is_negative() {
                early(ours, theirs)
            } else {
                expired(ours, theirs)
            };
            ApiError::new("SignatureDoesNotMatch", message).with_status(StatusCode::FORBIDDEN)
        }
    })
}

fn expired(ours: Timestamp, theirs: Timestamp) -> String {
    let [ours, bound, theirs] = [ours, theirs - TAKEN, theirs].map(|moment| moment.strftime(FORM).to_string());
    format!("Signature expired: {ours} is now earlier than {bound} ({theirs} - 5 min.)")
}

fn early(ours: Timestamp, theirs: Timestamp) -> String {
    let [ours, bound, theirs] = [ours, theirs + TAKEN, theirs].map(|moment| moment.strftime(FORM).to_string());
    format!("Signature not yet current: {ours} is still later than {bound} ({theirs} + 5 min.)")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(service: Service, minutes: i64) -> Option<(String, String)> {
        let ours = signed_at("20261126T232000Z").unwrap();
        let error = check(service, ours, ours + SignedDuration::from_mins(minutes)).err()?;
        Some((error.code, error.message))
    }

    #[test]
    fn each_service_refuses_a_skewed_clock_in_its_own_words() {
        let (code, message) = refused(Service::Sts, 25).unwrap();
        assert_eq!(code, "SignatureDoesNotMatch");
        assert_eq!(
            message,
            "Signature expired: 20261126T232000Z is now earlier than 20261126T234000Z (20261126T234500Z - 5 min.)"
        );
        let (_, message) = refused(Service::Rds, -120).unwrap();
        assert_eq!(
            message,
            "Signature not yet current: 20261126T232000Z is still later than 20261126T212500Z (20261126T212000Z + 5 min.)"
        );
        assert_eq!(refused(Service::Ec2, 6).unwrap().0, "RequestExpired");
        assert_eq!(refused(Service::S3, -16).unwrap().0, "RequestTimeTooSkewed");
        for (service, minutes) in [(Service::Ec2, 5), (Service::Sts, -5), (Service::S3, 15)] {
            assert_eq!(refused(service, minutes), None, "{service:?} {minutes}");
        }
    }
}
