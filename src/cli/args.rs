//! What can be typed.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use clap_complete::{ArgValueCandidates, ArgValueCompleter};

use super::candidates;
use super::color::Color;
use super::command_options::{
    CompletionsOptions, DestroyOptions, ExplainOptions, InitOptions, ListOptions, ManOptions, PlanOptions, PolicyOptions,
    PreflightOptions, ReachOptions, ResumeOptions, SshOptions, SweepOptions, TryOptions, VerifyOptions, WatchOptions,
};
use super::draw_options::{DrawOptions, StatusOptions};
use super::help_texts::{AFTER_HELP, GLOBAL_OPTIONS, STYLES};
use super::lang;
use super::notify::Notify;
use super::report_options::ReportOptions;
use super::run_records::RunRecords;
use super::sandbox_options::SandboxCommand;
use super::shell_words::typed;
pub(super) use super::walk_options::{RunOptions, WalkOptions};
use crate::foreign::{quoted, quoted_os};
use crate::locale::say;
use crate::ui::{Commands, Decides, Leaves};

/// Build a real AWS environment step by step, and understand every step.
#[derive(Debug, Parser)]
#[command(name = "jalon", version, styles = STYLES, disable_help_flag = true, after_help = AFTER_HELP, max_term_width = 100)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) globals: Globals,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options of every command. What is not typed is read from the environment (`environment.rs`).
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = GLOBAL_OPTIONS)]
pub(super) struct Globals {
    /// The deployment: one environment, by name
    #[arg(long, global = true, default_value = "demo", value_name = "NAME", add = ArgValueCandidates::new(candidates::deployments))]
    pub(super) deployment: String,
    /// Where deployments are remembered
    #[arg(long, global = true, default_value = ".jalon", value_name = "DIR")]
    pub(super) state_dir: PathBuf,
    /// The AWS region [default: the deployment's, AWS_REGION, the profile's]
    #[arg(long, global = true)]
    pub(super) region: Option<String>,
    /// A profile of the AWS configuration files
    #[arg(long, global = true)]
    pub(super) profile: Option<String>,
    /// Another endpoint that speaks AWS's protocols [also: AWS_ENDPOINT_URL]
    #[arg(long, global = true, value_name = "URL", conflicts_with = "sandbox")]
    pub(super) endpoint_url: Option<String>,
    /// Rehearse in the simulated AWS inside this program (remembered by the deployment)
    #[arg(long, global = true)]
    pub(super) sandbox: bool,
    /// How many sandbox seconds pass in a real one
    #[arg(long, global = true, default_value = "60", value_name = "FACTOR", value_parser = parse_speed)]
    pub(super) sandbox_speed: f64,
    /// The hosts behind this endpoint are real: log in to them (AWS's always are)
    #[arg(long, global = true)]
    pub(super) live_hosts: bool,
    /// Ask nothing: take given, remembered and default answers
    #[arg(long, short = 'y', global = true)]
    pub(super) yes: bool,
    /// A TOML file of answers; `jalon init` writes one
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) answers: Option<PathBuf>,
    /// One answer, e.g. --set vpc.cidr=10.0.0.0/16 (may be repeated)
    #[arg(long = "set", global = true, value_name = "KEY=VALUE", add = ArgValueCompleter::new(candidates::answers))]
    pub(super) set: Vec<String>,
    /// How to write what was found out
    #[arg(long, global = true, value_enum, default_value_t = Output::Text)]
    pub(super) output: Output,
    /// When to use colors
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(super) color: Color,
    /// The language of what is said [default: that of the locale]
    #[arg(long, global = true, value_parser = lang::parser())]
    pub(super) lang: Option<String>,
    /// Show everything line by line, for a screen reader: nothing is redrawn, questions are answered by a line [also: ACCESSIBLE]
    #[arg(long, global = true)]
    pub(super) accessible: bool,
    /// Ring the terminal's bell after a wait of so many seconds, and show progress in its tab; or never
    #[arg(long, global = true, default_value = "30", value_name = "SECONDS")]
    pub(super) notify: Notify,
    /// Show every call to AWS
    #[arg(long, short = 'v', global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,
    /// Show only what goes wrong
    #[arg(long, short = 'q', global = true)]
    pub(super) quiet: bool,
    /// Print help
    #[arg(long, short = 'h', global = true, action = ArgAction::HelpShort)]
    help: Option<bool>,
    /// The command that resumes this one; known once everything is read.
    #[arg(skip)]
    pub(super) resume: String,
    /// Whether it takes `--take-over`.
    #[arg(skip)]
    pub(super) can_take_over: bool,
    #[arg(skip)] // Noted by `note_resume`.
    pub(super) leaves: Leaves,
    /// The records that this command writes.
    #[arg(skip)]
    pub(super) records: RunRecords,
}

impl Globals {
    /// Whether the person says on this command which credentials to use, or which cloud.
    pub(super) fn names_an_account(&self) -> bool {
        self.profile.is_some() || self.endpoint_url.is_some() || self.sandbox
    }

