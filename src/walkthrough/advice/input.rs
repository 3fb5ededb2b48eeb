//! Advice about what was typed.

use crate::hosts::KNOWN_WORDS;
use crate::walkthrough::nearness::nearest;
use crate::walkthrough::{
    Advice, Advised, ExpiryProblem, FileProblem, Misuse, Namesake, OverBudget, Preflight, RecordingProblem, UnknownDeployment,
    VariableForm,
};

/// What to type instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InputAdvice {
    /// The form of a deployment's name.
    DeploymentNameForm,
    /// The form of an endpoint's URL.
    UrlForm,
    /// The URL without a name and a password.
    UrlWithoutSecret,
    /// Another state directory.
    AnotherStateDirectory,
    /// Take an answers file away from other users.
    MakeAnswersPrivate {
        /// The file, as it was given.
        path: String,
    },
    /// The form of a region's name.
    RegionForm,
    /// Name a region, or set the variable that does.
    NameRegion,
    /// Let the AWS CLI ask for the code, and give its credentials.
    ExportCredentials {
        /// The profile.
        profile: String,
    },
    /// Name a file of certificate authorities that can be read, or none.
    AnotherBundle,
    /// One of these regions.
    KnownRegions(&'static [&'static str]),
    /// The times are in the events.
    LeaveTimingsOut,
    /// Take answers without asking.
    AnswerYes,
    /// Take down without asking.
    ConfirmYes,
    /// Leave the option out.
    LeaveOptionOut {
        /// The command whose help shows what it takes.
        command: String,
    },
    /// Leave the option out, or rehearse in the sandbox.
    RehearseInSandbox,
    /// What an environment variable may be.
    SetVariable {
        /// The variable.
        name: String,
        /// Its form.
        form: VariableForm,
    },
    /// Unset one of two environment variables.
    UnsetVariable,
    /// Write the answers to another file, or print them.
    AnotherAnswersFile,
    /// Name another file for a recording.
    AnotherRecording,
    /// Make a recording with a walk.
    RecordOne,
    /// Empty the served sandbox without asking.
    ConfirmReset,
    /// What empties the served sandbox.
    ResetServed {
        /// The command.
        reset: Advised,
    },
    /// The region that the served sandbox is in, or an empty one.
    ServeWhereMade {
        /// The region.
        made: String,
        /// What empties it.
        reset: Advised,
    },
    /// What shows the ids there are.
    ShowIds {
        /// The command.
        status: Advised,
    },
    /// Say that the hosts are real.
    LiveHosts,
    /// One of these hosts.
    KnownHosts(Vec<String>),
    /// What makes hosts.
    MakeHosts {
        /// The command.
        walk: Advised,
    },
    /// The form of `--set`.
    SetForm,
    /// Where a secret belongs.
    SecretInFile {
        /// Its key.
        key: &'static str,
    },
    /// The question that may be meant, and what writes all of them.
    KnownQuestions {
        /// The nearest key there is.
        nearest: Option<&'static str>,
        /// What writes a file with every question.
        init: Advised,
    },
    /// Another folder.
    AnotherFolder {
        /// The answer to give.
        set: Advised,
    },
    /// The ends of paths.
    KnownEnds {
        /// The nearest of them.
        nearest: Option<String>,
        /// All of them.
        known: Vec<String>,
    },
    /// An end in IPv4.
    Ipv4End,
    /// The form of a path's target.
    TargetForm,
    /// Another answer.
    AnotherAnswer {
        /// The answer to give.
        set: Advised,
    },
    /// The profiles of the AWS configuration files.
    KnownProfiles {
        /// The nearest of them.
        nearest: Option<String>,
        /// All of them.
        known: Vec<String>,
    },
    /// What a simulated host knows.
    KnownWords {
        /// As it is typed.
        known: &'static [&'static str],
    },
    /// Raise the budget, or leave a step out.
    RaiseBudget {
        /// The command that raises it, or takes it back.
        raise: Advised,
        /// The command that leaves the costliest step out.
        skip: Option<Advised>,
        /// What shows the price of each step.
        plan: Advised,
    },
    /// Walk what fits, or ask AWS for more.
    FitShortage {
        /// The walk that fits, where one does.
        fit: Option<Advised>,
        /// What asks AWS for a higher quota, where a quota is too small.
        request: Option<Advised>,
    },
    /// The steps.
    KnownSteps {
        /// The nearest of them.
        nearest: Option<String>,
        /// All of them.
        known: Vec<&'static str>,
    },
    /// End the pause first.
    ResumeFirst {
        /// What does.
        resume: Advised,
    },
    /// Let it take down what has expired.
    SweepExpired {
        /// What lists the deployments.
        list: Advised,
    },
    /// Type names of the list.
    TypeNames,
    /// A moment that is further ahead.
    LaterExpiry,
    /// Give the deployment more time, or take it down.
    ProlongOrDestroy {
        /// The command of this run with a new expiry.
        prolong: Advised,
        /// What takes it down.
        destroy: Advised,
    },
    /// Run what a step builds on first.
    NeedsFirst {
        /// What runs both.
        run: Advised,
        /// What runs all steps.
        walk: Advised,
    },
    /// What can be explained.
    KnownTopics {
        /// What explains the nearest.
        nearest: Option<Advised>,
        /// What lists all.
        list: Advised,
    },
    /// Build a step, and what it builds on.
    BuildFirst {
        /// What does.
        run: Advised,
    },
    /// Walk from the first step.
    WalkFromStart {
        /// The command.
        walk: Advised,
    },
    /// Go where the deployment lives, or take another name.
    StayWhereMade {
        /// Whether the deployment holds nothing, so that it may move.
        holds_nothing: bool,
    },
    /// Stay in the deployment's region, or take another name.
    StayInRegion,
    /// Take over what bears the deployment's name, or take another name.
    TakeOver {
        /// What takes over each deployment of the name.
        take_over: Vec<Advised>,
    },
    /// Take it down where it is.
    DestroyElsewhere {
        /// What does, in each region that holds something of the name.
        destroy: Vec<Advised>,
    },
    /// The deployments there are.
    KnownDeployments {
        /// Their names.
        known: Vec<String>,
        /// What lists those of the account.
        list: Advised,
    },
    /// Another port.
    AnotherPort,
}

