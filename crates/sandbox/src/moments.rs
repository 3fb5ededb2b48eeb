//! When AWS's own waits end, told by the world itself: what a client can only find out by asking again and again.
//!
//! The benchmarks measure against it how late a client knows.

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
    /// From when on it can be used; `None` while that hangs on another call, as with a peering that is not accepted.
    pub usable: Option<Timestamp>,
    /// From when on it is gone, once its deletion was asked for.
    pub gone: Option<Timestamp>,
}
