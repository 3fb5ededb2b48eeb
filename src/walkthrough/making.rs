//! What an experiment makes on AWS, by the same machinery as everything else, and takes down again.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use crate::aws::{Cloud, Noun, ResourceKey, Search};
use crate::prices::{self, Charge, Cost, Item, PriceList};
use crate::resources::{AnyResource, Kind, Observed, State};
use crate::walkthrough::reconcile::{ensure, patience_for};
use crate::walkthrough::{Advised, DestroyPlan, Destruction, Error, Result, Session};

/// What an experiment is about to make.
#[derive(Clone, Debug)]
pub struct Making {
    /// What it is.
    pub noun: Noun,
    /// Its name.
    pub name: String,
    /// What it costs an hour, about.
    pub cost: Cost,
    /// What it is charged for.
    pub items: BTreeSet<Item>,
    /// The prices of this sum.
    pub prices: Arc<PriceList>,
    /// How long AWS usually takes to make it.
    pub usual_creation: Duration,
    /// How long AWS usually takes to delete it.
    pub usual_deletion: Duration,
    /// Whether nothing of it costs anything: the cloud is simulated.
    pub is_rehearsed: bool,
    /// Whether it stands already, since an earlier run was broken off.
    pub stands: bool,
    /// What makes it later.
    pub later: Advised,
}

impl Making {
    /// What making this comes to.
    pub(in crate::walkthrough) fn of(session: &Session, step: &'static str, resource: &dyn AnyResource) -> Self {
        let base = resource.base();
        let charges: Vec<Charge> = session.inventory(|inventory| resource.charges(None, inventory));
        let (row, list) = (resource.kind().row(), session.prices());
        Self {
            noun: resource.kind().noun(),
            name: base.name.clone(),
            cost: prices::hourly_cost(charges.iter(), &list).rounded(),
            items: prices::in_sums(charges.iter()),
            prices: list,
            usual_creation: row.usual_creation,
            usual_deletion: row.usual_deletion,
            is_rehearsed: *session.aws().cloud() == Cloud::Sandbox,
            stands: session.standing(&base.key).is_some_and(|observed| observed.is_live()),
            later: Advised::Try { step: Some(step) },
        }
    }
}

/// Makes it, or finds it made by an earlier run, and waits until it is ready. Returns it, and what else of its kind stands.
///
/// # Errors
///
/// When it can't be made, AWS gives up on it, or the run is asked to stop.
pub(in crate::walkthrough) async fn make(
    session: &Arc<Session>,
    step: &'static str,
    resource: &dyn AnyResource,
) -> Result<(Observed, Vec<Observed>)> {
    let handle = ensure(session, step, resource).await?;
    let ready = session.readiness().ready(session, &handle).await?;
    session.holdings().publish(ready.clone());
    let own = session.inventory(|inventory| {
        let own = inventory.own(session.deployment());
        let live = own.filter(|observed| observed.kind() == resource.kind() && observed.is_live());
        live.cloned().collect::<Vec<Observed>>()
    });
    let (mut made, beside): (Vec<Observed>, Vec<Observed>) = own.into_iter().partition(|observed| observed.id == ready.id());
    let made = made.pop().ok_or_else(|| Error::Bug {
        detail: format!("{} is ready and not in the inventory", ready.key()),
    })?;
    Ok((made, beside))
}

/// Takes down what an experiment has made, or may have made, and forgets it.
///
/// # Errors
///
/// When AWS doesn't delete it, can't be read, or the run is asked to stop.
pub(in crate::walkthrough) async fn take_down(session: &Arc<Session>, key: &ResourceKey, kind: Kind) -> Result<()> {
    session.interruption().check_cancelled()?;
    let found = match session.standing(key) {
        None => search(session, key, kind).await?,
        found => found,
    };
    if let Some(observed) = found {
        if observed.state == State::Ready {
            session.holdings().trust_listings_of(kind, &observed.id);
        }
        Destruction::run_in_part(session, &DestroyPlan::only(session, &observed.id)?).await?;
    }
    if session.checkpoint().read(|state| state.resources.contains_key(key.as_str())) {
        session.checkpoint().update(|state| state.resources.remove(key.as_str()))?;
    }
    Ok(())
}

/// Looks for what is recorded and AWS did not list: a call of a run that is gone may yet be carried out.
async fn search(session: &Arc<Session>, key: &ResourceKey, kind: Kind) -> Result<Option<Observed>> {
    let record = session.checkpoint().read(|state| state.resources.get(key.as_str()).cloned());
    let Some(record) = record else { return Ok(None) };
    let mut search = Search::begin(session.aws().clock(), patience_for(session, &record));
    loop {
        session.refresh(kind).await?;
        let found = session.standing(key);
        if found.is_some() || search.is_over() {
            return Ok(found);
        }
        tokio::select! {
            biased;
            () = search.next() => {}
            reason = session.interruption().stopped() => return Err(Error::Stopped(reason)),
        }
    }
}
