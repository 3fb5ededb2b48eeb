//! `jalon sweep`: several deployments of an account taken down at once.

use std::sync::Arc;

use futures_util::future::join_all;

use super::args::{Globals, Output};
use super::command_options::{ListOptions, SweepOptions};
use super::exit_code::{SUCCESS, of_error};
use super::failure::{self, Prints};
use super::list::read_list;
use super::open::{Access, Opened, open};
use super::ownership_options::OwnershipOptions;
use super::price_options::PriceOptions;
use super::walk::ui_options;
use crate::locale::say;
use crate::ui;
use crate::walkthrough::{
    DestroyPlan, Destruction, Error, Event, Expiring, Interruption, Misuse, Result, StopReason, Sweepable, Whose,
};

pub(super) async fn sweep(globals: Globals, options: SweepOptions, interruption: Arc<Interruption>) -> Result<u8> {
    let ui = ui::Ui::new(&ui_options(&globals));
    if !globals.yes && !ui.can_ask() {
        return Err(Error::from(Misuse::NobodyToChoose));
    }
    let reading = ListOptions {
        all_regions: options.all_regions,
        prices: PriceOptions::default(),
    };
    let list = interruption
        .unless_stopped(read_list(&globals, &reading, &interruption))
        .await?;
    let mut all = Sweepable::of_list(&list);
    all.retain(|one| one.has_expired || !(options.expired || globals.yes));
    ui.show_sweepable(&all, &list, options.expired || globals.yes);
    let chosen: Vec<Sweepable> = if globals.yes {
        all.into_iter().filter(|one| one.whose == Whose::Ours).collect()
    } else {
        choose(&ui, all, &interruption).await?
    };
    take_down(&globals, &ui, chosen, &interruption).await
}

/// Those whose names the person types.
async fn choose(ui: &ui::Ui, mut all: Vec<Sweepable>, interruption: &Arc<Interruption>) -> Result<Vec<Sweepable>> {
    all.retain(Sweepable::is_choosable);
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let asking = async { Ok(ui.choose_sweepable(&all).await) };
    let Some(typed) = interruption.unless_stopped(asking).await? else {
        return match interruption.quit().await {
            StopReason::Quit => Ok(Vec::new()),
            reason => Err(Error::Stopped(reason)),
        };
    };
    if let Some(given) = typed.iter().find(|given| all.iter().all(|one| one.label != **given)) {
        return Err(Error::from(Misuse::NotAmongThem { given: given.clone() }));
    }
    all.retain(|one| typed.contains(&one.label));
    Ok(all)
}

/// A deployment that is about to go.
struct Going {
    opened: Opened,
    plan: DestroyPlan,
}

/// Takes them down, all at once. What is in the way of one is no reason to leave the others; what could not go is reported at the end.
async fn take_down(globals: &Globals, ui: &ui::Ui, chosen: Vec<Sweepable>, interruption: &Arc<Interruption>) -> Result<u8> {
    if chosen.is_empty() {
        ui::note_line(&say().note_nothing_taken_down());
        return Ok(SUCCESS);
    }
    let (mut going, mut failures) = (Vec::new(), Vec::new());
    for one in &chosen {
        interruption.check_cancelled()?;
        match prepare(globals, ui, one, interruption).await {
            Ok(one) => going.extend(one),
            Err(error) => failures.push((one.name.clone(), error)),
        }
    }
    interruption.check_cancelled()?;
    ui.prepare_sweep(going.iter().map(|one| (one.opened.session.deployment(), one.plan.count())));
    let outcomes = join_all(going.into_iter().map(|one| destroy(ui, one))).await;
    ui.finish();
    failures.extend(
        outcomes
            .into_iter()
            .filter_map(|(name, outcome)| Some((name, outcome.err()?))),
    );
    if interruption.reason().is_some() {
        return interruption.check_cancelled().map(|()| SUCCESS);
    }
    let prints = if globals.output == Output::Json {
        Prints::Events
    } else {
        Prints::Text
    };
    let mut code = SUCCESS;
    for (name, error) in &failures {
        let of_its_own = globals.of_known(name);
        ui::note_line(&say().note_could_not_take_down(name.as_str()));
        failure::show(error, &of_its_own.commands(), prints);
        code = if code == SUCCESS { of_error(error, false) } else { code };
    }
    Ok(code)
}

/// Opens one and settles whose it is, as `destroy` does; `None` where it is no longer to go.
async fn prepare(globals: &Globals, ui: &ui::Ui, one: &Sweepable, interruption: &Arc<Interruption>) -> Result<Option<Going>> {
    let mut its_own = globals.of_known(&one.name);
    if one.whose != Whose::Ours {
        its_own.region = Some(one.place.region.clone());
        its_own.endpoint_url.clone_from(&globals.endpoint_url);
    }
    let opened = open(
        &its_own,
        Access::Write("sweep"),
        ui.reporter_of(&one.name),
        stopping_with(interruption),
    )
    .await?;
    ui.go_by(opened.session.aws().clock());
    let session = &opened.session;
    session.sweep_for_destruction().await?;
    opened
        .settle_ownership(&OwnershipOptions::default(), (!globals.yes).then_some(ui))
        .await?;
    // It may have been given more time since it was listed.
    let has_expired = session.expiring().is_some_and(|expiring| expiring.is_over());
    let was_prolonged = session.tagged_expiry().is_some_and(|tagged| {
        let tagged = Expiring::at(tagged, session.aws().clock().now());
        !tagged.is_over()
    });
    if globals.yes && (!has_expired || was_prolonged) {
        return Ok(None);
    }
    let plan = DestroyPlan::new(session, false);
    Ok(Some(Going { opened, plan }))
}

/// An interruption of its own, so that one that fails does not stop the others; a signal stops all.
fn stopping_with(interruption: &Arc<Interruption>) -> Arc<Interruption> {
    let (all, one) = (Arc::clone(interruption), Arc::new(Interruption::default()));
    let following = Arc::clone(&one);
    tokio::spawn(async move { following.stop(all.stopped().await) });
    one
}

async fn destroy(ui: &ui::Ui, going: Going) -> (String, Result<()>) {
    let Going { opened, plan } = going;
    let session = &opened.session;
    session.report(plan.started(session));
    let deleted = plan.count();
    let outcome = Destruction::run(session, plan).await;
    if outcome.is_ok() {
        session.report(Event::Destroyed { deleted, kept: 0 });
        ui.show_swept(session.deployment(), deleted);
    }
    opened.record().end(outcome.as_ref().err());
    (session.deployment().to_owned(), outcome)
}
