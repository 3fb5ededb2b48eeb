//! What the tests stand on: a rehearsal in process on the virtual clock, and the real binary as a user runs it.

mod account;
mod binary;
mod memory_disk;
mod outside;
mod process;
mod proxy;
mod rehearsal;
mod sshd;
mod terminal;

pub use account::{Holdings, holdings};
pub use binary::{Jalon, Run, Running, redact};
pub use memory_disk::MemoryDisk;
pub use outside::{Endpoint, Moto, ServedSandbox, python_with_boto3, tool};
pub use process::{Kill, Process};
pub use proxy::{Proxy, SigKill};
pub use rehearsal::{Rehearsal, keys, statuses, take_down};
pub use sshd::SshHosts;
pub use terminal::Terminal;
