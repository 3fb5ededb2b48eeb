//! What a plan says: of each step its resources, and what would be done to each.

use std::collections::{BTreeMap, BTreeSet};

use crate::prices::Charge;
use crate::resources::{Addition, Detail, Field, Kind, Observed, Pausing};
use crate::walkthrough::run::HostWork;
use crate::walkthrough::{Mismatch, SkipReason, Step};

/// What would be done to one resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It would be made.
    Create,
    /// It would be changed.
    Change,
    /// It is there, unrecorded, and would be taken over.
    Adopt,
    /// It is up to date.
    Keep,
    /// The deployment is paused, and with it this: it is stopped or away, and comes back when the deployment is resumed.
    Asleep,
    /// The deployment has expired, and the host has stopped itself.
    Expired,
    /// It would be deleted.
    Delete,
    /// It is in the way and can't be updated: a walk would stop here.
    Conflict,
}

impl Action {
    /// Whether a walk would leave the resource as it is.
    pub(in crate::walkthrough) fn leaves_it(self) -> bool {
        matches!(self, Self::Keep | Self::Adopt | Self::Asleep | Self::Expired)
    }
}

/// One resource of a plan.
#[derive(Clone, Debug)]
pub struct PlannedResource {
    /// Its key.
    pub key: String,
    /// Its kind.
    pub kind: String,
    /// Which part of it this is, where it is a part that goes by itself.
    pub part: Option<Field>,
    /// Its name.
    pub name: String,
    /// What would be done.
    pub action: Action,
    /// Its id, where it is there.
    pub id: Option<String>,
    /// What else a person should see of it, e.g. its address range.
    pub detail: Option<Detail>,
    /// The availability zone it is to be in, where that is given.
    pub zone: Option<String>,
    /// Whether its step no longer asks for it.
    pub is_unwanted: bool,
    /// The keys of what it is built from.
    pub needs: Vec<String>,
    /// What differs.
    pub differences: Vec<Mismatch>,
    /// What others have added, and stays.
    pub additions: Vec<Addition>,
    /// The kind itself.
    pub aws_kind: Kind,
    /// What AWS reports of it.
    pub observed: Option<Observed>,
    /// What it is charged for once the plan is carried out, with what AWS makes with it.
    pub charges: Vec<Charge>,
}

/// What one step would do.
#[derive(Clone, Debug)]
pub struct StepPlan {
    /// The step's id.
    pub step: String,
    /// Its title.
    pub title: &'static str,
    /// Its resources.
    pub resources: Vec<PlannedResource>,
    /// What the step offers, as far as it is known.
    pub outputs: BTreeMap<String, String>,
    /// What it does on hosts that takes a while, whether it is done already or not.
    pub(in crate::walkthrough) host_work: Vec<HostWork>,
    /// Why a walk leaves the step out, where it does.
    pub left_out: Option<SkipReason>,
}

impl PlannedResource {
    /// Whether it is a part of another resource: where resources are counted, it is none.
    pub fn is_part(&self) -> bool {
        self.part.is_some() || self.aws_kind.part_of().is_some()
    }

    /// Whether a walk waits for it: it is to be made, or AWS is still at work on it.
    pub(in crate::walkthrough) fn is_awaited(&self) -> bool {
        self.action == Action::Create || self.observed.as_ref().is_some_and(Observed::is_awaited)
    }
}

impl StepPlan {
    /// The plan of a step that is left out, and of which nothing is there.
    pub(super) fn nothing(step: &dyn Step, left_out: Option<SkipReason>) -> Self {
        Self {
            step: step.id().to_owned(),
            title: step.title(),
            resources: Vec::new(),
            outputs: BTreeMap::new(),
            host_work: Vec::new(),
            left_out,
        }
    }

    /// The resources that a walk looks after: none where it leaves the step out.
    pub(in crate::walkthrough) fn walked_resources(&self) -> impl Iterator<Item = &PlannedResource> {
        self.resources.iter().filter(|_| self.left_out.is_none())
    }

    /// What the step is charged for once it is walked.
    pub(in crate::walkthrough) fn charges(&self) -> Vec<Charge> {
        self.walked_resources()
            .flat_map(|resource| resource.charges.clone())
            .collect()
    }

    /// Whether the step makes something that is charged for.
    pub(super) fn makes_costs(&self) -> bool {
        self.walked_resources()
            .any(|resource| resource.action == Action::Create && !resource.charges.is_empty())
    }

    /// How many resources it has, parts of others not counted.
    pub fn count(&self) -> usize {
        self.resources.iter().filter(|resource| !resource.is_part()).count()
    }

    /// Whether a walk would leave everything as it is.
    pub fn is_settled(&self) -> bool {
        let mut resources = self.resources.iter();
        self.left_out.is_some() || resources.all(|resource| resource.action.leaves_it())
    }

    /// Marks what a pause has stopped or taken away, and what can't be as wanted meanwhile.
    pub(super) fn put_to_sleep(&mut self) {
        let mut asleep: BTreeSet<String> = BTreeSet::new();
        for resource in &mut self.resources {
            let is_asleep = match resource.aws_kind.row().pausing {
                Pausing::TakenAway => resource.action == Action::Create,
                Pausing::Stopped { .. } => {
                    let mut differences = resource.differences.iter();
                    resource.action == Action::Change && differences.all(Mismatch::is_of_state)
                }
                Pausing::Stays => {
                    let is_off = matches!(resource.action, Action::Create | Action::Change);
                    is_off && resource.needs.iter().any(|need| asleep.contains(need))
                }
            };
            if is_asleep {
                asleep.insert(resource.key.clone());
                resource.action = Action::Asleep;
                resource.differences.clear();
            }
        }
    }

    /// Marks the hosts that have stopped themselves when the deployment expired.
    pub(super) fn let_expire(&mut self) {
        for resource in &mut self.resources {
            let is_of_state = resource.differences.iter().all(Mismatch::is_of_state);
            if resource.aws_kind == Kind::Instance && resource.action == Action::Change && is_of_state {
                resource.action = Action::Expired;
                resource.differences.clear();
            }
        }
    }

    /// Whether everything the step builds is there, up to date or not.
    pub fn is_built(&self) -> bool {
        self.resources.iter().all(|resource| resource.action != Action::Create)
    }

    /// Whether all is there but routes: what stands can be checked, and the checks show what the missing ones close.
    pub(in crate::walkthrough) fn stands(&self) -> bool {
        let is_missing = |resource: &PlannedResource| resource.action == Action::Create && resource.aws_kind != Kind::Route;
        !self.resources.iter().any(is_missing)
    }

    /// Whether anything the step builds is there.
    pub fn is_begun(&self) -> bool {
        self.resources.iter().any(|resource| resource.action != Action::Create)
    }
}
