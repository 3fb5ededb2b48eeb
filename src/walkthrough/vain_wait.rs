//! Deletions that wait for what nobody takes away.

use std::time::Duration;

use crate::resources::{Blocker, Observed, blockers, goes_by_itself};
use crate::walkthrough::{Result, Session};

/// After how long a wait is given up where the same foreign things hold the resource all the time. AWS itself takes seconds to let go of an
/// instance, a minute for a NAT gateway (docs/AWS.md, "Times"); what it lets linger for longer is known by its description.
const PATIENCE: Duration = Duration::from_secs(5 * 60);
/// How often it is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// What holds one resource, as seen from time to time.
#[derive(Default)]
pub(in crate::walkthrough) struct VainWait {
    /// Those blockers that do not go by themselves.
    foreign: Vec<Blocker>,
    /// Since when they have been the same.
    since: Duration,
    next_look: Duration,
}

impl VainWait {
    /// Whether there is no use in waiting for longer, `waited` after the first try.
    ///
    /// # Errors
    ///
    /// When AWS can't be asked.
    pub(in crate::walkthrough) async fn is_over(
        &mut self,
        session: &Session,
        observed: &Observed,
        waited: Duration,
    ) -> Result<bool> {
        if waited < self.next_look {
            return Ok(false);
        }
        self.next_look = waited + LOOK_EVERY;
        let mut foreign = Vec::new();
        for blocker in blockers(session.aws(), observed).await? {
            if !goes_by_itself(session.aws(), &blocker).await? {
                foreign.push(blocker);
            }
        }
        foreign.sort();
        if foreign != self.foreign {
            self.foreign = foreign;
            self.since = waited;
        }
        Ok(!self.foreign.is_empty() && waited - self.since >= PATIENCE)
    }
}
