//! What the account holds, told by the world itself and not by any API: no list lag, no filter, no page.

use std::collections::BTreeMap;

/// One thing the account holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// The kind, as EC2's tag specifications name it; `db-instance`, `db-subnet-group`, `db-snapshot` and `bucket` beside those.
    pub kind: &'static str,
    /// Its id, or its name where that is its identity.
    pub id: String,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}
