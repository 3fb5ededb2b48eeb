//! The deployments there are: those remembered on this machine, and those of an account.

use jiff::Timestamp;

use crate::checkpoint::StateFile;
use crate::resources::{Survey, TaggedDeployment};
use crate::walkthrough::{Error, Expiring, Place};

/// The deployments there are. Its JSON form is documented in `docs/JSON.md`.
#[derive(Debug)]
pub struct DeploymentList {
    /// Those remembered here.
    pub known: Vec<KnownDeployment>,
    /// Those remembered here whose memory can't be read, by name.
    pub unreadable: Vec<(String, Error)>,
    /// Those of the account that aren't.
    pub found: Vec<FoundDeployment>,
    /// Why the account was not read.
    pub unread: Option<Unread>,
}

impl DeploymentList {
    /// What keeps the list from being whole.
    pub fn failure(&self) -> Option<&Error> {
        let unreadable = self.unreadable.first().map(|(_, error)| error);
        let unread = match &self.unread {
            Some(Unread::Failed(error)) => Some(error),
            Some(Unread::NoAnswer { .. }) | None => None,
        };
        unreadable.or(unread)
    }
}

/// A deployment that is remembered here.
#[derive(Debug)]
pub struct KnownDeployment {
    /// What is remembered of it.
    pub state: StateFile,
    /// What there is now, or why that isn't known.
    pub survey: Result<Survey, Unread>,
    /// When it expires, where it does.
    pub expiring: Option<Expiring>,
    /// The time on its clock when it was read.
    pub now: Timestamp,
}

/// A deployment that isn't remembered here.
#[derive(Clone, Debug)]
pub struct FoundDeployment {
    /// Its name and id.
    pub deployment: TaggedDeployment,
    /// Where it lives.
    pub place: Place,
    /// What there is.
    pub survey: Survey,
    /// When it expires by its tags, where they say so.
    pub expiring: Option<Expiring>,
    /// The time on its clock when it was read.
    pub now: Timestamp,
}

/// Why something could not be read.
#[derive(Debug)]
pub enum Unread {
    /// It failed.
    Failed(Error),
    /// There was no answer in time.
    NoAnswer {
        /// How long it was waited for.
        seconds: u64,
    },
}