    /// The options of a command about a deployment that is remembered, wherever it lives.
    pub(super) fn of_known(&self, deployment: &str) -> Self {
        Self {
            deployment: deployment.to_owned(),
            region: None,
            endpoint_url: None,
            sandbox: false,
            ..self.clone()
        }
    }

    /// The same without answers: those that a walk has taken are remembered.
    pub(super) fn without_answers(&self) -> Self {
        Self {
            answers: None,
            set: Vec::new(),
            ..self.clone()
        }
    }

    /// The options that were given, as they are typed, each with what it decides.
    pub(super) fn given(&self) -> Vec<(Decides, String)> {
        let mut given = Vec::new();
        let mut add = |decides, option: &str, value: &OsStr| given.push((decides, format!("{option} {}", quoted_os(value))));
        if self.deployment != "demo" {
            add(Decides::Deployment, "--deployment", self.deployment.as_ref());
        }
        if self.state_dir.as_os_str() != ".jalon" {
            add(Decides::StateDirectory, "--state-dir", self.state_dir.as_os_str());
        }
        for (option, value) in [
            ("--endpoint-url", &self.endpoint_url),
            ("--profile", &self.profile),
            ("--region", &self.region),
        ] {
            if let Some(value) = value {
                add(Decides::Cloud, option, value.as_ref());
            }
        }
        if let Some(file) = &self.answers {
            add(Decides::Answers, "--answers", file.as_os_str());
        }
        for answer in &self.set {
            add(Decides::Answers, "--set", answer.as_ref());
        }
        if let Some(lang) = &self.lang {
            add(Decides::Language, "--lang", lang.as_ref());
        }
        if self.live_hosts {
            given.push((Decides::Hosts, "--live-hosts".to_owned()));
        }
        if self.sandbox {
            given.push((Decides::Cloud, "--sandbox".to_owned()));
        }
        if self.yes {
            given.push((Decides::Talk, "--yes".to_owned()));
        }
        given
    }

    /// What commands that are advised have to repeat.
    pub(super) fn commands(&self) -> Commands {
        Commands {
            given: self.given(),
            resume: self.resume.clone(),
            leaves: self.leaves,
            can_take_over: self.can_take_over,
        }
    }

    /// The options that resume a command: all that were given, so that it works before anything is remembered too.
    fn resume_options(&self) -> String {
        let mut options: Vec<String> = self.given().into_iter().map(|(_, option)| option).collect();
        if self.sandbox_speed != DEFAULT_SPEED {
            let at = options.len() - usize::from(self.yes);
            options.insert(at, format!("--sandbox-speed {}", self.sandbox_speed));
        }
        options.iter().map(|option| format!(" {option}")).collect()
    }
}

/// How many sandbox seconds pass in a real one, unless somebody says otherwise.
const DEFAULT_SPEED: f64 = 60.0;

/// The slowest that makes sense.
pub(super) const MIN_SPEED: f64 = 0.001;
/// The fastest at which a walk still keeps up: the time it takes itself passes for sandbox time too, and a call may take 30 seconds.
pub(super) const MAX_SPEED: f64 = 10_000.0;

pub(super) fn parse_speed(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(speed) if speed.is_finite() && (MIN_SPEED..=MAX_SPEED).contains(&speed) => Ok(speed),
        _ => Err(say().parsing_number_between(MIN_SPEED.to_string(), MAX_SPEED.to_string())),
    }
}

/// How to write what was found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Output {
    /// For people
    Text,
    /// For programs: one document, or one event a line
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Walk through all steps, going on where an earlier walk stopped
    Walk(Box<WalkOptions>),
    /// Run one step by name
    Run(RunOptions),
    /// Show whether the account allows what a walk needs, before anything is made; changes nothing
    Preflight(PreflightOptions),
    /// List the steps and how far each is
    Steps,
    /// Show what a walk would create, change, keep or adopt; changes nothing
    Plan(PlanOptions),
    /// Show steps, resources, drift and how to reach what was built
    Status(StatusOptions),
    /// Check what was built; exits with 3 when a check fails
    Verify(VerifyOptions),
    /// Log in to a host, or run a command there
    Ssh(SshOptions),
    /// Show whether one end reaches another through the network, hop by hop
    Reach(ReachOptions),
    /// Try what a step built: predict, run one command, see why
    Try(TryOptions),
    /// Draw it: what there is and will be, and who reaches whom
    Draw(DrawOptions),
    /// Write the dossier: picture, proofs, timeline and costs, in one file
    Report(Box<ReportOptions>),
    /// Show it growing on a page in the browser, whichever process walks
    Watch(WatchOptions),
    /// Explain a step, a question, a word or a line of `jalon reach`
    Explain(ExplainOptions),
    /// Stop what costs by the hour: hosts, database, NAT gateway; nothing is lost
    Pause,
    /// Bring a paused deployment back as it was
    Resume(ResumeOptions),
    /// Take the whole deployment down
    Destroy(DestroyOptions),
    /// List the deployments remembered here, and the account's others
    List(ListOptions),
    /// List deployments with age, cost and expiry, and take down those whose names are typed, at once
    Sweep(SweepOptions),
    /// Stop managing a deployment: remove jalon's tags from what is left, and put its folder away
    Forget,
    /// Write an answers file with every question in it
    Init(InitOptions),
    /// Print the least IAM policy that a walk or another command needs
    Policy(PolicyOptions),
    /// Print the script that has Tab complete commands, options, steps, questions, deployments and hosts
    Completions(CompletionsOptions),
    /// Write a man page for jalon and each of its commands
    #[command(hide = true)]
    ManPages(ManOptions),
    /// The simulated AWS inside this program
    #[command(subcommand)]
    Sandbox(SandboxCommand),
}

