//! Wraps answers in each service's own envelope.

use bytes::Bytes;
use http::{Request, Response, StatusCode, header};

use super::protocol::{ApiError, Element, Service};
use super::{json, s3};

const EC2_NAMESPACE: &str = "http://ec2.amazonaws.com/doc/2016-11-15/";
const RDS_NAMESPACE: &str = "http://rds.amazonaws.com/doc/2014-10-31/";
const STS_NAMESPACE: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// An EC2 answer: the children of `body` beside the request id. Source: botocore model, protocol `ec2`.
pub fn ec2(operation: &str, body: Element, request_id: &str) -> Response<Bytes> {
    let document = Element::new(format!("{operation}Response"))
        .attribute("xmlns", EC2_NAMESPACE)
        .text("requestId", request_id)
        .children(body.into_children());
    xml(StatusCode::OK, &document, request_id)
}

/// An RDS answer: the children of `body` in a result element. Source: botocore model, protocol `query`.
pub fn rds(operation: &str, body: Element, request_id: &str) -> Response<Bytes> {
    query(operation, RDS_NAMESPACE, body, request_id)
}

/// An STS answer, in the shape of RDS's.
pub fn sts(operation: &str, body: Element, request_id: &str) -> Response<Bytes> {
    query(operation, STS_NAMESPACE, body, request_id)
}

fn query(operation: &str, namespace: &str, body: Element, request_id: &str) -> Response<Bytes> {
    let document = Element::new(format!("{operation}Response"))
        .attribute("xmlns", namespace)
        .child(body.named(format!("{operation}Result")))
        .child(Element::new("ResponseMetadata").text("RequestId", request_id));
    xml(StatusCode::OK, &document, request_id)
}

/// An error in the shape of its service.
pub fn error(service: Service, error: &ApiError, request_id: &str, request: &Request<Bytes>) -> Response<Bytes> {
    let document = match service {
        Service::S3 => return s3::error(error, request_id, request),
        Service::Pricing | Service::ServiceQuotas => return json::error(error, request_id, request),
        Service::Ec2 => {
            let detail = Element::new("Error")
                .text("Code", &error.code)
                .text("Message", &error.message);
            Element::new("Response")
                .list("Errors", [detail])
                .text("RequestID", request_id)
        }
        Service::Rds => envelope(RDS_NAMESPACE, error, request_id),
        Service::Sts => envelope(STS_NAMESPACE, error, request_id),
    };
    xml(error.status, &document, request_id)
}

fn envelope(namespace: &str, error: &ApiError, request_id: &str) -> Element {
    let side = if error.status.is_server_error() {
        "Receiver"
    } else {
        "Sender"
    };
    let detail = Element::new("Error")
        .text("Type", side)
        .text("Code", &error.code)
        .text("Message", &error.message);
    Element::new("ErrorResponse")
        .attribute("xmlns", namespace)
        .child(detail)
        .text("RequestId", request_id)
}

/// The error each service answers to credentials that are scoped to another region.
pub fn wrong_region(service: Service, scoped: &str, region: &str) -> ApiError {
    match service {
        Service::S3 => ApiError::new(
            "AuthorizationHeaderMalformed",
            format!("The authorization header is malformed; the region '{scoped}' is wrong; expecting '{region}'"),
        ),
        Service::Ec2 => ApiError::new(
            "AuthFailure",
            format!("Credential should be scoped to a valid region: this sandbox is in {region}, not in {scoped}."),
        )
        .with_status(StatusCode::UNAUTHORIZED),
        Service::Pricing | Service::Rds | Service::ServiceQuotas | Service::Sts => ApiError::new(
            "SignatureDoesNotMatch",
            format!("Credential should be scoped to a valid region: this sandbox is in {region}, not in {scoped}."),
        )
        .with_status(StatusCode::FORBIDDEN),
    }
}

/// The error that services answer to a request without credentials.
pub fn missing_authorization() -> ApiError {
    ApiError::new("MissingAuthenticationToken", "Request is missing Authentication Token").with_status(StatusCode::FORBIDDEN)
}

/// The error each service answers to an `Authorization` it can't read.
pub fn garbled_authorization(service: Service) -> ApiError {
    match service {
        Service::Ec2 => ApiError::new("AuthFailure", "AWS was not able to validate the provided access credentials")
            .with_status(StatusCode::UNAUTHORIZED),
        Service::S3 => ApiError::new(
            "AuthorizationHeaderMalformed",
            "The authorization header that you provided is not valid.",
        ),
        Service::Pricing | Service::Rds | Service::ServiceQuotas | Service::Sts => ApiError::new(
            "IncompleteSignature",
            "The request signature does not conform to AWS standards.",
        )
        .with_status(StatusCode::FORBIDDEN),
    }
}

fn xml(status: StatusCode, document: &Element, request_id: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(document.document()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static("text/xml;charset=UTF-8"),
    );
    if let Ok(value) = header::HeaderValue::from_str(request_id) {
        headers.insert("x-amzn-requestid", value);
    }
    response
}
