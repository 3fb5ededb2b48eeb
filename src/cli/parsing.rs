//! What is wrong with a command line, in the language that is spoken: in English word for word what clap says.

use std::error::Error as _;
use std::fmt::{Display, Write};
use std::num::ParseIntError;

use clap::builder::StyledStr;
use clap::builder::styling::Style;
use clap::error::{ContextKind, ContextValue, Error, ErrorFormatter, ErrorKind};

use super::help_texts::STYLES;
use crate::locale::{Language, say, spoken};
use crate::ui;

/// What clap's usage begins with.
const USAGE: &str = "Usage:";
/// Before what stands on a line of its own.
const INDENT: &str = "  ";

/// Says errors of the command line.
pub(super) struct Said;

impl ErrorFormatter for Said {
    fn format_error(error: &Error<Self>) -> StyledStr {
        let heading = painted(STYLES.get_error(), say().heading_error());
        let mut text = format!("{heading} {}", problem(error));
        let tips = tips(error);
        if !tips.is_empty() {
            text.push('\n');
        }
        for tip in tips {
            let _ = write!(text, "\n{INDENT}{} {tip}", painted(STYLES.get_valid(), say().parsing_tip()));
        }
        if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
            let usage = usage.ansi().to_string().replacen(USAGE, &say().parsing_usage(), 1);
            let _ = write!(text, "\n\n{usage}");
        }
        let help = say().parsing_more(painted(STYLES.get_literal(), "--help"));
        StyledStr::from(format!("{}\n\n{help}\n", ui::fitted_to_terminal(&text)))
    }
}

fn painted(style: &Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// A text of an error's context.
fn text(error: &Error<Said>, kind: ContextKind) -> Option<&str> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(text),
        _ => None,
    }
}

/// Several texts of it.
fn texts(error: &Error<Said>, kind: ContextKind) -> &[String] {
    match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts,
        _ => &[],
    }
}

/// What is wrong.
fn problem(error: &Error<Said>) -> String {
    let say = say();
    let invalid = |kind| painted(STYLES.get_invalid(), text(error, kind).unwrap_or_default());
    let argument = || invalid(ContextKind::InvalidArg);
    let known = || painted(STYLES.get_literal(), text(error, ContextKind::InvalidArg).unwrap_or_default());
    let value = || invalid(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::ArgumentConflict => conflict(error, &argument()),
        ErrorKind::NoEquals => say.parsing_no_equals(argument()),
        ErrorKind::InvalidValue => {
            let problem = match text(error, ContextKind::InvalidValue) {
                None | Some("") => say.parsing_no_value(argument()),
                Some(_) => say.parsing_invalid_value(value(), known()),
            };
            problem + &possible(error, ContextKind::ValidValue)
        }
        ErrorKind::ValueValidation => match because(error) {
            None => say.parsing_invalid_value(value(), known()),
            Some(problem) => say.parsing_invalid_value_because(value(), known(), problem),
        },
        ErrorKind::InvalidSubcommand => say.parsing_unknown_command(invalid(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => {
            say.parsing_missing() + &listed(texts(error, ContextKind::InvalidArg), STYLES.get_valid())
        }
        ErrorKind::MissingSubcommand => {
            say.parsing_missing_command(invalid(ContextKind::InvalidSubcommand)) + &possible(error, ContextKind::ValidSubcommand)
        }
        ErrorKind::TooManyValues => say.parsing_too_many_values(value(), known()),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => say.parsing_too_few_values(known()),
        ErrorKind::UnknownArgument => say.parsing_unknown_argument(argument()),
        ErrorKind::InvalidUtf8 => say.parsing_no_text(),
        kind => kind.to_string(),
    }
}

/// Arguments that exclude each other, or one that is there twice.
fn conflict(error: &Error<Said>, argument: &str) -> String {
    let say = say();
    match error.get(ContextKind::PriorArg) {
        Some(ContextValue::Strings(others)) => say.parsing_conflicts(argument) + &listed(others, STYLES.get_invalid()),
        Some(ContextValue::String(other)) if text(error, ContextKind::InvalidArg) != Some(other) => {
            say.parsing_conflict(argument, painted(STYLES.get_invalid(), other))
        }
        _ => say.parsing_twice(argument),
    }
}

/// Each on a line of its own.
fn listed(texts: &[String], style: &Style) -> String {
    texts
        .iter()
        .map(|text| format!("\n{INDENT}{}", painted(style, text)))
        .collect()
}

/// The values or commands there are, on a line; nothing where that is not known.
fn possible(error: &Error<Said>, kind: ContextKind) -> String {
    let known = texts(error, kind).iter().map(|known| painted(STYLES.get_valid(), known));
    let known = known.collect::<Vec<_>>().join(", ");
    match kind {
        _ if known.is_empty() => String::new(),
        ContextKind::ValidSubcommand => format!("\n{INDENT}{}", say().parsing_commands(known)),
        _ => format!("\n{INDENT}{}", say().parsing_possible_values(known)),
    }
}

/// Why a value is none.
fn because(error: &Error<Said>) -> Option<String> {
    let source = error.source()?;
    if source.is::<ParseIntError>() {
        return Some(say().parsing_not_a_number());
    }
    let (value, said) = (text(error, ContextKind::InvalidValue).unwrap_or_default(), source.to_string());
    let bounds = said.strip_prefix(value).and_then(|rest| rest.strip_prefix(" is not in "));
    Some(match bounds {
        Some(bounds) => say().parsing_not_within(value, bounds),
        None => said,
    })
}

/// What may be meant.
fn tips(error: &Error<Said>) -> Vec<String> {
    let say = say();
    let similar = |kind| {
        let found = match error.get(kind) {
            Some(ContextValue::String(one)) => std::slice::from_ref(one),
            _ => texts(error, kind),
        };
        let names = found.iter().map(|name| say.parsing_quoted(painted(STYLES.get_valid(), name)));
        let names = names.collect::<Vec<_>>().join(", ");
        (!names.is_empty()).then_some((found.len(), names))
    };
    let mut tips = Vec::new();
    tips.extend(similar(ContextKind::SuggestedSubcommand).map(|(count, names)| say.parsing_similar_command(count, names)));
    tips.extend(similar(ContextKind::SuggestedArg).map(|(count, names)| say.parsing_similar_argument(count, names)));
    tips.extend(similar(ContextKind::SuggestedValue).map(|(count, names)| say.parsing_similar_value(count, names)));
    if let Some(ContextValue::StyledStrs(suggested)) = error.get(ContextKind::Suggested) {
        let argument = text(error, ContextKind::InvalidArg).unwrap_or_default();
        match spoken() == Language::default() {
            true => tips.extend(suggested.iter().map(|tip| tip.ansi().to_string())),
            false => tips.push(say.parsing_pass_as_value(argument)),
        }
    }
    tips
}
