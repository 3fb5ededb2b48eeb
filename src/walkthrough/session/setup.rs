//! What is fixed for the run: nothing writes it once the session is there.

use std::sync::Arc;

use crate::aws::{Aws, Cloud};
use crate::walkthrough::{Error, Event, Given, Reporter, Steps};

/// What is fixed for the run.
pub(super) struct Setup {
    pub(super) steps: Steps,
    pub(super) aws: Aws,
    pub(super) deployment: String,
    pub(super) account: String,
    pub(super) given: Given,
    pub(super) reporter: Arc<dyn Reporter>,
    /// Whether the hosts behind an endpoint that isn't AWS are real.
    pub(super) live_hosts: bool,
}

impl Setup {
    pub(super) fn report(&self, event: &Event, step: Option<&str>) {
        self.reporter.report_of(event, step);
    }

    pub(super) fn sentence(&self, error: &Error) -> String {
        self.reporter.sentence(error)
    }

    pub(super) fn has_live_hosts(&self) -> bool {
        match self.aws.cloud() {
            Cloud::Aws => true,
            Cloud::Endpoint { .. } => self.live_hosts,
            // Its addresses are made up.
            Cloud::Sandbox => false,
        }
    }
}
