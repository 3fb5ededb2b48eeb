//! What AWS itself has put into the VPCs that are taken down, and what goes with them: GuardDuty's endpoint and group.

use tokio::sync::OnceCell;

use crate::aws::{Backoff, Class};
use crate::resources::{Kind, Observed, delete, guardduty_resources};
use crate::walkthrough::not_yet::{PATIENCE, is_not_yet};
use crate::walkthrough::{Error, Event, Result, Session};

/// What AWS has put into some VPCs. It is looked for only once something refuses to go.
pub(in crate::walkthrough) struct Companions {
    vpcs: Vec<String>,
    /// Set once they are gone, or AWS has refused.
    settled: OnceCell<()>,
}

impl Companions {
    /// Those in the VPCs among these resources.
    pub(in crate::walkthrough) fn of(goes: &[Observed]) -> Self {
        let vpcs = goes.iter().filter(|observed| observed.kind() == Kind::Vpc);
        Self {
            vpcs: vpcs.map(|observed| observed.id.clone()).collect(),
            settled: OnceCell::new(),
        }
    }

    /// Takes them down, once. What AWS refuses here is named as what holds the VPC.
    ///
    /// # Errors
    ///
    /// When AWS can't be asked, or the run is asked to stop.
    pub(in crate::walkthrough) async fn take_down(&self, session: &Session) -> Result<()> {
        if self.vpcs.is_empty() {
            return Ok(());
        }
        let settle = || async {
            match take_all(session, &self.vpcs).await {
                Err(error) if is_refused(&error) => Ok(()),
                taken => taken,
            }
        };
        self.settled.get_or_try_init(settle).await.copied()
    }
}

fn is_refused(error: &Error) -> bool {
    error
        .aws()
        .is_some_and(|error| matches!(error.class, Class::Denied | Class::Refused))
}

async fn take_all(session: &Session, vpcs: &[String]) -> Result<()> {
    for observed in guardduty_resources(session.aws(), vpcs).await? {
        session.report(Event::Deleting {
            key: observed.id.clone(),
            kind: observed.kind().to_string(),
            id: observed.id.clone(),
            usual_seconds: 0,
        });
        take(session, &observed).await?;
        session.report(Event::deleted(&observed.id, &observed.id, observed.kind()));
    }
    Ok(())
}

/// Takes one of them down. The endpoint's network interfaces hold the group for a while.
async fn take(session: &Session, observed: &Observed) -> Result<()> {
    let started = session.aws().clock().elapsed();
    let mut backoff = Backoff::for_propagation();
    loop {
        let is_late = session.aws().clock().elapsed() - started >= PATIENCE;
        match delete(session.aws(), observed).await {
            Err(error) if is_not_yet(&error, observed.kind()) && !is_late => {}
            other => return Ok(other?),
        }
        tokio::select! {
            biased;
            () = backoff.wait(session.aws().clock()) => {}
            reason = session.interruption().stopped() => return Err(Error::Stopped(reason)),
        }
    }
}
