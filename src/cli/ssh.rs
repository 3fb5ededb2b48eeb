//! `jalon ssh`: OpenSSH with the deployment's `ssh_config`, in this process's place.

use std::os::unix::process::CommandExt;
use std::process::Command;

use super::args::{Globals, SshOptions};
use super::open::folder;
use crate::checkpoint::read_state;
use crate::hosts::{HostError, hosts_of_ssh_config};
use crate::walkthrough::{Error, Misuse, Result, SSH_CONFIG};

/// Becomes `ssh`: its exit code is the command's. It returns only when that fails.
pub(super) fn ssh(globals: &Globals, options: &SshOptions) -> Result<u8> {
    let folder = folder(globals)?;
    let state = read_state(&folder, &globals.deployment)?;
    let has_hosts = match state.as_ref().map_or("aws", |state| &state.cloud) {
        "aws" => true,
        "sandbox" => false,
        _ => globals.live_hosts,
    };
    if !has_hosts {
        return Err(Error::from(Misuse::NoHosts));
    }
    let config = folder.read(SSH_CONFIG)?.unwrap_or_default();
    let config = String::from_utf8_lossy(&config);
    let known = hosts_of_ssh_config(&config);
    if !known.contains(&options.host.as_str()) {
        return Err(Error::from(Misuse::UnknownHost {
            given: options.host.clone(),
            known: known.into_iter().map(str::to_owned).collect(),
        }));
    }
    let error = Command::new("ssh")
        .arg("-F")
        .arg(folder.file(SSH_CONFIG))
        .arg(&options.host)
        .args(options.command.first().map(|_| "--"))
        .args(&options.command)
        .exec();
    Err(Error::Host(HostError::NoSsh {
        detail: error.to_string(),
    }))
}
