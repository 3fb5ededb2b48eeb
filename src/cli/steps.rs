//! `jalon steps`: from memory alone.

use serde_json::json;

use super::args::{Globals, Output};
use super::exit_code::SUCCESS;
use super::open::folder;
use crate::checkpoint::{StepStatus, read_state};
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Result, left_out};

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
    if globals.output == Output::Json {
        let steps: Vec<_> = WALKTHROUGH
            .iter()
            .map(|step| json!({"id": step.id(), "step": step.id(), "title": step.title(), "status": status_of(step.id()).as_str(), "needs": step.needs()}))
            .collect();
        ui::print_json(&json!({"version": 1, "deployment": globals.deployment, "steps": steps}));
        return Ok(SUCCESS);
    }
    for (index, step) in WALKTHROUGH.iter().enumerate() {
        ui::print_step_line(index + 1, step.id(), status_of(step.id()), step.title());
    }
    Ok(SUCCESS)
}
