//! Programs that every system has.

use std::ffi::{OsStr, OsString};
use std::process::Command;

/// Where they are, whatever the tests' own `PATH` is.
const PATH: &str = "/usr/local/bin:/usr/bin:/bin";

/// A search path, and after it the system's.
pub fn before_the_systems(path: &OsStr) -> OsString {
    std::env::join_paths(std::env::split_paths(path).chain(std::env::split_paths(PATH))).unwrap()
}

/// A program of the system's, such as `cp`, and whatever it runs itself.
pub fn system(program: &str) -> Command {
    let mut command = Command::new(program);
    command.env("PATH", PATH);
    command
}
