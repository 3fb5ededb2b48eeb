//! The timers by which hosts stop themselves: what a host was not told at its first boot, it is told over SSH.

use jiff::Timestamp;

use crate::hosts::{HostCommand, Hosts};
use crate::resources::{Instance, Key, Kind};
use crate::walkthrough::{Result, Session};

/// A host's timer that says something else than the deployment's expiry.
struct Outdated {
    /// The instance's id.
    id: String,
    /// What it has to say.
    at: Option<Timestamp>,
}

impl Outdated {
    /// That of a host, where the expiry was said after the host was made, or after it was last told.
    fn of(session: &Session, host: &'static str) -> Option<Self> {
        let key = Key::<Instance>::new(host).to_string();
        let id = session.inventory(|inventory| {
            let mut instances = inventory.of(Kind::Instance).iter().filter(|observed| observed.is_live());
            let found = instances.find(|observed| observed.key_or_id() == key && !inventory.is_spare(observed));
            found.map(|found| found.id.clone())
        })?;
        session.checkpoint().read(|state| {
            let expiry = state.expiry.as_ref()?;
            let made_at = state.resources.get(&key)?.intended_at;
            let is_set = match expiry.timers.get(&id) {
                Some(timer) => *timer == expiry.at,
                None => made_at >= expiry.said_at,
            };
            (!is_set).then_some(Self { id, at: expiry.at })
        })
    }
}

/// Whether a host has to be told when to stop itself.
pub(super) fn has_outdated_timer(session: &Session, host: &'static str) -> bool {
    session.hosts().is_some() && Outdated::of(session, host).is_some()
}

/// Sets a host's timer where it is outdated.
///
/// # Errors
///
/// When the host can't be told, or it can't be remembered.
pub(super) async fn keep_timer(session: &Session, hosts: &Hosts, host: &'static str) -> Result<()> {
    let Some(Outdated { id, at }) = Outdated::of(session, host) else {
        return Ok(());
    };
    let setting = async { Ok(hosts.run(host, &HostCommand::StopAt { at }).await?) };
    session.interruption().unless_stopped(setting).await?;
    session.checkpoint().update(|state| {
        if let Some(expiry) = &mut state.expiry {
            expiry.timers.insert(id, at);
        }
    })?;
    Ok(())
}
