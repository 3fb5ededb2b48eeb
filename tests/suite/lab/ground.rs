//! Whether this machine has what a lab stands on.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use super::namespace::remove_leftovers;
use crate::support::{Part, Right, is_root};

const PARTS: [Part; 9] = [
    Part::Ip,
    Part::Nft,
    Part::Sshd,
    Part::SshKeygen,
    Part::Ssh,
    Part::Ping,
    Part::Curl,
    Part::OpenSsl,
    Part::Python,
];

/// Whether a lab can be laid out here. If not, the caller's test counts as not run.
pub fn can_bear_a_lab() -> bool {
    if PARTS.into_iter().any(|part| part.or_not_run().is_none()) {
        return false;
    }
    let Err(reason) = may_make_namespaces() else {
        remove_leftovers();
        return true;
    };
    Right::Namespaces.is_denied(&reason);
    false
}

/// Tries what only root may, and not everywhere: in a namespace that ends with the command.
fn may_make_namespaces() -> Result<(), String> {
    if !is_root() {
        return Err("only root makes them".to_owned());
    }
    let mut tried = Command::new(Part::Nft.program());
    tried.args(["add", "table", "ip", "tried"]).stdin(Stdio::null());
    // SAFETY: a system call, which may be made between fork and exec.
    unsafe {
        tried.pre_exec(|| match libc::unshare(libc::CLONE_NEWNET | libc::CLONE_NEWNS) {
            0 => Ok(()),
            _ => Err(io::Error::last_os_error()),
        });
    }
    let output = tried.output().map_err(|error| format!("this machine makes none: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Err(format!("nft loads no table into one: {}", said.trim()))
}
