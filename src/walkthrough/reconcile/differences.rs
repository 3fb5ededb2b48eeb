//! How a resource differs from what its step wants: its settings, and the tags by which it is found again.

use crate::aws::{TAG_NAME, TAG_STEP};
use crate::resources::{AnyResource, Difference, Observed};
use crate::walkthrough::Session;
use crate::walkthrough::reconcile::record::identity;

/// All differences of a resource that is there.
pub(in crate::walkthrough) fn differences(session: &Session, resource: &dyn AnyResource, observed: &Observed) -> Vec<Difference> {
    let lost = lost_tags(session, resource, observed).into_iter().map(|(tag, wanted)| {
        let found = observed.tags.get(tag).map(String::as_str).unwrap_or_default();
        Difference::changeable(tag, found, wanted)
    });
    resource.differences(observed).into_iter().chain(lost).collect()
}

/// The tags of the deployment that somebody removed or changed, with the values they need. The name is a setting, and the step of a
/// resource may change from version to version.
pub(super) fn lost_tags(session: &Session, resource: &dyn AnyResource, observed: &Observed) -> Vec<(&'static str, String)> {
    if resource.kind().row().retag.is_none() {
        return Vec::new();
    }
    let step = observed.step().unwrap_or_default();
    let wanted = identity(session, step, resource, 1).tags();
    let of_ownership = wanted.into_iter().filter(|(tag, _)| *tag != TAG_NAME && *tag != TAG_STEP);
    of_ownership
        .filter(|(tag, value)| observed.tags.get(*tag) != Some(value))
        .collect()
}
