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
    if globals.output == Output::Json {
        ui::print_json(&ui::VerifyDocument::new(&globals.deployment, &results));
    } else {
        ui::print_checks(&results);
    }
    let checks: Vec<_> = results.iter().flat_map(|result| &result.checks).collect();
    match checks.iter().filter(|check| check.failed()).count() {
        0 => Ok(SUCCESS),
        failed => Err(Error::ChecksFailed {
            failed,
            checks: checks.len(),
        }),
    }
}
