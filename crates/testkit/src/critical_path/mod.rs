//! The least time a walk and its destruction can take: AWS's own waits alone, without any of the program's.

mod model;
mod schedule;

pub use model::{Drawn, destruction, walk};
pub use schedule::{Link, Schedule};
