//! The engine: steps, questions, the runner, and what happens to one resource.
//!
//! It drives AWS through `resources`, remembers through `checkpoint`, and tells what it does through [`Event`]s; it neither
//! prompts nor prints.

mod answer;
mod answers;
mod builder;
mod check;
mod context;
mod create;
mod deployment;
mod destroy;
mod ensure;
mod error;
mod event;
mod guided;
mod interruption;
mod leaving;
mod live_hosts;
mod needs;
mod paths;
mod plan;
mod question;
mod readiness;
mod roles;
mod runner;
mod session;
mod session_answers;
mod ssh;
mod status;
mod step;
mod sweep;
mod target;
mod unwanted;
mod verify;
mod zones;

pub use answer::{Answer, AnswerKind, FromAnswer};
pub use answers::{Answers, Given};
pub use check::{Check, Verdict};
pub use context::{StepContext, both};
pub use deployment::{Identification, identify};
pub use destroy::{DestroyPlan, Destruction};
pub use error::{Error, Result};
pub use event::{Event, Reporter};
pub use guided::{Decision, Interviewer, Reply, StepIntroduction, guided_walk};
pub use interruption::{Interruption, StopReason};
pub use paths::{PathProblem, PathQuestion, Promise};
pub use plan::{Action, PlannedResource, StepPlan, plan_steps};
pub use question::{DefaultAnswer, DefaultFacts, Question};
pub use roles::Roles;
pub use runner::{hourly_cost, run_step, unattended_walk};
pub use session::{Session, SessionOptions, db_subnet_group_name};
pub use ssh::SSH_CONFIG;
pub use status::{DeploymentStatus, ResourceLine, StepLine, read_status};
pub use step::{Step, Steps};
pub use verify::{Depth, StepChecks, report_checks, verify_steps};
pub use zones::Offering;
