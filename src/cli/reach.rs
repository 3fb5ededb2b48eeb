//! `jalon reach FROM TO[:PORT]`.

use std::sync::Arc;

use super::args::{Globals, Output};
use super::command_options::{Protocol, ReachOptions};
use super::exit_code::{CHECK_FAILED, SUCCESS};
use super::open::{Access, open};
use super::walk::ui_options;
use crate::ui;
use crate::walkthrough::{Interruption, PathQuestion, Result};
use jalon_reachability::Verdict;

pub(super) async fn reach(globals: Globals, options: ReachOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let ui = ui::Ui::new(&ui_options(&globals));
    let opened = open(&globals, Access::Read, ui.quiet_reporter(), interruption).await?;
    ui.count_down(opened.session.deployment(), opened.session.expiring());
    opened.sweep().await?;
    opened.refuse_unknown(&globals).await?;
    let session = &opened.session;
    let answers = session.known_answers().await?;
    let network = session.read_network(&answers).await?;
    let question = PathQuestion::new(&network, &options.from, &options.to, options.protocol == Protocol::Udp)?;
    let answer = question.answer(&network);
    if globals.output == Output::Json {
        ui::print_json(&ui::ReachDocument::new(
            &globals.deployment,
            session.expiring(),
            &question,
            &answer,
        ));
    } else {
        ui::print_answer(&question, &answer);
        ui::note_unfollowed(&question, &network);
    }
    Ok(if answer.verdict() == Verdict::Open {
        SUCCESS
    } else {
        CHECK_FAILED
    })
}
