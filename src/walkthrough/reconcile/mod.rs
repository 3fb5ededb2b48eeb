//! One resource to its wanted state: find, keep, adopt, create, update, record, wait for deletions, prune.

mod create;
mod deletion;
mod differences;
mod ensure;
mod find;
mod prune;
mod record;

pub(in crate::walkthrough) use deletion::wait_until;
pub(in crate::walkthrough) use differences::Differences;
pub(in crate::walkthrough) use ensure::ensure;
pub(in crate::walkthrough) use find::{is_foreign, patience_for};
pub(in crate::walkthrough) use prune::{prune_unwanted, surplus, unwanted};
pub(in crate::walkthrough) use record::is_in_flight;
