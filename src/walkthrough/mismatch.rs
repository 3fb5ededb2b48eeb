//! Why a resource is not as its step wants it.

use crate::resources::{Difference, Field};

/// One way in which what AWS holds is not what a step wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// A field differs.
    Difference(Difference),
    /// Other resources claim to be the same one; these are their ids.
    Duplicates(Vec<String>),
    /// The resource belongs to somebody else.
    Foreign,
}

impl Mismatch {
    /// Whether it is that the resource does not run.
    pub(in crate::walkthrough) fn is_of_state(&self) -> bool {
        matches!(self, Self::Difference(difference) if difference.field == Field::State)
    }
}
