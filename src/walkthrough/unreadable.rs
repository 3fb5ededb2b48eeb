//! What AWS denies to list: unknown, said once, and in the way only of what needs it.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::AwsError;
use crate::resources::Kind;
use crate::walkthrough::{Error, Event, Notice, Result, Session};

impl Session {
    /// The kinds of which AWS may hold something that it doesn't show, each with its refusal.
    pub(in crate::walkthrough) fn unreadable(&self) -> BTreeMap<Kind, AwsError> {
        let mut all = self.notes().unsearched();
        all.extend(self.inventory(|inventory| inventory.unreadable().clone()));
        all
    }

    /// Says once which kinds can't be read.
    pub(in crate::walkthrough) fn report_unreadable(&self) {
        let kinds = self.unreadable();
        if !kinds.is_empty() && self.notes().note_unreadable_reported() {
            self.report(Event::Notice(Notice::Unreadable {
                kinds: kinds.into_iter().collect(),
            }));
        }
    }

    /// Refuses to conclude anything of a kind that can't be read.
    ///
    /// # Errors
    ///
    /// AWS's refusal to list it.
    pub(in crate::walkthrough) fn check_readable(&self, kind: Kind) -> Result<()> {
        let denial = self.inventory(|inventory| inventory.unreadable().get(&kind.listed_as()).cloned());
        denial.map_or(Ok(()), |denial| Err(Error::from(denial)))
    }

    /// Refuses to let a deployment go of which something may be there that AWS doesn't show.
    ///
    /// # Errors
    ///
    /// [`Error::Unseen`] where something is recorded of a kind that can't be read.
    pub fn refuse_unseen(&self) -> Result<()> {
        let keys = self.keys_behind_unreadable();
        if keys.is_empty() {
            return Ok(());
        }
        Err(Error::Unseen {
            kinds: self.unreadable().into_iter().collect(),
            keys: keys.into_iter().collect(),
        })
    }

    /// The recorded keys that AWS doesn't show, and those of all they are built from: these can't be taken down.
    pub(in crate::walkthrough) fn keys_behind_unreadable(&self) -> BTreeSet<String> {
        let unreadable = self.inventory(|inventory| inventory.unreadable().keys().copied().collect::<BTreeSet<_>>());
        self.checkpoint().read(|state| {
            let is_unreadable = |kind: &str| Kind::named(kind).is_some_and(|kind| unreadable.contains(&kind.listed_as()));
            let hidden = state.resources.iter().filter(|(_, record)| is_unreadable(&record.kind));
            let mut next: Vec<&String> = hidden.map(|(key, _)| key).collect();
            let mut keys = BTreeSet::new();
            while let Some(key) = next.pop() {
                if keys.insert(key.clone()) {
                    next.extend(state.resources.get(key).iter().flat_map(|record| &record.needs));
                }
            }
            keys
        })
    }
}
