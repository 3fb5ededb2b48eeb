//! `jalon ssh`: OpenSSH with the deployment's `ssh_config`, in this process's place; in the sandbox, a command on a simulated host.

use std::os::unix::process::CommandExt;
use std::process::Command;

use super::args::Globals;
use super::cloud::{self, Connected, SandboxUse};
use super::command_options::SshOptions;
use super::exit_code::FAILURE;
use super::open::{folder, simulated_hosts};
use super::steps::remembered_expiry;
use super::walk::ui_options;
use crate::aws::Cloud;
use crate::checkpoint::{Folder, StateFile, read_state};
use crate::hosts::{HostError, Hosts, SSH_CONFIG, keep_ssh_config, typed_command};
use crate::ui;
use crate::walkthrough::{Error, Expiring, Misuse, Result, refuse_paused};

/// Becomes `ssh`: its exit code is the command's. It returns only when that fails, or where the host is simulated.
pub(super) async fn ssh(globals: &Globals, options: &SshOptions) -> Result<u8> {
    let folder = folder(globals)?;
    let state = read_state(&folder, &globals.deployment)?;
    state.as_ref().map_or(Ok(()), refuse_paused)?;
    let cloud = state.as_ref().map_or(Cloud::Aws.as_str(), |state| &state.cloud);
    let is_simulated = cloud == Cloud::Sandbox.as_str();
    if !is_simulated && cloud != Cloud::Aws.as_str() && !globals.live_hosts {
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
    if is_simulated {
        return on_simulated_host(globals, options, &folder, state.as_ref()).await;
    }
    count_down(globals, state.as_ref().and_then(remembered_expiry));
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

fn count_down(globals: &Globals, expiring: Option<Expiring>) {
    ui::Ui::new(&ui_options(globals)).count_down(&globals.deployment, expiring);
}

/// Carries out what a simulated host knows; the exit code is the command's.
async fn on_simulated_host(globals: &Globals, options: &SshOptions, folder: &Folder, state: Option<&StateFile>) -> Result<u8> {
    let Some(command) = typed_command(&options.command) else {
        return Err(Error::from(Misuse::NotSimulated {
            given: options.command.join(" "),
        }));
    };
    let Connected { aws, sandbox } = cloud::connect(globals, state, folder.path(), SandboxUse::Probe).await?;
    count_down(globals, state.and_then(|state| Expiring::of(state, aws.clock())));
    let Some(sandbox) = sandbox else {
        return Err(Error::from(Misuse::NoHosts));
    };
    let hosts = Hosts::reached_by(simulated_hosts(globals, sandbox, folder).await, aws.clock().clone());
    let said = hosts.run(&options.host, &command).await?;
    ui::print_text(&said.stdout);
    if !said.stderr.is_empty() {
        ui::note_line(said.stderr.trim_end());
    }
    Ok(said.code.and_then(|code| u8::try_from(code).ok()).unwrap_or(FAILURE))
}
