//! Notices: what a person should know of a run, as cases with their values. Only `ui` makes sentences of them.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::aws::{AwsError, Delay, Noun};
use crate::hosts::HostError;
use crate::resources::{Addition, Failure, Kind, LeftOut};
use crate::walkthrough::{Advised, Namesake};

/// Something a person should know.
#[derive(Clone, Debug)]
pub enum Notice {
    /// The hosts' private key is not on this machine.
    LostKey {
        /// The key pair's id.
        id: String,
        /// Where it belongs.
        file: PathBuf,
        /// What takes the deployment down.
        destroy: Advised,
    },
    /// The database's password is not on this machine.
    LostPassword {
        /// The DB instance's identifier.
        id: String,
        /// The question's key.
        key: &'static str,
    },
    /// A resource is no longer wanted, and stays.
    Unwanted {
        /// Its key.
        key: String,
        /// Its id.
        id: String,
        /// The step that made it.
        step: String,
        /// What takes it down.
        destroy: Advised,
    },
    /// What an experiment has made stands: it was broken off, or goes on elsewhere.
    LeftOfExperiment {
        /// Its key.
        key: String,
        /// Its id; `None` where nobody knows whether AWS made it.
        id: Option<String>,
        /// What ends the experiment.
        ends: Advised,
    },
    /// AWS gave up on a resource, and another is made in its place.
    Replaced {
        /// What it is.
        noun: Noun,
        /// Its key.
        key: String,
        /// The id of the one that failed.
        id: String,
        /// AWS's reason.
        reason: Box<Failure>,
    },
    /// A resource is there more than once, and one of them is in use.
    Spares {
        /// Their key.
        key: String,
        /// The one that is kept.
        kept: Claimant,
        /// The ids of the others.
        spares: Vec<String>,
        /// What takes down each of the others.
        destroy: Vec<Advised>,
    },
    /// Others have added parts to a resource, and they stay.
    Additions {
        /// The resource's key.
        key: String,
        /// Its id.
        id: String,
        /// Each of the parts.
        parts: Vec<Addition>,
    },
    /// A person has said when the deployment expires.
    Expires {
        /// The moment; `None` where an expiry was taken back.
        at: Option<Timestamp>,
        /// The time on the deployment's clock.
        now: Timestamp,
    },
    /// Whose resources are that bear the deployment's name.
    Ownership(OwnershipNotice),
    /// An instance calls itself or its address something that is no name and no address, and can't be logged in to.
    UnusableHost {
        /// Its id.
        id: String,
    },
    /// AWS denies to list kinds of resources.
    Unreadable {
        /// Each of them, with AWS's refusal.
        kinds: Vec<(Kind, AwsError)>,
    },
    /// The cloud has no host to deploy to.
    NoHost,
    /// The application runs as the answers say.
    ApplicationUpToDate,
    /// The application's containers were started.
    ApplicationStarted,
    /// The application was sent and started.
    ApplicationDeployed {
        /// How many files were sent.
        files: usize,
    },
    /// The application can't check whose certificate its database shows.
    DatabaseUnchecked {
        /// Why the certificates of RDS's authorities could not be fetched.
        reason: HostError,
    },
    /// Files and folders of a site aren't published.
    LeftOut {
        /// Each of them, by path.
        all: Vec<LeftOut>,
    },
    /// Somebody else's objects are in a site's bucket, and stay.
    ForeignObjects {
        /// The bucket.
        bucket: String,
        /// Their keys.
        keys: Vec<String>,
        /// What deletes them, with the bucket.
        destroy: Advised,
    },
    /// S3 encrypts a site's objects with a key of AWS KMS.
    UnderKms {
        /// The bucket.
        bucket: String,
    },
    /// A call to AWS takes long.
    Delay(Delay),
    /// Checks have failed, and are made again for a while: AWS may not show everything yet.
    ChecksAgain {
        /// How many have failed.
        failed: usize,
        /// For how many seconds they are made again.
        seconds: u64,
    },
    /// AWS was asked for prices and did not say these: the table's stand in their place, where it has them.
    TablePrices {
        /// What they are of.
        items: Vec<String>,
        /// Why it did not; `None` where it has no single on-demand price of them.
        error: Option<Box<AwsError>>,
    },
    /// What a step says itself.
    OfStep(String),
}

/// What a person should know of whose a resource is.
#[derive(Clone, Debug, PartialEq)]
pub enum OwnershipNotice {
    /// Nothing is known here as the deployment's own, and this run shows what bears its name.
    Namesakes {
        /// The deployment.
        deployment: String,
        /// The deployments of this name.
        namesakes: Vec<Namesake>,
        /// What takes it over.
        take_over: Advised,
    },
    /// Beside the deployment's own resources, others bear its name, and stay as they are.
    LeftAlone {
        /// The deployment.
        deployment: String,
        /// The deployments of this name.
        namesakes: Vec<Namesake>,
        /// What takes them over.
        take_over: Advised,
    },
    /// Resources carry tags that were copied from the deployment's, and stay as they are.
    Copies {
        /// The id of each, and the key in its tags.
        copies: Vec<(String, String)>,
    },
}

/// One of several resources that claim to be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimant {
    /// Its id.
    pub id: String,
    /// What refers to it.
    pub holds: Holdings,
}

/// What refers to a resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// The VPC an internet gateway is attached to.
    pub attached_to: Option<String>,
    /// The keys of other resources, sorted.
    pub keys: Vec<String>,
}
