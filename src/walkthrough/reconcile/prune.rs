//! What a step made once and no longer wants, after an answer was changed.
//!
//! Routes and gateway endpoints go at once: they are the paths that a changed answer closes. Anything heavier stays until `destroy`,
//! and is reported.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::aws::ResourceKey;
use crate::checkpoint::ResourceRecord;
use crate::resources::{Facts, Kind, Observed, Prune, Unwanted, prune};
use crate::walkthrough::{Advised, Event, Notice, Result, Session};

/// The records of a step's resources that its `apply` has not asked for and that can go by themselves.
pub(in crate::walkthrough) fn unwanted(
    session: &Session,
    step: &str,
    wanted: &BTreeSet<ResourceKey>,
) -> Vec<(String, ResourceRecord)> {
    records(session, step, wanted)
        .into_iter()
        .filter(|(_, record)| pruning(record).is_some())
        .collect()
}

/// What becomes of a resource no longer wanted; one of a kind that an older version knew stays.
fn when_unwanted(record: &ResourceRecord) -> Unwanted {
    Kind::named(&record.kind).map_or(Unwanted::Kept, |kind| kind.row().unwanted)
}

fn pruning(record: &ResourceRecord) -> Option<Prune> {
    match when_unwanted(record) {
        Unwanted::Pruned(prune) => Some(prune),
        Unwanted::Kept | Unwanted::OneOfASet => None,
    }
}

fn records(session: &Session, step: &str, wanted: &BTreeSet<ResourceKey>) -> Vec<(String, ResourceRecord)> {
    let of_step: Vec<(String, ResourceRecord)> = session.checkpoint().read(|state| {
        let of_step = state.resources.iter().filter(|(_, record)| record.step == step);
        of_step.map(|(key, record)| (key.clone(), record.clone())).collect()
    });
    let is_one_of_a_set = |record: &ResourceRecord| matches!(when_unwanted(record), Unwanted::OneOfASet);
    of_step
        .into_iter()
        .filter(|(key, record)| !is_one_of_a_set(record) && !wanted.contains(&ResourceKey::from(key.as_str())))
        // No step has ever wanted it: the experiment that made it ends it.
        .filter(|(key, _)| !session.steps().is_tried_with(key))
        .collect()
}

/// Prunes what a step no longer wants, and reports what stays; `wanted` is what its `apply` has asked for.
///
/// # Errors
///
/// When AWS refuses to let something go.
pub(in crate::walkthrough) async fn prune_unwanted(
    session: &Arc<Session>,
    step: &str,
    wanted: &BTreeSet<ResourceKey>,
) -> Result<()> {
    for (key, record) in records(session, step, wanted) {
        session.interruption().check_cancelled()?;
        let id = record.id.clone().unwrap_or_default();
        let Some(pruning) = pruning(&record) else {
            session.report(Event::Notice(Notice::Unwanted {
                key,
                id,
                step: step.to_owned(),
                destroy: Advised::Destroy,
            }));
            continue;
        };
        session.report(Event::Deleting {
            key: key.clone(),
            kind: record.kind.clone(),
            id: id.clone(),
            usual_seconds: 0,
        });
        prune(session.aws(), pruning, &id).await?;
        session.checkpoint().update(|state| state.resources.remove(&key))?;
        if let Some(kind) = Kind::named(&record.kind) {
            session.note_deleted(kind, &id);
        }
        let part_of = Kind::named(&record.kind).and_then(Kind::part_of).map(|kind| kind.to_string());
        session.report(Event::Deleted { key, id, part_of });
    }
    Ok(())
}

/// A step's resources of a kind beyond the newest `keep`.
pub(in crate::walkthrough) fn surplus(session: &Session, step: &str, kind: Kind, keep: usize) -> Vec<Observed> {
    let mut all: Vec<Observed> = session.inventory(|inventory| {
        let of_step = inventory
            .of(kind)
            .iter()
            .filter(|observed| observed.is_live() && observed.step() == Some(step));
        of_step.cloned().collect()
    });
    // The newest first. AWS gives no time while a snapshot is being taken.
    let age = |observed: &Observed| {
        let taken = match &observed.facts {
            Facts::EbsSnapshots(set) => set.taken_at,
            Facts::DbSnapshot(snapshot) => snapshot.taken_at,
            _ => None,
        };
        (taken.is_some(), std::cmp::Reverse(taken))
    };
    all.sort_by_key(age);
    all.split_off(keep.min(all.len()))
}
