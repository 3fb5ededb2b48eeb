//! `jalon preflight`.

use std::sync::Arc;

use super::args::{Globals, Output};
use super::command_options::PreflightOptions;
use super::exit_code::SUCCESS;
use super::open::{Access, open};
use super::walk::ui_options;
use crate::locale::say;
use crate::resources::Quota;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Error, Finding, Interruption, Misuse, Preflight, Result, Session, Step, plan_steps, refuse_short};

pub(super) async fn preflight(globals: Globals, options: PreflightOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let steps: Vec<&'static dyn Step> = match &options.until {
        Some(last) => WALKTHROUGH.until(last)?,
        None => WALKTHROUGH.iter().collect(),
    };
    let ui = ui::Ui::new(&ui_options(&globals));
    if options.request && !globals.yes && !ui.can_ask() {
        return Err(Error::from(Misuse::NobodyToConfirm));
    }
    // The sandbox takes requests only where it may be changed.
    let access = if options.request { Access::Probe } else { Access::Read };
    let opened = open(&globals, access, ui.quiet_reporter(), interruption).await?;
    let session = &opened.session;
    options.prices.apply(session);
    opened.sweep().await?;
    let answers = Arc::new(session.planned_answers().await?);
    let plans = plan_steps(session, &session.steps().with_needs(&steps), &answers).await?;
    let preflight = session.preflight(&plans, &answers).await;
    let requests: Vec<(Quota, u32)> = preflight.findings.iter().filter_map(Finding::request).collect();
    let verdict = refuse_short(&preflight).map(|()| SUCCESS);
    if globals.output == Output::Json {
        let commands = globals.commands();
        let failure = verdict.as_ref().err();
        let failure = failure.map(|error| ui::FailureDocument::new(error, &WALKTHROUGH, &commands));
        let place = (session.deployment(), session.account(), session.aws().region());
        ui::print_json(&ui::PreflightDocument::new(place, &preflight, failure));
    } else {
        ui::print_preflight(session, &preflight, globals.quiet);
    }
    if options.request {
        return request(session, &ui, &globals, &preflight, &requests).await;
    }
    verdict
}

/// Asks AWS for higher quotas, once the person says so. What is short otherwise stays an error.
async fn request(
    session: &Session,
    ui: &ui::Ui,
    globals: &Globals,
    preflight: &Preflight,
    requests: &[(Quota, u32)],
) -> Result<u8> {
    if requests.is_empty() {
        ui::note_line(&say().note_no_quota_too_small());
        return refuse_short(preflight).map(|()| SUCCESS);
    }
    let asking = ui.confirm(ui::request_text(requests));
    if !globals.yes && !session.interruption().is_confirmed(asking).await? {
        ui::note_line(&say().note_nothing_asked_for());
        return Ok(SUCCESS);
    }
    for (quota, wanted) in requests {
        let status = quota.request(session.aws(), *wanted).await.map_err(Error::from)?;
        ui::note_line(&ui::requested_text(*quota, *wanted, &status));
    }
    Ok(SUCCESS)
}
