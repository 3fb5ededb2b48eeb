//! What the tests stand on: a rehearsal in process on the virtual clock, and the real binary as a user runs it.

mod account;
mod binary;
mod browser;
mod crew;
mod database;
mod memory_disk;
mod names;
mod outside;
mod process;
mod proxy;
mod rehearsal;
mod service;
mod sshd;
mod terminal;
mod visitor;

pub use account::{Holdings, holdings, sdk_config};
pub use binary::{Jalon, Run, Running, redact};
pub use browser::Browser;
pub use crew::{Nginx, Start, app_folder, python_of_the_app};
pub use database::{AWKWARD_PASSWORD, MariaDb, succeeds};
pub use memory_disk::MemoryDisk;
pub use names::Names;
pub use outside::{Endpoint, Moto, ServedSandbox, python_with_boto3, tool};
pub use process::{Kill, Process};
pub use proxy::{Proxy, SigKill};
pub use rehearsal::{Rehearsal, checks, keys, statuses, take_down};
pub use sshd::SshHosts;
pub use terminal::Terminal;
pub use visitor::Visitor;
