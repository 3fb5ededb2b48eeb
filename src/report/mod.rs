//! The dossier of a deployment: its picture, what was asked for, what stands, how each claim was proven, how long it took and what it costs.
//!
//! [`Dossier::new`] puts into words what the engine has read; [`html`] and [`markdown`] set it. Nothing here asks AWS.

mod addresses;
mod compose;
mod console;
mod costs;
mod dossier;
mod html;
mod inline;
pub mod live;
mod markdown;
mod receipt;
mod redact;
mod short;
mod steps;
mod timeline;
mod words;

pub use compose::About;
pub use dossier::{
    AddressRow, AnswerRow, Bar, BuiltRow, CostRow, Costs, Dossier, Outcome, Proof, ProofVerdict, Receipt, ReceiptRow, StepPart,
    TimelinePart, Way,
};
pub use html::html;
pub use markdown::markdown;

/// Whether a text begins like a dossier, in either form.
pub fn is_dossier(head: &str) -> bool {
    head.contains(html::MARK) || head.contains(markdown::MARK)
}

pub use redact::redact;
