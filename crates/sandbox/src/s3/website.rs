//! A bucket as a website: its configuration and what the website endpoint answers.
//!
//! Source: S3 user guide, "Hosting a static website" and "Configuring a custom error document".

use bytes::Bytes;
use http::{Method, Response, StatusCode};

use super::call::{self, Call};
use super::document::Node;
use super::model::{Bucket, Content, Version, Website};
use super::{S3, errors, objects, policies};
use crate::protocol::{ApiError, Element};

/// GetBucketWebsite.
pub fn get(s3: &S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let website = s3.bucket(call)?.website.as_ref();
    let root = Element::new("WebsiteConfiguration");
    Ok(call::document(match website.ok_or_else(errors::no_such_website)? {
        Website::Documents { index_suffix, error_key } => {
            let root = root.child(Element::new("IndexDocument").text("Suffix", index_suffix));
            match error_key {
                Some(key) => root.child(Element::new("ErrorDocument").text("Key", key)),
                None => root,
            }
        }
        Website::Redirect { host, protocol } => root.child(
            Element::new("RedirectAllRequestsTo")
                .text("HostName", host)
                .optional("Protocol", protocol.as_ref()),
        ),
    }))
}

/// PutBucketWebsite. Routing rules are not simulated.
pub fn put(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    let website = read(&call.root("WebsiteConfiguration")?)?;
    s3.bucket_mut(call)?.website = Some(website);
    Ok(call::empty(StatusCode::OK))
}

/// DeleteBucketWebsite.
pub fn delete(s3: &mut S3, call: &Call) -> Result<Response<Bytes>, ApiError> {
    s3.bucket_mut(call)?.website = None;
    Ok(call::empty(StatusCode::NO_CONTENT))
}

fn read(root: &Node) -> Result<Website, ApiError> {
    if root.child("RoutingRules").is_some() {
        return Err(errors::not_implemented());
    }
    if let Some(redirect) = root.child("RedirectAllRequestsTo") {
        if root.children.len() > 1 {
            return Err(errors::invalid_argument(
                "RedirectAllRequestsTo cannot be provided in conjunction with other Routing Rules.",
            ));
        }
        return Ok(Website::Redirect {
            host: redirect.required_text("HostName")?.to_owned(),
            protocol: redirect.text_of("Protocol").map(str::to_owned),
        });
    }
    let index = root.child("IndexDocument").ok_or_else(|| {
        errors::invalid_argument("A value for IndexDocument Suffix must be provided if RedirectAllRequestsTo is empty")
    })?;
    let index_suffix = index.required_text("Suffix")?;
    if index_suffix.is_empty() || index_suffix.contains('/') {
        return Err(errors::invalid_argument("The IndexDocument Suffix is not well formed"));
    }
    let error_key = match root.child("ErrorDocument") {
        Some(document) => Some(document.required_text("Key")?.to_owned()),
        None => None,
    };
    if error_key.as_deref() == Some("") {
        return Err(errors::invalid_argument("The ErrorDocument Key is not well formed"));
    }
    Ok(Website::Documents {
        index_suffix: index_suffix.to_owned(),
        error_key,
    })
}

/// Answers a request to the website endpoint; errors are pages.
pub fn serve(s3: &S3, call: &Call) -> Response<Bytes> {
    let Ok(bucket) = s3.bucket(call) else {
        return page(&errors::no_such_bucket());
    };
    if call.method != Method::GET && call.method != Method::HEAD {
        return page(&errors::method_not_allowed());
    }
    match &bucket.website {
        None => page(&errors::no_such_website()),
        Some(Website::Redirect { host, protocol }) => {
            let protocol = protocol.as_deref().unwrap_or("http");
            redirect(StatusCode::MOVED_PERMANENTLY, &format!("{protocol}://{host}/{}", call.key()))
        }
        Some(Website::Documents { index_suffix, error_key }) => {
            let found = document(s3, call, bucket, index_suffix).map_err(|error| hidden(s3, call, bucket, error));
            found.unwrap_or_else(|error| error_page(s3, call, bucket, error_key.as_deref(), &error))
        }
    }
}

/// Whoever may not list a bucket is not told whether an object is missing. Source: S3 API reference, "GetObject", Permissions.
fn hidden(s3: &S3, call: &Call, bucket: &Bucket, error: ApiError) -> ApiError {
    match error.status == StatusCode::NOT_FOUND && !policies::anyone_may_list(s3, bucket, call.cx) {
        true => errors::access_denied(),
        false => error,
    }
}

/// The document of the requested path: an index document for a folder, or a redirect to it when the slash is missing.
fn document(s3: &S3, call: &Call, bucket: &Bucket, index_suffix: &str) -> Result<Response<Bytes>, ApiError> {
    let asked = call.key();
    let key = if asked.is_empty() || asked.ends_with('/') {
        format!("{asked}{index_suffix}")
    } else {
        asked.to_owned()
    };
    match readable(s3, call, bucket, &key) {
        Err(error) if error.status == StatusCode::NOT_FOUND => {
            let index = format!("{key}/{index_suffix}");
            match readable(s3, call, bucket, &index) {
                Ok(_) => Ok(redirect(StatusCode::FOUND, &format!("/{key}/"))),
                Err(_) => Err(error),
            }
        }
        Ok((version, content)) => objects::whole(call, version, content),
        Err(error) => Err(error),
    }
}

/// The error document with the error's own status, or a plain page when there is none to read.
fn error_page(s3: &S3, call: &Call, bucket: &Bucket, error_key: Option<&str>, error: &ApiError) -> Response<Bytes> {
    let document = error_key
        .and_then(|key| readable(s3, call, bucket, key).ok())
        .and_then(|(version, content)| objects::whole(call, version, content).ok());
    match document {
        Some(mut response) => {
            *response.status_mut() = error.status;
            response
        }
        None => page(error),
    }
}

fn readable<'w>(s3: &'w S3, call: &Call, bucket: &Bucket, key: &str) -> Result<(&'w Version, &'w Content), ApiError> {
    if !policies::anyone_may_read(s3, bucket, key, call.cx) {
        return Err(errors::access_denied());
    }
    let version = s3.current(&bucket.name, key);
    version
        .and_then(|version| Some((version, version.content.as_ref()?)))
        .ok_or_else(errors::no_such_key)
}

fn redirect(status: StatusCode, location: &str) -> Response<Bytes> {
    let mut response = call::empty(status);
    call::set(&mut response, "location", location);
    response
}

fn page(error: &ApiError) -> Response<Bytes> {
    let (status, code) = (error.status, &error.code);
    let body = format!(
        "<html>\n<head><title>{status}</title></head>\n<body>\n<h1>{status}</h1>\n<ul>\n<li>Code: {code}</li>\n\
         <li>Message: {}</li>\n</ul>\n</body>\n</html>\n",
        error.message
    );
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    call::set(&mut response, "content-type", "text/html; charset=utf-8");
    response
}
