//! The sentences of what is wrong with a command as it was given.

use crate::locale::say;
use crate::resources::{Exposure, NameProblem, PrivateThing, SiteFolderError};
use crate::ui::expiry::expiry_problem_text;
use crate::ui::text::{moment_text, shown_path};
use crate::walkthrough::{FileProblem, Misuse, RecordingProblem};

pub(super) fn text(misuse: &Misuse) -> String {
    let say = say();
    match misuse {
        Misuse::DeploymentName { given } => say.misuse_deployment_name(given.as_str()),
        Misuse::EndpointUrl { given } => say.misuse_endpoint_url(given.as_str()),
        Misuse::SecretInUrl => say.misuse_secret_in_url(),
        Misuse::StateDirectoryName { path } => say.misuse_state_directory_name(shown_path(path)),
        Misuse::ProfileWithCode { given } => say.misuse_profile_with_code(given.as_str()),
        Misuse::CaBundle { path, detail } => say.misuse_ca_bundle(path.display().to_string(), detail.as_str()),
        Misuse::UnknownProfile { given, .. } => say.misuse_unknown_profile(given.as_str()),
        Misuse::RegionName { given } => say.misuse_region_name(given.as_str()),
        Misuse::LearnerLabRegion { given, .. } => say.misuse_learner_lab_region(given.as_str()),
        Misuse::Partition { given } => say.misuse_partition(given.as_str()),
        Misuse::RegionOfSandbox { given, .. } => say.misuse_region_of_sandbox(given.as_str()),
        Misuse::NoRegion => say.misuse_no_region(),
        Misuse::TimingsInJson => say.misuse_timings_in_json(),
        Misuse::NobodyToAsk => say.misuse_nobody_to_ask(),
        Misuse::NobodyToConfirm => say.misuse_nobody_to_confirm(),
        Misuse::NobodyToChoose => say.misuse_nobody_to_choose(),
        Misuse::NotAmongThem { given } => say.misuse_not_among_them(given.as_str()),
        Misuse::NobodyToConfirmReset => say.misuse_nobody_to_confirm_reset(),
        Misuse::WithoutEffect { option, command } => say.misuse_without_effect(option.as_str(), command.as_str()),
        Misuse::OnlyInSandbox { option } => say.misuse_only_in_sandbox(option.as_str()),
        Misuse::Variable { name, given, .. } => say.misuse_variable(name.as_str(), given.as_str()),
        Misuse::Variables { one, other } => say.misuse_variables(one.as_str(), other.as_str()),
        Misuse::Unwritable { path, detail } => say.misuse_unwritable(shown_path(path), detail.as_str()),
        Misuse::Occupied { path } => say.misuse_occupied(shown_path(path)),
        Misuse::Recording { path, problem } => recording_text(&shown_path(path), problem),
        Misuse::OnlyServed { given } => say.misuse_only_served(given.as_str()),
        Misuse::ServedElsewhere { made, asked } => say.misuse_served_elsewhere(made.as_str(), asked.as_str()),
        Misuse::Paused { deployment, since } => say.misuse_paused(deployment.as_str(), moment_text(*since)),
        Misuse::Expiry(problem) => expiry_problem_text(problem),
        Misuse::UnknownId { deployment, given } => say.misuse_unknown_id(deployment.as_str(), given.as_str()),
        Misuse::UnknownTopic { given, .. } => say.problem_unknown_topic(given.as_str()),
        Misuse::NotBuilt { step } => say.problem_not_built(*step),
        Misuse::NoHosts => say.misuse_no_hosts(),
        Misuse::NotSimulated { given } if given.is_empty() => say.misuse_no_simulated_shell(),
        Misuse::NotSimulated { given } => say.misuse_not_simulated(given.as_str()),
        Misuse::UnknownHost { given, .. } => say.misuse_unknown_host(given.as_str()),
        Misuse::SetWithoutValue { given } => say.misuse_set_without_value(given.as_str()),
        Misuse::SecretInOption { key } => say.misuse_secret_in_option(*key),
        Misuse::UnknownQuestion { given, .. } => say.misuse_unknown_question(given.as_str()),
        Misuse::AnswersFile { path, problem } => say.misuse_answers_file(path.as_str(), file_problem_text(problem)),
        Misuse::Folder { problem, .. } => site_folder_text(problem),
        Misuse::Ipv6End { given } => say.misuse_ipv6_end(given.as_str()),
        Misuse::UnknownEnd { given, .. } => say.misuse_unknown_end(given.as_str()),
        Misuse::UnknownPort { given } => say.misuse_unknown_port(given.as_str()),
    }
}

