//! Commands that are advised, as values: `ui` writes them with the options of the run, so that they mean the same deployment.

use std::borrow::Cow;

use crate::aws::DeploymentId;
use crate::walkthrough::PathQuestion;

/// A command, or an option, that is advised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advised {
    /// `jalon walk`
    Walk,
    /// `jalon walk --skip STEP`
    WalkWithout {
        /// The step's id.
        step: String,
    },
    /// `jalon walk --set KEY=VALUE`
    WalkSetting {
        /// The question's key.
        key: &'static str,
        /// The answer.
        value: String,
    },
    /// `jalon walk` with these answers, without these steps.
    WalkFitting {
        /// Keys of questions with their answers.
        set: Vec<(&'static str, String)>,
        /// The ids of the steps that are left out.
        skip: Vec<String>,
    },
    /// `jalon preflight --request`
    RequestQuotas,
    /// `jalon plan`
    Plan,
    /// `jalon verify`
    Verify,
    /// `jalon verify STEP`
    VerifyStep {
        /// The step's id.
        step: &'static str,
    },
    /// `jalon plan STEP`, with another answer or as it is.
    PlanStep {
        /// The step's id.
        step: &'static str,
        /// A question's key and an answer.
        set: Option<(&'static str, String)>,
    },
    /// `jalon try`, of one step or to list all.
    Try {
        /// The step's id.
        step: Option<&'static str>,
    },
    /// `jalon report`
    Report,
    /// `jalon explain`, of something or to list all
    Explain {
        /// A step, a question's key or a word.
        what: Option<String>,
    },
    /// `jalon status`
    Status,
    /// `jalon reach FROM TO`
    Reach {
        /// The path.
        question: Box<PathQuestion>,
    },
    /// `jalon destroy`
    Destroy,
    /// The same in another region.
    DestroyIn {
        /// The region's code.
        region: String,
    },
    /// `jalon pause`
    Pause,
    /// `jalon resume`
    ResumeDeployment,
    /// `jalon sweep --expired`
    SweepExpired,
    /// `jalon list`
    List,
    /// `jalon sandbox reset --served`
    ResetServed,
    /// `jalon destroy --only ID`
    DestroyOnly {
        /// AWS's id of the one resource.
        id: String,
    },
    /// `jalon init`
    Init,
    /// `jalon run STEP --with-needs`
    RunWithNeeds {
        /// The step's id.
        step: &'static str,
    },
    /// `jalon ssh HOST`, with a command to run there or without.
    Ssh {
        /// The host's name in `ssh_config`.
        host: String,
        /// What to run there; a shell where it is `None`.
        command: Option<Cow<'static, str>>,
    },
    /// The option `--set KEY=VALUE`
    Set {
        /// The question's key.
        key: &'static str,
        /// The value to give, or what stands for it, e.g. `VALUE`.
        value: &'static str,
    },
    /// The option `--set KEY=VALUE`, with an answer that is in force.
    SetTo {
        /// The question's key.
        key: &'static str,
        /// The answer.
        value: String,
    },
    /// The command of this run with `--take-over`, of one id or of the only one there is.
    TakeOver {
        /// The id of a deployment.
        id: Option<DeploymentId>,
    },
    /// The command of this run with another budget.
    ResumeWithBudget {
        /// In US dollars a day, or `none`.
        budget: String,
    },
    /// The command of this run with another expiry.
    ResumeWithExpiry,
    /// The command of this run with all its options, which continues where it stopped.
    Resume,
}

impl Advised {
    /// `--set KEY=VALUE`, with any value.
    pub(super) fn set(key: &'static str) -> Self {
        Self::Set { key, value: "VALUE" }
    }

    /// A shell on a host.
    pub(super) fn ssh(host: &str) -> Self {
        Self::Ssh {
            host: host.to_owned(),
            command: None,
        }
    }
}