impl Cli {
    /// Notes how this command is resumed, with the options as they are now.
    pub(super) fn note_resume(&mut self) {
        self.globals.resume = self.command.resumed(&self.globals);
        self.globals.leaves = self.command.leaves();
        self.globals.can_take_over = matches!(self.command, Command::Walk(_) | Command::Run(_) | Command::Destroy(_));
    }
}

impl Command {
    /// The command that resumes this one after it was stopped, with all its options.
    fn resumed(&self, globals: &Globals) -> String {
        let with = |command: &str, flag: &str, given: bool| format!("{command}{}", if given { flag } else { "" });
        let command = match self {
            Self::Destroy(options) => match &options.only {
                Some(id) => format!("destroy --only {}", quoted(id)),
                None => with("destroy", " --keep-snapshots", options.keep_snapshots),
            },
            Self::Run(options) => {
                let run = with(&format!("run {}", options.step), " --with-needs", options.with_needs);
                run + options.building.prices.typed()
            }
            Self::Walk(options) => {
                let until = options.until.as_ref().map(|step| format!(" --until {step}"));
                let record = options
                    .record
                    .as_ref()
                    .map(|file| format!(" --record {}", quoted_os(file.as_os_str())));
                let skip: String = options.skip.iter().map(|step| format!(" --skip {step}")).collect();
                let rehearsal: String = options.rehearsal.given().iter().map(|option| format!(" {option}")).collect();
                let watch = if options.watch { " --watch" } else { "" };
                let (until, record) = (until.unwrap_or_default(), record.unwrap_or_default());
                let prices = options.building.prices.typed();
                with(
                    &format!("walk{until}{skip}{watch}{prices}{record}{rehearsal}"),
                    " --timings",
                    options.timings,
                )
            }
            Self::Plan(options) => named("plan", options.step.as_deref()) + options.prices.typed(),
            Self::Try(TryOptions { step }) => named("try", step.as_deref()),
            Self::Verify(VerifyOptions { step }) => named("verify", step.as_deref()),
            Self::Reach(options) => options.typed(),
            Self::Preflight(options) => {
                let until = options.until.as_ref().map(|step| format!(" --until {step}"));
                let prices = options.prices.typed();
                with(
                    &format!("preflight{}{prices}", until.unwrap_or_default()),
                    " --request",
                    options.request,
                )
            }
            Self::Status(options) => with("status", " --picture", options.picture) + options.prices.typed(),
            Self::Draw(options) => options.typed(),
            Self::Report(options) => options.typed(),
            Self::Watch(_) => "watch".to_owned(),
            Self::Forget => "forget".to_owned(),
            Self::Pause => "pause".to_owned(),
            Self::Resume(_) => "resume".to_owned(),
            Self::Sweep(options) => {
                let regions = with("", " --all-regions", options.all_regions);
                with("sweep", " --expired", options.expired) + &regions
            }
            Self::List(options) => with("list", " --all-regions", options.all_regions) + options.prices.typed(),
            // Exactly as it was typed: it takes no other way.
            Self::Sandbox(SandboxCommand::Serve(_)) => return typed(std::env::args_os().skip(1)),
            _ => "walk".to_owned(),
        };
        command + &globals.resume_options()
    }

    /// Whether it prints events while it works; the others print one document.
    pub(super) fn prints_events(&self) -> bool {
        let names_events = matches!(self, Self::Walk(_) | Self::Run(_) | Self::Destroy(_) | Self::Forget);
        names_events || matches!(self, Self::Pause | Self::Resume(_) | Self::Sweep(_))
    }

    pub(super) fn is_plan_with_detailed_exit_code(&self) -> bool {
        matches!(self, Self::Plan(options) if options.detailed_exitcode)
    }
}

fn named(command: &str, step: Option<&str>) -> String {
    step.map_or_else(|| command.to_owned(), |step| format!("{command} {step}"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_stopped_command_is_gone_on_with_as_it_was_given() {
        let given = [
            "jalon",
            "destroy",
            "--keep-snapshots",
            "--state-dir",
            "my state",
            "--region",
            "eu-west-1",
            "--sandbox",
            "--yes",
        ];
        let cli = Cli::try_parse_from(given).unwrap();
        assert_eq!(
            cli.command.resumed(&cli.globals),
            "destroy --keep-snapshots --state-dir 'my state' --region eu-west-1 --sandbox --yes"
        );
        let cli = Cli::try_parse_from(["jalon", "walk", "--until", "vpc", "--timings"]).unwrap();
        assert_eq!(cli.command.resumed(&cli.globals), "walk --until vpc --timings");
    }
}
