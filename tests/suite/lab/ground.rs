//! Whether this machine has what a lab stands on.

use std::process::{Command, Stdio};

use super::namespace::remove_leftovers;
use crate::support::tool;

const TOOLS: [&str; 8] = ["ip", "nft", "sshd", "ssh-keygen", "ssh", "ping", "curl", "openssl"];

/// Whether a lab can be laid out here. If not, that is said; under `CI=true`, where it is to be possible, it is failing.
pub fn can_bear_a_lab() -> bool {
    if !TOOLS.into_iter().chain(["python3"]).all(|name| tool(name).is_some()) {
        return false;
    }
    let Err(reason) = may_make_namespaces() else {
        remove_leftovers();
        return true;
    };
    assert!(
        std::env::var_os("CI").is_none(),
        "no lab can be laid out, and CI is to run as root: {reason}"
    );
    eprintln!("not run: {reason}");
    false
}

/// Tries what only root may, and not everywhere: in a namespace that is gone again at once.
fn may_make_namespaces() -> Result<(), String> {
    // SAFETY: a system call without arguments.
    if unsafe { libc::geteuid() } != 0 {
        return Err("network namespaces are root's to make".to_owned());
    }
    let mut tried = Command::new("unshare");
    tried.args(["--net", "--mount", "nft", "add", "table", "ip", "tried"]);
    let output = tried
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("unshare: {error}"))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(format!(
            "this machine lets nobody make network namespaces with a firewall: {}",
            said.trim()
        ));
    }
    Ok(())
}
