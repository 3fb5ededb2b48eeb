//! When AWS's own waits end, read from the tables. A client can only find this out by polling.
//!
//! The benchmarks measure against it how late a client notices.

use std::collections::BTreeMap;

use jiff::Timestamp;

/// The moments of one thing that takes time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moments {
    /// The kind, as EC2's tag specifications name it; `db-instance` and `db-snapshot` beside those.
    pub kind: &'static str,
    /// Its id, or its name where that is its identity.
    pub id: String,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// When AWS made it.
    pub made: Timestamp,
    /// When it becomes usable; `None` while that depends on another call, as with a peering that is not accepted.
    pub usable: Option<Timestamp>,
    /// When it is gone; `None` until its deletion was requested.
    pub gone: Option<Timestamp>,
}
