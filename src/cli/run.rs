//! `jalon run STEP`.

use std::sync::Arc;

use super::args::{Globals, RunOptions};
use super::open::{Access, open};
use super::walk::{Ending, check_and_conclude, is_guided, ui_options};
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Interruption, Interviewer, Result, Step, run_step};

pub(super) async fn run(globals: Globals, options: RunOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let step = WALKTHROUGH.get(&options.step)?;
    let ui = ui::Ui::new(&ui_options(&globals));
    let guided = is_guided(&globals, &ui)?;
    let opened = open(&globals, Access::Write("run"), ui.reporter(), interruption).await?;
    ui.go_by(opened.session.aws().clock());
    options.prices.apply(&opened.session);
    opened.session.refuse_paused()?;
    opened.sweep_for(step).await?;
    opened.settle_ownership(&options.ownership, guided.then_some(&ui)).await?;
    opened.session.settle_expiry(options.expiry.expires)?;
    ui.count_down(opened.session.deployment(), opened.session.expiring());
    opened.session.put_on_everything(&options.tags.tags)?;
    if let Some(budget) = options.budget.budget {
        opened.session.keep_budget(budget)?;
    }
    if let Some(is_brief) = options.lessons.brief {
        opened.session.keep_brief(is_brief)?;
    }
    let interviewer = guided.then(|| ui.interviewer());
    let interviewer = interviewer.as_ref().map(|interviewer| interviewer as &dyn Interviewer);
    let outcome = run_step(&opened.session, step, options.with_needs, interviewer).await;
    ui.finish();
    outcome?;
    let mut walked: Vec<&'static dyn Step> = if options.with_needs {
        WALKTHROUGH.all_needs(step)
    } else {
        Vec::new()
    };
    walked.push(step);
    check_and_conclude(&opened, &ui, &walked, Ending::Told).await
}
