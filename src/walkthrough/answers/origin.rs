//! Where an answer comes from.

/// Where an answer comes from, before anybody is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The person, in this talk.
    Now,
    /// An option of this command.
    Option,
    /// The answers file.
    File,
    /// What was answered before, as it is remembered.
    Before,
    /// What AWS holds already.
    Found,
    /// The person's own address, as the cloud sees it.
    OwnAddress,
    /// The question's default.
    Default,
}
