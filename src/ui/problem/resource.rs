//! The sentences of what went wrong with resources on AWS.

use super::files;
use super::misuse::site_folder_text;
use crate::aws::{AwsError, Noun};
use crate::locale::say;
use crate::resources::{ResourceError, State};
use crate::ui::actions::{action_text, could_not};
use crate::ui::blockers::blocker_text;
use crate::ui::failure::failure_text;
use crate::ui::mismatches::mismatches_text;
use crate::ui::notice::{holdings_text, unreadable_text};
use crate::ui::nouns::noun_text;
use crate::ui::reasons::reason_text;
use crate::walkthrough::{Claimant, Error, FailureReason, ForeignReason, Holder, Identified, Stuck};

pub(super) fn text(error: &ResourceError) -> String {
    let say = say();
    match error {
        ResourceError::Aws(error) => aws_text(error),
        ResourceError::Checkpoint(error) => files::text(error),
        ResourceError::SiteFile(problem) => site_folder_text(problem),
        ResourceError::NoImage { architecture, region } => {
            say.problem_resource_no_image(architecture.to_string(), region.as_str())
        }
        ResourceError::NotAvailable { refusal, status, .. } => {
            say.problem_resource_not_available(aws_text(refusal), status.as_str())
        }
        ResourceError::PeeringFailed { name, id, reason } => {
            say.problem_resource_peering_failed(name.as_str(), id.as_str(), failure_text(reason))
        }
        ResourceError::GoneAtOnce { noun, key, id, state } => {
            say.problem_resource_gone_at_once(named(*noun, key.as_str(), id), state_text(state))
        }
    }
}

/// Action, code, message and request id of a failed call.
pub(in crate::ui) fn aws_text(error: &AwsError) -> String {
    let say = say();
    let (could_not, message) = (could_not(&action_text(&error.action)), reason_text(&error.reason));
    let answer = match &error.code {
        Some(code) if !error.lacks_operation() => say.aws_answered(could_not, code.as_str(), message),
        _ => say.with_cause(could_not, message),
    };
    match &error.request_id {
        Some(id) => say.aws_request_id(answer, id.as_str()),
        None => answer,
    }
}

fn state_text(state: &State) -> String {
    let say = say();
    match state {
        State::Pending => say.state_pending(),
        State::Ready => say.state_ready(),
        State::Stopping => say.state_stopping(),
        State::Stopped => say.state_stopped(),
        State::Deleting => say.state_deleting(),
        State::Gone => say.state_gone(),
        State::Failed(failure) => say.state_failed(failure_text(failure)),
    }
}

/// The errors of a walk that are about resources.
pub(super) fn walk_text(error: &Error) -> String {
    let say = say();
    match error {
        Error::Unchangeable {
            noun,
            key,
            id,
            differences,
            ..
        } => say.problem_resource_unchangeable(named(*noun, key, id), mismatches_text(differences)),
        Error::Duplicates { key, claimants } => say.problem_resource_duplicates(key.as_str(), claimants_text(claimants)),
        Error::Foreign { noun, id, reason, .. } => {
            let resource = format!("{} {id}", noun_text(*noun));
            match reason {
                Some(reason) => say.problem_resource_foreign_since(resource, foreign_reason_text(reason)),
                None => say.problem_resource_foreign(resource),
            }
        }
        Error::ResourceFailed {
            noun, key, id, reason, ..
        } => say.problem_resource_failed(named(*noun, key, id), failure_reason_text(reason)),
        Error::NotReady { noun, key, id, minutes } => say.problem_resource_not_ready(named(*noun, key, id), minutes.to_string()),
        Error::Unseen { kinds, keys } if keys.is_empty() => say.problem_resource_unseen(unreadable_text(kinds)),
        Error::Unseen { kinds, keys } => say.problem_resource_unseen_stay(unreadable_text(kinds), keys.join(", ")),
        Error::Undeletable { stuck } => {
            let all: Vec<String> = stuck.iter().map(stuck_text).collect();
            say.problem_resource_undeletable(stuck.len(), all.join(&say.between_sentences()))
        }
        other => super::problem_text(other),
    }
}

fn foreign_reason_text(reason: &ForeignReason) -> String {
    match reason {
        ForeignReason::Refusal { code, reason } => say().problem_resource_foreign_answered(code.as_str(), reason_text(reason)),
        ForeignReason::State(failure) => failure_text(failure),
    }
}

fn failure_reason_text(reason: &FailureReason) -> String {
    let say = say();
    match reason {
        FailureReason::GivenUp(failure) => failure_text(failure),
        FailureReason::BeingDeleted => say.failed_being_deleted(),
        FailureReason::StillBeingDeleted { minutes } => say.failed_still_being_deleted(minutes.to_string()),
        FailureReason::Stopped => say.failed_stopped(),
        FailureReason::NotListed => say.failed_not_listed(),
    }
}

/// The claimants of one key, each with what it holds.
fn claimants_text(claimants: &[Claimant]) -> String {
    let all = claimants
        .iter()
        .map(|claimant| say().problem_resource_claimant(claimant.id.as_str(), holdings_text(&claimant.holds)));
    all.collect::<Vec<_>>().join(&say().between_sentences())
}

fn stuck_text(stuck: &Stuck) -> String {
    let say = say();
    let resource = identified_text(&stuck.resource);
    let holders: Vec<String> = stuck.held_by.iter().map(holder_text).collect();
    let held_by = say.problem_resource_held_by(holders.join(", "));
    let cause = match (&stuck.refusal, holders.is_empty()) {
        (Some(refusal), true) => aws_text(refusal),
        (Some(refusal), false) => format!("{}, {held_by}", aws_text(refusal)),
        (None, _) => held_by,
    };
    say.with_cause(resource, cause)
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
