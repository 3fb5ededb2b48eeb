//! The option for how much a guided walk teaches.

use clap::Args;

/// How much a guided walk teaches.
#[derive(Debug, Args)]
pub(super) struct LessonOptions {
    /// Leave the lessons out, now and later; --brief=false takes that back
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(super) brief: Option<bool>,
}
