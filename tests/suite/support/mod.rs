//! What the tests stand on: a rehearsal in process on the virtual clock, and the real binary as a user runs it.

#![cfg_attr(not(target_os = "linux"), allow(unused_imports, reason = "some are for the lab alone"))]

mod account;
mod binary;
mod browser;
mod crew;
mod database;
pub mod modules;
mod outside;
mod parts;
mod processes;
mod proxy;
mod recorder;
mod service;
mod sshd;
mod system;
mod terminal;
mod visitor;
mod wire;

pub use account::{Holdings, holdings, sdk_config};
pub use binary::{Jalon, Run, Running, is_root, next, one_line, redact, send_signal, so_far_filters, write_private};
pub use browser::Browser;
pub use crew::{Nginx, Start, app_folder};
pub use database::{AWKWARD_PASSWORD, MariaDb, succeeds};
pub use jalon_testkit::{Kill, Names, Process, Rehearsal, advice, all_checks, checks, keys, problem, statuses, take_down};
pub use outside::{Endpoint, MiniStack, Moto, ServedSandbox};
pub use parts::{Part, Right, left_to, not_run, program, search_path};
pub use processes::{RunningProcess, processes};
pub use proxy::{Proxy, SigKill};
pub use recorder::{Fault, Recorder, Report};
pub use sshd::{AUTHORITIES, SshHosts, write_program};
pub use system::system;
pub use terminal::Terminal;
pub use visitor::{Page, Visitor};
pub use wire::{WireAnswer, WireClient, head};
