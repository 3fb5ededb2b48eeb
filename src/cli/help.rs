//! Help in the language that is spoken. The English one stands at commands and options themselves and, word for word, in the catalogue.

use clap::{Arg, Command};

use super::help_texts::{ACCOUNT_OPTIONS, FAULT_OPTIONS, SANDBOX_OPTIONS, STYLES};
use crate::locale::{self, Language, kept, say};

/// The command line with its help in the language that is spoken; its options of several commands have been handed down.
pub(super) fn translated(root: Command) -> Command {
    match locale::spoken() == Language::default() {
        true => root,
        false => said(root, "").after_help(say().help_after()),
    }
}

/// A command with its help and that of those below it. `path` is the names that lead to it, each with a hyphen behind it.
fn said(command: Command, path: &str) -> Command {
    let name = match command.get_name() {
        // Clap's own, below every command that has others.
        "help" => "help",
        _ => path.trim_end_matches('-'),
    };
    let about = said_of("command", name);
    let command = match about {
        Some(about) => command.about(about),
        None => command,
    };
    let command = command
        .subcommand_help_heading(kept(say().help_commands()))
        .mut_args(|argument| {
            let name = argument.get_id().as_str().replace('_', "-");
            let own = said_of("option", &format!("{path}{name}"));
            let argument = match own.or_else(|| said_of("option", &name)) {
                Some(help) => argument.help(help),
                None => argument,
            };
            let argument = with_values(argument);
            let heading = match (argument.get_help_heading(), argument.is_positional()) {
                (Some(SANDBOX_OPTIONS), _) => say().help_sandbox_options(),
                (Some(ACCOUNT_OPTIONS), _) => say().help_account_options(),
                (Some(FAULT_OPTIONS), _) => say().help_fault_options(),
                (Some(_), _) => say().help_global_options(),
                (None, true) => say().parsing_arguments(),
                // The options of `jalon` alone would stand behind those of all commands.
                (None, false) if path.is_empty() => say().help_global_options(),
                (None, false) => say().parsing_options(),
            };
            argument.help_heading(kept(heading))
        })
        .subcommand_value_name(kept(say().parsing_command()))
        .help_template(template());
    let command = match path {
        "reach-" => command.after_help(say().help_reach_after()),
        _ => command,
    };
    command.mut_subcommands(|below| {
        let path = format!("{path}{}-", below.get_name());
        said(below, &path)
    })
}

/// The parts of a help.
fn template() -> String {
    let style = STYLES.get_usage();
    let usage = say().parsing_usage();
    format!("{{before-help}}{{about-with-newline}}\n{style}{usage}{style:#} {{usage}}\n\n{{all-args}}{{after-help}}")
}

/// An argument whose help ends with its default and with what it may be.
fn with_values(argument: Arg) -> Arg {
    let Some(help) = argument.get_help().map(ToString::to_string) else {
        return argument;
    };
    if !argument.get_action().takes_values() {
        return argument;
    }
    let default: Vec<String> = argument
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy().into_owned())
        .collect();
    let default =
        (!default.is_empty() && !argument.is_hide_default_value_set()).then(|| say().parsing_default(default.join(" ")));
    let possible = argument.get_possible_values().into_iter();
    let possible: Vec<String> = possible
        .filter(|value| !value.is_hide_set())
        .map(|value| value.get_name().to_owned())
        .collect();
    let possible = (!possible.is_empty() && !argument.is_hide_possible_values_set())
        .then(|| say().parsing_possible_values(possible.join(", ")));
    let parts: Vec<String> = [Some(help), default, possible].into_iter().flatten().collect();
    argument
        .help(parts.join(" "))
        .hide_default_value(true)
        .hide_possible_values(true)
}

/// What the catalogue says of a command or an option of this name; that of `jalon` itself has none.
fn said_of(kind: &str, name: &str) -> Option<String> {
    let name = if name.is_empty() { "jalon" } else { name };
    say().find(&format!("{kind}-{name}"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::args::Cli;
    use crate::cli::help_texts::{AFTER_HELP, GLOBAL_OPTIONS, REACH_HELP};
    use crate::locale::speaking;

    /// The ids and the texts of a command's help, and of those below it.
    fn helps(command: &Command, path: &str, found: &mut Vec<(String, String)>) {
        let name = if path.is_empty() {
            "jalon"
        } else {
            path.trim_end_matches('-')
        };
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        found.push((format!("command-{name}"), about));
        for argument in command.get_arguments() {
            let name = argument.get_id().as_str().replace('_', "-");
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            found.push((format!("option-{path}{name}"), help));
        }
        for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
            helps(below, &format!("{path}{}-", below.get_name()), found);
        }
    }

    #[test]
    fn every_help_stands_in_the_catalogue() {
        let mut all = Vec::new();
        helps(&Cli::command(), "", &mut all);
        assert!(all.len() > 80, "{all:?}");
        let wrong: Vec<String> = all
            .into_iter()
            .filter(|(id, text)| say().find(id).as_ref() != Some(text))
            .map(|(id, text)| format!("{id} = {text}"))
            .collect();
        assert!(
            wrong.is_empty(),
            "help that differs from assets/locales/en/help.ftl:\n{}",
            wrong.join("\n")
        );
        for (said, text) in [
            (say().help_after(), AFTER_HELP),
            (say().help_reach_after(), REACH_HELP),
            (say().help_global_options(), GLOBAL_OPTIONS),
            (say().help_sandbox_options(), SANDBOX_OPTIONS),
            (say().help_account_options(), ACCOUNT_OPTIONS),
            (say().help_fault_options(), FAULT_OPTIONS),
        ] {
            assert_eq!(said, text);
        }
    }

    #[test]
    fn help_is_said_in_french() {
        let help = speaking(Language::Fr, || {
            translated(crate::cli::effects::hide(Cli::command()))
                .render_help()
                .to_string()
        });
        assert!(
            help.contains("Construisez") && help.contains("Commandes\u{202f}:") && help.contains("Utilisation\u{202f}:"),
            "{help}"
        );
        assert!(!help.contains("The deployment"), "{help}");
    }
}
