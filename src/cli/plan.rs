//! `jalon plan [STEP]`.

use std::sync::Arc;

use super::args::{Globals, Output};
use super::command_options::PlanOptions;
use super::exit_code::{SOMETHING_TO_DO, SUCCESS};
use super::open::{Access, open};
use super::walk::ui_options;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Interruption, Result, StepPlan, plan_steps, price_plans};

pub(super) async fn plan(globals: Globals, options: PlanOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let wanted = options.step.as_deref().map(|step| WALKTHROUGH.get(step)).transpose()?;
    let ui = ui::Ui::new(&ui_options(&globals));
    let opened = open(&globals, Access::Read, ui.quiet_reporter(), interruption).await?;
    options.prices.apply(&opened.session);
    ui.count_down(opened.session.deployment(), opened.session.expiring());
    opened.sweep().await?;
    let session = &opened.session;
    let answers = Arc::new(session.planned_answers().await?);
    // A step's plan stands on those of the steps before it.
    let last = wanted.map_or(WALKTHROUGH.count(), |step| WALKTHROUGH.number(step.id()));
    let steps: Vec<_> = WALKTHROUGH.iter().take(last).collect();
    let mut plans = plan_steps(session, &steps, &answers).await?;
    let price = price_plans(session, &plans);
    if let Some(step) = wanted {
        plans.retain(|plan| plan.step == step.id());
    }
    if globals.output == Output::Json {
        ui::print_json(&ui::PlanDocument::new(
            &globals.deployment,
            session.expiring(),
            &plans,
            &price,
        ));
    } else {
        ui::print_plan(&plans, &price);
    }
    let settled = plans.iter().all(StepPlan::is_settled);
    Ok(if options.detailed_exitcode && !settled {
        SOMETHING_TO_DO
    } else {
        SUCCESS
    })
}
