//! `jalon verify [STEP]`.

use std::sync::Arc;

use super::args::{Globals, Output};
use super::command_options::VerifyOptions;
use super::exit_code::SUCCESS;
use super::open::{Access, open};
use super::walk::ui_options;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Interruption, Result, Step, refuse_failed, report_checks, verify_steps};

pub(super) async fn verify(globals: Globals, options: VerifyOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let wanted: Vec<&'static dyn Step> = match &options.step {
        Some(step) => vec![WALKTHROUGH.get(step)?],
        None => WALKTHROUGH.iter().collect(),
    };
    let ui = ui::Ui::new(&ui_options(&globals));
    let opened = open(&globals, Access::Probe, ui.quiet_reporter(), interruption).await?;
    ui.count_down(opened.session.deployment(), opened.session.expiring());
    opened.sweep().await?;
    opened.refuse_unknown(&globals).await?;
    let session = &opened.session;
    opened.begin_record("verify");
    session.read_all_files();
    let answers = Arc::new(session.planned_answers().await?);
    let results = verify_steps(session, &wanted, &answers).await?;
    report_checks(session, &results);
    let verdict = refuse_failed(&results);
    if globals.output == Output::Json {
        let commands = globals.commands();
        let failure = verdict
            .as_ref()
            .err()
            .map(|error| ui::FailureDocument::new(error, &WALKTHROUGH, &commands));
        ui::print_json(&ui::VerifyDocument::new(
            &globals.deployment,
            session.expiring(),
            &results,
            failure,
        ));
    } else {
        ui::print_checks(&results, globals.quiet);
    }
    verdict.map(|()| SUCCESS)
}
