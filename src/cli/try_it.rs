//! `jalon try [STEP]`.

use std::sync::Arc;

use super::args::{Globals, Output};
use super::command_options::TryOptions;
use super::exit_code::SUCCESS;
use super::open::{Access, open};
use super::walk::ui_options;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Error, Experiment, Experiments, Interruption, Result, Step, StopReason, Tried, try_step};

pub(super) async fn try_it(globals: Globals, options: TryOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let wanted = options.step.as_deref().map(|step| WALKTHROUGH.get(step)).transpose()?;
    let ui = ui::Ui::new(&ui_options(&globals));
    let opened = open(&globals, Access::Probe, ui.quiet_reporter(), interruption).await?;
    let session = &opened.session;
    ui.count_down(session.deployment(), session.expiring());
    opened.sweep().await?;
    opened.refuse_unknown(&globals).await?;
    session.refuse_paused()?;
    let answers = Arc::new(session.planned_answers().await?);
    let experiments = Experiments::new(session, &answers);
    if let (Some(step), Output::Text) = (wanted, globals.output) {
        return match try_step(&experiments, step, &ui.demonstrator(!globals.yes)).await? {
            Tried::Through | Tried::Back => Ok(SUCCESS),
            // Ctrl-C at a question: the signal may come a moment later.
            Tried::Quit => Err(Error::Stopped(StopReason::Signal(libc::SIGINT))),
        };
    }
    let steps: Vec<&'static dyn Step> = match wanted {
        Some(step) => vec![step],
        None => WALKTHROUGH.iter().filter(|step| experiments.is_built(*step)).collect(),
    };
    let mut of_steps: Vec<(&'static dyn Step, Vec<Experiment>)> = Vec::new();
    for step in steps {
        of_steps.push((step, experiments.of(step)?));
    }
    let commands = globals.commands();
    match globals.output {
        Output::Json => {
            let mut document = ui::ExperimentsDocument::new(&globals.deployment, session.expiring());
            for (step, of_step) in &of_steps {
                for experiment in of_step {
                    let mut trials = Vec::new();
                    for trial in &experiment.trials {
                        trials.push(experiments.command(*step, trial).await?);
                    }
                    document.add(step.id(), experiment, &trials, &commands);
                }
            }
            ui::print_json(&document);
        }
        Output::Text if of_steps.is_empty() => ui::print_none_built(&commands),
        Output::Text => ui::print_experiments(&of_steps, &commands),
    }
    Ok(SUCCESS)
}
