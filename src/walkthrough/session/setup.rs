//! What is fixed for the run: nothing writes it once the session is there.

use std::sync::Arc;

use crate::aws::Aws;
use crate::hosts::Hosts;
use crate::walkthrough::{Error, Event, Given, Reporter, Steps};

/// What is fixed for the run.
pub(super) struct Setup {
    pub(super) steps: Steps,
    pub(super) aws: Aws,
    pub(super) deployment: String,
    pub(super) account: String,
    pub(super) given: Given,
    pub(super) reporter: Arc<dyn Reporter>,
    /// The hosts, where there are any to log in to.
    pub(super) hosts: Option<Hosts>,
}

impl Setup {
    pub(super) fn report(&self, event: &Event, step: Option<&str>) {
        self.reporter.report_of(event, step);
    }

    pub(super) fn sentence(&self, error: &Error) -> String {
        self.reporter.sentence(error)
    }
}
