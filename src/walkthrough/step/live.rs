//! Claims about hosts, looked at where there are hosts.

use std::sync::Arc;

use futures_util::future::join_all;

use crate::hosts::Probe;
use crate::walkthrough::{Check, Expected, NotRunReason, Promise, Result, Seen, StepContext, both, run};

impl StepContext {
    /// As [`StepContext::paths`] and [`StepContext::probes`], both at once.
    ///
    /// # Errors
    ///
    /// When the network can't be read whole.
    pub async fn paths_and_probes(&self, promises: &[Promise], probes: Vec<(&str, Probe)>) -> Result<(Vec<Check>, Vec<Check>)> {
        both(self.paths(promises), async { Ok(self.probes(probes).await) }).await
    }

    /// Checks claims about hosts, all at once, where there are hosts to look at.
    pub async fn probes(&self, probes: Vec<(&str, Probe)>) -> Vec<Check> {
        join_all(probes.iter().map(|(claim, probe)| self.probe(claim, probe))).await
    }

    /// Checks a claim about hosts, where there are hosts to look at.
    pub async fn probe(&self, claim: &str, probe: &Probe) -> Check {
        let hosts = match run::hosts(&self.session) {
            Ok(Some(hosts)) => hosts,
            Ok(None) => return Check::not_run(claim, NotRunReason::NoHosts),
            Err(error) => return Check::not_run(claim, NotRunReason::Error(Arc::new(error))),
        };
        match probe.look(hosts).await {
            Ok(()) => Check::passed(claim),
            Err(unmet) => Check::unmet(claim, Expected::OnHost(unmet.expected), Seen::OnHost(unmet.seen)),
        }
    }
}
