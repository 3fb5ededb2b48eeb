//! `jalon run STEP`.

use std::sync::Arc;

use super::args::{Globals, RunOptions};
use super::open::{Access, Opened, open};
use super::walk::{Ending, check_and_conclude, give, is_guided, settle, ui_options};
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Interruption, Interviewer, Result, Step, Walked, run_step};

pub(super) async fn run(mut globals: Globals, options: RunOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let step = WALKTHROUGH.get(&options.step)?;
    let ui = ui::Ui::new(&ui_options(&globals));
    let guided = is_guided(&globals, &ui)?;
    let mut opened = open_for(step, &globals, &options, &ui, &interruption).await?;
    settle(&opened, &options.building, &ui, guided).await?;
    loop {
        ui.prepare_steps(&[step]);
        let interviewer = guided.then(|| ui.interviewer());
        let interviewer = interviewer.as_ref().map(|interviewer| interviewer as &dyn Interviewer);
        let outcome = run_step(&opened.session, step, options.with_needs, interviewer).await;
        ui.finish();
        let Walked::Again(answered) = outcome? else { break };
        give(&mut globals, &answered);
        // The next run locks the deployment for itself, and reads what this one has left.
        drop(opened);
        interruption.forget_failure();
        opened = open_for(step, &globals, &options, &ui, &interruption).await?;
    }
    let mut walked: Vec<&'static dyn Step> = if options.with_needs {
        WALKTHROUGH.all_needs(step)
    } else {
        Vec::new()
    };
    walked.push(step);
    check_and_conclude(&opened, &ui, &walked, Ending::Told).await
}

/// Opens the deployment for a step, and reads what AWS holds for it.
async fn open_for(
    step: &'static dyn Step,
    globals: &Globals,
    options: &RunOptions,
    ui: &ui::Ui,
    interruption: &Arc<Interruption>,
) -> Result<Opened> {
    let opened = open(globals, Access::Write("run"), ui.reporter(), Arc::clone(interruption)).await?;
    ui.go_by(opened.session.aws().clock());
    options.building.prices.apply(&opened.session);
    opened.session.refuse_paused()?;
    opened.sweep_for(step).await?;
    Ok(opened)
}
