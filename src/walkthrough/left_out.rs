//! The steps a person leaves out: remembered, shown by every view, and taken back by running the step.

use std::collections::BTreeMap;

use crate::checkpoint::{StateFile, StepStatus};
use crate::walkthrough::{Event, Result, Session, SkipReason, Step, Steps};

/// The steps that are left out, each with the reason: the person chose to, or it builds on one that is left out and isn't there.
pub fn left_out(state: Option<&StateFile>, steps: Steps) -> BTreeMap<&'static str, SkipReason> {
    let mut all = BTreeMap::new();
    let Some(state) = state else {
        return all;
    };
    let is_chosen = |step: &str| {
        state
            .steps
            .get(step)
            .is_some_and(|record| record.status == StepStatus::Skipped)
    };
    let is_there = |step: &str| state.resources.values().any(|record| record.step == step);
    // A step stands after all it builds on.
    for step in steps.iter() {
        let missing = step.needs().iter().find(|need| all.contains_key(*need) && !is_there(need));
        let reason = match missing {
            _ if is_chosen(step.id()) => Some(SkipReason::Chosen),
            Some(need) => Some(SkipReason::Need(need)),
            None => None,
        };
        all.extend(reason.map(|reason| (step.id(), reason)));
    }
    all
}

impl Session {
    /// The steps that are left out; see [`left_out`].
    pub fn left_out(&self) -> BTreeMap<&'static str, SkipReason> {
        self.checkpoint().read(|state| left_out(Some(state), self.steps()))
    }

    /// Leaves these steps out from now on. What they have built stays.
    ///
    /// # Errors
    ///
    /// When it can't be remembered.
    pub fn leave_out(&self, steps: &[&'static dyn Step]) -> Result<()> {
        for step in steps {
            self.set_step_status(step.id(), StepStatus::Skipped, None)?;
            self.mark_left_out(*step, true)?;
        }
        Ok(())
    }

    fn mark_left_out(&self, step: &dyn Step, left_out: bool) -> Result<()> {
        let is_marked = |state: &StateFile| state.steps.get(step.id()).is_some_and(|record| record.left_out);
        if self.checkpoint().read(is_marked) != left_out {
            self.checkpoint()
                .update(|state| state.steps.entry(step.id().to_owned()).or_default().left_out = left_out)?;
        }
        Ok(())
    }

    /// Leaves a step out no longer.
    ///
    /// # Errors
    ///
    /// When it can't be remembered.
    pub(in crate::walkthrough) fn take_back(&self, step: &dyn Step) -> Result<()> {
        if self.step_status(step.id()) == StepStatus::Skipped {
            self.set_step_status(step.id(), StepStatus::Pending, None)?;
        }
        self.note_talk(|talk| talk.left_out.retain(|left_out| left_out != step.id()))?;
        self.mark_left_out(step, false)
    }

    /// Those of these steps that are not left out. Each that is left out is reported. In a talk, what was left out in an earlier one is
    /// talked about again.
    pub fn without_left_out(&self, steps: Vec<&'static dyn Step>, is_talk: bool) -> Vec<&'static dyn Step> {
        let left_out = self.checkpoint().read(|state| {
            let mut state = state.clone();
            state.steps.retain(|_, record| record.left_out || !is_talk);
            left_out(Some(&state), self.steps())
        });
        let (walked, others): (Vec<_>, Vec<_>) = steps.into_iter().partition(|step| !left_out.contains_key(step.id()));
        for (step, reason) in others.iter().filter_map(|step| Some((step, left_out.get(step.id())?))) {
            self.report(Event::StepSkipped {
                step: step.id().to_owned(),
                reason: *reason,
            });
        }
        walked
    }
}
