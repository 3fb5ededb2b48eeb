//! `jalon reach FROM TO[:PORT]`.

use std::sync::Arc;

use serde_json::json;

use super::args::{Globals, Output, Protocol, ReachOptions};
use super::exit_code::{CHECK_FAILED, SUCCESS};
use super::open::{Access, open};
use super::walk::ui_options;
use crate::reachability::Verdict;
use crate::ui;
use crate::walkthrough::{Interruption, PathQuestion, Result};

pub(super) async fn reach(globals: Globals, options: ReachOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let ui = ui::Ui::new(&ui_options(&globals));
    let opened = open(&globals, Access::Read, ui.quiet_reporter(), interruption).await?;
    opened.sweep().await?;
    let session = &opened.session;
    let answers = session.known_answers().await?;
    let network = session.read_network(&answers).await?;
    let question = PathQuestion::new(&network, &options.from, &options.to, options.protocol == Protocol::Udp)?;
    let answer = question.answer(&network);
    let verdict = answer.verdict();
    if globals.output == Output::Json {
        let hops = |path: Option<&crate::reachability::Path>| path.map(|path| path.hops.clone()).unwrap_or_default();
        let mut document = json!({
            "version": 1,
            "deployment": globals.deployment,
            "from": question.from.name(),
            "to": question.to.name(),
            "traffic": question.traffic.to_string(),
            "verdict": verdict,
            "path": hops(answer.path()),
        });
        if verdict == Verdict::Partly {
            document["open_path"] = json!(hops(answer.open_path()));
        }
        ui::print_json(&document);
    } else {
        ui::print_answer(&question, &answer);
    }
    Ok(if verdict == Verdict::Open { SUCCESS } else { CHECK_FAILED })
}
