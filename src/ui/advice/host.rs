//! The sentences of advice about a host.

use super::DATA_GOES;
use crate::foreign::quoted;
use crate::ui::Commands;
use crate::walkthrough::HostAdvice;

pub(super) fn text(advice: &HostAdvice, commands: &Commands) -> String {
    match advice {
        HostAdvice::InstallSsh => "install OpenSSH's client, then run the same command again".to_owned(),
        HostAdvice::CheckAddresses { walk, ssh } => format!(
            "a time-out is nearly always a security group or a changed address: {} refreshes both; {} tries by hand",
            commands.code(walk),
            commands.code(ssh)
        ),
        HostAdvice::TrustOwnAddress { walk } => format!("{} lets your address in", commands.code(walk)),
        HostAdvice::RemoveHostKey { known_hosts, alias } => format!(
            "somebody may be in between. If you know why it changed, remove the old key with `ssh-keygen -f {} -R {}` and run the same \
             command again",
            quoted(&known_hosts.display().to_string()),
            quoted(alias)
        ),
        HostAdvice::RestoreKey { destroy } => format!(
            "put the deployment's private key back into its folder; without it, the way out is {} and a new walk: {DATA_GOES}",
            commands.code(destroy)
        ),
        HostAdvice::LogIn { ssh } => format!("look at it with {}, then run the same command again", commands.code(ssh)),
        HostAdvice::ReadBootLog { ssh } => format!(
            "look at it with {}; a host boots for the first time once only, so terminate it and walk again to have another",
            commands.code(ssh)
        ),
    }
}
