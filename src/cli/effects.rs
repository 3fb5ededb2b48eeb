//! Which of the options of several commands have no effect in a command: they are hidden in its help, and refused where they are typed.

use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

use crate::walkthrough::{Error, Misuse, Result};

/// Which cloud, by the options' fields.
const CLOUD: [&str; 5] = ["region", "profile", "endpoint_url", "sandbox", "sandbox_speed"];
/// What is answered.
const ANSWERS: [&str; 2] = ["answers", "set"];

/// The options that are without effect in a command, by their fields' names.
fn without_effect(command: &[&str]) -> Vec<&'static str> {
    match command {
        ["plan" | "status" | "verify" | "reach"] => vec!["yes"],
        ["preflight"] => vec!["live_hosts"],
        ["draw" | "report"] => vec!["yes", "output"],
        ["destroy" | "forget" | "pause"] => [&ANSWERS[..], &["live_hosts"]].concat(),
        ["list"] => [&ANSWERS[..], &["deployment", "live_hosts", "yes"]].concat(),
        ["sweep"] => [&ANSWERS[..], &["deployment", "live_hosts"]].concat(),
        ["watch"] => [&ANSWERS[..], &["live_hosts", "yes", "output"]].concat(),
        ["steps"] => [&CLOUD[..], &ANSWERS, &["live_hosts", "yes"]].concat(),
        ["explain"] => [&CLOUD[..], &ANSWERS, &["live_hosts", "yes"]].concat(),
        ["policy"] => [&CLOUD[..], &["live_hosts", "yes", "output"]].concat(),
        ["completions" | "man-pages"] => {
            let others = [
                "deployment",
                "state_dir",
                "live_hosts",
                "yes",
                "output",
                "verbose",
                "quiet",
                "notify",
            ];
            [&CLOUD[..], &ANSWERS, &others].concat()
        }
        ["init"] => [&CLOUD[..], &ANSWERS, &["live_hosts", "yes", "output"]].concat(),
        // Where the deployment lives is remembered, and who names it once more means the same.
        ["ssh"] => [&ANSWERS[..], &["region", "profile", "sandbox_speed", "yes", "output"]].concat(),
        ["sandbox"] => [&ANSWERS[..], &["endpoint_url", "sandbox", "live_hosts", "output"]].concat(),
        ["sandbox", "serve"] => {
            let others = ["deployment", "endpoint_url", "sandbox", "live_hosts", "yes", "output"];
            [&ANSWERS[..], &others].concat()
        }
        ["sandbox", "reset"] => [&CLOUD[..], &ANSWERS, &["live_hosts", "output"]].concat(),
        _ => Vec::new(),
    }
}

/// The command line with each command's help showing only what has an effect there.
pub(super) fn hide(mut root: Command) -> Command {
    // Options of several commands are handed down to the commands as it is built.
    root.build();
    hide_below(root, &[])
}

fn hide_below(command: Command, path: &[&str]) -> Command {
    command.mut_subcommands(|below| {
        let name = below.get_name().to_owned();
        let path = [path, &[name.as_str()]].concat();
        let hidden = without_effect(&path);
        let below = below.mut_args(|argument| {
            let is_hidden = hidden.contains(&argument.get_id().as_str());
            if is_hidden { argument.hide(true) } else { argument }
        });
        hide_below(below, &path)
    })
}

/// Refuses an option that was typed and has no effect in its command.
///
/// # Errors
///
/// There is such an option.
pub(super) fn refuse(matches: &ArgMatches) -> Result<()> {
    let (mut path, mut level) = (Vec::new(), matches);
    while let Some((name, below)) = level.subcommand() {
        path.push(name);
        level = below;
    }
    match without_effect(&path).into_iter().find(|option| is_typed(matches, option)) {
        None => Ok(()),
        Some(option) => Err(Error::from(Misuse::WithoutEffect {
            option: format!("--{}", option.replace('_', "-")),
            command: path.join(" "),
        })),
    }
}

/// Whether an option of several commands was typed, before or after the command.
pub(super) fn is_typed(matches: &ArgMatches, option: &str) -> bool {
    let is_known = matches.ids().any(|id| id.as_str() == option);
    let here = is_known && matches.value_source(option) == Some(ValueSource::CommandLine);
    here || matches.subcommand().is_some_and(|(_, below)| is_typed(below, option))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::*;
    use crate::cli::args::Cli;

    fn leaves(command: &Command, path: &[String], found: &mut Vec<Vec<String>>) {
        let mut is_leaf = true;
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            is_leaf = false;
            leaves(below, &[path, &[below.get_name().to_owned()]].concat(), found);
        }
        if is_leaf {
            found.push(path.to_vec());
        }
    }

    #[test]
    fn what_is_hidden_in_a_commands_help_is_refused_and_nothing_else() {
        let command = hide(Cli::command());
        let globals: BTreeSet<&str> = command.get_arguments().map(|argument| argument.get_id().as_str()).collect();
        let mut paths = Vec::new();
        leaves(&command, &[], &mut paths);
        assert!(paths.len() > 12, "{paths:?}");
        for path in paths {
            let words: Vec<&str> = path.iter().map(String::as_str).collect();
            let hidden = without_effect(&words);
            assert!(hidden.iter().all(|option| globals.contains(option)), "{path:?}: {hidden:?}");
            let below = words.iter().fold(&command, |at, name| at.find_subcommand(name).unwrap());
            for argument in below
                .get_arguments()
                .filter(|argument| globals.contains(argument.get_id().as_str()))
            {
                let is_hidden = hidden.contains(&argument.get_id().as_str());
                assert_eq!(argument.is_hide_set(), is_hidden, "{path:?} {}", argument.get_id());
            }
        }
    }
}
