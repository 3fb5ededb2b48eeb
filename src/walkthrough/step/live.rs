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
        self.verdict_of(claim, probe).await.looked_at(probe.look_told())
    }

    /// What a probe comes to. One that was looked at while the walk waited for its last step need not
    /// be looked at again (docs/PERFORMANCE.md, "What is looked at when").
    async fn verdict_of(&self, claim: &str, probe: &Probe) -> Check {
        if self.reads_only() {
            return Check::not_run(claim, NotRunReason::NoHosts);
        }
        let hosts = match run::hosts(&self.session) {
            // The last step may be copying what is there.
            Ok(Some(hosts)) if !self.is_ahead() || probe.only_reads() => hosts,
            Ok(_) => return Check::not_run(claim, NotRunReason::NoHosts),
            Err(error) => return Check::not_run(claim, NotRunReason::Error(Arc::new(error))),
        };
        let (began, early) = (self.session.run_state(), self.session.early_probes());
        if early.has_passed(probe, began) {
            return Check::passed(claim);
        }
        match probe.look(hosts).await {
            Ok(()) => {
                if self.is_ahead() {
                    early.keep(probe.clone(), began);
                }
                Check::passed(claim)
            }
            Err(unmet) => Check::unmet(claim, Expected::OnHost(unmet.expected), Seen::OnHost(unmet.seen)),
        }
    }
}
