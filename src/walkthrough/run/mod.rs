//! Walking steps: guided, unattended or by name, all at the same time as far as what they build on allows.

mod asking;
mod builder;
mod by_name;
mod experimenting;
mod expiry_timers;
mod forecast;
mod guided;
mod host_work;
mod interruption;
mod interviewer;
mod live_hosts;
mod needs;
mod opening;
mod probe_ahead;
mod readiness;
mod recovery;
mod settlement;
mod ssh_config;
mod unattended;
mod walk_step;
mod walked;

pub use by_name::run_step;
pub use experimenting::{has_experiments_to_offer, offer_experiments};
pub(in crate::walkthrough) use forecast::{Forecast, Left};
pub use guided::guided_walk;
pub(in crate::walkthrough) use host_work::HostWork;
pub use host_work::is_first_boot;
pub use interruption::Interruption;
pub use interviewer::{
    AnswerRow, Asking, AskingSecret, Decision, Interviewer, Opening, Recovery, Reply, Resumption, Settlement, Start,
    StepIntroduction, TalkFailure, Taught,
};
pub(in crate::walkthrough) use readiness::Readiness;
pub(in crate::walkthrough) use ssh_config::hosts;
pub use unattended::unattended_walk;
pub use walk_step::report_finish;
pub use walked::{AnswersGiven, Walked};
