//! The sentences of what is wrong with a command as it was given.

use crate::locale::say;
use crate::resources::{Exposure, NameProblem, PrivateThing, SiteFolderError};
use crate::ui::expiry::expiry_problem_text;
use crate::ui::text::{moment_text, shown_path};
use crate::walkthrough::{FileProblem, Misuse, RecordingProblem};

#[expect(clippy::too_many_lines, reason = "a table: a sentence for each misuse")]
pub(super) fn text(misuse: &Misuse) -> String {
    match misuse {
        Misuse::DeploymentName { given } => format!("\"{given}\" can't be a deployment's name"),
        Misuse::EndpointUrl { given } => format!("\"{given}\" is not the URL of an endpoint"),
        Misuse::SecretInUrl => "an endpoint's URL with a name or a password in it would be kept in plain text".to_owned(),
        Misuse::StateDirectoryName { path } => format!(
            "{} can't be a state directory: OpenSSH's configuration can't hold quotation marks and control characters",
            shown_path(path)
        ),
        Misuse::ProfileWithCode { given } => {
            format!("the role of the profile {given} wants the code of a device (mfa_serial), which jalon does not ask for")
        }
        Misuse::CaBundle { path, detail } => {
            format!("the certificate authorities in {} (AWS_CA_BUNDLE or ca_bundle) can't be used: {detail}", path.display())
        }
        Misuse::UnknownProfile { given, .. } => format!("there is no profile {given} in the AWS configuration files"),
        Misuse::RegionName { given } => format!("\"{given}\" is not the name of a region"),
        Misuse::LearnerLabRegion { given, .. } => {
            format!("this account is a Learner Lab of AWS Academy, which may not be used in {given}")
        }
        Misuse::Partition { given } => {
            format!("{given} is not a region of AWS's commercial partition, and jalon builds in no other (GovCloud, China, European Sovereign Cloud)")
        }
        Misuse::RegionOfSandbox { given, .. } => format!("\"{given}\" is not the name of a region the sandbox knows"),
        Misuse::NoRegion => "no region is known".to_owned(),
        Misuse::TimingsInJson => "--timings draws a text, and --output json asks for events".to_owned(),
        Misuse::NobodyToAsk => "there is no terminal to ask questions on".to_owned(),
        Misuse::NobodyToConfirm => "there is no terminal to confirm it on".to_owned(),
        Misuse::NobodyToChoose => "there is no terminal to type names on, and only what has expired goes without".to_owned(),
        Misuse::NotAmongThem { given } => format!("\"{given}\" is not among them, so nothing was taken down"),
        Misuse::NobodyToConfirmReset => {
            "all clients and deployments share the served sandbox, and there is no terminal to confirm on that it is to be emptied".to_owned()
        }
        Misuse::WithoutEffect { option, command } => format!("{option} has no effect in `jalon {command}`"),
        Misuse::OnlyInSandbox { option } => format!("`{option}` is about a sandbox, and this deployment is in none"),
        Misuse::Variable { name, given, .. } => format!("the environment variable {name} can't be \"{given}\""),
        Misuse::Variables { one, other } => format!("the environment variables {one} and {other} contradict each other"),
        Misuse::Unwritable { path, detail } => format!("could not write {}: {detail}", shown_path(path)),
        Misuse::Occupied { path } => format!("{} is there already, and is left as it is", shown_path(path)),
        Misuse::Recording { path, problem } => recording_text(&shown_path(path), problem),
        Misuse::OnlyServed { given } => {
            format!("no deployment {given} has a sandbox of its own here; there is only the served sandbox, which all of them share")
        },
        Misuse::ServedElsewhere { made, asked } => format!("the served sandbox is in {made}, not in {asked}"),
        Misuse::Paused { deployment, since } => format!("the deployment {deployment} is paused, since {}", moment_text(*since)),
        Misuse::Expiry(problem) => expiry_problem_text(problem),
        Misuse::UnknownId { deployment, given } => format!("nothing of the deployment {deployment} has the id {given}"),
        Misuse::NotBuilt { step } => say().problem_not_built(*step),
        Misuse::NoHosts => "there is no host behind this endpoint to log in to".to_owned(),
        Misuse::NotSimulated { given } if given.is_empty() => "a simulated host has no shell".to_owned(),
        Misuse::NotSimulated { given } => format!("a simulated host does not know `{given}`"),
        Misuse::UnknownHost { given, .. } => format!("there is no host \"{given}\" to log in to"),
        Misuse::SetWithoutValue { given } => format!("--set {given} has no \"=\""),
        Misuse::SecretInOption { key } => format!("{key} is a secret, and the command line shows in the process list"),
        Misuse::UnknownQuestion { given, .. } => format!("no question has the key {given}"),
        Misuse::AnswersFile { path, problem } => {
            format!("the answers file {path} can't be used: {}", file_problem_text(problem))
        }
        Misuse::Folder { problem, .. } => site_folder_text(problem),
        Misuse::Ipv6End { given } => format!("{given} is an IPv6 address, and the network is followed in IPv4 alone"),
        Misuse::UnknownEnd { given, .. } => format!("there is no \"{given}\" here"),
        Misuse::UnknownPort { given } => format!("\"{given}\" is neither a port from 1 to 65535 nor icmp"),
    }
}

