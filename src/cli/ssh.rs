//! `jalon ssh`: OpenSSH with the deployment's `ssh_config`, in this process's place.

use std::os::unix::process::CommandExt;
use std::process::Command;

use super::args::{Globals, SshOptions};
use super::open::folder;
use crate::checkpoint::read_state;
use crate::hosts::{HostError, SSH_CONFIG, keep_ssh_config};
use crate::walkthrough::{Error, Misuse, Result};

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
    // OpenSSH runs what the file says, so that nothing may be in it that jalon has not written.
    let known = keep_ssh_config(&folder, Vec::new())?;
    let mut names = known.iter().map(|host| host.name.as_str());
    if !names.any(|name| name == options.host) {
        return Err(Error::from(Misuse::UnknownHost {
            given: options.host.clone(),
            known: known.iter().map(|host| host.name.as_str().to_owned()).collect(),
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
