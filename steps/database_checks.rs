//! What RDS has to report of the database.

use crate::locale::{kept, say};
use crate::resources::DbInstanceFacts;
use crate::walkthrough::Check;

fn not_reported() -> &'static str {
    kept(say().check_not_reported())
}

/// What RDS reports of the instance itself.
pub(super) fn setting_checks(db: Option<&DbInstanceFacts>) -> Vec<Check> {
    let status = db.map_or(not_reported(), |db| &db.status);
    let yes_or_no = |value: Option<bool>| value.map_or_else(|| not_reported().to_owned(), |value| value.to_string());
    let endpoint = db.and_then(|db| db.endpoint.as_ref());
    vec![
        Check::holds(
            kept(say().check_database_available()),
            db.is_some_and(DbInstanceFacts::takes_connections),
            kept(say().check_available()),
            status,
        ),
        Check::holds(
            kept(say().check_has_endpoint()),
            endpoint.is_some(),
            kept(say().check_host_and_port()),
            kept(say().check_none()),
        ),
        Check::that(
            kept(say().check_not_public()),
            false,
            yes_or_no(db.and_then(|db| db.is_public)),
        ),
        Check::that(
            kept(say().check_storage_encrypted()),
            true,
            yes_or_no(db.and_then(|db| db.is_encrypted)),
        ),
    ]
}

/// How long its backups are kept.
pub(super) fn backup_check(db: Option<&DbInstanceFacts>, wanted_days: u8) -> Check {
    let days = db.map_or_else(
        || not_reported().to_owned(),
        |db| say().check_days(db.backup_retention_days.to_string()),
    );
    Check::that(
        kept(say().check_backups_kept()),
        say().check_days(wanted_days.to_string()),
        days,
    )
}
