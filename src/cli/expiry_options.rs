//! The option for when a deployment expires.

use clap::Args;

use crate::walkthrough::ExpiryOption;

/// When a deployment expires.
#[derive(Debug, Args)]
pub(super) struct ExpiryOptions {
    /// When its hosts stop themselves and `jalon sweep` may take it down: 4h, 18:00, 2026-12-01 (until that day ends); "none" takes that
    /// back
    #[arg(long, value_name = "WHEN", value_parser = ExpiryOption::parse)]
    pub(super) expires: Option<ExpiryOption>,
}
