//! The target that plans: it reads what is there and reports what the builder would do. It changes nothing, anywhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;

use crate::aws::ResourceKey;
use crate::checkpoint::ResourceRecord;
use crate::hosts::{AppSource, Prepared};
use crate::resources::{AnyHandle, AnyResource, Difference, Kind, Observed, State};
use crate::walkthrough::inspect::planned::{Action, PlannedResource, StepPlan};
use crate::walkthrough::reconcile::{Differences, is_foreign, surplus, unwanted};
use crate::walkthrough::run::HostWork;
use crate::walkthrough::step::Target;
use crate::walkthrough::{Answers, Error, Mismatch, Notice, Result, Session, Step, StepContext};

/// Looks and reports.
#[derive(Default)]
pub(in crate::walkthrough) struct Planner {
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    resources: Vec<PlannedResource>,
    handles: BTreeMap<ResourceKey, AnyHandle>,
    outputs: BTreeMap<String, String>,
    host_work: Vec<HostWork>,
}

impl Planner {
    fn seen<R>(&self, change: impl FnOnce(&mut Seen) -> R) -> R {
        change(&mut self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes what has been seen since the last time; the handles stay.
    fn take(&self) -> Seen {
        self.seen(|seen| {
            let handles = std::mem::take(&mut seen.handles);
            std::mem::replace(
                seen,
                Seen {
                    handles,
                    ..Seen::default()
                },
            )
        })
    }

    /// The handles of everything that is there.
    pub(in crate::walkthrough) fn real_handles(&self) -> Vec<AnyHandle> {
        self.seen(|seen| seen.handles.values().filter(|handle| !handle.is_planned()).cloned().collect())
    }
}

#[async_trait]
impl Target for Planner {
    async fn ensure(&self, session: &Arc<Session>, resource: &dyn AnyResource) -> Result<AnyHandle> {
        session.check_readable(resource.kind())?;
        let (planned, removals) = plan_resource(session, resource);
        let key = resource.base().key.clone();
        let handle = match &planned.observed {
            Some(observed) => AnyHandle::of(key, observed),
            None => AnyHandle::planned(key, resource.kind()),
        };
        self.seen(|seen| {
            seen.resources.push(planned);
            seen.resources.extend(removals);
            seen.handles.insert(handle.key().clone(), handle.clone());
        });
        Ok(handle)
    }

    async fn ready(&self, _: &Arc<Session>, handle: &AnyHandle) -> Result<AnyHandle> {
        Ok(handle.clone())
    }

    async fn keep_newest(&self, session: &Arc<Session>, step: &'static str, kind: Kind, keep: usize) -> Result<()> {
        let made = self.seen(|seen| {
            let new = seen
                .resources
                .iter()
                .filter(|resource| resource.aws_kind == kind && resource.action == Action::Create);
            new.count()
        });
        for old in surplus(session, step, kind, keep.saturating_sub(made)) {
            self.seen(|seen| seen.resources.push(planned_deletion(&old)));
        }
        Ok(())
    }

    async fn resource(&self, session: &Arc<Session>, key: &ResourceKey) -> Result<Option<AnyHandle>> {
        let planned = self.seen(|seen| seen.handles.get(key).cloned());
        Ok(planned.or_else(|| session.holdings().handle(key)))
    }

    /// A plan needs no notices: the walk shows them.
    fn notice(&self, _: &Session, _: Notice) {}

    fn has_first_boot(&self, _: &Session, _: &'static str, host: &'static str) {
        self.seen(|seen| seen.host_work.push(HostWork::FirstBoot(host)));
    }

    async fn prepare(&self, _: &Arc<Session>, host: &'static str, _: AppSource) -> Result<Option<Prepared>> {
        self.seen(|seen| seen.host_work.extend([HostWork::Images(host), HostWork::Application(host)]));
        Ok(None)
    }

    fn output(&self, _: &Session, name: &str, value: String) -> Result<()> {
        self.seen(|seen| seen.outputs.insert(name.to_owned(), value));
        Ok(())
    }

    fn no_output(&self, _: &Session, _: &str) -> Result<()> {
        Ok(())
    }
}

/// What would be done to a resource, and to the parts of it that go.
fn plan_resource(session: &Session, resource: &dyn AnyResource) -> (PlannedResource, Vec<PlannedResource>) {
    let base = resource.base();
    let mut found = session.inventory(|inventory| resource.find(inventory));
    let mut planned = PlannedResource {
        key: base.key.to_string(),
        kind: resource.kind().to_string(),
        part: None,
        name: base.name.clone(),
        action: Action::Create,
        id: None,
        detail: base.detail.clone(),
        zone: base.zone.clone(),
        is_unwanted: false,
        needs: base.needs.iter().map(ResourceKey::to_string).collect(),
        differences: Vec::new(),
        additions: Vec::new(),
        aws_kind: resource.kind(),
        observed: None,
        charges: session.inventory(|inventory| resource.charges(found.last(), inventory)),
    };
    let Some(observed) = found.pop() else {
        return (planned, Vec::new());
    };
    planned.id = Some(observed.id.clone());
    if !found.is_empty() {
        let others = found.into_iter().map(|other| other.id).collect();
        planned.action = Action::Conflict;
        planned.charges.clear();
        planned.differences = vec![Mismatch::Duplicates(others)];
        return (planned, Vec::new());
    }
    if is_foreign(session, resource, &observed) {
        planned.action = Action::Conflict;
        planned.charges.clear();
        planned.differences = vec![Mismatch::Foreign];
        return (planned, Vec::new());
    }
    let differences = Differences::of(session, resource, &observed);
    let (removals, differences): (Vec<Difference>, Vec<Difference>) = differences
        .all()
        .cloned()
        .partition(|difference| difference.removed_part.is_some());
    planned.action = action_for(session, resource, &observed, &differences);
    planned.differences = differences.into_iter().map(Mismatch::Difference).collect();
    planned.additions = resource.additions(&observed);
    planned.observed = Some(observed);
    let removals = removals
        .iter()
        .filter_map(|part| planned_removal_of(&planned, part))
        .collect();
    (planned, removals)
}

/// A part of a resource that goes by itself: what goes is planned as a deletion.
fn planned_removal_of(planned: &PlannedResource, removal: &Difference) -> Option<PlannedResource> {
    let name = removal.removed_part.clone()?;
    Some(PlannedResource {
        key: format!("{}/{name}", planned.key),
        part: Some(removal.field),
        name,
        action: Action::Delete,
        needs: vec![planned.key.clone()],
        detail: None,
        differences: Vec::new(),
        additions: Vec::new(),
        charges: Vec::new(),
        ..planned.clone()
    })
}

fn action_for(session: &Session, resource: &dyn AnyResource, observed: &Observed, differences: &[Difference]) -> Action {
    if differences.iter().any(|difference| !difference.changeable) {
        return Action::Conflict;
    }
    if !differences.is_empty() || matches!(observed.state, State::Failed(_)) {
        return Action::Change;
    }
    let key = resource.base().key.as_str();
    let recorded = session.checkpoint().read(|state| {
        state
            .resources
            .get(key)
            .is_some_and(|record| record.id.as_deref() == Some(&observed.id))
    });
    if recorded { Action::Keep } else { Action::Adopt }
}

fn planned_deletion(old: &Observed) -> PlannedResource {
    PlannedResource {
        key: old.key_or_id(),
        kind: old.kind().to_string(),
        part: None,
        name: old.id.clone(),
        action: Action::Delete,
        id: Some(old.id.clone()),
        detail: None,
        zone: None,
        is_unwanted: false,
        needs: Vec::new(),
        differences: Vec::new(),
        additions: Vec::new(),
        aws_kind: old.kind(),
        observed: Some(old.clone()),
        charges: Vec::new(),
    }
}

/// Plans these steps, in order, against the inventory. Prices are looked up, where AWS is to be asked for them.
///
/// # Errors
///
/// When an answer is missing or not allowed, or a look-up fails.
pub async fn plan_steps(session: &Arc<Session>, steps: &[&'static dyn Step], answers: &Arc<Answers>) -> Result<Vec<StepPlan>> {
    let plans = plan_with(session, &Arc::new(Planner::default()), steps, answers).await?;
    session.look_up_prices(&plans).await;
    Ok(plans)
}

pub(in crate::walkthrough) async fn plan_with(
    session: &Arc<Session>,
    planner: &Arc<Planner>,
    steps: &[&'static dyn Step],
    answers: &Arc<Answers>,
) -> Result<Vec<StepPlan>> {
    let mut plans = Vec::with_capacity(steps.len());
    for step in steps {
        plans.push(plan_step(session, planner, *step, answers).await?);
    }
    Ok(plans)
}

/// Plans one step on the handles of those planned before it.
pub(in crate::walkthrough) async fn plan_step(
    session: &Arc<Session>,
    planner: &Arc<Planner>,
    step: &'static dyn Step,
    answers: &Arc<Answers>,
) -> Result<StepPlan> {
    let left_out = session.left_out().get(step.id()).copied();
    if left_out.is_some() && session.memory().recorded_keys(step.id()).is_empty() {
        return Ok(StepPlan::nothing(step, left_out));
    }
    let cx = StepContext::new(session, Arc::clone(planner) as Arc<dyn Target>, answers, step.id());
    step.apply(&cx).await.map_err(|source| Error::Step {
        step: step.id(),
        source: Box::new(source),
    })?;
    let Seen {
        mut resources,
        outputs,
        host_work,
        ..
    } = planner.take();
    let wanted: BTreeSet<ResourceKey> = resources
        .iter()
        .map(|resource| ResourceKey::from(resource.key.as_str()))
        .collect();
    resources.extend(
        unwanted(session, step.id(), &wanted)
            .into_iter()
            .map(|(key, record)| planned_removal(&key, &record)),
    );
    let mut plan = StepPlan {
        step: step.id().to_owned(),
        title: step.title(),
        resources,
        outputs,
        host_work,
        left_out,
    };
    if session.sleeps(step) {
        plan.put_to_sleep();
    }
    if session.has_expired() {
        plan.let_expire();
    }
    Ok(plan)
}

fn planned_removal(key: &str, record: &ResourceRecord) -> PlannedResource {
    let kind = Kind::named(&record.kind).unwrap_or(Kind::Route);
    PlannedResource {
        key: key.to_owned(),
        kind: record.kind.clone(),
        part: None,
        name: key.to_owned(),
        action: Action::Delete,
        id: record.id.clone(),
        detail: None,
        zone: None,
        is_unwanted: true,
        needs: Vec::new(),
        differences: Vec::new(),
        additions: Vec::new(),
        aws_kind: kind,
        observed: None,
        charges: Vec::new(),
    }
}

/// The first resource in the way of a walk: what AWS lets nobody change is reported before anything is made.
pub(in crate::walkthrough) fn refuse_conflicts(session: &Session, plans: &[StepPlan]) -> Result<()> {
    let mut all = plans
        .iter()
        .flat_map(|plan| plan.resources.iter().map(move |resource| (plan, resource)));
    match all.find(|(_, resource)| resource.action == Action::Conflict) {
        // Two of one key, or a stranger: the walk names them when it comes to them.
        Some((_, resource)) if resource.observed.is_none() => Ok(()),
        Some((plan, resource)) => Err(Error::Unchangeable {
            noun: resource.aws_kind.noun(),
            key: resource.key.clone(),
            id: resource.id.clone().unwrap_or_default(),
            differences: resource.differences.clone(),
            ways_out: session.ways_out(&plan.step, resource.aws_kind),
        }),
        None => Ok(()),
    }
}
