//! Whose files are trusted: those of this user that nobody else can write, as OpenSSH has it.
//!
//! What is in the state directory decides where a deployment lives, with which key its hosts are logged in to and what OpenSSH is told to
//! run. Whoever can write there decides it.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;

/// Permission bits that let anybody but the owner write.
const WRITABLE_BY_OTHERS: u32 = 0o022;
/// Permission bits of anybody but the owner.
const OPEN_TO_OTHERS: u32 = 0o077;

/// Why a file or a folder isn't trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distrust {
    /// It belongs to another user.
    Owner {
        /// That user's number.
        uid: u32,
    },
    /// Other users may write it.
    Writable {
        /// Its permission bits.
        mode: u32,
    },
    /// Other users may read it. This program makes its files for their owner alone, so one that isn't was made by something else: it was
    /// copied, or it came with a folder out of version control, which keeps no such permissions.
    Readable {
        /// Its permission bits.
        mode: u32,
    },
}

/// How a file or a folder has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Owned by this user. Another program writes it too, by its own habits.
    Own,
    /// Owned by this user, and written by nobody else.
    Unshared,
    /// Owned by this user, and neither read nor written by anybody else.
    Private,
}

/// Why it isn't trusted, if it isn't. What belongs to root is: root can change everything anyway.
pub(super) fn distrust(metadata: &Metadata, wanted: Wanted) -> Option<Distrust> {
    let mode = metadata.mode() & 0o7777;
    let uid = metadata.uid();
    if uid != 0 && uid != rustix::process::geteuid().as_raw() {
        return Some(Distrust::Owner { uid });
    }
    match wanted {
        Wanted::Unshared | Wanted::Private if mode & WRITABLE_BY_OTHERS != 0 => Some(Distrust::Writable { mode }),
        Wanted::Private if mode & OPEN_TO_OTHERS != 0 => Some(Distrust::Readable { mode }),
        _ => None,
    }
}

/// Whether others may read a file that has a secret in it: its permission bits.
pub fn open_to_others(metadata: &Metadata) -> Option<u32> {
    let mode = metadata.mode() & 0o7777;
    (metadata.is_file() && mode & OPEN_TO_OTHERS != 0).then_some(mode)
}
