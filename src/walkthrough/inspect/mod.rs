//! Reading without changing: the plan, the status, the verification, paths, costs.

mod cost;
mod dossier;
mod drawing;
mod list;
mod plan;
mod planned;
mod price;
mod status;
mod sweepable;
mod timeline;
mod verify;

pub use dossier::{AnsweredQuestion, DossierFacts, StepDossier, read_dossier};
pub(in crate::walkthrough) use drawing::drawing_of_plans;
pub use drawing::{Drawing, Website, read_drawing};
pub use list::{DeploymentList, FoundDeployment, KnownDeployment, Unread};
pub use plan::plan_steps;
pub(in crate::walkthrough) use plan::{Planner, plan_with, refuse_conflicts};
pub use planned::{Action, PlannedResource, StepPlan};
pub use price::price_plans;
pub(in crate::walkthrough) use status::settle_status;
pub use status::{DeploymentStatus, ResourceLine, StepLine, read_status};
pub use sweepable::{Sweepable, Whose};
pub use timeline::{Timeline, TimelineRow};
pub use verify::{StepChecks, refuse_failed, report_checks, verify_steps};
