//! The pages of an application: its home, its health, and a form to sign up with.

use sha2::{Digest, Sha256};

use super::application::{self, Standing};
use super::database;
use super::files;
use super::view::HostView;
use super::web::{WebAnswer, WebMethod, WebRequest};
use crate::common::Context;
use crate::ids::hex;

/// What the path of the form's template ends with. Without such a file the application has no form.
const TEMPLATE: &str = "signup.html";
/// The cookie that a form's token belongs to.
const COOKIE: &str = "session";
/// The fields of the form beside its token.
const FIELDS: [&str; 4] = ["username", "email", "password", "confirm"];

/// Answers a request for a path of the application in a folder.
pub fn answer(view: &mut HostView, cx: &Context, host: &str, folder: &str, path: &str, request: &WebRequest) -> WebAnswer {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let has_form = files::in_folder(view, host, folder).any(|(path, _)| path.ends_with(TEMPLATE));
    match (request.method, path) {
        (WebMethod::Get, "/" | "") => page(200, "<!doctype html>\n<title>Welcome</title>\n<h1>Welcome</h1>\n"),
        (WebMethod::Get, "/health") => match application::look(view, cx, host, folder) {
            Standing::Healthy => page(200, "ok\n"),
            _ => page(503, "the database does not answer\n"),
        },
        (WebMethod::Get, "/signup") if has_form => form(view, cx, host, ""),
        (WebMethod::Post, "/signup") if has_form => sign_up(view, cx, host, folder, request),
        (WebMethod::Post, "/" | "/health") => page(405, "Method Not Allowed\n"),
        _ => page(404, "Not Found\n"),
    }
}

fn page(status: u16, text: &str) -> WebAnswer {
    WebAnswer {
        status,
        text: text.to_owned(),
        cookies: Vec::new(),
        location: None,
    }
}

/// The form with a new token, and the cookie that the token belongs to.
fn form(view: &HostView, cx: &Context, host: &str, problem: &str) -> WebAnswer {
    let token = hex(&view.common.ids.digest_for(&format!("token of {host} at {}", cx.now)));
    let fields: String = FIELDS.iter().map(|name| format!("  <input name=\"{name}\">\n")).collect();
    let text = format!(
        "<!doctype html>\n<title>Sign up</title>\n<p>{problem}</p>\n<form method=\"post\" action=\"/signup\">\n  <input type=\"hidden\" \
         name=\"csrf_token\" value=\"{token}\">\n{fields}</form>\n"
    );
    WebAnswer {
        cookies: vec![format!("{COOKIE}={}", signature(view, host, &token))],
        ..page(200, &text)
    }
}

/// What only the application can make of a token.
fn signature(view: &HostView, host: &str, token: &str) -> String {
    let key = view.common.ids.digest_for(&format!("session key of {host}"));
    hex(&Sha256::new().chain_update(key).chain_update(token).finalize())
}

fn sign_up(view: &mut HostView, cx: &Context, host: &str, folder: &str, request: &WebRequest) -> WebAnswer {
    let fields = request.form.as_deref().unwrap_or_default();
    let field = |wanted: &str| {
        let mut values = fields.iter().filter(|(name, _)| name == wanted);
        values
            .next()
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    };
    let is_signed = field("csrf_token").is_some_and(|token| {
        let expected = format!("{COOKIE}={}", signature(view, host, token));
        request.cookies.contains(&expected)
    });
    if !is_signed {
        return page(400, "The CSRF token is missing.\n");
    }
    let [Some(name), Some(email), Some(password), Some(confirmed)] = FIELDS.map(field) else {
        return form(view, cx, host, "Every field is needed.");
    };
    if password != confirmed {
        return form(view, cx, host, "The two passwords differ.");
    }
    let account = application::run(view, host, folder).and_then(|run| run.environment.database.clone());
    let row = account.and_then(|account| database::log_in(view, cx, host, &account).ok());
    let Some(tables) = row.and_then(|row| view.hosts.databases.get_mut(&row)) else {
        return page(500, "Internal Server Error\n");
    };
    if !tables.add_user(name, email) {
        return form(view, cx, host, "This name is taken.");
    }
    WebAnswer {
        location: Some("/".to_owned()),
        ..page(302, "")
    }
}
