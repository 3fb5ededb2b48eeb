//! The engine: steps, questions, runs, and what happens to one resource.
//!
//! It drives AWS through `resources`, remembers through `checkpoint`, and reports what it does through [`Event`]s; it neither
//! prompts nor prints.

mod advice;
mod answers;
mod beginning;
mod budget;
mod companions;
mod demonstrator;
mod deployment;
mod destroy;
mod destroy_plan;
mod duplicates;
mod elsewhere;
mod error;
mod error_code;
mod event;
mod expiring;
mod expiry;
mod expiry_option;
mod expiry_problem;
mod finding;
mod forget;
mod given_tags;
mod inspect;
mod left_out;
mod making;
mod measure;
mod mismatch;
mod misuse;
mod namesake;
mod nearness;
mod not_yet;
mod notice;
mod over_budget;
mod ownership;
mod path_question;
mod paths;
mod pause;
mod place;
mod plan_price;
mod policy;
mod preflight;
mod private_paths;
mod reconcile;
mod remains;
mod run;
mod session;
mod skip_reason;
mod step;
mod stop_reason;
mod sweep;
mod trial_outcome;
mod trying;
mod unknown;
mod unreadable;
mod vain_wait;

pub use advice::{AccountAdvice, Advice, Advised, Again, AnswerAgain, FileAdvice, HostAdvice, InputAdvice, ResourceAdvice};
pub use answers::{
    Answer, AnswerKind, AnswerProblem, AnswerValue, Answers, AnyQuestion, Ask, Asked, Choice, DefaultFacts, Given, Origin,
    Question, Secret, WholeNumber,
};
pub use beginning::Beginning;
pub use budget::Budget;
pub use demonstrator::{Demonstrator, Experimenting, Occasion, Offered, Prediction, Tried};
pub use deployment::{Identification, identify};
pub use destroy::Destruction;
pub use destroy_plan::DestroyPlan;
pub use error::{Error, FailureReason, ForeignReason, Holder, Identified, Remedy, Result, Stuck, WaysOut};
pub use event::{Event, Reporter};
pub use expiring::Expiring;
pub use expiry_option::ExpiryOption;
pub use expiry_problem::ExpiryProblem;
pub use finding::{Finding, Fit, Preflight, Subject, Suffices};
pub use inspect::{
    Action, AnsweredQuestion, DeploymentList, DeploymentStatus, DossierFacts, Drawing, FoundDeployment, KnownDeployment,
    PlannedResource, ResourceLine, StepChecks, StepDossier, StepLine, StepPlan, Sweepable, Timeline, TimelineRow, Unread,
    Website, Whose, plan_steps, price_plans, read_dossier, read_drawing, read_status, refuse_failed, report_checks, verify_steps,
};
pub use left_out::left_out;
pub use making::Making;
pub use measure::{Between, Measure};
pub use mismatch::Mismatch;
pub use misuse::{FileProblem, Misuse, RecordingProblem, VariableForm};
pub use namesake::{Namesake, TakeOver};
pub use nearness::nearest_above;
pub use notice::{Claimant, Holdings, Notice, OwnershipNotice};
pub use over_budget::OverBudget;
pub use path_question::{PathProblem, PathQuestion, PathReason};
pub use paths::Promise;
pub use pause::{PausePlan, pause, refuse_paused, resume};
pub use place::Place;
pub use plan_price::{PlanPrice, StepPrice};
pub use policy::{PolicyDocument, PolicyNames, Purpose};
pub use preflight::refuse_short;
pub use private_paths::PrivatePaths;
pub use remains::Remains;
pub use run::{
    AnswerRow, AnswersGiven, Asking, AskingSecret, Decision, Interruption, Interviewer, Opening, Recovery, Reply, Resumption,
    Settlement, Start, StepIntroduction, TalkFailure, Taught, Walked, guided_walk, has_experiments_to_offer, is_first_boot,
    offer_experiments, report_finish, run_step, unattended_walk,
};
pub use session::{Session, SessionOptions, db_subnet_group_name};
pub use skip_reason::SkipReason;
pub use step::{
    Check, Claim, Ending, Expected, Experiment, LessonSource, NotRunReason, Offering, Printed, Roles, Seen, Step, StepContext,
    Steps, Trial, Verdict, both, filled_lesson, lesson_sources, remembered_answers,
};
pub use stop_reason::StopReason;
pub use trial_outcome::TrialOutcome;
pub use trying::{Experiments, try_step};
pub use unknown::UnknownDeployment;
