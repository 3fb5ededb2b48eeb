//! What can be wrong with a command as it was given, as cases with their values.

use std::fmt;
use std::path::PathBuf;

use crate::resources::SiteFolderError;
use crate::walkthrough::ExpiryProblem;

/// What the value of an environment variable may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VariableForm {
    /// Any text.
    Text,
    /// On or off.
    Switch,
    /// A number within bounds.
    Number {
        /// The least.
        least: String,
        /// The most.
        most: String,
    },
    /// One of these words.
    OneOf(Vec<String>),
}

/// Why a command can't be carried out as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misuse {
    /// The name can't be a deployment's.
    DeploymentName {
        /// What was given.
        given: String,
    },
    /// The text is not the URL of an endpoint.
    EndpointUrl {
        /// What was given.
        given: String,
    },
    /// The URL of an endpoint has a name or a password in it, and would be kept in plain text.
    SecretInUrl,
    /// The path of the state directory has a character that OpenSSH's configuration can't hold.
    StateDirectoryName {
        /// The path.
        path: PathBuf,
    },
    /// There is no such profile in the AWS configuration files.
    UnknownProfile {
        /// What was given.
        given: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// The profile's role is only had with the code of a device (`mfa_serial`), which nobody is asked for.
    ProfileWithCode {
        /// The profile.
        given: String,
    },
    /// The file of certificate authorities can't be used.
    CaBundle {
        /// The file.
        path: PathBuf,
        /// Why.
        detail: String,
    },
    /// The text is not the name of a region.
    RegionName {
        /// What was given.
        given: String,
    },
    /// The region is of a partition that jalon does not build in: GovCloud, China, the European Sovereign Cloud.
    Partition {
        /// What was given.
        given: String,
    },
    /// The account is a Learner Lab, which may not be used in this region.
    LearnerLabRegion {
        /// What was given.
        given: String,
        /// Where it may be used.
        known: &'static [&'static str],
    },
    /// The sandbox has no region of this name.
    RegionOfSandbox {
        /// What was given.
        given: String,
        /// The regions it has.
        known: &'static [&'static str],
    },
    /// No region is known.
    NoRegion,
    /// A drawing can't be in a stream of events.
    TimingsInJson,
    /// There is no terminal to ask questions on.
    NobodyToAsk,
    /// There is no terminal to confirm a destruction on.
    NobodyToConfirm,
    /// There is no terminal to choose on what is to be taken down.
    NobodyToChoose,
    /// What was typed is not among what may be taken down.
    NotAmongThem {
        /// What was typed.
        given: String,
    },
    /// An end of a path is an IPv6 address.
    Ipv6End {
        /// What was given.
        given: String,
    },
    /// The option has no effect in this command.
    WithoutEffect {
        /// The option, e.g. `--answers`.
        option: String,
        /// The command, e.g. `sandbox reset`.
        command: String,
    },
    /// The option describes a sandbox, and the deployment is in none.
    OnlyInSandbox {
        /// The option as it is typed, e.g. `--account company`.
        option: String,
    },
    /// An environment variable has a value that its option can't have.
    Variable {
        /// The variable.
        name: String,
        /// Its value.
        given: String,
        /// What it may be.
        form: VariableForm,
    },
    /// Two environment variables contradict each other.
    Variables {
        /// One of them.
        one: String,
        /// The other.
        other: String,
    },
    /// The answers file could not be written.
    Unwritable {
        /// The file.
        path: PathBuf,
        /// The system's words.
        detail: String,
    },
    /// A file is in the place of the one to write.
    Occupied {
        /// The file.
        path: PathBuf,
    },
    /// A recording can't be written or read.
    Recording {
        /// The file.
        path: PathBuf,
        /// Why not.
        problem: RecordingProblem,
    },
    /// There is no terminal to confirm on that the served sandbox is to be emptied.
    NobodyToConfirmReset,
    /// The deployment has no sandbox of its own that could be emptied, but there is a served sandbox.
    OnlyServed {
        /// The deployment, as it was given.
        given: String,
    },
    /// The served sandbox is in another region.
    ServedElsewhere {
        /// The region it is in.
        made: String,
        /// What was given.
        asked: String,
    },
    /// The deployment is paused.
    Paused {
        /// The deployment.
        deployment: String,
        /// When pausing began.
        since: jiff::Timestamp,
    },
    /// When the deployment expires stands against it.
    Expiry(ExpiryProblem),
    /// Nothing of the deployment has this id.
    UnknownId {
        /// The deployment.
        deployment: String,
        /// What was given.
        given: String,
    },
    /// Nothing that can be explained is called so.
    UnknownTopic {
        /// What was given.
        given: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
    /// A step whose experiments are asked for isn't built.
    NotBuilt {
        /// The step's id.
        step: &'static str,
    },
    /// The cloud has no hosts to log in to.
    NoHosts,
    /// A simulated host does not know the command.
    NotSimulated {
        /// What was given; empty for a shell.
        given: String,
    },
    /// The deployment has no host of this name.
    UnknownHost {
        /// What was given.
        given: String,
        /// The hosts it has.
        known: Vec<String>,
    },
    /// `--set` was given without a value.
    SetWithoutValue {
        /// What was given.
        given: String,
    },
    /// A secret was given on the command line.
    SecretInOption {
        /// Its key.
        key: &'static str,
    },
    /// No question has this key.
    UnknownQuestion {
        /// What was given.
        given: String,
        /// The nearest key there is.
        nearest: Option<&'static str>,
    },
    /// An answers file is not one.
    AnswersFile {
        /// The file, as it was given.
        path: String,
        /// What is wrong with it.
        problem: FileProblem,
    },
    /// The folder that an answer names can't be published.
    Folder {
        /// The question's key.
        key: &'static str,
        /// Why not.
        problem: SiteFolderError,
    },
    /// No end of a path has this name.
    UnknownEnd {
        /// What was given.
        given: String,
        /// The ends there are.
        known: Vec<String>,
        /// The nearest of them.
        nearest: Option<String>,
    },
    /// The target of a path ends with something that is neither a port nor `icmp`.
    UnknownPort {
        /// What was given.
        given: String,
    },
}

/// Why a recording can't be written or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordingProblem {
    /// Something else than a recording is in the place of the one to write.
    Occupied,
    /// A symbolic link is there.
    Linked,
    /// Another walk writes it.
    InUse,
    /// This line is not one of a recording, or of one of another version.
    NotOne {
        /// From 1.
        line: usize,
    },
    /// The system does not let it be written or read.
    System {
        /// The system's words.
        detail: String,
    },
}

impl RecordingProblem {
    /// Of a failure to open, read or write.
    pub fn system(error: std::io::Error) -> Self {
        Self::System {
            detail: error.to_string(),
        }
    }
}

/// What is wrong with an answers file. It never holds a line of the file, which may have a password in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// There is none.
    NotThere,
    /// It is a folder.
    Folder,
    /// It is no text in UTF-8.
    NotText,
    /// It is not TOML.
    Syntax {
        /// The line, where it is known.
        line: Option<usize>,
        /// The parser's words.
        detail: String,
    },
    /// It holds a secret, and other users may read it.
    OpenToOthers {
        /// Its permission bits.
        mode: u32,
    },
    /// A top-level value is not a table.
    NotATable {
        /// Its name.
        name: String,
    },
}

impl fmt::Display for Misuse {
    /// For developers: `ui` makes the sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Misuse {}
