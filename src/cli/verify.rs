//! `jalon verify [STEP]`.

use std::sync::Arc;

use super::args::{Globals, Output, VerifyOptions};
use super::exit_code::SUCCESS;
use super::open::{Access, open};
use super::walk::ui_options;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Depth, Error, Interruption, Result, Step, verify_steps};

pub(super) async fn verify(globals: Globals, options: VerifyOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let wanted: Vec<&'static dyn Step> = match &options.step {
        Some(step) => vec![WALKTHROUGH.get(step)?],
        None => WALKTHROUGH.iter().collect(),
    };
    let ui = ui::Ui::new(&ui_options(&globals));
    let opened = open(&globals, Access::Read, ui.quiet_reporter(), interruption).await?;
    opened.sweep().await?;
    opened.refuse_unknown(&globals).await?;
    let session = &opened.session;
    session.read_all_files();
    let answers = Arc::new(session.planned_answers().await?);
    let results = verify_steps(session, &wanted, &answers, Depth::Everything).await?;
    let checks: Vec<_> = results.iter().flat_map(|result| &result.checks).collect();
    let failed = checks.iter().filter(|check| check.failed()).count();
    let checks = checks.len();
    let error = (failed > 0).then_some(Error::ChecksFailed { failed, checks });
    if globals.output == Output::Json {
        let commands = ui_options(&globals).commands;
        let failure = error
            .as_ref()
            .map(|error| ui::FailureDocument::new(error, &WALKTHROUGH, &commands));
        ui::print_json(&ui::VerifyDocument::new(&globals.deployment, &results, failure));
    } else {
        ui::print_checks(&results, globals.quiet);
    }
    error.map_or(Ok(SUCCESS), Err)
}
