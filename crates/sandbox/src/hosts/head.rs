//! Websites as a host asks for them with curl.

use http::StatusCode;

use super::error::HostError;
use super::session::HostSession;
use super::web::{WebMethod, WebRequest};

impl HostSession {
    /// What `curl --head` prints of a page over plain HTTP: the line with its status.
    ///
    /// # Errors
    /// The session is lost; or curl's words where nothing answers.
    pub async fn website_head(&self, url: &str) -> Result<String, HostError> {
        let Some(from) = self.seen_from_outside_as().await? else {
            return Err(HostError::failed("curl: (28) Connection timed out"));
        };
        let request = WebRequest {
            method: WebMethod::Get,
            url: url.to_owned(),
            form: None,
            cookies: Vec::new(),
        };
        match self.simulator().browse(from, &request).await {
            Ok(answer) => Ok(format!("HTTP/1.1 {}\n", status_line(answer.status))),
            Err(words) => Err(HostError::failed(format!("curl: {words}"))),
        }
    }
}

/// A status with its usual words, as S3 sends it.
fn status_line(status: u16) -> String {
    StatusCode::from_u16(status).map_or_else(|_| status.to_string(), |status| status.to_string())
}