impl From<InputAdvice> for Advice {
    fn from(advice: InputAdvice) -> Self {
        Self::Input(advice)
    }
}

impl InputAdvice {
    /// How to take over deployments of one name.
    pub(super) fn take_over(namesakes: &[Namesake]) -> Self {
        let ids = || namesakes.iter().filter_map(|namesake| namesake.id.clone());
        let take_over = match ids().count() {
            0 | 1 => vec![Advised::TakeOver { id: None }],
            _ => ids().map(|id| Advised::TakeOver { id: Some(id) }).collect(),
        };
        Self::TakeOver { take_over }
    }

    fn known_profiles(given: &str, known: &[String]) -> Self {
        let nearest = nearest(given, known.iter().map(String::as_str));
        Self::KnownProfiles {
            nearest: nearest.map(str::to_owned),
            known: known.to_vec(),
        }
    }

    /// Where a deployment may be that isn't known here.
    pub(super) fn known_deployments(unknown: &UnknownDeployment) -> Self {
        let destroy: Vec<Advised> = unknown
            .elsewhere
            .iter()
            .map(|(region, _)| Advised::DestroyIn { region: region.clone() })
            .collect();
        if !destroy.is_empty() {
            return Self::DestroyElsewhere { destroy };
        }
        Self::KnownDeployments {
            known: unknown.known.iter().map(|(name, _)| name.clone()).collect(),
            list: Advised::List,
        }
    }

    /// A budget that what is known of the cost fits in; none where not all of it is known.
    pub(super) fn of_budget(over: &OverBudget) -> Self {
        let known = over.a_day.as_ref().filter(|cost| cost.is_whole());
        Self::RaiseBudget {
            raise: Advised::ResumeWithBudget {
                budget: known.map_or_else(|| "none".to_owned(), |cost| format!("{:.0}", cost.dollars.ceil())),
            },
            skip: over.step.clone().map(|step| Advised::WalkWithout { step }),
            plan: Advised::Plan,
        }
    }

    /// What fits into the account as it is, and how to ask for more.
    pub(super) fn of_shortage(preflight: &Preflight) -> Self {
        let fit = preflight.fit.as_ref().map(|fit| Advised::WalkFitting {
            set: fit.set.iter().map(|(key, named)| (*key, named.to_string())).collect(),
            skip: fit.skip.clone(),
        });
        let mut short = preflight.short();
        Self::FitShortage {
            fit,
            request: short
                .any(|finding| finding.request().is_some())
                .then_some(Advised::RequestQuotas),
        }
    }

    fn of_recording(problem: &RecordingProblem) -> Self {
        match problem {
            RecordingProblem::NotOne { .. } => Self::RecordOne,
            _ => Self::AnotherRecording,
        }
    }

