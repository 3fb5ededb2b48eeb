//! Refusals of services that speak JSON: their clients can't read an error in XML.

use bytes::Bytes;
use http::{Request, Response, StatusCode, header};

/// The services beside the simulated ones that speak XML without sending a form. Source: botocore's models, protocol `rest-xml`.
const REST_XML: [&str; 4] = ["cloudfront", "route53", "s3", "s3-outposts"];

/// Whether the client of a service reads errors as JSON. Services of the query protocol are sent forms, and `rest-xml` is of few; every
/// other speaks JSON. Source: botocore's models, protocols `json`, `rest-json`, `query` and `rest-xml`.
pub fn wants_json(request: &Request<Bytes>, service: &str) -> bool {
    let is_form = content_type(request).is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    !is_form && !REST_XML.contains(&service)
}

/// The refusal, with the code where both JSON protocols put it. Source: AWS's common errors, `UnknownOperationException`.
pub fn answer(request: &Request<Bytes>, message: &str, request_id: &str) -> Response<Bytes> {
    const CODE: &str = "UnknownOperationException";
    let document = serde_json::json!({"__type": CODE, "message": message});
    let mut response = Response::new(Bytes::from(document.to_string()));
    *response.status_mut() = StatusCode::NOT_FOUND;
    let kind = content_type(request).filter(|kind| kind.starts_with("application/x-amz-json"));
    for (name, value) in [
        (header::CONTENT_TYPE.as_str(), kind.unwrap_or("application/json")),
        ("x-amzn-errortype", CODE),
        ("x-amzn-requestid", request_id),
    ] {
        if let (Ok(name), Ok(value)) = (header::HeaderName::try_from(name), header::HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn content_type(request: &Request<Bytes>) -> Option<&str> {
    request.headers().get(header::CONTENT_TYPE)?.to_str().ok()
}
