//! The rehearsal of the tests: one deployment in an in-memory sandbox, on tokio's paused clock.

#[path = "../../tests/suite/support/memory_disk.rs"]
mod memory_disk;
#[path = "../../tests/suite/support/process.rs"]
mod process;
#[path = "../../tests/suite/support/rehearsal.rs"]
mod rehearsal;

pub use memory_disk::MemoryDisk;
pub use process::Process;
pub use rehearsal::{Rehearsal, checks, take_down};
