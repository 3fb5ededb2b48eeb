//! Two resources that claim to be the same one: which of them is in use, and what is left aside.
//!
//! AWS lists late. Where it lists what an interrupted create made later than anybody waited for, the resource is made again and there are
//! two. One of them is in use then, and the walk keeps it. The other one is a spare: nothing refers to it, it is shown on every walk, and
//! only a person or `destroy` takes it down.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::{ResourceKey, TAG_DEPLOYMENT, TAG_NAME, TAG_RESOURCE, TAG_STEP};
use crate::resources::{AnyResource, InternetGateway, Inventory, Kind, Observed};
use crate::walkthrough::{Advised, Claimant, Event, Holdings, Notice, Session};

/// The tags that a create call of this program writes.
const TAGS_OF_CREATION: [&str; 4] = [TAG_NAME, TAG_DEPLOYMENT, TAG_RESOURCE, TAG_STEP];

/// The spares among the resources of an inventory.
pub(in crate::walkthrough) fn spares(inventory: &Inventory) -> BTreeSet<(Kind, String)> {
    let mut by_key: BTreeMap<(Kind, ResourceKey), Vec<&Observed>> = BTreeMap::new();
    for observed in inventory.all().filter(|observed| observed.is_live()) {
        if let Some(key) = observed.key() {
            by_key.entry((observed.kind(), key)).or_default().push(observed);
        }
    }
    let mut spares = BTreeSet::new();
    for ((kind, _), claimants) in by_key.into_iter().filter(|(_, claimants)| claimants.len() > 1) {
        let Some(kept) = kept(inventory, &claimants) else {
            continue;
        };
        let others = claimants.iter().filter(|claimant| claimant.id != kept);
        spares.extend(others.map(|other| (kind, other.id.clone())));
    }
    spares
}

/// The id of the one to keep, where the others are spares: the one in use, else the recorded one, else any, which is then recorded.
/// `None` where a person has to choose: two are in use, or not all of them were made by this program.
fn kept(inventory: &Inventory, claimants: &[&Observed]) -> Option<String> {
    let first = claimants.first()?;
    let is_made_alike = |claimant: &&Observed| {
        let has_all_tags = TAGS_OF_CREATION.iter().all(|tag| claimant.tags.contains_key(*tag));
        has_all_tags && claimant.step() == first.step()
    };
    if !claimants.iter().all(is_made_alike) {
        return None;
    }
    let used: Vec<&&Observed> = claimants.iter().filter(|claimant| is_in_use(inventory, claimant)).collect();
    match used.as_slice() {
        [only] => Some(only.id.clone()),
        [] => {
            let recorded = claimants.iter().find(|claimant| claimant.is_recorded());
            let kept = recorded.or_else(|| claimants.iter().min_by_key(|claimant| &claimant.id));
            kept.map(|claimant| claimant.id.clone())
        }
        _ => None,
    }
}

fn is_in_use(inventory: &Inventory, observed: &Observed) -> bool {
    attached_to(observed).is_some() || !holders(inventory, observed).is_empty()
}

/// The VPC an internet gateway is attached to.
fn attached_to(observed: &Observed) -> Option<&str> {
    observed.facts_of::<InternetGateway>()?.attached_to.as_deref()
}

/// The keys of what refers to a resource, sorted.
fn holders(inventory: &Inventory, observed: &Observed) -> BTreeSet<String> {
    let live = inventory
        .all()
        .filter(|other| other.is_live() && other.references.contains(&observed.id));
    live.map(|other| other.key_or_id()).collect()
}

/// A resource with what refers to it.
fn claimant(inventory: &Inventory, observed: &Observed) -> Claimant {
    Claimant {
        id: observed.id.clone(),
        holds: Holdings {
            attached_to: attached_to(observed).map(str::to_owned),
            keys: holders(inventory, observed).into_iter().collect(),
        },
    }
}

/// The resources that claim to be this one, each with what it holds, that with the least last.
pub(in crate::walkthrough) fn claimants(session: &Session, found: &[Observed]) -> Vec<Claimant> {
    session.inventory(|inventory| {
        let mut found: Vec<&Observed> = found.iter().collect();
        found.sort_by_key(|observed| std::cmp::Reverse(holders(inventory, observed).len()));
        found.iter().map(|observed| claimant(inventory, observed)).collect()
    })
}

/// Shows the spares of a resource that is kept.
pub(in crate::walkthrough) fn tell_spares(session: &Session, resource: &dyn AnyResource, kept: &Observed) {
    let key = &resource.base().key;
    let notice = session.inventory(|inventory| {
        let spares = inventory.spares(kept.kind(), key);
        let ids: Vec<String> = spares.iter().map(|spare| spare.id.clone()).collect();
        (!ids.is_empty()).then(|| Notice::Spares {
            key: key.to_string(),
            kept: claimant(inventory, kept),
            destroy: ids.iter().map(|id| Advised::DestroyOnly { id: id.clone() }).collect(),
            spares: ids,
        })
    });
    if let Some(notice) = notice {
        session.report(Event::Notice(notice));
    }
}
