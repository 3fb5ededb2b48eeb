//! What exists in the account, read from the tables and not through an API: without list lag, filters or pages.

use std::collections::BTreeMap;

/// One thing that exists in the account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Existing {
    /// The kind, as EC2's tag specifications name it; `db-instance`, `db-subnet-group`, `db-snapshot` and `bucket` beside those.
    pub kind: &'static str,
    /// Its id, or its name where that is its identity.
    pub id: String,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}
