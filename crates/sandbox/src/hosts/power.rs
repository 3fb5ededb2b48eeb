//! Machines that power themselves off by a timer of their own.

use jiff::Timestamp;

use super::HostError;
use super::session::HostSession;
use super::view::HostView;

/// The machines whose timer has powered them off by `now`, each with the moment. A timer whose moment passes while its machine is stopped
/// never acts. Source: systemd.timer(5), `Persistent=`.
pub fn powered_off(view: &HostView, now: Timestamp) -> Vec<(String, Timestamp)> {
    let due = view.hosts.machines.iter().filter_map(|(id, machine)| {
        let at = machine.powers_off_at.filter(|at| *at <= now && *at >= machine.running_at)?;
        let instance = view.ec2.instances.get(id)?;
        let is_same_run = instance.boots_at() == Some(machine.running_at);
        (instance.is_running(now) && is_same_run).then(|| (id.to_owned(), at))
    });
    due.collect()
}

impl HostSession {
    /// Has the machine power itself off at a moment, or no more.
    ///
    /// # Errors
    /// The session is lost.
    pub async fn power_off_at(&self, at: Option<Timestamp>) -> Result<(), HostError> {
        self.change(|view, _, id| {
            if let Some(mut machine) = view.machine(id) {
                machine.powers_off_at = at;
                view.hosts.machines.insert(id, machine);
            }
            Ok(())
        })
        .await
    }
}
