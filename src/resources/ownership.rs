//! Whose a resource is: the deployment's own, of its name without being known as its own, or somebody else's.
//!
//! Tags find things, and anybody can write, copy and remove tags. So the ids that the state file records decide where they are known;
//! the tag with the deployment's id decides where they are not.

use std::collections::{BTreeMap, BTreeSet};

use super::row::Listing;
use super::{Kind, Observed, Origin, RecordedAs};
use crate::aws::{DeploymentId, ResourceKey, TAG_DEPLOYMENT, is_own_token};

/// What decides whose a resource is.
#[derive(Clone, Debug)]
pub struct Ownership {
    /// The deployment's name.
    pub deployment: String,
    /// The deployment's id.
    pub id: DeploymentId,
    /// The recorded resources by kind and id.
    pub recorded: BTreeMap<(Kind, String), RecordedAs>,
    /// The keys whose create was sent, or was about to be, and whose id isn't known yet.
    pub begun: BTreeSet<ResourceKey>,
    /// The keys of which a create's outcome was never learned: a second resource of such a key may be the deployment's own.
    pub unsettled: BTreeSet<ResourceKey>,
    /// Whether AWS shows by which client token an instance was launched. Not every endpoint does.
    pub shows_tokens: bool,
    /// The ids whose resources the person takes over; `None` stands for those without one.
    pub taken_over: BTreeSet<Option<DeploymentId>>,
}

/// Why a resource that bears the deployment's name is not taken for its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// It has another deployment's id, or none, and is not recorded: a person has to say whose it is.
    Unclaimed,
    /// Its tags were copied from another resource: the recorded one of its key is there, its key is of another kind, or somebody else
    /// made it.
    Copy,
}

/// A listing of one kind, by whose the resources are.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// The deployment's own. What was found by a name of the deployment's is among them, whoever made it: that has to be seen.
    pub ours: Vec<Observed>,
    /// What bears the deployment's name, and isn't taken for its own.
    pub aside: Vec<(Observed, Aside)>,
}

impl Ownership {
    /// The recorded ids of a kind that are not in a listing of it.
    pub(super) fn unlisted(&self, kind: Kind, listing: &[Observed]) -> Vec<String> {
        let recorded = self.recorded.keys().filter(|(of, _)| *of == kind);
        let ids = recorded.map(|(_, id)| id);
        ids.filter(|id| !listing.iter().any(|observed| observed.id == **id))
            .cloned()
            .collect()
    }

    /// Parts a listing of one kind.
    pub(super) fn part(&self, kind: Kind, listing: Vec<Observed>) -> Listed {
        let listing: Vec<Observed> = listing.into_iter().map(|observed| self.mark(kind, observed)).collect();
        let held: BTreeSet<ResourceKey> = listing
            .iter()
            .filter(|observed| observed.is_recorded() && observed.is_live())
            .filter_map(Observed::key)
            .collect();
        let mut listed = Listed::default();
        for observed in listing {
            match self.whose(kind, &observed, &held) {
                Whose::Ours => listed.ours.push(observed),
                Whose::Aside(aside) => {
                    if aside == Aside::Unclaimed && is_found_by_name(kind) {
                        listed.ours.push(observed.clone().unclaimed());
                    }
                    listed.aside.push((observed, aside));
                }
                Whose::Nobodys => {}
            }
        }
        listed
    }

    /// Notes the record of a resource that has one. A name can be given again: what is found by one and carries another deployment's
    /// tags is not the recorded thing.
    fn mark(&self, kind: Kind, observed: Observed) -> Observed {
        let is_anothers = observed
            .tags
            .get(TAG_DEPLOYMENT)
            .is_some_and(|owner| *owner != self.deployment);
        match self.recorded.get(&(kind, observed.id.clone())) {
            Some(recorded) if !(is_found_by_name(kind) && is_anothers) => observed.recorded_as(recorded.clone()),
            _ => observed,
        }
    }

    /// Whether somebody else made it with copied tags, by what no tag says: the original may be gone by now. Ours are made with a token of
    /// ours, and under the name that their tags have.
    fn is_made_by_others(&self, observed: &Observed) -> bool {
        match observed.origin() {
            Some(Origin::Token(token)) => self.shows_tokens && !is_own_token(token),
            Some(Origin::Name(given)) => observed.name().is_some_and(|name| name != given),
            None => false,
        }
    }

