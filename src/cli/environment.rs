//! Options from the environment, where they were not typed: `JALON_STATE_DIR` for `--state-dir`.
//!
//! An empty variable is none, and so is a switch that is off. What is typed comes before a variable, also before one that contradicts it.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ValueEnum;

use super::args::{Globals, MAX_SPEED, MIN_SPEED, Output, parse_speed};
use super::color::Color;
use super::lang;
use super::notify::Notify;
use crate::locale;
use crate::walkthrough::{Error, Misuse, Result, VariableForm};

/// The options that contradict each other.
const CONTRADICTIONS: [(&str, &str); 2] = [("sandbox", "endpoint_url"), ("verbose", "quiet")];

/// The environment, as far as the command line leaves it a say.
struct Variables<'a> {
    is_typed: &'a dyn Fn(&str) -> bool,
    read: &'a dyn Fn(&str) -> Option<OsString>,
}

/// Fills in what was not typed.
///
/// # Errors
///
/// A variable has a value that its option can't have, or two of them contradict each other.
pub(super) fn fill_in(
    globals: &mut Globals,
    is_typed: &dyn Fn(&str) -> bool,
    read: &dyn Fn(&str) -> Option<OsString>,
) -> Result<()> {
    let variables = Variables { is_typed, read };
    variables.refuse_contradictions()?;
    if let Some(name) = variables.text("deployment")? {
        globals.deployment = name;
    }
    if let Some(path) = variables.of("state_dir") {
        globals.state_dir = PathBuf::from(path);
    }
    if let Some(path) = variables.of("answers") {
        globals.answers = Some(PathBuf::from(path));
    }
    globals.region = variables.text("region")?.or_else(|| globals.region.take());
    globals.profile = variables.text("profile")?.or_else(|| globals.profile.take());
    globals.endpoint_url = variables.text("endpoint_url")?.or_else(|| globals.endpoint_url.take());
    if let Some(factor) = variables.text("sandbox_speed")? {
        globals.sandbox_speed = parse_speed(&factor).map_err(|_| {
            let form = VariableForm::Number {
                least: MIN_SPEED.to_string(),
                most: MAX_SPEED.to_string(),
            };
            unusable("sandbox_speed", &factor, form)
        })?;
    }
    globals.output = variables.choice::<Output>("output")?.unwrap_or(globals.output);
    globals.color = variables.choice::<Color>("color")?.unwrap_or(globals.color);
    if let Some(lang) = variables.text("lang")? {
        // It is in use already: the command line's own errors and its help are said in it.
        let form = || VariableForm::OneOf(lang::names());
        locale::language_of(&lang).ok_or_else(|| unusable("lang", &lang, form()))?;
    }
    if let Some(notify) = variables.text("notify")? {
        let form = || VariableForm::OneOf(Notify::forms());
        globals.notify = notify.parse().map_err(|_| unusable("notify", &notify, form()))?;
    }
    globals.accessible |= variables.switch("accessible")? || is_accessible_everywhere(read);
    globals.sandbox |= variables.switch("sandbox")?;
    globals.live_hosts |= variables.switch("live_hosts")?;
    globals.yes |= variables.switch("yes")?;
    globals.verbose |= variables.switch("verbose")?;
    globals.quiet |= variables.switch("quiet")?;
    Ok(())
}

/// Whether the person asks every program for what can be read aloud.
fn is_accessible_everywhere(read: &dyn Fn(&str) -> Option<OsString>) -> bool {
    let off = ["", "0", "false", "no", "off"];
    read("ACCESSIBLE").is_some_and(|value| off.iter().all(|off| !value.eq_ignore_ascii_case(off)))
}

/// The variable of an option.
fn variable(option: &str) -> String {
    format!("JALON_{}", option.to_ascii_uppercase())
}

fn unusable(option: &str, given: &str, form: VariableForm) -> Error {
    Error::from(Misuse::Variable {
        name: variable(option),
        given: given.to_owned(),
        form,
    })
}

