//! Stopping: nothing new is started, calls in flight are recorded, waits end.

use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::sync::watch;

use crate::aws::StopSignal;
use crate::walkthrough::{Error, Result, StopReason};

/// How long a signal may take from the terminal to its handler.
const SIGNAL_DELAY: Duration = Duration::from_millis(200);

/// Shared by everything that runs: asked before anything new is started, and awaited by every wait.
#[derive(Debug)]
pub struct Interruption(watch::Sender<Option<StopReason>>);

impl Default for Interruption {
    fn default() -> Self {
        Self(watch::Sender::new(None))
    }
}

impl Interruption {
    /// Asks everything to stop. The first reason stands, but a person's or the system's stands before a step's failure.
    pub fn stop(&self, reason: StopReason) {
        self.0.send_if_modified(|current| {
            let counts = matches!(current, None | Some(StopReason::StepFailed)) && *current != Some(reason);
            if counts {
                *current = Some(reason);
            }
            counts
        });
    }

    /// Goes on after a step's failure. Nothing may be at work any more that was asked to stop.
    pub fn forget_failure(&self) {
        self.0.send_if_modified(|current| {
            let is_failure = *current == Some(StopReason::StepFailed);
            if is_failure {
                *current = None;
            }
            is_failure
        });
    }

    /// Why to stop, if at all.
    pub fn reason(&self) -> Option<StopReason> {
        *self.0.borrow()
    }

    /// Goes on, or fails when the run has been asked to stop.
    ///
    /// # Errors
    ///
    /// [`Error::Stopped`].
    pub fn check_cancelled(&self) -> Result<()> {
        match self.reason() {
            Some(reason) => Err(Error::Stopped(reason)),
            None => Ok(()),
        }
    }

    /// What an error comes to: a call that was cut short failed because the run is to stop.
    pub fn cause_of(&self, error: Error) -> Error {
        let is_cut_short = error.aws().is_some_and(|error| error.is_cut_short);
        match self.reason().filter(|_| is_cut_short) {
            Some(reason) => Error::Stopped(reason),
            None => error,
        }
    }

    /// Stops because a prompt was left, and returns why: Ctrl-C and a closed terminal end the prompt, and their signal comes a moment
    /// later.
    pub async fn quit(&self) -> StopReason {
        let signal = tokio::time::timeout(SIGNAL_DELAY, self.stopped()).await;
        let reason = signal.unwrap_or(StopReason::Quit);
        self.stop(reason);
        reason
    }

    /// Whether the person agrees. The run quits where they don't.
    ///
    /// # Errors
    ///
    /// When the run is asked to stop before they have answered.
    pub async fn is_confirmed(&self, answer: impl Future<Output = bool>) -> Result<bool> {
        if self.unless_stopped(async { Ok(answer.await) }).await? {
            return Ok(true);
        }
        match self.quit().await {
            StopReason::Quit => Ok(false),
            reason => Err(Error::Stopped(reason)),
        }
    }

    /// Carries `work` through unless the run is asked to stop first: for work that only looks, or that may be given up anywhere.
    ///
    /// # Errors
    ///
    /// The work's own, or [`Error::Stopped`].
    pub async fn unless_stopped<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        tokio::select! {
            biased;
            // A call that was cut short fails because of the stop.
            done = work => done.map_err(|error| self.cause_of(error)),
            reason = self.stopped() => Err(Error::Stopped(reason)),
        }
    }

    /// Waits until the run is asked to stop.
    pub async fn stopped(&self) -> StopReason {
        self.stopped_for(|_| true).await
    }

    /// Waits until the run is asked to stop by anything but a step's failure: whoever is typing an answer may end it.
    pub async fn told_to_stop(&self) -> StopReason {
        self.stopped_for(|reason| reason != StopReason::StepFailed).await
    }

    async fn stopped_for(&self, counts: impl Fn(StopReason) -> bool) -> StopReason {
        let mut receiver = self.0.subscribe();
        loop {
            let reason = *receiver.borrow_and_update();
            if let Some(reason) = reason.filter(|reason| counts(*reason)) {
                return reason;
            }
            if receiver.changed().await.is_err() {
                // The sender is this very value, so it outlives every receiver made from it.
                std::future::pending::<()>().await;
            }
        }
    }
}

impl StopSignal for Interruption {
    fn is_stopping(&self) -> bool {
        self.reason().is_some()
    }

    fn stopping(&self) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            self.stopped().await;
        })
    }
}
