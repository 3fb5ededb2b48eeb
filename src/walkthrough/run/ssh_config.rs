//! The deployment's `ssh_config`, kept as the hosts are.

use crate::hosts::SshHost;
use crate::resources::{Instance, Inventory, Kind};
use crate::walkthrough::{Result, Session};

/// The file, in the deployment's folder.
pub const SSH_CONFIG: &str = "ssh_config";

/// Writes the file when it is not as the hosts are.
///
/// # Errors
///
/// When it can't be written.
pub(in crate::walkthrough) fn write_ssh_config(session: &Session) -> Result<()> {
    session
        .memory()
        .keep_ssh_config(|| session.inventory(|inventory| hosts(inventory, session)))
}

fn hosts(inventory: &Inventory, session: &Session) -> Vec<SshHost> {
    let qualified = |name: &str| format!("jalon-{}-{name}", session.deployment());
    let front_host = session.steps().roles().front_host;
    let instances = inventory.of(Kind::Instance).iter();
    let live = instances.filter(|observed| observed.is_live() && !inventory.is_spare(observed));
    let mut hosts: Vec<SshHost> = live
        .filter_map(|observed| {
            let name = observed.key()?.name().to_owned();
            let is_front = front_host == Some(name.as_str());
            let instance = observed.facts_of::<Instance>()?;
            let address = if is_front {
                instance.public_address?
            } else {
                instance.private_address?
            };
            Some(SshHost {
                address: address.to_string(),
                jump: front_host.filter(|_| !is_front).map(qualified),
                qualified_name: qualified(&name),
                host_key_alias: qualified(&observed.id),
                name,
            })
        })
        .collect();
    hosts.sort_by(|a, b| (a.jump.is_some(), &a.name).cmp(&(b.jump.is_some(), &b.name)));
    hosts
}
