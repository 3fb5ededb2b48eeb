//! How a resource differs from what its step wants: its settings, and the tags by which it is found again.

use crate::aws::{Identity, TAG_EXPIRES, TAG_NAME, TAG_STEP};
use crate::resources::{AnyResource, Difference, Field, Listing, Observed, Retagging};
use crate::walkthrough::Session;
use crate::walkthrough::reconcile::record::{identity, is_young};

/// How a resource that is there differs.
pub(in crate::walkthrough) struct Differences {
    /// The settings that differ.
    pub(super) settings: Vec<Difference>,
    /// The tags of the deployment that somebody removed or changed.
    pub(super) lost_tags: Vec<Difference>,
}

impl Differences {
    /// Compares a resource with what AWS reports of it. A name that AWS may not show yet is no difference.
    pub(in crate::walkthrough) fn of(session: &Session, resource: &dyn AnyResource, observed: &Observed) -> Self {
        let mut settings = resource.differences(observed);
        if may_lag(session, resource) {
            settings.retain(|difference| difference.field != Field::NameTag || observed.name().is_some());
            return Self {
                settings,
                lost_tags: late_expiry(session, resource, observed).into_iter().collect(),
            };
        }
        Self {
            settings,
            lost_tags: lost_tags(session, resource, observed),
        }
    }

    /// All of them.
    pub(in crate::walkthrough) fn all(&self) -> impl Iterator<Item = &Difference> {
        self.settings.iter().chain(&self.lost_tags)
    }
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

/// The tags of the deployment that are not as they have to be. The name is a setting, and the step of a resource may change from version to
/// version.
fn lost_tags(session: &Session, resource: &dyn AnyResource, observed: &Observed) -> Vec<Difference> {
    if matches!(resource.kind().row().retagging, Retagging::None) {
        return Vec::new();
    }
    let step = observed.step().unwrap_or_default();
    let identity = identity(session, step, resource, 1);
    let wanted = identity.tags().into_iter();
    let of_ownership = wanted.filter(|(tag, _)| *tag != TAG_NAME && *tag != TAG_STEP);
    let own = of_ownership.filter_map(|(tag, wanted)| {
        let found = observed.tags.get(tag).map(String::as_str).unwrap_or_default();
        Difference::of(Field::Tag(tag), found, wanted.as_str())
    });
    let given = identity.given_tags.iter().filter_map(|(tag, wanted)| {
        let found = observed.tags.get(tag).map(|found| format!("{tag}={found}"));
        Difference::of(Field::GivenTag, found.unwrap_or_default(), format!("{tag}={wanted}"))
    });
    own.chain(given).chain(other_expiry(session, observed, &identity)).collect()
}

/// How the tag of the deployment's expiry differs. Where nobody ever said when it expires, none is wanted and none is in the way.
fn other_expiry(session: &Session, observed: &Observed, identity: &Identity) -> Option<Difference> {
    let found = observed.tags.get(TAG_EXPIRES).map(String::as_str).unwrap_or_default();
    match identity.expiry_tag() {
        Some((_, wanted)) => Difference::of(Field::Tag(TAG_EXPIRES), found, wanted.as_str()),
        None => session
            .has_outdated_expiry(observed)
            .then(|| Difference::changeable(Field::Tag(TAG_EXPIRES), found, "none")),
    }
}

/// The same of a resource whose tags AWS may not show yet: what it shows of an expiry that was said after the create call is outdated.
fn late_expiry(session: &Session, resource: &dyn AnyResource, observed: &Observed) -> Option<Difference> {
    let key = resource.base().key.as_str();
    let is_later = session.checkpoint().read(|state| {
        let (record, expiry) = (state.resources.get(key)?, state.expiry.as_ref()?);
        Some(record.intended_at < expiry.said_at)
    });
    let is_shown = is_later == Some(true) && !matches!(resource.kind().row().retagging, Retagging::None);
    let step = observed.step().unwrap_or_default();
    let identity = is_shown.then(|| identity(session, step, resource, 1))?;
    other_expiry(session, observed, &identity)
}
