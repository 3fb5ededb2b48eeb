//! How a walk ended.

/// Answers as they are given on the command line, by key.
pub type AnswersGiven = Vec<(&'static str, String)>;

/// How a walk ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Walked {
    /// All that was to be walked is.
    Whole,
    /// Something failed, and the person wants it walked again: by a session that reads first what is there, with these answers, by key,
    /// instead of those that were given.
    Again(AnswersGiven),
}