    fn of_answers_file(path: &str, problem: &FileProblem) -> Self {
        match problem {
            FileProblem::OpenToOthers { .. } => Self::MakeAnswersPrivate { path: path.to_owned() },
            _ => Self::KnownQuestions {
                nearest: None,
                init: Advised::Init,
            },
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table: an advice for each misuse")]
    pub(super) fn of(misuse: &Misuse) -> Self {
        match misuse {
            Misuse::DeploymentName { .. } => Self::DeploymentNameForm,
            Misuse::EndpointUrl { .. } => Self::UrlForm,
            Misuse::SecretInUrl => Self::UrlWithoutSecret,
            Misuse::StateDirectoryName { .. } => Self::AnotherStateDirectory,
            Misuse::ProfileWithCode { given } => Self::ExportCredentials { profile: given.clone() },
            Misuse::CaBundle { .. } => Self::AnotherBundle,
            Misuse::UnknownProfile { given, known } => Self::known_profiles(given, known),
            Misuse::RegionName { .. } | Misuse::Partition { .. } => Self::RegionForm,
            Misuse::RegionOfSandbox { known, .. } | Misuse::LearnerLabRegion { known, .. } => Self::KnownRegions(known),
            Misuse::NoRegion => Self::NameRegion,
            Misuse::TimingsInJson => Self::LeaveTimingsOut,
            Misuse::NobodyToAsk => Self::AnswerYes,
            Misuse::NobodyToConfirm => Self::ConfirmYes,
            Misuse::NobodyToChoose => Self::SweepExpired { list: Advised::List },
            Misuse::NotAmongThem { .. } => Self::TypeNames,
            Misuse::WithoutEffect { command, .. } => Self::LeaveOptionOut {
                command: command.clone(),
            },
            Misuse::OnlyInSandbox { .. } => Self::RehearseInSandbox,
            Misuse::Variable { name, form, .. } => Self::SetVariable {
                name: name.clone(),
                form: form.clone(),
            },
            Misuse::Variables { .. } => Self::UnsetVariable,
            Misuse::Occupied { .. } | Misuse::Unwritable { .. } => Self::AnotherAnswersFile,
            Misuse::Recording { problem, .. } => Self::of_recording(problem),
            Misuse::NobodyToConfirmReset => Self::ConfirmReset,
            Misuse::OnlyServed { .. } => Self::ResetServed {
                reset: Advised::ResetServed,
            },
            Misuse::ServedElsewhere { made, .. } => Self::ServeWhereMade {
                made: made.clone(),
                reset: Advised::ResetServed,
            },
            Misuse::Paused { .. } => Self::ResumeFirst {
                resume: Advised::ResumeDeployment,
            },
            Misuse::Expiry(ExpiryProblem::TooSoon { .. }) => Self::LaterExpiry,
            Misuse::Expiry(ExpiryProblem::Over { .. }) => Self::ProlongOrDestroy {
                prolong: Advised::ResumeWithExpiry,
                destroy: Advised::Destroy,
            },
            Misuse::UnknownId { .. } => Self::ShowIds { status: Advised::Status },
            Misuse::UnknownTopic { nearest, .. } => Self::KnownTopics {
                nearest: nearest.clone().map(|what| Advised::Explain { what: Some(what) }),
                list: Advised::Explain { what: None },
            },
            Misuse::NotBuilt { step } => Self::BuildFirst {
                run: Advised::RunWithNeeds { step },
            },
            Misuse::NoHosts => Self::LiveHosts,
            Misuse::NotSimulated { .. } => Self::KnownWords { known: &KNOWN_WORDS },
            Misuse::UnknownHost { known, .. } if known.is_empty() => Self::MakeHosts { walk: Advised::Walk },
            Misuse::UnknownHost { known, .. } => Self::KnownHosts(known.clone()),
            Misuse::SetWithoutValue { .. } => Self::SetForm,
            Misuse::SecretInOption { key } => Self::SecretInFile { key },
            Misuse::UnknownQuestion { nearest, .. } => Self::KnownQuestions {
                nearest: *nearest,
                init: Advised::Init,
            },
            Misuse::AnswersFile { path, problem } => Self::of_answers_file(path, problem),
            Misuse::Folder { key, .. } => Self::AnotherFolder {
                set: Advised::Set { key, value: "FOLDER" },
            },
            Misuse::UnknownEnd { known, nearest, .. } => Self::KnownEnds {
                nearest: nearest.clone(),
                known: known.clone(),
            },
            Misuse::UnknownPort { .. } => Self::TargetForm,
            Misuse::Ipv6End { .. } => Self::Ipv4End,
        }
    }
}
