//! What can go wrong on a host.

use std::fmt;
use std::path::PathBuf;

/// What can go wrong on a host, for the person at the keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostError {
    /// OpenSSH is not on this machine.
    NoSsh {
        /// The system's words.
        detail: String,
    },
    /// Nobody answers at the host's address.
    Unreachable {
        /// The host's name in `ssh_config`.
        host: String,
        /// OpenSSH's words.
        detail: String,
    },
    /// The host answers with another key than it had.
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
    Refused {
        /// The host's name in `ssh_config`.
        host: String,
        /// OpenSSH's words.
        detail: String,
    },
    /// A command on the host failed.
    Command {
        /// The host's name in `ssh_config`.
        host: String,
        /// What was being done, e.g. `start the containers`.
        doing: String,
        /// What the command said, its end.
        detail: String,
    },
    /// The host's first boot went wrong.
    Boot {
        /// The host's name in `ssh_config`.
        host: String,
        /// cloud-init's word for how it ended.
        status: String,
        /// The failing cloud-init modules and what each said.
        modules: Vec<String>,
        /// The end of cloud-init's log, or why it can't be read.
        log: Result<String, Box<HostError>>,
    },
    /// The host did not come up in time.
    NotBooted {
        /// The host's name in `ssh_config`.
        host: String,
        /// How long it was waited for, in minutes.
        minutes: u64,
        /// What stood in the way last.
        obstacle: Obstacle,
    },
}

/// What stands in the way of a first boot's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// cloud-init is still at work; its word for that.
    Status(String),
    /// The host can't be asked.
    Error(Box<HostError>),
}

impl fmt::Display for HostError {
    /// For developers: `ui` makes the sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for HostError {}

impl HostError {
    /// Whether the host may just not be up yet.
    pub(super) fn may_pass(&self) -> bool {
        // The user and its key are set up by cloud-init, after the SSH server has started.
        matches!(self, Self::Unreachable { .. } | Self::Refused { .. })
    }
}
