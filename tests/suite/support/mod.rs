//! What the tests stand on: a rehearsal in process on the virtual clock, and the real binary as a user runs it.

mod binary;
mod outside;
mod rehearsal;
mod terminal;

pub use binary::{Jalon, Run, Running, redact};
pub use outside::{Endpoint, Moto, ServedSandbox, tool};
pub use rehearsal::{Rehearsal, keys, statuses, take_down};
pub use terminal::Terminal;
