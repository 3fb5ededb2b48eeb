//! What can go wrong on a host.

use std::fmt;
use std::net::Ipv4Addr;
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
        /// OpenSSH's words; empty where it said nothing.
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
        /// The fingerprint of the key it sent, where OpenSSH shows it.
        fingerprint: Option<String>,
        /// OpenSSH's words; empty where it said nothing.
        detail: String,
    },
    /// The host does not take the deployment's key.
    Refused {
        /// The host's name in `ssh_config`.
        host: String,
        /// OpenSSH's words; empty where it said nothing.
        detail: String,
    },
    /// The host runs, and AWS gave it no public address.
    NoAddress {
        /// The host's name in `ssh_config`.
        host: String,
    },
    /// A command on the host failed.
    Command {
        /// The host's name in `ssh_config`.
        host: String,
        /// What was being done.
        task: HostTask,
        /// What the command said, its end.
        detail: String,
    },
    /// A command on the host did not end.
    NoEnd {
        /// The host's name in `ssh_config`.
        host: String,
        /// What was being done.
        task: HostTask,
        /// How long it was waited for, in minutes.
        minutes: u64,
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

/// What is done on a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostTask {
    /// Somebody logs in.
    LogIn,
    /// cloud-init is asked how the first boot went.
    AskFirstBoot,
    /// The log of the first boot is read.
    ReadBootLog,
    /// The timer is set by which the host stops itself.
    SetTimer,
    /// Docker is asked for its version.
    AskDocker,
    /// An address is pinged.
    Ping {
        /// The address.
        address: Ipv4Addr,
    },
    /// A TCP connection is made.
    Connect {
        /// A name or an address.
        host: String,
        /// The port.
        port: u16,
    },
    /// The Internet is asked for the host's address.
    AskAddress,
    /// The host's own addresses are listed.
    ListAddresses,
    /// A website is asked what it answers.
    AskWebsite {
        /// The page's URL.
        url: String,
    },
    /// A database is asked.
    Query,
    /// The files of a folder in the user's home are compared.
    CompareFiles {
        /// The folder.
        folder: String,
    },
    /// Files are sent to a folder in the user's home.
    Upload {
        /// How many files there are.
        files: usize,
        /// The folder.
        folder: String,
    },
    /// Files of a folder in the user's home are removed.
    RemoveFiles {
        /// How many files there are.
        files: usize,
        /// The folder.
        folder: String,
    },
    /// The list of the files in a folder in the user's home is kept.
    KeepList {
        /// The folder.
        folder: String,
    },
    /// A repository is fetched.
    Fetch {
        /// Its URL.
        url: String,
        /// A branch, a tag or a commit.
        reference: String,
    },
    /// What a repository put into a folder in the user's home goes.
    LeaveRepository {
        /// The folder.
        folder: String,
    },
    /// The application's containers are looked at.
    LookAtContainers,
    /// The application's images are pulled and built.
    BuildImages,
    /// The application's containers are started.
    StartContainers,
    /// The certificates of RDS's authorities are fetched.
    FetchAuthorities,
    /// The application is asked for an answer.
    AskApplication {
        /// The port it is reached at.
        port: u16,
    },
}

impl fmt::Display for HostError {
    /// For developers: `ui` makes the sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for HostError {}

impl HostError {
    /// Whether nothing answered at the host's address.
    pub fn is_silence(&self) -> bool {
        match self {
            Self::Unreachable { .. } => true,
            Self::NotBooted {
                obstacle: Obstacle::Error(error),
                ..
            } => error.is_silence(),
            _ => false,
        }
    }

    /// Whether the host may just not be up yet.
    pub(super) fn may_pass(&self) -> bool {
        // The user and its key are set up by cloud-init, after the SSH server has started.
        matches!(self, Self::Unreachable { .. } | Self::Refused { .. })
    }
}
