//! The steps a step builds on, while all of them run.

use tokio::sync::watch;

use super::{Error, Result, Session, StopReason};
use crate::aws::Key;
use crate::resources::Handle;

/// How far a step is, for those that build on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    Working,
    /// Everything it makes is accepted, and so is everything it builds on.
    Accepted,
    Stopped,
}

/// The steps that a step builds on.
#[derive(Clone, Default)]
pub(super) struct Needs(Vec<watch::Receiver<Progress>>);

impl FromIterator<watch::Receiver<Progress>> for Needs {
    fn from_iter<I: IntoIterator<Item = watch::Receiver<Progress>>>(steps: I) -> Self {
        Self(steps.into_iter().collect())
    }
}

impl Needs {
    /// Waits until all of them are accepted.
    ///
    /// # Errors
    ///
    /// [`Error::Stopped`] when one of them failed, or the run is asked to stop.
    pub(super) async fn accepted(&self, session: &Session) -> Result<()> {
        for need in &self.0 {
            accepted(session, need.clone()).await?;
        }
        Ok(())
    }

    /// The handle of a resource that one of them makes, as soon as it is kept; `None` when all are accepted and none made it.
    ///
    /// # Errors
    ///
    /// As [`Needs::accepted`].
    pub(super) async fn resource(&self, session: &Session, key: &Key) -> Result<Option<Handle>> {
        let mut kept = session.handles_kept();
        let mut accepted = std::pin::pin!(self.accepted(session));
        loop {
            kept.borrow_and_update();
            if let Some(handle) = session.handle(key) {
                return Ok(Some(handle));
            }
            tokio::select! {
                biased;
                // The sender is kept as long as the session.
                _ = kept.changed() => {}
                outcome = &mut accepted => {
                    outcome?;
                    return Ok(session.handle(key));
                }
            }
        }
    }
}

async fn accepted(session: &Session, mut need: watch::Receiver<Progress>) -> Result<()> {
    loop {
        match *need.borrow_and_update() {
            Progress::Accepted => return Ok(()),
            Progress::Stopped => {
                return Err(Error::Stopped(
                    session.interruption.reason().unwrap_or(StopReason::StepFailed),
                ));
            }
            Progress::Working => {}
        }
        tokio::select! {
            biased;
            changed = need.changed() => {
                if changed.is_err() {
                    return Err(Error::Stopped(StopReason::StepFailed));
                }
            }
            reason = session.interruption.stopped() => return Err(Error::Stopped(reason)),
        }
    }
}
