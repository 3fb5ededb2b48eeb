//! `jalon resume`.

use std::sync::Arc;

use super::args::Globals;
use super::command_options::ResumeOptions;
use super::exit_code::SUCCESS;
use super::open::{Access, open, refuse_unremembered};
use super::walk::{Ending, check_and_conclude, ui_options};
use crate::locale::say;
use crate::ui;
use crate::walkthrough::{self, Error, Interruption, Misuse, Result};

pub(super) async fn resume(globals: Globals, options: &ResumeOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let ui = ui::Ui::new(&ui_options(&globals));
    if !globals.yes && !ui.can_ask() {
        return Err(Error::from(Misuse::NobodyToConfirm));
    }
    refuse_unremembered(&globals)?;
    let opened = open(&globals, Access::Write("resume"), ui.reporter(), interruption).await?;
    ui.go_by(opened.session.aws().clock());
    let session = &opened.session;
    opened.sweep().await?;
    let Some(pause) = session.pause() else {
        ui.count_down(session.deployment(), session.expiring());
        ui::note_line(&say().note_not_paused());
        return Ok(SUCCESS);
    };
    session.settle_expiry(options.expiry.expires)?;
    ui.count_down(session.deployment(), session.expiring());
    if !globals.yes {
        let confirmed = ui.confirm_resume(session.deployment(), &pause);
        if !session.interruption().is_confirmed(confirmed).await? {
            ui::note_line(&say().note_stays_paused());
            return Ok(SUCCESS);
        }
    }
    let outcome = walkthrough::resume(session).await;
    ui.finish();
    check_and_conclude(&opened, &ui, &outcome?, Ending::Told).await
}
