//! What was taken down, from the record of the last destruction.

use super::dossier::{Receipt, ReceiptRow};
use crate::checkpoint::{RecordedEvent, RecordedRun};
use crate::locale::say;
use crate::ui::{cents, count, moment_text};

/// The receipt of a destruction; `None` where it deleted nothing.
pub(super) fn receipt(run: &RecordedRun) -> Option<Receipt> {
    let of = |name: &'static str| run.events.iter().filter(move |event| event.event == name);
    let deleted: Vec<ReceiptRow> = of("deleted").map(row).collect();
    if deleted.is_empty() {
        return None;
    }
    let begun = moment_text(run.name.started());
    let parts = of("deleted").filter(|event| !event.text("part_of").is_empty()).count();
    let (whole, parts) = (count(deleted.len() - parts, "resource"), count(parts, "part"));
    let summary = match run.last("destroyed") {
        Some(end) => say().report_taken_down(begun, moment_text(end.at), whole, parts),
        None => say().report_taken_down_partly(begun, whole, parts),
    };
    let mut remains: Vec<String> = of("kept").map(kept).collect();
    if remains.is_empty() && run.last("destroyed").is_some() {
        remains.push(say().report_nothing_remains());
    }
    Some(Receipt {
        summary,
        deleted,
        remains,
    })
}

fn row(event: &RecordedEvent) -> ReceiptRow {
    ReceiptRow {
        at: event.at.strftime("%H:%M:%S").to_string(),
        key: event.text("key").to_owned(),
        id: event.text("id").to_owned(),
    }
}

fn kept(event: &RecordedEvent) -> String {
    let (key, id) = (event.text("key"), event.text("id"));
    match event.fields.get("dollars_a_month").and_then(serde_json::Value::as_f64) {
        Some(dollars) => say().report_kept(key, id, cents(dollars)),
        None => say().report_kept_unpriced(key, id),
    }
}
