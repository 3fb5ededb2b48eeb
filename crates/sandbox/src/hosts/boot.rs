//! Boots: when they begin, how they end, and what cloud-init says of them.

use std::fmt;

use jiff::Timestamp;

use super::machine::Machine;
use super::network::HTTPS;
use super::view::HostView;
use crate::common::Context;

/// How far cloud-init is. Source: cloud-init documentation, "Reported status".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BootState {
    /// It works.
    Running,
    /// It ended without an error.
    Done,
    /// It ended with one.
    Error,
}

impl fmt::Display for BootState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Error => "error",
        })
    }
}

/// What `cloud-init status` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BootStatus {
    /// How far it is.
    pub status: BootState,
    /// Its errors, each with the module that failed, as Python shows them.
    pub errors: Vec<String>,
}

impl BootStatus {
    /// What a machine says.
    pub(super) fn of(machine: &Machine) -> Self {
        let status = match &machine.first_boot.errors {
            None => BootState::Running,
            Some(errors) if errors.is_empty() => BootState::Done,
            Some(_) => BootState::Error,
        };
        Self {
            status,
            errors: machine.first_boot.errors.clone().unwrap_or_default(),
        }
    }
}

/// Gives every instance that was launched or started by the request of `cx` its boot.
pub fn follow(view: &mut HostView, cx: &Context) {
    let mut booting = Vec::new();
    for instance in view.ec2.instances.values() {
        let known = view.hosts.machines.get(&instance.id);
        let Some(running_at) = instance
            .boots_at()
            .filter(|at| known.is_none_or(|known| known.running_at != *at))
        else {
            continue;
        };
        if known.is_some() || instance.started_at() == cx.now {
            booting.push((instance, running_at));
        }
    }
    for (instance, running_at) in booting {
        let known = view.hosts.machines.get(&instance.id).cloned();
        let machine = if instance.launched_at() == cx.now && known.is_none() {
            Some(Machine::launched(view.ec2, view.common, cx, instance, running_at))
        } else {
            known
                .or_else(|| Machine::booted_long_ago(view.ec2, view.common, instance))
                .map(|machine| machine.started_again(view.common, cx, &instance.id, running_at))
        };
        if let Some(machine) = machine {
            view.hosts.machines.insert(&instance.id, machine);
        }
    }
}

/// Judges the first boots that have ended by `now`.
///
/// One with packages needs a way to the Internet on port 443 at the moment at which it ends: apt tries again for as long as the boot
/// lasts, so a way that opens meanwhile is early enough. One that was cut off is not judged.
pub fn judge_boots(view: &mut HostView, now: Timestamp) {
    let is_due =
        |machine: &Machine| machine.first_boot.errors.is_none() && machine.first_boot.ends_at.is_some_and(|at| at <= now);
    let due: Vec<String> = view
        .hosts
        .machines
        .iter()
        .filter(|(_, machine)| is_due(machine))
        .map(|(id, _)| id.to_owned())
        .collect();
    for id in due {
        let Some(errors) = outcome(view, &id) else {
            continue;
        };
        if let Some(machine) = view.hosts.machines.get_mut(&id) {
            machine.first_boot.errors = Some(errors);
        }
    }
}

/// The errors that a first boot ends with; `None` where the instance did not run to its end.
fn outcome(view: &HostView, id: &str) -> Option<Vec<String>> {
    let (machine, instance) = (view.hosts.machines.get(id)?, view.ec2.instances.get(id)?);
    let ends_at = machine.first_boot.ends_at?;
    if !instance.is_running(ends_at) || instance.boots_at() != Some(machine.running_at) {
        return None;
    }
    if let Some(error) = &machine.first_boot.injected {
        return Some(vec![error.clone()]);
    }
    if machine.packages.is_empty() || view.paths(ends_at).to_internet(id, HTTPS) {
        return Some(Vec::new());
    }
    Some(vec![no_packages(&machine.packages)])
}

/// What cloud-init 25.1 says when apt can't fetch packages.
fn no_packages(packages: &[String]) -> String {
    format!(
        "('package-update-upgrade-install', PackageInstallerError(\"Failed to install the following packages: {{'{}'}}. See \
         associated package manager logs for more details.\"))",
        packages.join("', '")
    )
}
