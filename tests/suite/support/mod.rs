//! What the tests stand on: a rehearsal in process on the virtual clock, and the real binary as a user runs it.

mod binary;
mod memory_disk;
mod outside;
mod process;
mod rehearsal;
mod terminal;

pub use binary::{Jalon, Run, Running, redact};
pub use memory_disk::MemoryDisk;
pub use outside::{Endpoint, Moto, ServedSandbox, python_with_boto3, tool};
pub use process::{Kill, Process};
pub use rehearsal::{Rehearsal, keys, statuses, take_down};
pub use terminal::Terminal;
