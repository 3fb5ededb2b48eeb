//! `jalon destroy`.

use std::sync::Arc;

use super::args::{DestroyOptions, Globals};
use super::exit_code::SUCCESS;
use super::open::{Access, open};
use super::walk::ui_options;
use crate::ui;
use crate::walkthrough::{DestroyPlan, Destruction, Error, Event, Interruption, Misuse, Result, StopReason};

pub(super) async fn destroy(globals: Globals, options: DestroyOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let ui = ui::Ui::new(&ui_options(&globals));
    if !globals.yes && !ui.can_ask() {
        return Err(Error::from(Misuse::NobodyToConfirm));
    }
    let opened = open(&globals, Access::Write, ui.reporter(), interruption).await?;
    ui.go_by(opened.session.aws().clock());
    let session = &opened.session;
    session.interruption().unless_stopped(session.sweep_for_destruction()).await?;
    opened
        .settle_ownership(&options.ownership, (!globals.yes).then_some(&ui))
        .await?;
    let plan = match &options.only {
        Some(id) => DestroyPlan::only(session, id)?,
        None => DestroyPlan::new(session, options.keep_snapshots),
    };
    ui.show_destruction(session.deployment(), &plan);
    if !plan.goes.is_empty() && !globals.yes {
        let confirmed = async { Ok(ui.confirm_name(session.deployment()).await) };
        if !session.interruption().unless_stopped(confirmed).await? {
            return match session.interruption().quit().await {
                StopReason::Quit => {
                    ui::note_line("Nothing was taken down.");
                    Ok(SUCCESS)
                }
                reason => Err(Error::Stopped(reason)),
            };
        }
    }
    let kept = plan.clone();
    let outcome = match options.only {
        Some(_) => Destruction::run_in_part(session, &plan).await,
        None => Destruction::run(session, plan).await,
    };
    ui.finish();
    outcome?;
    session.report(Event::Destroyed {
        deleted: kept.goes.len(),
        kept: kept.stays.len(),
    });
    ui.show_destroyed(&kept);
    Ok(SUCCESS)
}
