//! The options of single commands.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use clap_complete::{ArgValueCandidates, ArgValueCompleter};

use super::candidates;
use super::expiry_options::ExpiryOptions;
use super::help_texts::REACH_HELP;
use super::ownership_options::OwnershipOptions;
use super::price_options::PriceOptions;
use crate::foreign::quoted;
use crate::steps::WALKTHROUGH;

#[derive(Debug, Args)]
#[command(after_help = REACH_HELP)]
pub(super) struct ReachOptions {
    /// Who sends, e.g. app-host, internet or me
    #[arg(add = ArgValueCandidates::new(candidates::ends))]
    pub(super) from: String,
    /// Who is to be reached, e.g. test-host, database, test-host:icmp or internet:443
    #[arg(value_name = "TO[:PORT]", add = ArgValueCompleter::new(candidates::targets))]
    pub(super) to: String,
    /// What a port is of
    #[arg(long, value_enum, default_value_t = Protocol::Tcp)]
    pub(super) protocol: Protocol,
}

impl ReachOptions {
    /// The command as it was typed.
    pub(super) fn typed(&self) -> String {
        let protocol = if self.protocol == Protocol::Udp {
            " --protocol udp"
        } else {
            ""
        };
        format!("reach {} {}{protocol}", quoted(&self.from), quoted(&self.to))
    }
}

/// What a port is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Protocol {
    /// TCP
    Tcp,
    /// UDP
    Udp,
}

#[derive(Debug, Args)]
pub(super) struct ListOptions {
    /// Read every region that is enabled for the account
    #[arg(long)]
    pub(super) all_regions: bool,
    #[command(flatten)]
    pub(super) prices: PriceOptions,
}

#[derive(Debug, Args)]
pub(super) struct DestroyOptions {
    /// Keep the snapshots
    #[arg(long)]
    pub(super) keep_snapshots: bool,
    /// Take down one resource alone, with whatever refers to it
    #[arg(long, value_name = "ID", conflicts_with = "keep_snapshots")]
    pub(super) only: Option<String>,
    #[command(flatten)]
    pub(super) ownership: OwnershipOptions,
}

#[derive(Debug, Args)]
pub(super) struct ResumeOptions {
    #[command(flatten)]
    pub(super) expiry: ExpiryOptions,
}

#[derive(Debug, Args)]
pub(super) struct SweepOptions {
    /// Only those that have expired; --yes takes down no others, and only what is recorded here
    #[arg(long)]
    pub(super) expired: bool,
    /// Read every region that is enabled for the account
    #[arg(long)]
    pub(super) all_regions: bool,
}

#[derive(Debug, Args)]
pub(super) struct PlanOptions {
    /// One step only
    #[arg(add = ArgValueCandidates::new(candidates::steps))]
    pub(super) step: Option<String>,
    /// Exit with 0 when there is nothing to do, 2 when there is, 1 on errors
    #[arg(long)]
    pub(super) detailed_exitcode: bool,
    #[command(flatten)]
    pub(super) prices: PriceOptions,
}

#[derive(Debug, Args)]
pub(super) struct VerifyOptions {
    /// One step only
    #[arg(add = ArgValueCandidates::new(candidates::steps))]
    pub(super) step: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct TryOptions {
    /// The step; without it, the experiments of all steps that are built are listed
    #[arg(add = ArgValueCandidates::new(candidates::steps))]
    pub(super) step: Option<String>,
}

impl TryOptions {
    /// Whether an experiment of the step makes something.
    pub(super) fn makes(&self) -> bool {
        let step = self.step.as_deref().and_then(|step| WALKTHROUGH.get(step).ok());
        step.is_some_and(|step| !step.tries_with().is_empty())
    }
}

#[derive(Debug, Args)]
pub(super) struct SshOptions {
    /// The host: app-host, test-host or ai-host
    #[arg(add = ArgValueCandidates::new(candidates::hosts))]
    pub(super) host: String,
    /// What to run there; without it, a shell
    #[arg(last = true, value_name = "COMMAND")]
    pub(super) command: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct InitOptions {
    /// The file to write, which must not be there yet; - prints it
    #[arg(default_value = "answers.toml")]
    pub(super) file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct PolicyOptions {
    /// What the policy is for
    #[arg(long = "for", value_enum, default_value_t = PolicyFor::Walk, value_name = "PURPOSE")]
    pub(super) purpose: PolicyFor,
    /// For these steps only, and those they build on, e.g. vpc,app-host
    #[arg(long, value_name = "STEP", value_delimiter = ',', add = ArgValueCandidates::new(candidates::steps))]
    pub(super) steps: Vec<String>,
    /// With what --live-prices needs
    #[arg(long)]
    pub(super) live_prices: bool,
}

/// What a policy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PolicyFor {
    /// A walk, and later walks with the same answers
    Walk,
    /// Taking the deployment down
    Destroy,
    /// plan, preflight, status, verify, reach and list
    ReadOnly,
    /// pause and resume
    Pause,
    /// try, also what makes something and takes it down again
    Try,
}

#[derive(Debug, Args)]
pub(super) struct ExplainOptions {
    /// A step, a question's key, a word like "route table", or a line of `jalon reach`; without it, all are listed
    #[arg(value_name = "WHAT", add = ArgValueCandidates::new(candidates::topics))]
    pub(super) what: Vec<String>,
}

/// What to look at, and whether to ask AWS for more.
#[derive(Debug, Args)]
pub(super) struct PreflightOptions {
    /// Look at what a walk up to this step needs
    #[arg(long, value_name = "STEP", add = ArgValueCandidates::new(candidates::steps))]
    pub(super) until: Option<String>,
    /// Ask AWS for higher quotas where they are too small, after asking you
    #[arg(long)]
    pub(super) request: bool,
    #[command(flatten)]
    pub(super) prices: PriceOptions,
}

#[derive(Debug, Args)]
pub(super) struct WatchOptions {
    /// The port of the page, on 127.0.0.1 [default: one that is free]
    #[arg(long, default_value_t = 0, hide_default_value = true)]
    pub(super) port: u16,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsOptions {
    /// The shell
    #[arg(value_enum)]
    pub(super) shell: Shell,
}

/// A shell that completes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Shell {
    /// Bash: eval "$(jalon completions bash)" in ~/.bashrc
    Bash,
    /// Zsh: eval "$(jalon completions zsh)" in ~/.zshrc, after compinit
    Zsh,
    /// Fish: jalon completions fish | source, in ~/.config/fish/config.fish
    Fish,
}

#[derive(Debug, Args)]
pub(super) struct ManOptions {
    /// The folder they are written into
    pub(super) folder: PathBuf,
}
