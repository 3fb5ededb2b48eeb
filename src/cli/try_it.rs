//! `jalon try`: the experiments of a step, or a list of all.

use std::sync::Arc;

use super::args::{Globals, Output};
use super::command_options::TryOptions;
use super::exit_code::SUCCESS;
use super::open::{Access, Opened, folder, open};
use super::walk::ui_options;
use crate::checkpoint::read_state;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{
    Error, Experiment, Experiments, Interruption, Result, Session, Step, StopReason, Tried, refuse_paused, try_step,
};

/// Lists experiments, or goes through those of a step, none of which makes anything.
pub(super) async fn try_it(globals: Globals, options: TryOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let wanted = options.step.as_deref().map(|step| WALKTHROUGH.get(step)).transpose()?;
    let ui = ui::Ui::new(&ui_options(&globals));
    let opened = open(&globals, Access::Probe, ui.quiet_reporter(), interruption).await?;
    let session = &opened.session;
    let experiments = read(&globals, &ui, &opened).await?;
    if let (Some(step), Output::Text) = (wanted, globals.output) {
        return go_through(&globals, &ui, &experiments, step).await;
    }
    let steps: Vec<&'static dyn Step> = match wanted {
        Some(step) => vec![step],
        None => WALKTHROUGH.iter().filter(|step| experiments.is_built(*step)).collect(),
    };
    let mut of_steps: Vec<(&'static dyn Step, Vec<Experiment>)> = Vec::new();
    for step in steps {
        of_steps.push((step, experiments.of(step)?));
    }
    match globals.output {
        Output::Json => print_document(&globals, session, &experiments, &of_steps).await?,
        Output::Text if of_steps.is_empty() => ui::print_none_built(&globals.commands()),
        Output::Text => ui::print_experiments(&of_steps, &globals.commands()),
    }
    Ok(SUCCESS)
}

/// Goes through the experiments of a step of which one makes something: what it does is recorded, and nobody else changes the deployment
/// meanwhile.
pub(super) async fn try_and_make(globals: Globals, options: TryOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let Some(state) = read_state(&folder(&globals)?, &globals.deployment)? else {
        // Nothing of it is built by this machine, and nothing is written for it.
        return interruption
            .unless_stopped(try_it(globals, options, Arc::clone(&interruption)))
            .await;
    };
    refuse_paused(&state)?;
    let ui = ui::Ui::new(&ui_options(&globals));
    let opened = open(&globals, Access::Write("try"), ui.reporter(), interruption).await?;
    ui.go_by(opened.session.aws().clock());
    let experiments = read(&globals, &ui, &opened).await?;
    opened.session.settle_ownership(None).await?;
    // What is shown stands between what is done: bars and lines, and no board.
    ui.finish();
    let step = WALKTHROUGH.get(options.step.as_deref().unwrap_or_default())?;
    let tried = go_through(&globals, &ui, &experiments, step).await;
    ui.finish();
    tried
}

/// Reads what there is to be tried.
async fn read(globals: &Globals, ui: &ui::Ui, opened: &Opened) -> Result<Experiments> {
    let session = &opened.session;
    ui.count_down(session.deployment(), session.expiring());
    opened.sweep().await?;
    opened.refuse_unknown(globals).await?;
    session.refuse_paused()?;
    Ok(Experiments::new(session, &Arc::new(session.planned_answers().await?)))
}

async fn go_through(globals: &Globals, ui: &ui::Ui, experiments: &Experiments, step: &'static dyn Step) -> Result<u8> {
    match try_step(experiments, step, &ui.demonstrator(!globals.yes)).await? {
        Tried::Through | Tried::Back => Ok(SUCCESS),
        // Ctrl-C at a question: the signal may come a moment later.
        Tried::Quit => Err(Error::Stopped(StopReason::Signal(libc::SIGINT))),
    }
}

async fn print_document(
    globals: &Globals,
    session: &Session,
    experiments: &Experiments,
    of_steps: &[(&'static dyn Step, Vec<Experiment>)],
) -> Result<()> {
    let commands = globals.commands();
    let mut document = ui::ExperimentsDocument::new(&globals.deployment, session.expiring());
    for (step, of_step) in of_steps {
        for experiment in of_step {
            let trials = experiments.commands(*step, experiment).await?;
            let making = experiments.making(*step, experiment);
            document.add(step.id(), experiment, &trials, making.as_ref(), &commands);
        }
    }
    ui::print_json(&document);
    Ok(())
}
