//! Why AWS gave up on a resource, as data: `ui` makes the sentence.

/// Why a resource can't be used. AWS's own words stay as AWS says them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// AWS could not make it, and has no field for a reason.
    NotMade,
    /// AWS could not take a snapshot.
    NotTaken {
        /// AWS's status of it.
        status: &'static str,
        /// AWS's reason.
        reason: Option<String>,
    },
    /// A peering connection came to nothing, with AWS's reason.
    NotPeered(Option<String>),
    /// AWS gives a code and a message.
    Answered {
        /// AWS's code.
        code: Option<String>,
        /// AWS's message.
        message: Option<String>,
    },
    /// A database has a status that it can't leave by itself.
    Status(String),
    /// A route leads to a target that is gone.
    Blackhole,
    /// It is in another region than this one.
    Elsewhere {
        /// The deployment's region.
        region: String,
    },
    /// AWS denies reading it, so nobody can say what it is.
    Unreadable,
}
