//! Requests of the web and the answers to them.

/// What a request does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebMethod {
    /// It gets a page.
    Get,
    /// It sends a form.
    Post,
}

/// A request of somebody outside. It may hold a password, so nothing shows it for debugging.
#[derive(Clone)]
pub struct WebRequest {
    /// What it does.
    pub method: WebMethod,
    /// Where it goes, `http://HOST:PORT/PATH`.
    pub url: String,
    /// The fields of the form that it sends.
    pub form: Option<Vec<(String, String)>>,
    /// The cookies it brings, each `NAME=VALUE`.
    pub cookies: Vec<String>,
}

/// The answer to it. Redirects are not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAnswer {
    /// The status code.
    pub status: u16,
    /// What came.
    pub text: String,
    /// The cookies set, each `NAME=VALUE`.
    pub cookies: Vec<String>,
    /// Where a redirect leads.
    pub location: Option<String>,
}