fn recording_text(path: &str, problem: &RecordingProblem) -> String {
    let say = say();
    match problem {
        RecordingProblem::Occupied => say.recording_occupied(path),
        RecordingProblem::Linked => say.recording_linked(path),
        RecordingProblem::InUse => say.recording_in_use(path),
        RecordingProblem::NotOne { line } => say.recording_not_one(path, line.to_string()),
        RecordingProblem::System { detail } => say.recording_system(path, detail.as_str()),
    }
}

pub(super) fn site_folder_text(problem: &SiteFolderError) -> String {
    let say = say();
    match problem {
        SiteFolderError::NoIndex { folder } => say.site_no_index(shown_path(folder)),
        SiteFolderError::Private(exposure) => exposure_text(exposure),
        SiteFolderError::Unreadable { path, detail } => say.site_unreadable(shown_path(path), detail.as_str()),
        SiteFolderError::Changing { path } => say.site_changing(shown_path(path)),
        SiteFolderError::Name { path, problem } => {
            let path = shown_path(path);
            match problem {
                NameProblem::Encoding => say.site_name_encoding(path),
                NameProblem::Character(character) => say.site_name_character(path, format!("U+{:04X}", u32::from(*character))),
                NameProblem::Length { most } => say.site_name_length(path, most.to_string()),
            }
        }
    }
}

/// What would be published, and what to do about it.
pub(super) fn exposure_text(exposure: &Exposure) -> String {
    let say = say();
    let (what, elsewhere) = match exposure.what {
        PrivateThing::StateDirectory => (say.exposure_state_directory(), say.exposure_another_state_directory()),
        PrivateThing::AnswersFile => (say.exposure_answers_file(), say.exposure_keep_elsewhere()),
    };
    let (published, path) = (shown_path(&exposure.published), shown_path(&exposure.path));
    match exposure.is_inside {
        true => say.exposure_lies_in(published, what, path, elsewhere),
        false => say.exposure_holds(published, what, path, elsewhere),
    }
}

fn file_problem_text(problem: &FileProblem) -> String {
    let say = say();
    match problem {
        FileProblem::Syntax {
            line: Some(line),
            detail,
        } => say.answers_syntax(line.to_string(), detail.as_str()),
        FileProblem::Syntax { line: None, detail } => detail.clone(),
        FileProblem::NotThere => say.answers_not_there(),
        FileProblem::NotText => say.answers_not_text(),
        FileProblem::Folder => say.answers_folder(),
        FileProblem::OpenToOthers { mode } => say.answers_open_to_others(format!("{mode:04o}")),
        FileProblem::NotATable { name } => say.answers_not_a_table(name.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_private_is_named_with_the_way_out() {
        let of = |what, is_inside| Exposure {
            published: "public".into(),
            is_inside,
            what,
            path: "here".into(),
        };
        for (exposure, text) in [
            (
                of(PrivateThing::StateDirectory, false),
                "public holds the state directory, which has the private key and the password in it (here): give a folder that holds the \
                 site and nothing else, or name another state directory with --state-dir",
            ),
            (
                of(PrivateThing::AnswersFile, true),
                "public lies in the answers file in use, which may have a password in it (here): give a folder that holds the site and \
                 nothing else, or keep that file elsewhere",
            ),
        ] {
            assert_eq!(exposure_text(&exposure), text);
        }
    }
}
