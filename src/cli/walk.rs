//! `jalon walk`.

use std::sync::Arc;

use super::args::{Globals, WalkOptions};
use super::exit_code::{CHECK_FAILED, SUCCESS};
use super::open::{Access, Opened, open};
use crate::checkpoint::StepStatus;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Answers, Depth, Error, Interruption, Result, Step, guided_walk, unattended_walk, verify_steps};

pub(super) async fn walk(globals: Globals, options: WalkOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let steps: Vec<&'static dyn Step> = match &options.until {
        Some(last) => WALKTHROUGH.until(last)?,
        None => WALKTHROUGH.iter().collect(),
    };
    let ui = ui::Ui::new(&ui_options(&globals));
    let guided = !globals.yes;
    if guided && !ui.can_ask() {
        return Err(Error::Usage {
            problem: "there is no terminal to ask questions on".to_owned(),
            advice: "add --yes to take given, remembered and default answers (--answers FILE, --set KEY=VALUE)".to_owned(),
        });
    }
    let opened = open(&globals, Access::Write, ui.reporter(), interruption).await?;
    opened.sweep().await?;
    let outcome = if guided {
        guided_walk(&opened.session, steps.clone(), &ui.interviewer()).await
    } else {
        unattended_walk(&opened.session, steps.clone()).await
    };
    ui.finish();
    outcome?;
    check_and_conclude(&opened, &ui, &steps).await
}

/// What every command turns into a user interface.
pub(super) fn ui_options(globals: &Globals) -> ui::UiOptions {
    ui::UiOptions {
        json: globals.output == super::args::Output::Json,
        verbose: globals.verbose,
        quiet: globals.quiet,
        speed: if globals.sandbox { globals.sandbox_speed } else { 1.0 },
    }
}

/// Looks at everything once more, checks it, and tells what there is.
pub(super) async fn check_and_conclude(opened: &Opened, ui: &ui::Ui, steps: &[&'static dyn Step]) -> Result<u8> {
    let session = &opened.session;
    // What was found as wanted needs no second look.
    let depth = if session.has_changed_anything() { Depth::Everything } else { Depth::Resources };
    if depth == Depth::Everything {
        opened.sweep().await?;
    }
    let answers: Arc<Answers> = Arc::new(session.known_answers().await?);
    let walked: Vec<&'static dyn Step> = steps.iter().copied().filter(|step| session.step_status(step.id()) == StepStatus::Done).collect();
    let results = verify_steps(session, &walked, &answers, depth).await?;
    ui.finish();
    ui.conclude(session, &results);
    let failed = results.iter().flat_map(|result| &result.checks).filter(|check| check.failed()).count();
    Ok(if failed > 0 { CHECK_FAILED } else { SUCCESS })
}