    fn whose(&self, kind: Kind, observed: &Observed, held: &BTreeSet<ResourceKey>) -> Whose {
        if observed.is_recorded() {
            return Whose::Ours;
        }
        if !observed.bears_name_of(&self.deployment) {
            return if is_found_by_name(kind) { Whose::Ours } else { Whose::Nobodys };
        }
        let Some(key) = observed.key().filter(|key| kind.has_keys_like(key)) else {
            return Whose::Aside(Aside::Copy);
        };
        let id = observed.deployment_id();
        let bears_our_id = match &id {
            Some(id) => *id == self.id,
            // An older version wrote no id.
            None => self.begun.contains(&key),
        };
        if !bears_our_id && !self.taken_over.contains(&id) {
            return Whose::Aside(Aside::Unclaimed);
        }
        // What AWS gave up on is what another one of its key replaced.
        let is_second = observed.is_live() && held.contains(&key) && !self.unsettled.contains(&key);
        if is_second || (bears_our_id && self.is_made_by_others(observed)) {
            Whose::Aside(Aside::Copy)
        } else {
            Whose::Ours
        }
    }
}

/// Whose a resource is.
enum Whose {
    Ours,
    Aside(Aside),
    Nobodys,
}

/// Whether AWS is asked for a name of the kind, so that somebody else's thing may answer.
fn is_found_by_name(kind: Kind) -> bool {
    matches!(kind.row().listing, Listing::ByName(_))
}

