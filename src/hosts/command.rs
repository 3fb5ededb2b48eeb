//! What is done on hosts, as typed commands. `shell` writes the line that each of them is for OpenSSH.

use std::net::Ipv4Addr;
use std::time::Duration;

use jiff::Timestamp;

use super::{HostTask, MySqlLogin, UploadFile};

/// How long a command that only looks or writes a little may take.
const SHORT: Duration = Duration::from_secs(120);
/// How long a transfer may take.
const TRANSFER: Duration = Duration::from_secs(10 * 60);
/// How long images may take to be pulled and built, on a host of one virtual CPU and a slow day of its registry.
const BUILD: Duration = Duration::from_secs(25 * 60);
/// How long containers may take until they are healthy, in seconds: they wait for the database and migrate it first.
pub(super) const HEALTHY_WITHIN: u64 = 300;
/// How long the application may take to answer once its containers are healthy, in seconds.
pub(super) const ANSWERS_WITHIN: u64 = 60;

/// What is done on a host. Folders and paths are relative to the user's home and hold letters, digits and `. _ - /` only.
#[derive(Clone, PartialEq, Eq)]
pub enum HostCommand {
    /// Nothing: logging in is all.
    LogIn,
    /// cloud-init says how the first boot went.
    FirstBoot {
        /// Whether it does so only once the boot is over.
        wait: bool,
    },
    /// The end of cloud-init's log, and what it says before that of what went wrong.
    BootLog,
    /// The host stops itself at a moment, or no more.
    StopAt {
        /// The moment.
        at: Option<Timestamp>,
    },
    /// Docker's version, from its daemon.
    DockerVersion,
    /// At least one answer to three pings.
    Ping {
        /// The address.
        address: Ipv4Addr,
    },
    /// A TCP connection comes about.
    Connect {
        /// A name or an address.
        host: String,
        /// The port.
        port: u16,
    },
    /// The address this host is seen at over HTTPS.
    AddressSeen,
    /// The host's own addresses, as its network interfaces have them.
    Addresses,
    /// What a website answers, without the page: its status and headers.
    AskWebsite {
        /// The page's URL.
        url: String,
    },
    /// A statement to a database; its rows without a heading.
    Query {
        /// How to log in.
        login: MySqlLogin,
        /// The statement, without a single quote.
        statement: String,
    },
    /// Mode and SHA-256 of these files, where they are there, the list of what was uploaded, these notes, and whether a repository is there.
    CompareFiles {
        /// The folder.
        folder: &'static str,
        /// The paths of the files in it.
        paths: Vec<String>,
        /// The files of the notes.
        notes: &'static [&'static str],
    },
    /// The list of what was uploaded becomes this.
    KeepList {
        /// The folder.
        folder: &'static str,
        /// The paths in it.
        paths: Vec<String>,
    },
    /// Files are put into a folder, each whole at every instant, and before any of them the list of what was uploaded.
    SendFiles {
        /// The folder.
        folder: &'static str,
        /// The files.
        files: Vec<UploadFile>,
        /// The list: paths in it.
        list: Vec<String>,
    },
    /// Files are removed from a folder.
    RemoveFiles {
        /// The folder.
        folder: &'static str,
        /// Their paths in it.
        paths: Vec<String>,
    },
    /// A folder holds this version of a repository; its commit.
    CheckOut {
        /// The folder.
        folder: &'static str,
        /// The repository's https URL.
        url: String,
        /// A branch, a tag or a commit.
        reference: String,
    },
    /// What a repository put into a folder goes, where one did.
    LeaveRepository {
        /// The folder.
        folder: &'static str,
    },
    /// A note in a folder becomes this.
    WriteNote {
        /// The folder.
        folder: &'static str,
        /// The file.
        name: &'static str,
        /// Its text.
        text: String,
    },
    /// State and health of the containers of a folder's compose file, each in a line.
    Containers {
        /// The folder.
        folder: &'static str,
    },
    /// The images of a folder's compose file are pulled and built.
    BuildImages {
        /// The folder.
        folder: &'static str,
    },
    /// The containers of a folder's compose file run and are healthy.
    StartContainers {
        /// The folder.
        folder: &'static str,
    },
    /// The end of what the containers of a folder's compose file have said.
    ContainersLog {
        /// The folder.
        folder: &'static str,
    },
    /// A folder holds the certificates of RDS's authorities, fetched from AWS where they are not there yet or are old.
    FetchAuthorities {
        /// The folder.
        folder: &'static str,
    },
    /// The host gets an answer from what listens on its port.
    AskApplication {
        /// The port.
        port: u16,
    },
}

impl HostCommand {
    /// What is being done, for the person.
    pub fn task(&self) -> HostTask {
        let owned = |folder: &&'static str| (*folder).to_owned();
        match self {
            Self::LogIn => HostTask::LogIn,
            Self::FirstBoot { .. } => HostTask::AskFirstBoot,
            Self::BootLog => HostTask::ReadBootLog,
            Self::StopAt { .. } => HostTask::SetTimer,
            Self::DockerVersion => HostTask::AskDocker,
            Self::Ping { address } => HostTask::Ping { address: *address },
            Self::Connect { host, port } => HostTask::Connect {
                host: host.clone(),
                port: *port,
            },
            Self::AddressSeen => HostTask::AskAddress,
            Self::Addresses => HostTask::ListAddresses,
            Self::AskWebsite { url } => HostTask::AskWebsite { url: url.clone() },
            Self::Query { .. } => HostTask::Query,
            Self::CompareFiles { folder, .. } => HostTask::CompareFiles { folder: owned(folder) },
            Self::KeepList { folder, .. } | Self::WriteNote { folder, .. } => HostTask::KeepList { folder: owned(folder) },
            Self::SendFiles { folder, files, .. } => HostTask::Upload {
                files: files.len(),
                folder: owned(folder),
            },
            Self::RemoveFiles { folder, paths } => HostTask::RemoveFiles {
                files: paths.len(),
                folder: owned(folder),
            },
            Self::LeaveRepository { folder } => HostTask::LeaveRepository { folder: owned(folder) },
            Self::CheckOut { url, reference, .. } => HostTask::Fetch {
                url: url.clone(),
                reference: reference.clone(),
            },
            Self::Containers { .. } | Self::ContainersLog { .. } => HostTask::LookAtContainers,
            Self::BuildImages { .. } => HostTask::BuildImages,
            Self::StartContainers { .. } => HostTask::StartContainers,
            Self::FetchAuthorities { .. } => HostTask::FetchAuthorities,
            Self::AskApplication { port } => HostTask::AskApplication { port: *port },
        }
    }

    /// Whether it is carried out over a connection of its own: to log in is what the one claims, and the other comes before there is anything
    /// to share.
    pub(super) fn logs_in_anew(&self) -> bool {
        matches!(self, Self::LogIn | Self::FirstBoot { .. })
    }

    /// How long it may take before it is given up, however healthy the connection is.
    pub(super) fn limit(&self) -> Duration {
        match self {
            Self::FirstBoot { wait: true } => super::FIRST_BOOT_PATIENCE,
            Self::SendFiles { .. } | Self::CheckOut { .. } => TRANSFER,
            // Images that nothing builds are pulled as their containers start.
            Self::BuildImages { .. } | Self::StartContainers { .. } => BUILD,
            // Each of its looks may take five seconds.
            Self::AskApplication { .. } => Duration::from_secs(ANSWERS_WITHIN * 6) + SHORT,
            _ => SHORT,
        }
    }
}