fn recording_text(path: &str, problem: &RecordingProblem) -> String {
    match problem {
        RecordingProblem::Occupied => format!("{path} is there already and is no recording; it is left as it is"),
        RecordingProblem::Linked => format!("{path} is a symbolic link, and a recording is not written through one"),
        RecordingProblem::InUse => format!("another walk writes the recording {path}"),
        RecordingProblem::NotOne { line } => {
            format!("{path} is no recording that this version of jalon reads (line {line})")
        }
        RecordingProblem::System { detail } => format!("could not use the recording {path}: {detail}"),
    }
}

pub(super) fn site_folder_text(problem: &SiteFolderError) -> String {
    match problem {
        SiteFolderError::NoIndex { folder } => format!("there is no index.html in {}", shown_path(folder)),
        SiteFolderError::Private(exposure) => exposure_text(exposure),
        SiteFolderError::Unreadable { path, detail } => format!("could not read {}: {detail}", shown_path(path)),
        SiteFolderError::Changing { path } => format!("{} goes on changing while it is read", shown_path(path)),
        SiteFolderError::Name { path, problem } => {
            let path = shown_path(path);
            match problem {
                NameProblem::Encoding => format!("the name of {path} is not UTF-8, so no object can have it: rename the file"),
                NameProblem::Character(character) => format!(
                    "the name of {path} has the character U+{:04X}, which S3's lists can't show: rename the file",
                    u32::from(*character)
                ),
                NameProblem::Length { most } => {
                    format!("the path of {path} within the site has more than {most} bytes, the most that S3 takes")
                }
            }
        }
    }
}

/// What would be published, and what to do about it.
pub(super) fn exposure_text(exposure: &Exposure) -> String {
    let relation = if exposure.is_inside { "lies in" } else { "holds" };
    let (what, elsewhere) = match exposure.what {
        PrivateThing::StateDirectory => (
            "the state directory, which has the private key and the password in it",
            "name another state directory with --state-dir",
        ),
        PrivateThing::AnswersFile => (
            "the answers file in use, which may have a password in it",
            "keep that file elsewhere",
        ),
    };
    format!(
        "{} {relation} {what} ({}): give a folder that holds the site and nothing else, or {elsewhere}",
        shown_path(&exposure.published),
        shown_path(&exposure.path)
    )
}

fn file_problem_text(problem: &FileProblem) -> String {
    match problem {
        FileProblem::Syntax {
            line: Some(line),
            detail,
        } => format!("line {line}: {detail}"),
        FileProblem::Syntax { line: None, detail } => detail.clone(),
        FileProblem::NotThere => "there is no such file".to_owned(),
        FileProblem::NotText => "it is no text in UTF-8".to_owned(),
        FileProblem::Folder => "it is a folder".to_owned(),
        FileProblem::OpenToOthers { mode } => format!("it holds a secret, and other users may read it (mode {mode:04o})"),
        FileProblem::NotATable { name } => format!("\"{name}\" has to be a table like [vpc]"),
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
