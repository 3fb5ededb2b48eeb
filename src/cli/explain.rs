//! `jalon explain STEP`.

use serde_json::json;

use super::args::{Globals, Output};
use super::exit_code::SUCCESS;
use super::open::folder;
use crate::checkpoint::read_state;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{DefaultFacts, Result, filled_lesson, remembered_answers};

/// The region whose prices the lessons name, where there is no deployment yet.
const EXAMPLE_REGION: &str = "us-east-1";

pub(super) fn explain(globals: &Globals, step: &str) -> Result<u8> {
    let step = WALKTHROUGH.get(step)?;
    let state = read_state(&folder(globals)?, &globals.deployment)?;
    let facts = DefaultFacts {
        deployment: globals.deployment.clone(),
        account: state.as_ref().map_or("ACCOUNT".to_owned(), |state| state.account.clone()),
        region: state.as_ref().map_or(EXAMPLE_REGION.to_owned(), |state| state.region.clone()),
        is_learner_lab: false,
        caller: None,
    };
    let remembered = state.map(|state| state.answers).unwrap_or_default();
    let answers = remembered_answers(&WALKTHROUGH, &remembered, &facts);
    let lesson = filled_lesson(step, &WALKTHROUGH, &answers, &facts);
    if globals.output == Output::Json {
        ui::print_json(&json!({"version": 1, "step": step.id(), "title": step.title(), "lesson": lesson}));
    } else {
        ui::print_lesson(&lesson);
    }
    Ok(SUCCESS)
}
