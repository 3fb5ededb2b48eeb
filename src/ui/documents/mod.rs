//! JSON documents: what the engine reports, with the sentences of this language. docs/JSON.md describes them.

mod checks;
mod plans;

pub(super) use checks::CheckDocument;
pub use checks::{ReachDocument, VerifyDocument};
pub use plans::{PlanDocument, StatusDocument};

/// The version of the documents' schemas.
const VERSION: u32 = 1;
