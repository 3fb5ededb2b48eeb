//! `jalon run STEP`.

use std::sync::Arc;

use super::args::{Globals, RunOptions};
use super::open::{Access, open};
use super::walk::{Ending, check_and_conclude, is_guided, ui_options};
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Error, Interruption, Interviewer, Result, Step, Walked, run_step};

pub(super) async fn run(mut globals: Globals, options: RunOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let step = WALKTHROUGH.get(&options.step)?;
    let ui = ui::Ui::new(&ui_options(&globals));
    let guided = is_guided(&globals, &ui)?;
    let open = |globals: Globals| {
        let (reporter, interruption) = (ui.reporter(), Arc::clone(&interruption));
        let (ui, prices) = (&ui, &options.prices);
        async move {
            let opened = open(&globals, Access::Write("run"), reporter, interruption).await?;
            ui.go_by(opened.session.aws().clock());
            prices.apply(&opened.session);
            opened.session.refuse_paused()?;
            opened.sweep_for(step).await?;
            Ok::<_, Error>(opened)
        }
    };
    let mut opened = open(globals.clone()).await?;
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
    loop {
        let interviewer = guided.then(|| ui.interviewer());
        let interviewer = interviewer.as_ref().map(|interviewer| interviewer as &dyn Interviewer);
        let outcome = run_step(&opened.session, step, options.with_needs, interviewer).await;
        ui.finish();
        let Walked::Again(answered) = outcome? else { break };
        globals
            .set
            .extend(answered.iter().map(|(key, value)| format!("{key}={value}")));
        drop(opened);
        interruption.forget_failure();
        opened = open(globals.clone()).await?;
    }
    let mut walked: Vec<&'static dyn Step> = if options.with_needs {
        WALKTHROUGH.all_needs(step)
    } else {
        Vec::new()
    };
    walked.push(step);
    check_and_conclude(&opened, &ui, &walked, Ending::Told).await
}
