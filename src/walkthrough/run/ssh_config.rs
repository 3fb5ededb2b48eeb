//! The deployment's `ssh_config`, kept as the hosts are.

use crate::hosts::{HostWord, Hosts, SshHost};
use crate::resources::{Instance, Inventory, Kind, Observed};
use crate::walkthrough::{Event, Notice, Result, Session};

/// Writes the file when it is not as the hosts are.
///
/// # Errors
///
/// When it can't be written.
pub(in crate::walkthrough) fn write_ssh_config(session: &Session) -> Result<()> {
    let mut unusable = Vec::new();
    session.memory().keep_ssh_config(|| {
        let found = session.inventory(|inventory| known_hosts(inventory, session));
        let mut hosts: Vec<SshHost> = Vec::new();
        for found in found {
            match found {
                Ok(host) => hosts.push(host),
                Err(id) => unusable.push(id),
            }
        }
        hosts.sort_by(|a, b| (a.jump.is_some(), &a.name).cmp(&(b.jump.is_some(), &b.name)));
        hosts
    })?;
    for id in unusable {
        if session.notes().note_unusable_host(&id) {
            session.report(Event::Notice(Notice::UnusableHost { id }));
        }
    }
    Ok(())
}

/// The hosts, by a file that is as they are; `None` where there are none to log in to.
///
/// # Errors
///
/// When it can't be written.
pub(in crate::walkthrough) fn hosts(session: &Session) -> Result<Option<&Hosts>> {
    let Some(hosts) = session.hosts() else {
        return Ok(None);
    };
    write_ssh_config(session)?;
    Ok(Some(hosts))
}

/// The hosts that have an address; the id of each that can't be logged in to as it calls itself.
fn known_hosts(inventory: &Inventory, session: &Session) -> Vec<std::result::Result<SshHost, String>> {
    let instances = inventory.of(Kind::Instance).iter();
    let live = instances.filter(|observed| observed.is_live() && !inventory.is_spare(observed));
    live.filter_map(|observed| host(observed, session)).collect()
}

/// The host, where it has an address. A name, an id or an address that is none may hold anything, and the file is not the place for it.
fn host(observed: &Observed, session: &Session) -> Option<std::result::Result<SshHost, String>> {
    let key = observed.key()?;
    let name = key.name();
    let front_host = session.steps().roles().front_host;
    let is_front = front_host == Some(name);
    let instance = observed.facts_of::<Instance>()?;
    if instance.has_unreadable_address {
        return Some(Err(observed.id.clone()));
    }
    let address = if is_front {
        instance.public_address?
    } else {
        instance.private_address?
    };
    let qualified = |name: &str| HostWord::new(&format!("jalon-{}-{name}", session.deployment()));
    let of_words = || {
        // Apart, since what comes before them would make words of them.
        let (name, id) = (HostWord::new(name)?, HostWord::new(&observed.id)?);
        Some(SshHost {
            address,
            jump: match front_host.filter(|_| !is_front) {
                Some(front) => Some(qualified(front)?),
                None => None,
            },
            qualified_name: qualified(name.as_str())?,
            host_key_alias: qualified(id.as_str())?,
            name,
        })
    };
    Some(of_words().ok_or_else(|| observed.id.clone()))
}
