//! How a host was looked at, in words.

use crate::hosts::Look;

/// How a claim about a host was looked at.
pub fn look_text(look: &Look) -> String {
    match look {
        Look::Command { host, line } if line.is_empty() => format!("on {host}"),
        Look::Command { host, line } => format!("by running `{}` on {host}", first_line(line)),
        Look::FirstBoot { host } => format!("by running `cloud-init status` on {host}"),
        Look::Page { url } => format!("by loading {url}"),
        Look::Connection { address, port } => format!("by connecting to {address} on port {port}"),
        Look::SignUp { url } => format!("by signing up at {url}/signup and looking for the row in the database"),
    }
}

/// A script is told by its first line.
fn first_line(line: &str) -> String {
    match line.split_once('\n') {
        Some((first, _)) => format!("{first} …"),
        None => line.to_owned(),
    }
}
