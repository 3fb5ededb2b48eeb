//! What experiments have made and not taken down: one was broken off, or still goes on.

use crate::aws::ResourceKey;
use crate::resources::{Inventory, Kind, Observed};
use crate::walkthrough::destroy_plan::is_over;
use crate::walkthrough::{Advised, Event, Notice, Session, Step};

/// Something that an experiment has made, or begun to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remains {
    /// The step whose experiment it is.
    pub step: &'static str,
    /// Its key.
    pub key: ResourceKey,
    /// What it is.
    pub kind: Kind,
    /// Its id; `None` where nobody knows whether AWS made it.
    pub id: Option<String>,
}

impl Session {
    /// What the experiments of all steps have left, by what is recorded and by what AWS holds.
    pub fn remains(&self) -> Vec<Remains> {
        let keys = self.steps().iter().flat_map(|step| {
            let keys = step.tries_with().into_iter();
            keys.map(move |key| (step.id(), key))
        });
        keys.filter_map(|(step, key)| self.remains_of(step, key)).collect()
    }

    fn remains_of(&self, step: &'static str, key: ResourceKey) -> Option<Remains> {
        if let Some(observed) = self.standing(&key) {
            let (kind, id) = (observed.kind(), Some(observed.id));
            return Some(Remains { step, key, kind, id });
        }
        let record = self.checkpoint().read(|state| state.resources.get(key.as_str()).cloned())?;
        Some(Remains {
            step,
            key,
            kind: Kind::named(&record.kind)?,
            id: record.id,
        })
    }

    /// What AWS holds of the deployment by this key, also while it is being deleted.
    pub(in crate::walkthrough) fn standing(&self, key: &ResourceKey) -> Option<Observed> {
        let deployment = self.deployment();
        let found = |inventory: &Inventory| {
            let mut own = inventory.own(deployment);
            own.find(|observed| observed.has_key(key) && !is_over(observed)).cloned()
        };
        self.inventory(found)
    }

    /// Says what experiments have left, and which command ends each.
    pub fn report_remains(&self) {
        self.report_those(|_| true);
    }

    /// As [`Session::report_remains`], of one step.
    pub(in crate::walkthrough) fn report_remains_of(&self, step: &dyn Step) {
        self.report_those(|remains| remains.step == step.id());
    }

    fn report_those(&self, is_wanted: impl Fn(&Remains) -> bool) {
        for Remains { step, key, id, .. } in self.remains().into_iter().filter(is_wanted) {
            self.report(Event::Notice(Notice::LeftOfExperiment {
                key: key.to_string(),
                id,
                ends: Advised::Try { step: Some(step) },
            }));
        }
    }
}
