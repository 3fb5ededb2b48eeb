//! `jalon completions SHELL`: completions by Tab. The script has the shell ask jalon itself what may follow, so that this folder's
//! deployments are known, and nothing lags behind the program.

mod scripts;

use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::CompleteEnv;
use clap_complete::env::{EnvCompleter, Fish, Shells};

use super::args::Cli;
use super::command_options::{CompletionsOptions, Shell};
use super::effects;
use super::exit_code::{FAILURE, SUCCESS};
use super::help;
use crate::ui;
use crate::walkthrough::Result;
use scripts::{BASH, ZSH};

/// Names the shell that asks what may follow.
const VARIABLE: &str = "JALON_COMPLETE";
const PROGRAM: &str = "jalon";

impl Shell {
    fn completer(self) -> &'static dyn EnvCompleter {
        match self {
            Self::Bash => &BASH,
            Self::Zsh => &ZSH,
            Self::Fish => &Fish,
        }
    }
}

/// Prints the script that has a shell ask jalon.
pub(super) fn completions(options: &CompletionsOptions) -> Result<u8> {
    let mut script = Vec::new();
    let completer = options.shell.completer();
    // Memory takes whatever is written.
    let _ = completer.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script);
    ui::print_text(&String::from_utf8_lossy(&script));
    Ok(SUCCESS)
}

/// Answers a shell that asks what may follow, where one does.
pub(super) fn answer_shell() -> Option<ExitCode> {
    std::env::var_os(VARIABLE).filter(|shell| !shell.is_empty())?;
    let completing = CompleteEnv::with_factory(|| help::translated(effects::hide(Cli::command())))
        .var(VARIABLE)
        .shells(Shells(&[&BASH, &ZSH, &Fish]));
    let folder = std::env::current_dir().ok();
    Some(match completing.try_complete(std::env::args_os(), folder.as_deref()) {
        Ok(_) => ExitCode::from(SUCCESS),
        // A word that can't be followed by anything.
        Err(_) => ExitCode::from(FAILURE),
    })
}
