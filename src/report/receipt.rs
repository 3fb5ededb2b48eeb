//! What was taken down, from the record of the last destruction.

use super::dossier::{Receipt, ReceiptRow};
use crate::checkpoint::{RecordedEvent, RecordedRun};
use crate::ui::moment_text;

/// The receipt of a destruction; `None` where it deleted nothing.
pub(super) fn receipt(run: &RecordedRun) -> Option<Receipt> {
    let of = |name: &'static str| run.events.iter().filter(move |event| event.event == name);
    let deleted: Vec<ReceiptRow> = of("deleted").map(row).collect();
    if deleted.is_empty() {
        return None;
    }
    let began = moment_text(run.name.started());
    let parts = of("deleted").filter(|event| !event.text("part_of").is_empty()).count();
    let whole = deleted.len() - parts;
    let summary = match run.last("destroyed") {
        Some(end) => format!(
            "On {began} `jalon destroy` began to take the deployment down. By {} it had deleted {whole} resources and {parts} parts of \
             them.",
            moment_text(end.at)
        ),
        None => format!(
            "On {began} `jalon destroy` began to take the deployment down, and did not come to its end. It had deleted {whole} resources \
             and {parts} parts of them."
        ),
    };
    let mut remains: Vec<String> = of("kept").map(kept).collect();
    if remains.is_empty() && run.last("destroyed").is_some() {
        remains.push("Nothing remains of it on AWS.".to_owned());
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
    let price = event.fields.get("dollars_a_month").and_then(serde_json::Value::as_f64);
    let price = price.map_or_else(
        || "its price is not known here".to_owned(),
        |dollars| format!("at most ${dollars:.2} a month"),
    );
    format!("{} ({}) was kept on purpose: {price}.", event.text("key"), event.text("id"))
}
