//! The least time a walk and its destruction can take: AWS's own waits alone, without any of the program's.

mod destruction;
mod model;
mod schedule;
mod walk;

pub use destruction::destruction;
pub use model::Drawn;
pub use schedule::{Link, Schedule};
pub use walk::walk;
