//! `jalon destroy`.

use std::sync::Arc;

use super::args::Globals;
use super::command_options::DestroyOptions;
use super::exit_code::SUCCESS;
use super::open::{Access, folder, open};
use super::walk::ui_options;
use crate::checkpoint::{known_deployments, read_state};
use crate::locale::say;
use crate::ui;
use crate::walkthrough::{DestroyPlan, Destruction, Error, Event, Interruption, Misuse, Result, UnknownDeployment};

/// Refuses a deployment that isn't remembered here and of which nothing is found, before a folder is made for it.
async fn refuse_unknown(globals: &Globals, ui: &ui::Ui, interruption: &Arc<Interruption>) -> Result<()> {
    if read_state(&folder(globals)?, &globals.deployment)?.is_some() {
        return Ok(());
    }
    let opened = open(globals, Access::Read, ui.reporter(), Arc::clone(interruption)).await?;
    let session = &opened.session;
    let look = async {
        session.sweep_for_destruction().await?;
        if !session.found_nothing() {
            return Ok(());
        }
        let known = known_deployments(&globals.state_dir)?;
        let unknown = UnknownDeployment::looked_for(session, &known).await;
        Err(Error::from(unknown))
    };
    interruption.unless_stopped(look).await
}

pub(super) async fn destroy(globals: Globals, options: DestroyOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let ui = ui::Ui::new(&ui_options(&globals));
    if !globals.yes && !ui.can_ask() {
        return Err(Error::from(Misuse::NobodyToConfirm));
    }
    refuse_unknown(&globals, &ui, &interruption).await?;
    let opened = open(&globals, Access::Write("destroy"), ui.reporter(), interruption).await?;
    ui.go_by(opened.session.aws().clock());
    let session = &opened.session;
    ui.count_down(session.deployment(), session.expiring());
    session.sweep_for_destruction().await?;
    opened
        .settle_ownership(&options.ownership, (!globals.yes).then_some(&ui))
        .await?;
    let plan = match &options.only {
        Some(id) => DestroyPlan::only(session, id)?,
        None => DestroyPlan::new(session, options.keep_snapshots),
    };
    ui.show_destruction(session.deployment(), &session.place(), &plan).await;
    if !plan.goes.is_empty() && !globals.yes {
        let confirmed = ui.confirm_name(session.deployment());
        if !session.interruption().is_confirmed(confirmed).await? {
            ui::note_line(&say().note_nothing_taken_down());
            return Ok(SUCCESS);
        }
    }
    ui.prepare_taking_down(session.steps(), plan.goes.iter());
    session.report(plan.started(session));
    let kept = plan.clone();
    let outcome = match options.only {
        Some(_) => Destruction::run_in_part(session, &plan).await,
        None => Destruction::run(session, plan).await,
    };
    ui.finish();
    outcome?;
    session.report(Event::Destroyed {
        deleted: kept.count(),
        kept: kept.stays.len(),
    });
    ui.show_destroyed(&kept);
    Ok(SUCCESS)
}
