//! The ways a call can go wrong between AWS and a client.

use std::time::Duration;

use http::StatusCode;

use crate::calls::Intervention;
use crate::protocol::{ApiError, Service};

/// How much longer a slow answer takes, in simulated time: less than any client waits.
const SLOWLY: Duration = Duration::from_secs(10);

/// One way in which a call goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// AWS refuses for now, by the service's own code.
    Throttle,
    /// AWS fails without having acted: 500 `InternalError`.
    InternalError,
    /// AWS acts, and fails afterwards: 500 `InternalError`.
    InternalErrorAfter,
    /// AWS is unavailable for now: 503, which S3 calls `SlowDown`.
    Unavailable,
    /// AWS acts and never answers.
    TimeOut,
    /// The connection breaks before AWS acts.
    CutBefore,
    /// AWS acts, and the connection breaks before the answer.
    CutAfter,
    /// AWS acts and answers ten seconds later.
    Slow,
    /// AWS acts, and half of its answer arrives.
    Malformed,
}

impl Fault {
    /// Every fault, with its name in options.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::Throttle, "throttle"),
        (Self::InternalError, "internal-error"),
        (Self::InternalErrorAfter, "internal-error-after"),
        (Self::Unavailable, "unavailable"),
        (Self::TimeOut, "time-out"),
        (Self::CutBefore, "cut-before"),
        (Self::CutAfter, "cut-after"),
        (Self::Slow, "slow"),
        (Self::Malformed, "malformed"),
    ];

    /// The fault of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(fault, _)| *fault)
    }

    /// The intervention it means for a call of a service.
    pub(super) fn on(self, service: Service) -> Intervention {
        match self {
            Self::Throttle => Intervention::Answer(ApiError::throttled(service, "Request limit exceeded.")),
            Self::InternalError => Intervention::Answer(internal_error()),
            Self::InternalErrorAfter => Intervention::AnswerAfter(internal_error()),
            Self::Unavailable => Intervention::Answer(unavailable(service)),
            Self::TimeOut => Intervention::Silence,
            Self::CutBefore => Intervention::CutBefore,
            Self::CutAfter => Intervention::CutAfter,
            Self::Slow => Intervention::Delay(SLOWLY),
            Self::Malformed => Intervention::Malform,
        }
    }
}

/// Source: EC2 API reference, "Error codes", server errors; S3 API reference, "Error responses".
fn unavailable(service: Service) -> ApiError {
    match service {
        Service::Ec2 => ApiError::new("Unavailable", "The server is overloaded and can't handle the request.")
            .with_status(StatusCode::SERVICE_UNAVAILABLE),
        Service::Pricing | Service::Rds | Service::ServiceQuotas | Service::Sts => ApiError::new(
            "ServiceUnavailable",
            "The request has failed due to a temporary failure of the server.",
        )
        .with_status(StatusCode::SERVICE_UNAVAILABLE),
        Service::S3 => ApiError::slow_down(),
    }
}

fn internal_error() -> ApiError {
    ApiError::internal("An internal error has occurred.")
}
