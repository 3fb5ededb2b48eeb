//! How a resource differs from what its step wants: its settings, and the tags by which it is found again.

use crate::aws::{TAG_NAME, TAG_STEP};
use crate::resources::{AnyResource, Difference, Listing, Observed, Retagging};
use crate::walkthrough::Session;
use crate::walkthrough::reconcile::record::{identity, is_young};

/// All differences of a resource that is there.
pub(in crate::walkthrough) fn differences(session: &Session, resource: &dyn AnyResource, observed: &Observed) -> Vec<Difference> {
    let lost = lost_tags(session, resource, observed).into_iter().map(|(tag, wanted)| {
        let found = observed.tags.get(tag).map(String::as_str).unwrap_or_default();
        Difference::changeable(tag, found, wanted)
    });
    changed_settings(session, resource, observed)
        .into_iter()
        .chain(lost)
        .collect()
}

/// The settings that differ. A name that AWS may not show yet is none of them.
pub(super) fn changed_settings(session: &Session, resource: &dyn AnyResource, observed: &Observed) -> Vec<Difference> {
    let mut settings = resource.differences(observed);
    if observed.name().is_none() && may_lag(session, resource) {
        settings.retain(|difference| difference.field != TAG_NAME);
    }
    settings
}

/// Whether AWS may not show the tags yet that the create call wrote. What is asked for by its name shows them at once.
fn may_lag(session: &Session, resource: &dyn AnyResource) -> bool {
    let key = resource.base().key.as_str();
    let now = session.aws().clock().now();
    let is_found_by_tag = matches!(resource.kind().row().listing, Listing::ByTag(_));
    is_found_by_tag
        && session
            .checkpoint()
            .read(|state| state.resources.get(key).is_some_and(|record| is_young(record, now)))
}

/// The tags of the deployment that somebody removed or changed, with the values they need. The name is a setting, and the step of a
/// resource may change from version to version.
pub(super) fn lost_tags(session: &Session, resource: &dyn AnyResource, observed: &Observed) -> Vec<(&'static str, String)> {
    if matches!(resource.kind().row().retagging, Retagging::None) || may_lag(session, resource) {
        return Vec::new();
    }
    let step = observed.step().unwrap_or_default();
    let wanted = identity(session, step, resource, 1).tags();
    let of_ownership = wanted.into_iter().filter(|(tag, _)| *tag != TAG_NAME && *tag != TAG_STEP);
    of_ownership
        .filter(|(tag, value)| observed.tags.get(*tag) != Some(value))
        .collect()
}
