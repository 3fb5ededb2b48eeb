//! The sentences of what went wrong with resources on AWS.

use super::files;
use super::misuse::site_folder_text;
use crate::aws::{AwsError, Noun};
use crate::resources::{ResourceError, State};
use crate::ui::actions::action_text;
use crate::ui::blockers::blocker_text;
use crate::ui::failure::failure_text;
use crate::ui::mismatches::mismatches_text;
use crate::ui::notice::{holdings_text, unreadable_text};
use crate::ui::nouns::noun_text;
use crate::ui::reasons::reason_text;
use crate::walkthrough::{Claimant, Error, FailureReason, ForeignReason, Holder, Identified, Stuck};

pub(super) fn text(error: &ResourceError) -> String {
    match error {
        ResourceError::Aws(error) => aws_text(error),
        ResourceError::Checkpoint(error) => files::text(error),
        ResourceError::SiteFile(problem) => site_folder_text(problem),
        ResourceError::NoImage { architecture, region } => {
            format!("no Ubuntu 24.04 LTS {architecture} image of Canonical's is offered in {region}")
        }
        ResourceError::NotAvailable { refusal, status, .. } => {
            format!("{}; the DB instance is {status}", aws_text(refusal))
        }
        ResourceError::PeeringFailed { name, id, reason } => {
            format!("the VPC peering connection {name} ({id}) failed: {}", failure_text(reason))
        }
        ResourceError::GoneAtOnce { noun, key, id, state } => {
            format!(
                "{} is {} as soon as it is made",
                named(*noun, key.as_str(), id),
                state_text(state)
            )
        }
    }
}

/// Action, code, message and request id of a failed call.
pub(in crate::ui) fn aws_text(error: &AwsError) -> String {
    let (action, message) = (action_text(&error.action), reason_text(&error.reason));
    let answer = match &error.code {
        Some(code) if !error.lacks_operation() => format!("could not {action}: AWS answered {code}: {message}"),
        _ => format!("could not {action}: {message}"),
    };
    match &error.request_id {
        Some(id) => format!("{answer} (request id {id})"),
        None => answer,
    }
}

fn state_text(state: &State) -> String {
    match state {
        State::Pending => "pending".to_owned(),
        State::Ready => "ready".to_owned(),
        State::Stopping => "being stopped".to_owned(),
        State::Stopped => "stopped".to_owned(),
        State::Deleting => "being deleted".to_owned(),
        State::Gone => "gone".to_owned(),
        State::Failed(failure) => format!("failed ({})", failure_text(failure)),
    }
}

/// The errors of a walk that are about resources.
pub(super) fn walk_text(error: &Error) -> String {
    match error {
        Error::Unchangeable {
            noun,
            key,
            id,
            differences,
            ..
        } => {
            format!(
                "{} can't be changed in place: {}",
                named(*noun, key, id),
                mismatches_text(differences)
            )
        }
        Error::Duplicates { key, claimants } => {
            format!("more than one resource claims to be {key}: {}", claimants_text(claimants))
        }
        Error::Foreign { noun, id, reason } => {
            let reason = match reason {
                Some(ForeignReason::Refusal { code, reason }) => format!(" (AWS answered {code}: {})", reason_text(reason)),
                Some(ForeignReason::State(failure)) => format!(" ({})", failure_text(failure)),
                None => String::new(),
            };
            format!(
                "{} {id} is there already and does not belong to this deployment{reason}",
                noun_text(*noun)
            )
        }
        Error::ResourceFailed {
            noun, key, id, reason, ..
        } => {
            let reason = match reason {
                FailureReason::GivenUp(failure) => failure_text(failure),
                FailureReason::BeingDeleted => "it is being deleted".to_owned(),
                FailureReason::StillBeingDeleted { minutes } => {
                    format!("it is being deleted, and after {minutes} minutes still not gone")
                }
                FailureReason::Stopped => "somebody has stopped it".to_owned(),
                FailureReason::NotListed => "AWS no longer lists it".to_owned(),
            };
            format!("{} failed: {reason}", named(*noun, key, id))
        }
        Error::NotReady { noun, key, id, minutes } => format!("{} is not ready after {minutes} minutes", named(*noun, key, id)),
        Error::Unseen { kinds, keys } => {
            let stays = match keys.len() {
                0 => String::new(),
                _ => format!(", so {} stay", keys.join(", ")),
            };
            format!(
                "nobody can tell whether everything is gone: {}{stays}",
                unreadable_text(kinds)
            )
        }
        Error::Undeletable { stuck } => {
            let some = if stuck.len() == 1 { "a resource" } else { "some resources" };
            let all: Vec<String> = stuck.iter().map(stuck_text).collect();
            format!("{some} could not be deleted: {}", all.join("; "))
        }
        other => super::problem_text(other),
    }
}

/// The claimants of one key, each with what it holds.
fn claimants_text(claimants: &[Claimant]) -> String {
    let all: Vec<String> = claimants
        .iter()
        .map(|claimant| format!("{} holds {}", claimant.id, holdings_text(&claimant.holds)))
        .collect();
    all.join("; ")
}

fn stuck_text(stuck: &Stuck) -> String {
    let resource = identified_text(&stuck.resource);
    let holders: Vec<String> = stuck.held_by.iter().map(holder_text).collect();
    let held_by = format!("held by {}", holders.join(", "));
    match (&stuck.refusal, holders.is_empty()) {
        (Some(refusal), true) => format!("{resource}: {}", aws_text(refusal)),
        (Some(refusal), false) => format!("{resource}: {}, {held_by}", aws_text(refusal)),
        (None, _) => format!("{resource}: {held_by}"),
    }
}

fn holder_text(holder: &Holder) -> String {
    match holder {
        Holder::Stuck(resource) => identified_text(resource),
        Holder::Other(blocker) => blocker_text(blocker),
    }
}

fn identified_text(resource: &Identified) -> String {
    named(resource.noun, &resource.key, &resource.id)
}

fn named(noun: Noun, key: &str, id: &str) -> String {
    format!("{} {key} ({id})", noun_text(noun))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Failure;

    #[test]
    fn every_failure_says_what_aws_says_of_it() {
        let some = |text: &str| Some(text.to_owned());
        let answered = |code, message| Failure::Answered { code, message };
        let taken = |status, reason| Failure::NotTaken { status, reason };
        let all = [
            (Failure::NotMade, "AWS could not make it"),
            (taken("failed", None), "failed: AWS could not take it and gives no reason"),
            (taken("error", some("The disk is gone")), "error: The disk is gone"),
            (Failure::NotPeered(some("Overlapping CIDRs")), "Overlapping CIDRs"),
            (
                Failure::NotPeered(None),
                "AWS gives no reason; overlapping address ranges are the usual one",
            ),
            (answered(None, None), "no failure code: no message"),
            (answered(some("A.B"), some("No gateway")), "A.B: No gateway"),
            (answered(some("A.B"), some("A.B: No room")), "A.B: No room"),
            (Failure::Status("failed".to_owned()), "its status is failed"),
            (Failure::Blackhole, "blackhole: its target is gone"),
            (
                Failure::Unreadable,
                "AWS denies reading it: it is another account's, or these credentials may not read it",
            ),
        ];
        for (failure, text) in all {
            assert_eq!(failure_text(&failure), text);
        }
    }
}
