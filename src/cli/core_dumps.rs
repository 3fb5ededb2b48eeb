//! Core dumps: this process holds passwords and a private key, and leaves no picture of its memory.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// From now on no crash of this process writes its memory anywhere.
pub(super) fn forbid() {
    let limit = Rlimit {
        current: Some(0),
        ..getrlimit(Resource::Core)
    };
    // Where the system refuses, it goes by its own rules.
    let _ = setrlimit(Resource::Core, limit);
    // A program that collects cores is not bound by the limit.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}
