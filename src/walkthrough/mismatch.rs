//! Why a resource is not as its step wants it.

use crate::resources::Difference;

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
