//! What a live probe found instead of what was claimed, as cases with their values. Only `ui` makes sentences of them.

use super::HostError;

/// A claim that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// What was expected.
    pub expected: Expected,
    /// What was seen.
    pub seen: Seen,
}

/// What a probe expects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A command succeeds.
    Success,
    /// A command prints just this.
    Output(String),
    /// A first boot is done without error.
    FirstBoot,
    /// A page answers 200.
    Page {
        /// Its URL.
        url: String,
    },
    /// A page holds a text.
    PageText {
        /// The text.
        text: String,
        /// The page's URL.
        url: String,
    },
    /// A TCP connection does not come about.
    NoConnection,
    /// The application shows its form for signing up.
    SignUpForm {
        /// Its URL.
        url: String,
    },
    /// The application answers a sign-up with a redirect.
    Redirect,
    /// The database answers a statement.
    DatabaseAnswer,
    /// The user is one row of the table `users`.
    OneRow,
}

/// What was seen instead of what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// What a command printed.
    Output(String),
    /// A command failed.
    Ended {
        /// Its exit code; none where a signal ended it.
        code: Option<i32>,
        /// The end of what it printed.
        output: String,
    },
    /// Nothing came over HTTP; why not, in the words of the system.
    NoAnswer(String),
    /// An answer over HTTP with this status.
    Status(u16),
    /// A page without the form for signing up, with this status.
    NoForm(u16),
    /// A page without the text.
    AnotherPage,
    /// A TCP connection came about.
    Connection {
        /// The address.
        address: String,
        /// The port.
        port: u16,
    },
    /// What should answer has no address.
    NoAddress,
    /// This many rows, as the database prints it.
    Rows(String),
    /// The host could not be asked, or did not answer.
    Error(HostError),
}

impl From<HostError> for Seen {
    fn from(error: HostError) -> Self {
        Self::Error(error)
    }
}

impl Unmet {
    pub(super) fn new(expected: Expected, seen: impl Into<Seen>) -> Self {
        Self {
            expected,
            seen: seen.into(),
        }
    }
}
