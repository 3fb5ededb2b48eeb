//! Advised commands as a person types them, with the options of the run.

use super::ends::typed;
use super::text::all_of;
use crate::foreign::quoted;
use crate::locale::{kept, say};
use crate::walkthrough::Advised;

/// What an option of a run decides, and so which commands need it to mean the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decides {
    /// The deployment's name.
    Deployment,
    /// Where deployments are remembered.
    StateDirectory,
    /// Whether hosts are real.
    Hosts,
    /// Which cloud, account and region.
    Cloud,
    /// What is answered.
    Answers,
    /// In which language things are said.
    Language,
    /// That nothing is asked.
    Talk,
}

/// What a command leaves behind where it is stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leaves {
    /// Work that the same command continues.
    #[default]
    Work,
    /// A sandbox that can be served again.
    Sandbox,
    /// Nothing: it only reads.
    Nothing,
}

/// The options that were given to a run, and the command that resumes it.
#[derive(Clone, Debug, Default)]
pub struct Commands {
    /// Each option as it is typed, e.g. `--deployment lab`.
    pub given: Vec<(Decides, String)>,
    /// The run's own command with all its options.
    pub resume: String,
    /// What it leaves where it is stopped.
    pub leaves: Leaves,
    /// Whether it can take a deployment over; where it can't, a walk can.
    pub can_take_over: bool,
}

impl Commands {
    /// What is said where a person stops the run.
    pub fn stopped(&self) -> &'static str {
        kept(match self.leaves {
            Leaves::Work => say().stopped_work(),
            Leaves::Sandbox => say().stopped_sandbox(),
            Leaves::Nothing => say().stopped_nothing(),
        })
    }

    /// How to take the run up again.
    pub(super) fn resumption(&self, resume: &Advised) -> String {
        let resume = self.code(resume);
        match self.leaves {
            Leaves::Work => say().resumption_work(resume),
            Leaves::Sandbox => say().resumption_sandbox(resume),
            Leaves::Nothing => say().resumption_nothing(resume),
        }
    }

    /// The command that `--take-over` can be added to.
    fn taking_over(&self) -> String {
        match self.can_take_over {
            true => self.line(&Advised::Resume),
            false => self.line(&Advised::Walk),
        }
    }

    /// The command between backticks.
    pub(super) fn code(&self, advised: &Advised) -> String {
        format!("`{}`", self.line(advised))
    }

    /// Several commands between backticks.
    pub(super) fn codes(&self, advised: &[Advised]) -> String {
        let codes: Vec<String> = advised.iter().map(|advised| self.code(advised)).collect();
        all_of(&codes)
    }

    /// The command as it is typed.
    pub(super) fn line(&self, advised: &Advised) -> String {
        match advised {
            Advised::Walk => self.jalon("walk", advised),
            Advised::WalkWithout { step } => self.jalon(&format!("walk --skip {step}"), advised),
            Advised::WalkSetting { key, value } => {
                self.jalon(&format!("walk --set {}", quoted(&format!("{key}={value}"))), advised)
            }
            Advised::WalkFitting { set, skip } => {
                let set = set
                    .iter()
                    .map(|(key, value)| format!(" --set {}", quoted(&format!("{key}={value}"))));
                let skip = skip.iter().map(|step| format!(" --skip {step}"));
                self.jalon(&format!("walk{}", set.chain(skip).collect::<String>()), advised)
            }
            Advised::RequestQuotas => self.jalon("preflight --request", advised),
            Advised::Plan => self.jalon("plan", advised),
            Advised::Verify => self.jalon("verify", advised),
            Advised::VerifyStep { step } => self.jalon(&format!("verify {step}"), advised),
            Advised::PlanStep { step, set } => {
                let set = set
                    .as_ref()
                    .map(|(key, value)| format!(" --set {}", quoted(&format!("{key}={value}"))));
                self.jalon(&format!("plan {step}{}", set.unwrap_or_default()), advised)
            }
            Advised::Report => self.jalon("report", advised),
            Advised::Try { step: None } => self.jalon("try", advised),
            Advised::Try { step: Some(step) } => self.jalon(&format!("try {step}"), advised),
            Advised::Explain { what: None } => self.jalon("explain", advised),
            Advised::Explain { what: Some(what) } => self.jalon(&format!("explain {}", quoted(what)), advised),
            Advised::Status => self.jalon("status", advised),
            Advised::Destroy => self.jalon("destroy", advised),
            Advised::DestroyIn { region } => format!("{} --region {region} --take-over", self.jalon("destroy", advised)),
            Advised::Reach { question } => self.jalon(&format!("reach {}", typed(question)), advised),
            Advised::Pause => self.jalon("pause", advised),
            Advised::ResumeDeployment => self.jalon("resume", advised),
            Advised::SweepExpired => self.jalon("sweep --expired", advised),
            Advised::List => self.jalon("list", advised),
            Advised::ResetServed => self.jalon("sandbox reset --served", advised),
            Advised::DestroyOnly { id } => self.jalon(&format!("destroy --only {}", quoted(id)), advised),
            Advised::Init => self.jalon("init", advised),
            Advised::RunWithNeeds { step } => self.jalon(&format!("run {step} --with-needs"), advised),
            Advised::Ssh { host, command } => {
                let login = self.jalon(&format!("ssh {}", quoted(host)), advised);
                command
                    .as_ref()
                    .map_or_else(|| login.clone(), |command| format!("{login} -- {command}"))
            }
            Advised::Set { key, value } => format!("--set {key}={value}"),
            Advised::SetTo { key, value } => format!("--set {}", quoted(&format!("{key}={value}"))),
            Advised::TakeOver { id } => {
                let id = id.as_ref().map(|id| format!("={}", quoted(id.as_str())));
                format!("{} --take-over{}", self.taking_over(), id.unwrap_or_default())
            }
            Advised::Resume => format!("jalon {}", self.resume),
            Advised::ResumeWithBudget { budget } => format!("{} --budget {budget}", self.line(&Advised::Resume)),
            Advised::ResumeWithExpiry => format!("{} --expires 4h", self.line(&Advised::Resume)),
        }
    }

    fn jalon(&self, command: &str, advised: &Advised) -> String {
        let is_elsewhere = matches!(advised, Advised::DestroyIn { .. });
        let options = self.given.iter().filter(|(decides, _)| needs(advised, *decides));
        let options = options.filter(|(_, option)| !(is_elsewhere && option.starts_with("--region ")));
        // Of two answers to one question the last one counts.
        let replaced: Vec<String> = match advised {
            Advised::WalkSetting { key, .. } => vec![format!("--set {key}=")],
            Advised::PlanStep { set: Some((key, _)), .. } => vec![format!("--set {key}=")],
            Advised::WalkFitting { set, .. } => set.iter().map(|(key, _)| format!("--set {key}=")).collect(),
            _ => Vec::new(),
        };
        let is_replaced = |option: &str| {
            let option = option.replace('\'', "");
            replaced.iter().any(|replaced| option.starts_with(replaced.as_str()))
        };
        let options = options.filter(|(_, option)| !is_replaced(option));
        options.fold(format!("jalon {command}"), |line, (_, option)| format!("{line} {option}"))
    }
}

