//! What a step made once and no longer wants, after an answer was changed.
//!
//! Routes and gateway endpoints go at once: they are the paths that a changed answer closes. Anything heavier stays until `destroy`,
//! and is told of.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Event, Result, Session};
use crate::aws::{Key, Kind, Observed, State};
use crate::checkpoint::ResourceRecord;
use crate::resources::{self, delete_route};

/// The records of a step's resources that its `apply` has not asked for and that can go by themselves.
pub(super) fn unwanted(session: &Session, step: &str, wanted: &BTreeSet<Key>) -> Vec<(String, ResourceRecord)> {
    records(session, step, wanted)
        .into_iter()
        .filter(|(_, record)| goes_by_itself(record))
        .collect()
}

fn goes_by_itself(record: &ResourceRecord) -> bool {
    [Kind::Route.as_str(), Kind::VpcEndpoint.as_str()].contains(&record.kind.as_str())
}

fn records(session: &Session, step: &str, wanted: &BTreeSet<Key>) -> Vec<(String, ResourceRecord)> {
    let of_step: Vec<(String, ResourceRecord)> = session.checkpoint.read(|state| {
        let of_step = state.resources.iter().filter(|(_, record)| record.step == step);
        of_step.map(|(key, record)| (key.clone(), record.clone())).collect()
    });
    // Earlier sets of snapshots are kept on purpose, as many as were asked for.
    let is_kept =
        |record: &ResourceRecord| [Kind::EbsSnapshots.as_str(), Kind::DbSnapshot.as_str()].contains(&record.kind.as_str());
    of_step
        .into_iter()
        .filter(|(key, record)| !is_kept(record) && !wanted.contains(&Key::from(key.as_str())))
        .collect()
}

/// Lets go what can go of a step's resources, and tells of the rest; `wanted` is what its `apply` has asked for.
///
/// # Errors
///
/// When AWS refuses to let something go.
pub(super) async fn let_go(session: &Arc<Session>, step: &str, wanted: &BTreeSet<Key>) -> Result<()> {
    for (key, record) in records(session, step, wanted) {
        session.interruption.go_on()?;
        let id = record.id.clone().unwrap_or_default();
        if !goes_by_itself(&record) {
            session.report(Event::Notice {
                text: format!(
                    "{key} ({id}) is no longer wanted by {step}. It stays, and costs what it costs, until `jalon destroy`."
                ),
            });
            continue;
        }
        session.report(Event::Deleting {
            key: key.clone(),
            kind: record.kind.clone(),
            id: id.clone(),
            usual_seconds: 0,
        });
        if record.kind == Kind::Route.as_str() {
            delete_route(&session.aws, &id).await?;
        } else {
            resources::delete(&session.aws, &Observed::new(Kind::VpcEndpoint, id.clone(), State::Ready, ())).await?;
        }
        session.checkpoint.update(|state| state.resources.remove(&key))?;
        session.note_deleted(Kind::VpcEndpoint, &id);
        session.report(Event::Deleted { key, id });
    }
    Ok(())
}
