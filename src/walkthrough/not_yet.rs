//! Deletions that AWS refuses for now.

use std::time::Duration;

use crate::aws::AwsError;
use crate::resources::Kind;

/// Codes that say "not yet" rather than "no" of any kind; each kind has its own beside them (docs/AWS.md, "Deletion order").
const NOT_YET: &[&str] = &["DependencyViolation", "IncorrectState"];

/// After how long it is given up. Network interfaces of a database may linger for many minutes.
pub(in crate::walkthrough) const PATIENCE: Duration = Duration::from_secs(20 * 60);

/// Whether AWS says "not yet" rather than "no".
pub(in crate::walkthrough) fn is_not_yet(error: &AwsError, kind: Kind) -> bool {
    error.is(NOT_YET) || error.is(kind.row().not_yet_codes)
}
