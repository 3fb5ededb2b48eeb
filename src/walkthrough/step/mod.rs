//! What an author of steps reads: a step, what it sees of the world, what it promises and checks.

mod check;
mod context;
mod experiment;
mod lesson;
mod live;
mod present;
mod roles;
mod site;
mod steps;
mod target;
mod zones;

pub use check::{Check, Claim, Expected, NotRunReason, Seen, Verdict};
pub use context::{StepContext, both};
pub use experiment::{Ending, Experiment, Printed, Trial};
pub use lesson::{LessonSource, filled_lesson, lesson_sources, remembered_answers};
pub use roles::Roles;
pub use steps::{Step, Steps};
pub(in crate::walkthrough) use target::Target;
pub use zones::Offering;
