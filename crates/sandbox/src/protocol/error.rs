//! An error answer: AWS's own code, a message and the HTTP status.

use http::StatusCode;

use super::service::Service;

/// The error that AWS answers instead of a result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub struct ApiError {
    /// The HTTP status of the answer.
    pub status: StatusCode,
    /// AWS's code, as in `InvalidVpcID.NotFound`.
    pub code: String,
    /// A sentence for people.
    pub message: String,
}

impl ApiError {
    /// An error of the caller's, with status 400.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code: code.into(),
            message: message.into(),
        }
    }

    /// The same error with another HTTP status.
    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// A required parameter is missing.
    pub fn missing_parameter(name: &str) -> Self {
        Self::new("MissingParameter", format!("The request must contain the parameter {name}"))
    }

    /// A parameter has a value that AWS does not accept.
    pub fn invalid_value(name: &str, value: &str, why: &str) -> Self {
        Self::new(
            "InvalidParameterValue",
            format!("Value ({value}) for parameter {name} is invalid. {why}"),
        )
    }

    /// The service's own throttling error; `ec2_message` is for EC2. Source: EC2 API reference, "Error codes"; RDS and STS,
    /// "Common errors"; S3 API reference, "Error responses".
    pub fn throttled(service: Service, ec2_message: impl Into<String>) -> Self {
        match service {
            Service::Ec2 => Self::new("RequestLimitExceeded", ec2_message).with_status(StatusCode::SERVICE_UNAVAILABLE),
            Service::Pricing | Service::Rds | Service::ServiceQuotas | Service::Sts => Self::new("Throttling", "Rate exceeded"),
            Service::S3 => Self::slow_down(),
        }
    }

    /// S3 asks for fewer calls, whatever the reason. Source: S3 API reference, "Error responses".
    pub fn slow_down() -> Self {
        Self::new("SlowDown", "Please reduce your request rate.").with_status(StatusCode::SERVICE_UNAVAILABLE)
    }

    /// The simulator itself could not do its work, for instance because its disk is full.
    pub fn internal(message: impl Into<String>) -> Self {
        Self::new("InternalError", message).with_status(StatusCode::INTERNAL_SERVER_ERROR)
    }
}
