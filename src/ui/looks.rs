//! How a host was looked at, in words.

use crate::hosts::Look;
use crate::locale::say;

/// How a claim about a host was looked at.
pub fn look_text(look: &Look) -> String {
    let say = say();
    match look {
        Look::Command { host, line } if line.is_empty() => say.look_on(host.to_string()),
        Look::Command { host, line } => say.look_by_running(first_line(line), host.to_string()),
        Look::FirstBoot { host } => say.look_by_running("cloud-init status", host.to_string()),
        Look::Page { url } => say.look_by_loading(url.as_str()),
        Look::Connection { address, port } => say.look_by_connecting(address.to_string(), port.to_string()),
        Look::SignUp { url } => say.look_by_signing_up(url.as_str()),
    }
}

/// A script is told by its first line.
fn first_line(line: &str) -> String {
    match line.split_once('\n') {
        Some((first, _)) => format!("{first} …"),
        None => line.to_owned(),
    }
}