impl Kind {
    /// Whether a resource of this kind may carry this key in its tags: its own kind's, or that of the resource it is made with.
    fn has_keys_like(self, key: &ResourceKey) -> bool {
        let row = self.row();
        let prefix = key.as_str().split('/').next();
        prefix == Some(row.name) || row.made_with.is_some_and(|other| prefix == Some(other.row().name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::{TAG_ID, TAG_RESOURCE};
    use crate::resources::{AddressFacts, State};

    fn ownership() -> Ownership {
        Ownership {
            deployment: "demo".to_owned(),
            id: DeploymentId::from("20260102-aaaaaa"),
            recorded: BTreeMap::new(),
            begun: BTreeSet::new(),
            unsettled: BTreeSet::new(),
            shows_tokens: true,
            taken_over: BTreeSet::new(),
        }
    }

    fn recording(id: &str, key: &str) -> Ownership {
        let recorded = RecordedAs {
            key: ResourceKey::from(key),
            step: "nat-gateway".to_owned(),
            at: jiff::Timestamp::UNIX_EPOCH,
        };
        Ownership {
            recorded: [((Kind::Address, id.to_owned()), recorded)].into(),
            ..ownership()
        }
    }

    fn address(id: &str, tags: &[(&str, &str)]) -> Observed {
        let facts = AddressFacts { public_address: None };
        let tags = tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        Observed::new(id, State::Ready, facts).tagged(tags)
    }

    fn tagged(id: &str, key: &str, deployment_id: &str) -> Observed {
        address(id, &[(TAG_DEPLOYMENT, "demo"), (TAG_RESOURCE, key), (TAG_ID, deployment_id)])
    }

    fn parted(ownership: &Ownership, listing: Vec<Observed>) -> (Vec<String>, Vec<(String, Aside)>) {
        let listed = ownership.part(Kind::Address, listing);
        let ours = listed.ours.into_iter().map(|observed| observed.id).collect();
        (
            ours,
            listed.aside.into_iter().map(|(observed, why)| (observed.id, why)).collect(),
        )
    }

    #[test]
    fn a_recorded_id_is_ours_whatever_its_tags_say() {
        for tags in [&[][..], &[(TAG_DEPLOYMENT, "other")], &[(TAG_RESOURCE, "elastic-ip/other")]] {
            let recorded = recording("eip-1", "elastic-ip/nat");
            let listed = recorded.part(Kind::Address, vec![address("eip-1", tags)]);
            assert_eq!(listed.ours[0].key(), Some(ResourceKey::from("elastic-ip/nat")), "{tags:?}");
            assert_eq!(listed.ours[0].step(), Some("nat-gateway"), "{tags:?}");
        }
    }

    #[test]
    fn what_bears_the_name_and_another_id_is_nobodys_until_it_is_taken_over() {
        let listing = || {
            vec![
                tagged("eip-1", "elastic-ip/nat", "20260101-other"),
                address("eip-2", &[(TAG_DEPLOYMENT, "demo"), (TAG_RESOURCE, "elastic-ip/b")]),
                address("eip-3", &[(TAG_DEPLOYMENT, "another"), (TAG_RESOURCE, "elastic-ip/nat")]),
            ]
        };
        let unclaimed = |id: &str| (id.to_owned(), Aside::Unclaimed);
        assert_eq!(
            parted(&ownership(), listing()),
            (vec![], vec![unclaimed("eip-1"), unclaimed("eip-2")])
        );
        let taken_over = Ownership {
            taken_over: [Some(DeploymentId::from("20260101-other"))].into(),
            ..ownership()
        };
        assert_eq!(
            parted(&taken_over, listing()),
            (vec!["eip-1".to_owned()], vec![unclaimed("eip-2")])
        );
    }

    #[test]
    fn what_an_older_version_began_is_found_without_an_id() {
        let begun = Ownership {
            begun: [ResourceKey::from("elastic-ip/nat")].into(),
            ..ownership()
        };
        let without_id = address("eip-1", &[(TAG_DEPLOYMENT, "demo"), (TAG_RESOURCE, "elastic-ip/nat")]);
        assert_eq!(parted(&begun, vec![without_id]).0, ["eip-1"]);
        assert_eq!(
            parted(&begun, vec![tagged("eip-1", "elastic-ip/nat", "20260101-other")]).0,
            Vec::<String>::new()
        );
    }

    #[test]
    fn what_somebody_else_made_with_copied_tags_is_a_copy_after_the_original_is_gone() {
        let made_with = |origin| tagged("eip-1", "elastic-ip/nat", "20260102-aaaaaa").made_with(origin);
        let token = |text: &str| Origin::Token(text.to_owned());
        let blind = Ownership {
            shows_tokens: false,
            ..ownership()
        };
        let whose = |ownership: &Ownership, origin| parted(ownership, vec![made_with(origin)]).0.len();
        assert_eq!(whose(&ownership(), token("jalon-0123")), 1);
        for copied in ["", "0f5f9a7e-console"] {
            assert_eq!(whose(&ownership(), token(copied)), 0, "{copied}");
            assert_eq!(whose(&blind, token(copied)), 1, "the endpoint shows no tokens");
        }
        let named = |given: &str| {
            let mut made = made_with(Origin::Name(given.to_owned()));
            made.tags.insert("Name".to_owned(), "demo-baseline".to_owned());
            parted(&ownership(), vec![made]).0.len()
        };
        assert_eq!((named("demo-baseline"), named("Created by a backup service")), (1, 0));
    }

    #[test]
    fn tags_that_were_copied_make_nothing_ours() {
        let ours = tagged("eip-1", "elastic-ip/nat", "20260102-aaaaaa");
        let copy = tagged("eip-2", "elastic-ip/nat", "20260102-aaaaaa");
        let of_another_kind = tagged("eip-3", "instance/app-host", "20260102-aaaaaa");
        let recorded = recording("eip-1", "elastic-ip/nat");
        let copied = |id: &str| (id.to_owned(), Aside::Copy);
        assert_eq!(
            parted(&recorded, vec![ours.clone(), copy.clone(), of_another_kind]),
            (vec!["eip-1".to_owned()], vec![copied("eip-2"), copied("eip-3")])
        );
        // A create whose outcome nobody learned may have made the second one.
        let unsettled = Ownership {
            unsettled: [ResourceKey::from("elastic-ip/nat")].into(),
            ..recorded
        };
        assert_eq!(parted(&unsettled, vec![ours, copy.clone()]).0, ["eip-1", "eip-2"]);
        // Where the recorded one is gone, its tags find what replaced it.
        assert_eq!(parted(&recording("eip-0", "elastic-ip/nat"), vec![copy]).0, ["eip-2"]);
    }
}
