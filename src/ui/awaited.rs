//! What is waited for, in words: a resource, or work on a host.

use super::nouns::the;
use crate::locale::say;
use crate::resources::Kind;

/// The name of what there is one of; it says nothing.
const ONLY: &str = "main";

/// What the key of a wait stands for, beside its step: `the DB instance`.
pub(super) fn awaited_text(key: &str) -> String {
    let (kind, name) = parts(key);
    match Kind::named(kind) {
        Some(kind) => the(kind.noun()),
        None => say().awaited_on_host("no", kind, name),
    }
}

/// The same where no step is named: `the instance app-host`.
pub fn awaited_by_name(key: &str) -> String {
    let (kind, name) = parts(key);
    match Kind::named(kind) {
        Some(kind) if name == ONLY => the(kind.noun()),
        Some(kind) => format!("{} {name}", the(kind.noun())),
        None => say().awaited_on_host("yes", kind, name),
    }
}

fn parts(key: &str) -> (&str, &str) {
    key.split_once('/').unwrap_or((key, ""))
}
