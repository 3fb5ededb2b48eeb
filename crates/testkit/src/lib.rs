//! What jalon's tests and benchmarks share: a deployment in an in-memory sandbox, processes that are killed at any instant, and
//! the least time AWS itself needs.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::missing_panics_doc,
    clippy::missing_errors_doc,
    reason = "a test that can't run is to stop, and a rehearsed command fails as the command itself does"
)]

pub mod critical_path;
pub mod outside;

mod memory_disk;
mod names;
mod process;
mod rehearsal;
mod words;

pub use memory_disk::MemoryDisk;
pub use names::Names;
pub use process::{Kill, Process};
pub use rehearsal::{Rehearsal, all_checks, checks, keys, statuses, take_down};
pub use words::{advice, problem};
