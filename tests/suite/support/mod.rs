//! What the tests stand on: a rehearsal in process on the virtual clock, and the real binary as a user runs it.

mod account;
mod binary;
mod browser;
mod crew;
mod database;
mod outside;
mod proxy;
mod service;
mod sshd;
mod terminal;
mod visitor;

pub use account::{Holdings, holdings, sdk_config};
pub use binary::{Jalon, Run, Running, redact};
pub use browser::Browser;
pub use crew::{Nginx, Start, app_folder, python_of_the_app};
pub use jalon_testkit::{Kill, Names, Process, Rehearsal, checks, keys, statuses, take_down};

pub use database::{AWKWARD_PASSWORD, MariaDb, succeeds};
pub use outside::{Endpoint, Moto, ServedSandbox, python_with_boto3, tool};
pub use proxy::{Proxy, SigKill};
pub use sshd::SshHosts;
pub use terminal::Terminal;
pub use visitor::Visitor;
