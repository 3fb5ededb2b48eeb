//! Websites of buckets, as anybody outside gets them from the website endpoint.

use bytes::Bytes;
use http::{Request, Response};

use super::web::{WebAnswer, WebMethod};
use crate::Simulator;
use crate::s3;

/// The bucket whose website endpoint a host name is, in a region. Older regions have the form with a dash, newer ones that with a dot; the
/// sandbox takes both everywhere. Source: S3 user guide, "Website endpoints".
pub fn bucket<'h>(host: &'h str, region: &str) -> Option<&'h str> {
    let forms = [
        format!(".s3-website-{region}.amazonaws.com"),
        format!(".s3-website.{region}.amazonaws.com"),
    ];
    let bucket = forms.iter().find_map(|form| host.strip_suffix(form.as_str()));
    bucket.filter(|bucket| !bucket.is_empty())
}

impl Simulator {
    /// What the website endpoint answers, without credentials.
    pub(super) async fn website(&self, host: &str, path: &str, method: WebMethod) -> Result<WebAnswer, String> {
        let path = if path.starts_with('/') {
            path.to_owned()
        } else {
            format!("/{path}")
        };
        let method = match method {
            WebMethod::Get => http::Method::GET,
            WebMethod::Post => http::Method::POST,
        };
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(http::header::HOST, host)
            .body(Bytes::new())
            .map_err(|error| format!("URL using bad/illegal format: {error}"))?;
        let answer = self.with_world(|world, cx| {
            let operation = s3::operation(&request);
            let answered = s3::payload(&request)
                .and_then(|payload| s3::handle(&mut world.s3, &mut world.common, cx, operation, None, &request, payload));
            answered.unwrap_or_else(|error| s3::error(&error, cx.request_id, &request))
        });
        answer.await.map(shown)
    }
}

fn shown(response: Response<Bytes>) -> WebAnswer {
    let location = response.headers().get(http::header::LOCATION);
    WebAnswer {
        status: response.status().as_u16(),
        location: location.and_then(|location| location.to_str().ok()).map(str::to_owned),
        cookies: Vec::new(),
        text: String::from_utf8_lossy(response.body()).into_owned(),
    }
}
