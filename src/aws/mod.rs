//! The boundary to AWS: clients, one way of calling, error classification, retry rules, waiting, and the inventory.
//!
//! Nothing outside this folder and `resources/` names an SDK type.

mod action;
mod call;
mod caller;
mod caller_address;
mod clients;
mod clock;
mod clock_skew;
mod cloud;
mod credential_source;
mod credentials;
mod deployment_id;
mod error;
mod flow;
mod noun;
mod operation;
mod outbound;
mod polling;
pub(crate) mod quota_code;
mod refusal;
mod tags;
mod tokio_sleep;
mod whole_answers;

pub use action::{Action, Change, Link, Setting, Which};
pub use call::{Call, CallEvent, CallFailure, CallObserver, CallRecord, Delay, Repeat};
pub use caller::LEARNER_LAB_REGIONS;
pub use caller_address::caller_address;
pub use clients::{Aws, Connection, StopSignal};
pub use clock::Clock;
pub use cloud::Cloud;
pub use credential_source::{CredentialSource, ProfileKind};
pub use deployment_id::DeploymentId;
pub use error::{AwsError, Class, Lacking, Reason};
pub use flow::{Flow, Progress, ProgressObserver, Pulse};
pub use noun::Noun;
pub use operation::Operation;
pub(crate) use outbound::plain_connector;
pub use outbound::{Outbound, UnusableBundle};
use polling::LEAST_LOOKS;
pub(crate) use polling::Propagation;
pub use polling::{Backoff, LOOK_AGAIN_FOR, PROPAGATION_PATIENCE, PollSchedule, SENT_MAY_ACT_FOR, Search};
pub(crate) use refusal::SERVICE_LINKED_ROLE;
pub use refusal::{QuotaName, Refusal};
pub use tags::{
    Identity, ResourceKey, TAG_DEPLOYMENT, TAG_EXPIRES, TAG_ID, TAG_NAME, TAG_RESOURCE, TAG_STEP, client_token, is_own_token,
};
