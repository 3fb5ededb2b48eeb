//! `jalon forget`.

use std::sync::Arc;

use super::args::Globals;
use super::exit_code::SUCCESS;
use super::open::{Access, folder, open};
use super::walk::ui_options;
use crate::checkpoint::{known_deployments, put_away, read_state};
use crate::ui;
use crate::walkthrough::{Error, Event, Interruption, Misuse, Result, StopReason, UnknownDeployment};

pub(super) async fn forget(globals: Globals, interruption: Arc<Interruption>) -> Result<u8> {
    let ui = ui::Ui::new(&ui_options(&globals));
    if !globals.yes && !ui.can_ask() {
        return Err(Error::from(Misuse::NobodyToConfirm));
    }
    if read_state(&folder(&globals)?, &globals.deployment)?.is_none() {
        let unknown = UnknownDeployment::nowhere(&globals.deployment, &known_deployments(&globals.state_dir));
        return Err(Error::UnknownDeployment(Box::new(unknown)));
    }
    let opened = open(&globals, Access::Write("forget"), ui.reporter(), interruption).await?;
    let session = &opened.session;
    session.interruption().unless_stopped(session.sweep_for_destruction()).await?;
    session.refuse_unseen()?;
    let stays = session.own_resources();
    ui.show_what_is_kept(session.deployment(), &stays);
    if !stays.is_empty() && !globals.yes {
        let confirmed = async { Ok(ui.confirm_forgetting(session.deployment()).await) };
        if !session.interruption().unless_stopped(confirmed).await? {
            return match session.interruption().quit().await {
                StopReason::Quit => {
                    ui::note_line("Nothing was forgotten.");
                    Ok(SUCCESS)
                }
                reason => Err(Error::Stopped(reason)),
            };
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
