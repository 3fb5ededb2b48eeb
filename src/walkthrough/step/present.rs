//! What a step's experiments see of the resources that stand.

use crate::checkpoint::StepStatus;
use crate::resources::{AnyHandle, Handle, Inventory, Key, Observed, OfKind, State};
use crate::walkthrough::StepContext;

impl StepContext {
    /// The resource of this key, if it is in use.
    pub fn present<K: OfKind>(&self, key: &Key<K>) -> Option<Handle<K>> {
        let observed = self.session.inventory(|inventory| inventory.live(key).cloned())?;
        AnyHandle::of(key.any(), &observed).of_kind()
    }

    /// Whether an earlier walk has finished a step.
    pub fn is_done(&self, step: &str) -> bool {
        self.session.step_status(step) == StepStatus::Done
    }

    /// The deployment's resources of a kind that are ready.
    pub fn all_ready<K: OfKind>(&self) -> Vec<Handle<K>> {
        let deployment = self.session.deployment();
        let ready = |inventory: &Inventory| -> Vec<Observed> {
            let own = inventory.own(deployment).filter(|observed| observed.kind() == K::KIND);
            own.filter(|observed| observed.state == State::Ready).cloned().collect()
        };
        let all = self.session.inventory(ready);
        all.iter()
            .filter_map(|observed| AnyHandle::of(observed.key()?, observed).of_kind())
            .collect()
    }
}
