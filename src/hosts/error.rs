//! What can go wrong on a host.

use std::path::PathBuf;

use thiserror::Error as ThisError;

/// What can go wrong on a host, for the person at the keyboard.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
pub enum HostError {
    /// OpenSSH is not on this machine.
    #[error("could not start ssh: {detail}")]
    NoSsh {
        /// The system's words.
        detail: String,
    },
    /// Nobody answers at the host's address.
    #[error("could not reach {host} over SSH: {detail}")]
    Unreachable {
        /// The host's name in `ssh_config`.
        host: String,
        /// OpenSSH's words.
        detail: String,
    },
    /// The host answers with another key than it had.
    #[error("the host key of {host} is not the one it had: {detail}")]
    KeyChanged {
        /// The host's name in `ssh_config`.
        host: String,
        /// The file that holds the key it had.
        known_hosts: PathBuf,
        /// The name its key is kept under there.
        alias: String,
        /// OpenSSH's words.
        detail: String,
    },
    /// The host does not take the deployment's key.
    #[error("{host} does not take the deployment's SSH key: {detail}")]
    Refused {
        /// The host's name in `ssh_config`.
        host: String,
        /// OpenSSH's words.
        detail: String,
    },
    /// A command on the host failed.
    #[error("could not {doing} on {host}: {detail}")]
    Command {
        /// The host's name in `ssh_config`.
        host: String,
        /// What was being done, e.g. `start the containers`.
        doing: String,
        /// What the command said, its end.
        detail: String,
    },
    /// The host's first boot went wrong.
    #[error("the first boot of {host} went wrong in {}\n{log}", modules.join("; "))]
    Boot {
        /// The host's name in `ssh_config`.
        host: String,
        /// The failing cloud-init modules and what each said.
        modules: Vec<String>,
        /// The end of cloud-init's log.
        log: String,
    },
    /// The host did not come up in time.
    #[error("{host} has not finished its first boot after {minutes} minutes: {detail}")]
    NotBooted {
        /// The host's name in `ssh_config`.
        host: String,
        /// How long it was waited for, in minutes.
        minutes: u64,
        /// What stood in the way last.
        detail: String,
    },
}

impl HostError {
    /// Whether the host may just not be up yet.
    pub(super) fn may_pass(&self) -> bool {
        // The user and its key are set up by cloud-init, after the SSH server has started.
        matches!(self, Self::Unreachable { .. } | Self::Refused { .. })
    }
}
