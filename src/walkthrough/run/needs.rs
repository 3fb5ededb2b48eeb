//! The steps a step builds on, while all of them run.

use std::collections::BTreeMap;

use tokio::sync::watch;

use crate::aws::ResourceKey;
use crate::resources::AnyHandle;
use crate::walkthrough::{Error, Result, Session, Step, StopReason};

/// How far a step is, for those that build on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::walkthrough) enum Progress {
    Working,
    /// Everything it makes is accepted, and so is everything it builds on.
    Accepted,
    Stopped,
}

/// The steps that a step builds on, and those that it comes after.
#[derive(Clone, Default)]
pub(in crate::walkthrough) struct Needs {
    built_on: Vec<watch::Receiver<Progress>>,
    followed: Vec<watch::Receiver<Progress>>,
}

impl Needs {
    /// Those of a step, among the steps that are walked.
    pub(in crate::walkthrough) fn of(step: &dyn Step, walked: &BTreeMap<&'static str, watch::Receiver<Progress>>) -> Self {
        let of = |steps: &[&'static str]| steps.iter().filter_map(|need| walked.get(need).cloned()).collect();
        Self {
            built_on: of(step.needs()),
            followed: of(step.follows()),
        }
    }

    /// Waits until all that the step builds on are accepted.
    ///
    /// # Errors
    ///
    /// [`Error::Stopped`] when one of them failed, or the run is asked to stop.
    pub(in crate::walkthrough) async fn accepted(&self, session: &Session) -> Result<()> {
        all_accepted(session, &self.built_on).await
    }

    /// Waits until all that the step comes after are accepted.
    ///
    /// # Errors
    ///
    /// As [`Needs::accepted`].
    pub(in crate::walkthrough) async fn followed(&self, session: &Session) -> Result<()> {
        all_accepted(session, &self.followed).await
    }

    /// The handle of a resource that one of them makes, as soon as it is kept; `None` when all are accepted and none made it.
    ///
    /// # Errors
    ///
    /// As [`Needs::accepted`].
    pub(in crate::walkthrough) async fn resource(&self, session: &Session, key: &ResourceKey) -> Result<Option<AnyHandle>> {
        tokio::select! {
            biased;
            () = session.holdings().published(key) => {}
            accepted = self.accepted(session) => accepted?,
        }
        Ok(session.holdings().handle(key))
    }
}

async fn all_accepted(session: &Session, steps: &[watch::Receiver<Progress>]) -> Result<()> {
    let all = async {
        for step in steps {
            let mut step = step.clone();
            let progress = step.wait_for(|progress| *progress != Progress::Working).await;
            if !matches!(progress.as_deref(), Ok(Progress::Accepted)) {
                let reason = session.interruption().reason().unwrap_or(StopReason::StepFailed);
                return Err(Error::Stopped(reason));
            }
        }
        Ok(())
    };
    session.interruption().unless_stopped(all).await
}
