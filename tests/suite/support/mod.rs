//! What the tests stand on: a rehearsal in process on the virtual clock, and the real binary as a user runs it.

mod binary;
mod outside;
mod rehearsal;
mod terminal;

pub use binary::{Jalon, Run, redact};
pub use outside::{Endpoint, Moto, ServedSandbox, python_with_boto3, tool};
pub use rehearsal::{Rehearsal, keys, statuses};
pub use terminal::Terminal;
