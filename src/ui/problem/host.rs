//! The sentences of what went wrong on a host.

use crate::hosts::{HostError, Obstacle};

pub(super) fn text(error: &HostError) -> String {
    match error {
        HostError::NoSsh { detail } => format!("could not start ssh: {detail}"),
        HostError::Unreachable { host, detail } => format!("could not reach {host} over SSH: {detail}"),
        HostError::KeyChanged { host, detail, .. } => {
            format!("the host key of {host} is not the one it had: {detail}")
        }
        HostError::Refused { host, detail } => format!("{host} does not take the deployment's SSH key: {detail}"),
        HostError::Command { host, doing, detail } => format!("could not {doing} on {host}: {detail}"),
        HostError::Boot {
            host,
            status,
            modules,
            log,
        } => {
            let failed = if modules.is_empty() {
                cloud_init_text(status)
            } else {
                modules.join("; ")
            };
            let log = log.as_ref().map_or_else(|error| text(error), Clone::clone);
            format!("the first boot of {host} went wrong in {failed}\n{log}")
        }
        HostError::NotBooted { host, minutes, obstacle } => {
            let obstacle = match obstacle {
                Obstacle::Status(status) => cloud_init_text(status),
                Obstacle::Error(error) => text(error),
            };
            format!("{host} has not finished its first boot after {minutes} minutes: {obstacle}")
        }
    }
}

fn cloud_init_text(status: &str) -> String {
    format!("cloud-init says {status}")
}
