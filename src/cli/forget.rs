//! `jalon forget`.

use std::sync::Arc;

use super::args::Globals;
use super::exit_code::SUCCESS;
use super::open::{Access, open, refuse_unremembered};
use super::walk::ui_options;
use crate::checkpoint::put_away;
use crate::locale::say;
use crate::ui;
use crate::walkthrough::{Error, Event, Interruption, Misuse, Result};

pub(super) async fn forget(globals: Globals, interruption: Arc<Interruption>) -> Result<u8> {
    let ui = ui::Ui::new(&ui_options(&globals));
    if !globals.yes && !ui.can_ask() {
        return Err(Error::from(Misuse::NobodyToConfirm));
    }
    refuse_unremembered(&globals)?;
    let opened = open(&globals, Access::Write("forget"), ui.reporter(), interruption).await?;
    let session = &opened.session;
    ui.count_down(session.deployment(), session.expiring());
    session.sweep_for_destruction().await?;
    session.refuse_unseen()?;
    let stays = session.own_resources();
    ui.show_what_is_kept(session.deployment(), session.aws().region(), &stays)
        .await;
    if !stays.is_empty() && !globals.yes {
        let confirmed = ui.confirm_forgetting(session.deployment());
        if !session.interruption().is_confirmed(confirmed).await? {
            ui::note_line(&say().note_nothing_forgotten());
            return Ok(SUCCESS);
        }
    }
    session.untag(&stays).await?;
    let target = put_away(session.folder().path(), session.aws().clock().now())?;
    ui.finish();
    session.report(Event::Forgotten {
        stays: stays.len(),
        folder: target.display().to_string(),
    });
    Ok(SUCCESS)
}
