//! The last walk, from its record.

use std::collections::BTreeMap;
use std::time::Duration;

use super::dossier::{Bar, TimelinePart};
use crate::checkpoint::RecordedRun;
use crate::locale::say;
use crate::ui::{clock_time, duration_text, moment_text};
use crate::walkthrough::{DossierFacts, Timeline, TimelineRow};

/// How many of what something waited for are named.
const NAMED: usize = 3;

/// The timeline of a walk; `None` where it made and waited for nothing.
pub(super) fn timeline_part(walk: &RecordedRun, facts: &DossierFacts) -> Option<TimelinePart> {
    let timeline = Timeline::of(walk);
    if timeline.rows.is_empty() {
        return None;
    }
    let resources = facts.drawing.plans.iter().flat_map(|plan| &plan.resources);
    let needs: BTreeMap<&str, &Vec<String>> = resources.map(|resource| (resource.key.as_str(), &resource.needs)).collect();
    let shown = |row: &&TimelineRow| needs.contains_key(row.key.as_str()) || row.ready.is_some();
    let bars = timeline.rows.iter().filter(shown).map(|row| {
        let after = needs.get(row.key.as_str()).map_or(&[][..], |needs| needs.as_slice());
        bar(row, after, timeline.took)
    });
    Some(TimelinePart {
        heading: say().report_walk(moment_text(walk.name.started()), duration_text(timeline.took)),
        bars: bars.collect(),
    })
}

fn bar(row: &TimelineRow, needs: &[String], took: Duration) -> Bar {
    let share = |at: Duration| at.as_secs_f64() / took.as_secs_f64().max(f64::EPSILON) * 100.0;
    let made = row.made.unwrap_or(row.begun).max(row.begun);
    let end = row.end().unwrap_or(took).max(made);
    let (named, more) = needs.split_at(needs.len().min(NAMED));
    let named = named.join(", ");
    Bar {
        name: row.key.clone(),
        after: match more.len() {
            0 => named,
            more => say().report_and_more(named, more),
        },
        times: say().report_from_to(clock_time(row.begun), clock_time(end)),
        start: share(row.begun).min(100.0),
        making: share(made - row.begun),
        waiting: share(end - made),
    }
}
