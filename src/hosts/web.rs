//! HTTP and TCP from where the person stands.

use std::time::Duration;

use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorSettings};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::byte_stream::ByteStream;
use tokio::net::TcpStream;

use crate::aws::plain_connector;
use crate::foreign::{percent_encoded, quote};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a connection that must not come about is waited for.
const SILENCE: Duration = Duration::from_secs(3);

/// An answer over HTTP. Redirects are not followed.
#[derive(Clone, Debug)]
pub struct Page {
    /// The status code.
    pub status: u16,
    /// What came.
    pub text: String,
    /// The cookies set, each `NAME=VALUE`.
    pub cookies: Vec<String>,
}

/// What is asked over HTTP.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// The URL.
    pub url: String,
    /// The fields of a form that is sent (`application/x-www-form-urlencoded`); a page is only read without.
    pub form: Option<Vec<(&'static str, String)>>,
    /// The cookies, each `NAME=VALUE`.
    pub cookies: Vec<String>,
}

impl PageRequest {
    /// Reads a page.
    pub fn of(url: &str) -> Self {
        Self {
            url: url.to_owned(),
            form: None,
            cookies: Vec::new(),
        }
    }
}

/// Gets a page, or sends a form to it.
///
/// # Errors
///
/// Why there is no answer.
pub(super) async fn ask(asked: &PageRequest) -> Result<Page, String> {
    let mut request = http::Request::builder()
        .uri(&asked.url)
        .method(if asked.form.is_some() { "POST" } else { "GET" });
    if asked.form.is_some() {
        request = request.header("content-type", "application/x-www-form-urlencoded");
    }
    if !asked.cookies.is_empty() {
        request = request.header("cookie", asked.cookies.join("; "));
    }
    let body = asked
        .form
        .as_deref()
        .map_or_else(SdkBody::empty, |form| SdkBody::from(encoded(form)));
    let request = request.body(body).map_err(|error| error.to_string())?;
    let request = HttpRequest::try_from(request).map_err(|error| error.to_string())?;
    let settings = HttpConnectorSettings::builder()
        .connect_timeout(PATIENCE)
        .read_timeout(PATIENCE)
        .build();
    let answer = plain_connector(settings)
        .call(request)
        .await
        .map_err(|error| causes(&error))?;
    let status = answer.status().as_u16();
    let set: Vec<&str> = answer.headers().get_all("set-cookie").collect();
    let cookies = set
        .iter()
        .filter_map(|cookie| cookie.split(';').next())
        .map(str::to_owned)
        .collect();
    let bytes = ByteStream::new(answer.into_body())
        .collect()
        .await
        .map_err(|error| error.to_string())?;
    Ok(Page {
        status,
        text: String::from_utf8_lossy(&bytes.to_vec()).into_owned(),
        cookies,
    })
}

/// Whether a TCP connection comes about within a few seconds.
pub(super) async fn connects(address: &str, port: u16) -> bool {
    let connected = tokio::time::timeout(SILENCE, TcpStream::connect((address, port))).await;
    matches!(connected, Ok(Ok(_)))
}

/// A form as browsers send it.
fn encoded(form: &[(&str, String)]) -> String {
    let fields: Vec<String> = form
        .iter()
        .map(|(name, value)| format!("{name}={}", percent_encoded(value, true, "")))
        .collect();
    fields.join("&")
}

fn causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    quote(&text)
}