impl Variables<'_> {
    fn refuse_contradictions(&self) -> Result<()> {
        for (one, other) in CONTRADICTIONS {
            let is_set = |option| match option {
                "endpoint_url" => Ok(self.of(option).is_some()),
                _ => self.switch(option),
            };
            if is_set(one)? && is_set(other)? {
                return Err(Error::from(Misuse::Variables {
                    one: variable(one),
                    other: variable(other),
                }));
            }
        }
        Ok(())
    }

    /// The value of an option's variable, unless the option, or one that contradicts it, was typed.
    fn of(&self, option: &str) -> Option<OsString> {
        let contradicts = |(one, other): &(&str, &str)| {
            (*one == option && (self.is_typed)(other)) || (*other == option && (self.is_typed)(one))
        };
        if (self.is_typed)(option) || CONTRADICTIONS.iter().any(contradicts) {
            return None;
        }
        (self.read)(&variable(option)).filter(|value| !value.is_empty())
    }

    fn text(&self, option: &str) -> Result<Option<String>> {
        let Some(value) = self.of(option) else { return Ok(None) };
        let text = value.into_string();
        text.map(Some)
            .map_err(|value| unusable(option, &value.to_string_lossy(), VariableForm::Text))
    }

    fn switch(&self, option: &str) -> Result<bool> {
        let text = self.text(option)?.unwrap_or_default();
        match text.to_ascii_lowercase().as_str() {
            "" | "0" | "false" | "no" | "off" | "n" | "f" => Ok(false),
            "1" | "true" | "yes" | "on" | "y" | "t" => Ok(true),
            _ => Err(unusable(option, &text, VariableForm::Switch)),
        }
    }

    fn choice<T: ValueEnum>(&self, option: &str) -> Result<Option<T>> {
        let Some(text) = self.text(option)? else { return Ok(None) };
        let choices = || T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let names = || choices().map(|choice| choice.get_name().to_owned()).collect();
        T::from_str(&text, true)
            .map(Some)
            .map_err(|_| unusable(option, &text, VariableForm::OneOf(names())))
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::cli::args::Cli;

    fn filled(typed: &[&str], variables: &[(&str, &str)]) -> Result<Globals> {
        let mut globals = Cli::parse_from([&["jalon", "steps"], typed].concat()).globals;
        let is_typed = |option: &str| typed.iter().any(|word| *word == format!("--{}", option.replace('_', "-")));
        let read = |name: &str| {
            variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| OsString::from(value))
        };
        fill_in(&mut globals, &is_typed, &read)?;
        Ok(globals)
    }

    #[test]
    fn every_option_of_several_commands_but_set_has_a_variable() {
        let command = Cli::command();
        let options = command.get_arguments().map(|argument| argument.get_id().as_str());
        for option in options.filter(|option| !["set", "help", "version"].contains(option)) {
            let asked = std::cell::RefCell::new(Vec::new());
            let mut globals = Cli::parse_from(["jalon", "steps"]).globals;
            let read = |name: &str| {
                asked.borrow_mut().push(name.to_owned());
                None
            };
            fill_in(&mut globals, &|_| false, &read).unwrap();
            assert!(asked.borrow().contains(&variable(option)), "{option}");
        }
    }

    #[test]
    fn off_and_empty_are_unset_and_what_is_typed_comes_first() {
        for off in ["", "0", "false", "no", "off", "OFF"] {
            let globals = filled(&["--quiet"], &[("JALON_VERBOSE", off), ("JALON_SANDBOX", off)]).unwrap();
            assert!(globals.quiet && !globals.verbose && !globals.sandbox, "{off}");
        }
        let empty = filled(&[], &[("JALON_REGION", ""), ("JALON_DEPLOYMENT", ""), ("JALON_OUTPUT", "")]).unwrap();
        assert_eq!((empty.region, empty.deployment.as_str()), (None, "demo"));
        let url = "http://127.0.0.1:9";
        let globals = filled(&["--sandbox"], &[("JALON_ENDPOINT_URL", url), ("JALON_YES", "1")]).unwrap();
        assert!(globals.sandbox && globals.yes && globals.endpoint_url.is_none());
        let globals = filled(&["--endpoint-url", url], &[("JALON_SANDBOX", "1")]).unwrap();
        assert!(!globals.sandbox && globals.endpoint_url.is_some());
        let globals = filled(&["--region", "eu-west-1"], &[("JALON_REGION", "us-west-2")]).unwrap();
        assert_eq!(globals.region.as_deref(), Some("eu-west-1"));
    }

    #[test]
    fn what_a_variable_cannot_be_is_refused_by_its_name() {
        for (name, value) in [
            ("JALON_YES", "maybe"),
            ("JALON_OUTPUT", "xml"),
            ("JALON_SANDBOX_SPEED", "fast"),
        ] {
            let refused = filled(&[], &[(name, value)]).unwrap_err();
            assert!(matches!(refused, Error::Misuse(Misuse::Variable { name: told, .. }) if told == name));
        }
        let both = filled(&[], &[("JALON_VERBOSE", "1"), ("JALON_QUIET", "1")]).unwrap_err();
        assert!(matches!(both, Error::Misuse(Misuse::Variables { .. })));
    }
}
