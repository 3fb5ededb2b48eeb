//! The statuses of DB instances. Source: RDS user guide, "Viewing DB instance status".

use super::{Failure, State};

/// What a status means for the walkthrough.
pub(super) fn state(status: &str) -> State {
    match status {
        // Full storage can still be read from and grown; the check of the status reports it. Beside work on the storage, the database is
        // used, and can be changed and snapshotted. Source: docs/AWS.md, "DB instance".
        "available" | "storage-full" | "storage-optimization" | "storage-config-upgrade" | "storage-initialization" => {
            State::Ready
        }
        "deleting" | "delete-precheck" => State::Deleting,
        "stopping" => State::Stopping,
        "stopped" => State::Stopped,
        "failed" | "insufficient-capacity" | "restore-error" => failed(status),
        other if other.starts_with("incompatible-") || other.starts_with("inaccessible-") => failed(status),
        _ => State::Pending,
    }
}

fn failed(status: &str) -> State {
    State::failed(Failure::Status(status.to_owned()))
}

/// Whether a database takes connections, as far as its status says.
pub(super) fn takes_connections(status: &str) -> bool {
    match status {
        "available" | "backing-up" | "modifying" | "renaming" | "resetting-master-credentials" => true,
        "storage-optimization" | "storage-config-upgrade" | "storage-initialization" => true,
        other => other.starts_with("configuring-"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every status of the user guide for MySQL: whether jalon goes on with it, and whether it takes connections.
    #[test]
    fn every_status_means_what_aws_documents() {
        for (status, wanted, serves) in [
            ("available", State::Ready, true),
            ("backing-up", State::Pending, true),
            ("configuring-enhanced-monitoring", State::Pending, true),
            ("configuring-iam-database-auth", State::Pending, true),
            ("configuring-log-exports", State::Pending, true),
            ("converting-to-vpc", State::Pending, false),
            ("creating", State::Pending, false),
            ("delete-precheck", State::Deleting, false),
            ("deleting", State::Deleting, false),
            ("failed", failed("failed"), false),
            (
                "inaccessible-encryption-credentials",
                failed("inaccessible-encryption-credentials"),
                false,
            ),
            (
                "inaccessible-encryption-credentials-recoverable",
                failed("inaccessible-encryption-credentials-recoverable"),
                false,
            ),
            ("incompatible-create", failed("incompatible-create"), false),
            ("incompatible-network", failed("incompatible-network"), false),
            ("incompatible-option-group", failed("incompatible-option-group"), false),
            ("incompatible-parameters", failed("incompatible-parameters"), false),
            ("incompatible-restore", failed("incompatible-restore"), false),
            ("insufficient-capacity", failed("insufficient-capacity"), false),
            ("maintenance", State::Pending, false),
            ("modifying", State::Pending, true),
            ("moving-to-vpc", State::Pending, false),
            ("rebooting", State::Pending, false),
            ("resetting-master-credentials", State::Pending, true),
            ("renaming", State::Pending, true),
            ("restore-error", failed("restore-error"), false),
            ("starting", State::Pending, false),
            ("stopped", State::Stopped, false),
            ("stopping", State::Stopping, false),
            ("storage-config-upgrade", State::Ready, true),
            ("storage-full", State::Ready, false),
            ("storage-initialization", State::Ready, true),
            ("storage-optimization", State::Ready, true),
            ("upgrading", State::Pending, false),
        ] {
            assert_eq!(state(status), wanted, "{status}");
            assert_eq!(takes_connections(status), serves, "{status}");
        }
    }
}
