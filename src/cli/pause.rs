//! `jalon pause`.

use std::sync::Arc;

use super::args::Globals;
use super::exit_code::SUCCESS;
use super::open::{Access, open, refuse_unremembered};
use super::walk::ui_options;
use crate::locale::say;
use crate::ui;
use crate::walkthrough::{self, Error, Event, Interruption, Misuse, PausePlan, Result};

pub(super) async fn pause(globals: Globals, interruption: Arc<Interruption>) -> Result<u8> {
    let ui = ui::Ui::new(&ui_options(&globals));
    if !globals.yes && !ui.can_ask() {
        return Err(Error::from(Misuse::NobodyToConfirm));
    }
    refuse_unremembered(&globals)?;
    let opened = open(&globals, Access::Write("pause"), ui.reporter(), interruption).await?;
    ui.go_by(opened.session.aws().clock());
    let session = &opened.session;
    ui.count_down(session.deployment(), session.expiring());
    session.sweep_for_destruction().await?;
    session.refuse_unseen()?;
    let plan = PausePlan::new(session);
    ui.show_pause(session, &plan).await;
    if plan.is_empty() {
        return Ok(SUCCESS);
    }
    if !globals.yes
        && !session
            .interruption()
            .is_confirmed(ui.confirm_pause(session.deployment()))
            .await?
    {
        ui::note_line(&say().note_nothing_paused());
        return Ok(SUCCESS);
    }
    ui.prepare_taking_down(session.steps(), plan.stops.iter().chain(&plan.goes));
    session.report(Event::PauseStarted {
        beginning: session.beginning(),
    });
    let outcome = walkthrough::pause(session, &plan).await;
    ui.finish();
    outcome?;
    ui.show_paused(session, &plan);
    Ok(SUCCESS)
}
