//! `jalon steps`: from memory alone.

use serde_json::json;

use super::args::{Globals, Output};
use super::exit_code::SUCCESS;
use super::open::folder;
use super::walk::ui_options;
use crate::aws::{Clock, Cloud};
use crate::checkpoint::{StateFile, StepStatus, read_state};
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Expiring, Result, left_out};

pub(super) fn steps(globals: &Globals) -> Result<u8> {
    let state = read_state(&folder(globals)?, &globals.deployment)?;
    let left_out = left_out(state.as_ref(), WALKTHROUGH);
    let status_of = |id: &str| {
        let record = state.as_ref().and_then(|state| state.steps.get(id));
        match left_out.get(id) {
            Some(_) => StepStatus::Skipped,
            None => record.map(|record| record.status).unwrap_or_default(),
        }
    };
    let expiring = state.as_ref().and_then(remembered_expiry);
    if globals.output == Output::Json {
        let steps: Vec<_> = WALKTHROUGH
            .iter()
            .map(|step| json!({"id": step.id(), "step": step.id(), "title": step.title(), "status": status_of(step.id()).as_str(), "needs": step.needs()}))
            .collect();
        let mut document = json!({"version": 1, "deployment": globals.deployment, "steps": steps});
        if let Some(Expiring { at, in_seconds }) = expiring {
            document["expires_at"] = json!(at);
            document["expires_in_seconds"] = json!(in_seconds);
        }
        ui::print_json(&document);
        return Ok(SUCCESS);
    }
    ui::Ui::new(&ui_options(globals)).count_down(&globals.deployment, expiring);
    for (index, step) in WALKTHROUGH.iter().enumerate() {
        ui::print_step_line(index + 1, step.id(), status_of(step.id()), step.title());
    }
    Ok(SUCCESS)
}

/// When a deployment expires, by the clock of this machine: that of a sandbox is another, and isn't read from memory.
pub(super) fn remembered_expiry(state: &StateFile) -> Option<Expiring> {
    let is_by_this_clock = state.cloud != Cloud::Sandbox.as_str();
    Expiring::of(state, &Clock::real()).filter(|_| is_by_this_clock)
}
