//! `jalon explain STEP`.

use serde_json::json;

use super::args::{Globals, Output};
use super::exit_code::SUCCESS;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::Result;

pub(super) fn explain(globals: &Globals, step: &str) -> Result<u8> {
    let step = WALKTHROUGH.get(step)?;
    if globals.output == Output::Json {
        ui::print_json(&json!({"version": 1, "step": step.id(), "title": step.title(), "lesson": step.lesson()}));
    } else {
        ui::print_lesson(step.lesson());
    }
    Ok(SUCCESS)
}