/// Whether a command would mean something else without an option that decides this.
fn needs(advised: &Advised, decides: Decides) -> bool {
    match advised {
        Advised::Walk
        | Advised::WalkWithout { .. }
        | Advised::WalkSetting { .. }
        | Advised::WalkFitting { .. }
        | Advised::RunWithNeeds { .. } => true,
        // An option takes no others, and the run's own command has all of them.
        Advised::Set { .. }
        | Advised::SetTo { .. }
        | Advised::TakeOver { .. }
        | Advised::Resume
        | Advised::ResumeWithExpiry
        | Advised::ResumeWithBudget { .. } => false,
        _ if decides == Decides::Language => true,
        Advised::Plan | Advised::Verify | Advised::Status | Advised::Reach { .. } => decides != Decides::Talk,
        Advised::PlanStep { .. } | Advised::VerifyStep { .. } | Advised::Try { .. } | Advised::Report => decides != Decides::Talk,
        Advised::Explain { .. } => matches!(decides, Decides::Deployment | Decides::StateDirectory),
        // What deletes, costs or is sent to people asks again.
        Advised::RequestQuotas => decides != Decides::Talk,
        Advised::Pause | Advised::ResumeDeployment => !matches!(decides, Decides::Answers | Decides::Talk),
        Advised::Destroy | Advised::DestroyIn { .. } | Advised::DestroyOnly { .. } => {
            !matches!(decides, Decides::Answers | Decides::Talk | Decides::Hosts)
        }
        Advised::List | Advised::SweepExpired => matches!(decides, Decides::StateDirectory | Decides::Cloud),
        Advised::ResetServed => decides == Decides::StateDirectory,
        Advised::Ssh { .. } => matches!(decides, Decides::Deployment | Decides::StateDirectory | Decides::Hosts),
        Advised::Init => decides == Decides::Deployment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_takes_the_options_it_needs_to_mean_the_same() {
        let option = |decides, text: &str| (decides, text.to_owned());
        let commands = Commands {
            given: vec![
                option(Decides::Deployment, "--deployment lab"),
                option(Decides::StateDirectory, "--state-dir 'my state'"),
                option(Decides::Cloud, "--endpoint-url http://127.0.0.1:9"),
                option(Decides::Hosts, "--live-hosts"),
                option(Decides::Answers, "--set vpc.cidr=10.1.0.0/16"),
            ],
            resume: "walk --deployment lab --yes".to_owned(),
            leaves: Leaves::Work,
            can_take_over: true,
        };
        let whole = "--deployment lab --state-dir 'my state' --endpoint-url http://127.0.0.1:9 --live-hosts";
        let ssh = Advised::Ssh {
            host: "app-host".to_owned(),
            command: Some("uptime".into()),
        };
        for (advised, line) in [
            (Advised::Walk, format!("jalon walk {whole} --set vpc.cidr=10.1.0.0/16")),
            (
                Advised::Destroy,
                format!("jalon destroy {}", whole.trim_end_matches(" --live-hosts")),
            ),
            (
                ssh,
                "jalon ssh app-host --deployment lab --state-dir 'my state' --live-hosts -- uptime".to_owned(),
            ),
            (Advised::Init, "jalon init --deployment lab".to_owned()),
            (Advised::Resume, "jalon walk --deployment lab --yes".to_owned()),
        ] {
            assert_eq!(commands.line(&advised), line);
        }
    }
}
