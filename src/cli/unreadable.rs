//! What is wrong with an option that describes a sandbox, in words.

use std::str::FromStr;

use jalon_sandbox::{PolicyProblem, Unreadable};

use crate::locale::say;

/// Reads a value of an option.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn read<T: FromStr<Err = Unreadable>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|problem| words(&problem))
}

/// The problem in words.
pub(super) fn words(problem: &Unreadable) -> String {
    let say = say();
    match problem {
        Unreadable::Name { known } => say.unreadable_name(known.join(", ")),
        Unreadable::Action { services } => say.unreadable_action(services.join(", ")),
        Unreadable::Quota { given, known } => say.unreadable_quota(given.as_str(), known.join(", ")),
        Unreadable::Fault { given, known } => say.unreadable_fault(given.as_str(), known.join(", ")),
        Unreadable::Operation { given } => say.unreadable_operation(given.as_str()),
        Unreadable::When { given } => say.unreadable_when(given.as_str()),
        Unreadable::Failure { given, known } => say.unreadable_failure(given.as_str(), known.join(", ")),
    }
}

/// What is wrong with a policy, in words.
pub(super) fn of_policy(problem: &PolicyProblem) -> String {
    let say = say();
    match problem {
        PolicyProblem::TooLong { characters, most } => say.policy_too_long(*characters, *most),
        PolicyProblem::NoJson { detail } => say.policy_no_json(detail.as_str()),
        PolicyProblem::Version { wanted } => say.policy_version(*wanted),
        PolicyProblem::NoStatement => say.policy_no_statement(),
        PolicyProblem::NoObject { what } => say.policy_no_object(what.as_str()),
        PolicyProblem::UnknownField { field } => say.policy_unknown_field(field.as_str()),
        PolicyProblem::Effect => say.policy_effect(),
        PolicyProblem::Missing { field } => say.policy_missing(field.as_str()),
        PolicyProblem::Both { field } => say.policy_both(field.as_str()),
        PolicyProblem::NoTexts { field } => say.policy_no_texts(field.as_str()),
        PolicyProblem::NoAction { given } => say.policy_no_action(given.as_str()),
        PolicyProblem::NoArn { given } => say.policy_no_arn(given.as_str()),
        PolicyProblem::Variable { given } => say.policy_variable(given.as_str()),
        PolicyProblem::NoValues { key } => say.policy_no_values(key.as_str()),
        PolicyProblem::Unknown { what } => say.policy_unknown(what.as_str()),
    }
}
