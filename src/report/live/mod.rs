//! The live page: a deployment as it grows, from the record of runs, whichever process walks.
//!
//! [`Live`] follows the record while somebody looks, and reads the deployment anew where something has changed that events don't tell. [`serve`]
//! shows it on loopback. Nothing here changes anything.

mod base;
mod fragments;
mod guard;
mod hub;
mod overlay;
mod page;
mod progress;
mod reach;
mod server;

pub use base::{Base, ReadBase};
pub use guard::Token;
pub use hub::Live;
pub use progress::{End, Progress, StepState, Wait};
pub use server::serve;
