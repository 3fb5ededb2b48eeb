//! The JSON protocol: requests of services that speak it, their answers, and refusals of those that are not simulated, whose clients can't
//! read an error in XML.

use bytes::Bytes;
use http::{Request, Response, StatusCode, header};
use serde_json::Value;

use super::protocol::{ApiError, Params};

/// The services beside the simulated ones that speak XML without sending a form. Source: botocore's models, protocol `rest-xml`.
const REST_XML: [&str; 4] = ["cloudfront", "route53", "s3", "s3-outposts"];

/// Whether the client of a service reads errors as JSON. Services of the query protocol are sent forms, and `rest-xml` is of few; every
/// other speaks JSON. Source: botocore's models, protocols `json`, `rest-json`, `query` and `rest-xml`.
pub fn wants_json(request: &Request<Bytes>, service: &str) -> bool {
    let is_form = content_type(request).is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    !is_form && !REST_XML.contains(&service)
}

/// The operation that the header `X-Amz-Target` names after the service's version, as `GetServiceQuota`. Source: botocore's models,
/// protocol `json`.
pub fn operation(request: &Request<Bytes>) -> String {
    let target = request.headers().get("x-amz-target").and_then(|value| value.to_str().ok());
    let name = target.and_then(|target| target.rsplit_once('.')).map(|(_, name)| name);
    name.unwrap_or_default().to_owned()
}

/// The texts and numbers of a request's document, as parameters; those in lists and structures as the query protocols spell them.
pub fn params(request: &Request<Bytes>) -> Params {
    let document: Value = serde_json::from_slice(request.body()).unwrap_or_default();
    spelled(Params::default(), "", &document)
}

fn spelled(params: Params, name: &str, value: &Value) -> Params {
    let within = |part: &str| match name {
        "" => part.to_owned(),
        name => format!("{name}.{part}"),
    };
    match value {
        Value::String(text) => params.with(name, text),
        Value::Number(number) => params.with(name, &number.to_string()),
        Value::Array(items) => items.iter().enumerate().fold(params, |params, (index, item)| {
            spelled(params, &within(&(index + 1).to_string()), item)
        }),
        Value::Object(members) => members
            .iter()
            .fold(params, |params, (part, member)| spelled(params, &within(part), member)),
        Value::Null | Value::Bool(_) => params,
    }
}

/// An error, with the code where both JSON protocols put it. Source: AWS's common errors.
pub fn error(error: &ApiError, request_id: &str, request: &Request<Bytes>) -> Response<Bytes> {
    let document = serde_json::json!({"__type": error.code, "message": error.message});
    let mut response = answer(request, error.status, &document, request_id);
    if let Ok(code) = header::HeaderValue::try_from(error.code.as_str()) {
        response.headers_mut().insert("x-amzn-errortype", code);
    }
    response
}

/// A document, in the version of JSON that the request is in.
pub fn answer(request: &Request<Bytes>, status: StatusCode, document: &Value, request_id: &str) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(document.to_string()));
    *response.status_mut() = status;
    let kind = content_type(request).filter(|kind| kind.starts_with("application/x-amz-json"));
    for (name, value) in [
        (header::CONTENT_TYPE.as_str(), kind.unwrap_or("application/json")),
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
