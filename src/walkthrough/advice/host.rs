//! Advice about a host.

use std::path::PathBuf;

use crate::hosts::{HostError, Obstacle};
use crate::walkthrough::{Advice, Advised, Again};

/// What says how the first boot of a host went.
const READ_BOOT_LOG: &str = "sudo cat /var/log/cloud-init-output.log";

/// What to do about a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostAdvice {
    /// Install OpenSSH's client.
    InstallSsh,
    /// Let the trusted addresses be updated, or try by hand.
    CheckAddresses {
        /// What updates them.
        walk: Advised,
        /// What tries by hand.
        ssh: Advised,
    },
    /// Let the person's own address in.
    TrustOwnAddress {
        /// What does.
        walk: Advised,
    },
    /// Remove the key a host had, where the change is known.
    RemoveHostKey {
        /// The file that holds it.
        known_hosts: PathBuf,
        /// The name it has there.
        alias: String,
    },
    /// Put the deployment's private key back, or start over.
    RestoreKey {
        /// What takes the deployment down.
        destroy: Advised,
    },
    /// Look at what failed on the host.
    LogIn {
        /// What logs in.
        ssh: Advised,
    },
    /// Read the log of the first boot, and replace the host.
    ReadBootLog {
        /// What shows it.
        ssh: Advised,
    },
}

impl HostAdvice {
    pub(super) fn of(error: &HostError) -> Advice {
        let advice = match error {
            HostError::NoSsh { .. } => Self::InstallSsh,
            HostError::Unreachable { host, .. } => Self::CheckAddresses {
                walk: Advised::Walk,
                ssh: Advised::ssh(host),
            },
            HostError::KeyChanged { known_hosts, alias, .. } => Self::RemoveHostKey {
                known_hosts: known_hosts.clone(),
                alias: alias.clone(),
            },
            HostError::Refused { .. } => Self::RestoreKey {
                destroy: Advised::Destroy,
            },
            HostError::Command { host, .. } | HostError::NoEnd { host, .. } => Self::LogIn { ssh: Advised::ssh(host) },
            HostError::Boot { host, .. } => Self::ReadBootLog {
                ssh: Advised::Ssh {
                    host: host.clone(),
                    command: Some(READ_BOOT_LOG.into()),
                },
            },
            HostError::NotBooted {
                obstacle: Obstacle::Error(error),
                ..
            } => return Self::of(error),
            HostError::NoAddress { .. } => return Advice::Again(Again::AsksForAddress),
            HostError::NotBooted { .. } => return Advice::Again(Again::Waits),
        };
        Advice::Host(advice)
    }
}
