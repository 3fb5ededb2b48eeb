//! Failures that no parameter of a request can provoke: AWS accepts a request and gives up later, or something on a host does.
//!
//! [`Simulator::inject_next`](super::Simulator::inject_next) injects one into the next things of its kind. Each is written
//! `KIND:CODE`, as in `nat-gateway:InternalError`.

use std::fmt;
use std::str::FromStr;

use crate::unreadable::Unreadable;

/// The kinds of things that can fail after AWS has accepted the request that makes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureTarget {
    /// A NAT gateway ends `failed` with a failure code.
    NatGateway,
    /// An instance goes from `pending` to `terminated` with a state reason.
    Instance,
    /// An EBS snapshot ends in `error`.
    EbsSnapshot,
    /// A peering request ends instead of waiting to be accepted.
    Peering,
    /// A DB instance ends in another status than `available`.
    DbInstance,
    /// A manual DB snapshot ends `failed`.
    DbSnapshot,
    /// The first boot of an instance fails in a module of cloud-init, or never ends.
    FirstBoot,
    /// A build of container images on a host fails, or never ends.
    ImageBuild,
}

impl FailureTarget {
    fn name(self) -> &'static str {
        match self {
            Self::NatGateway => "nat-gateway",
            Self::Instance => "instance",
            Self::EbsSnapshot => "ebs-snapshot",
            Self::Peering => "peering",
            Self::DbInstance => "db-instance",
            Self::DbSnapshot => "db-snapshot",
            Self::FirstBoot => "first-boot",
            Self::ImageBuild => "image-build",
        }
    }
}

/// One failure that AWS documents, or a host's program.
#[derive(Debug, PartialEq, Eq)]
struct Ending {
    kind: FailureTarget,
    code: &'static str,
    /// AWS's own message; `{id}` stands for the id that AWS names there.
    message: &'static str,
}

const fn ending(kind: FailureTarget, code: &'static str, message: &'static str) -> Ending {
    Ending { kind, code, message }
}

/// Sources: EC2 API reference, NatGateway (failureMessage), StateReason (message), Snapshot (statusMessage) and
/// VpcPeeringConnectionStateReason; RDS user guide, "Viewing DB instance status". The KMS reason and the text of the
/// snapshot's are recalled, unverified: AWS lists neither. Those of hosts are worded as cloud-init and Docker report them, recalled.
static ENDINGS: [Ending; 22] = [
    ending(
        FailureTarget::NatGateway,
        "InternalError",
        "Network interface {id}, created and used internally by this NAT gateway is in an invalid state. Please try again.",
    ),
    ending(
        FailureTarget::NatGateway,
        "InsufficientFreeAddressesInSubnet",
        "Subnet has insufficient free addresses to create this NAT gateway",
    ),
    ending(
        FailureTarget::Instance,
        "Server.InternalError",
        "Server.InternalError: Internal error on launch",
    ),
    ending(
        FailureTarget::Instance,
        "Server.InsufficientInstanceCapacity",
        "Server.InsufficientInstanceCapacity: Insufficient capacity to satisfy instance request",
    ),
    ending(
        FailureTarget::Instance,
        "Client.VolumeLimitExceeded",
        "Client.VolumeLimitExceeded: Volume limit exceeded",
    ),
    ending(
        FailureTarget::Instance,
        "Client.InvalidKMSKey.InvalidState",
        "Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state",
    ),
    ending(
        FailureTarget::Instance,
        "Client.InternalError",
        "Client.InternalError: Client error on launch",
    ),
    ending(FailureTarget::EbsSnapshot, "error", "The snapshot could not be completed"),
    ending(
        FailureTarget::Peering,
        "failed",
        "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range",
    ),
    ending(
        FailureTarget::Peering,
        "expired",
        "The VPC peering connection request expired",
    ),
    ending(FailureTarget::DbInstance, "failed", "failed"),
    ending(FailureTarget::DbInstance, "incompatible-network", "incompatible-network"),
    ending(
        FailureTarget::DbInstance,
        "incompatible-parameters",
        "incompatible-parameters",
    ),
    ending(FailureTarget::DbInstance, "insufficient-capacity", "insufficient-capacity"),
    ending(FailureTarget::DbInstance, "storage-full", "storage-full"),
    ending(FailureTarget::DbSnapshot, "failed", "failed"),
    ending(
        FailureTarget::FirstBoot,
        "package_update_upgrade_install",
        "('package-update-upgrade-install', PackageInstallerError(\"Failed to install the following packages: {'{id}'}. See \
         associated package manager logs for more details.\"))",
    ),
    ending(
        FailureTarget::FirstBoot,
        "scripts_user",
        "('scripts-user', RuntimeError('Runparts: 1 failures (runcmd) in 1 attempted commands'))",
    ),
    ending(FailureTarget::FirstBoot, "never-ends", ""),
    ending(
        FailureTarget::ImageBuild,
        "pull-limit",
        "Error response from daemon: toomanyrequests: You have reached your unauthenticated pull rate limit. \
         https://www.docker.com/increase-rate-limit",
    ),
    ending(
        FailureTarget::ImageBuild,
        "no-memory",
        "Killed\nfailed to solve: process \"/bin/sh -c pip install --no-cache-dir -r requirements.txt\" did not complete \
         successfully: exit code: 137",
    ),
    ending(FailureTarget::ImageBuild, "stalls", ""),
];

/// A failure, and the kind of thing it applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure(&'static Ending);

impl Failure {
    /// Every known failure.
    pub fn all() -> impl Iterator<Item = Self> {
        ENDINGS.iter().map(Self)
    }

    /// The failure of that name, written `KIND:CODE`, where it is known.
    fn named(text: &str) -> Option<Self> {
        Self::all().find(|known| known.to_string() == text)
    }

    /// Whether it is no error but a wait without an end.
    pub fn is_endless(self) -> bool {
        self.0.message.is_empty()
    }

    /// The kind of thing it applies to.
    pub fn target(self) -> FailureTarget {
        self.0.kind
    }

    /// AWS's code or status for it.
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// AWS's sentence for it; `id` is the thing that the sentence names, where it names one.
    pub fn message(self, id: &str) -> String {
        self.0.message.replace("{id}", id)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.0.kind.name(), self.0.code)
    }
}

impl FromStr for Failure {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::named(text).ok_or_else(|| Unreadable::Failure {
            given: text.to_owned(),
            known: Self::all().map(|known| known.to_string()).collect(),
        })
    }
}

/// The injected failures that have not happened yet. They are not stored; the rows they were applied to are.
#[derive(Debug, Default)]
pub struct Failures {
    coming: Vec<(Failure, u32)>,
}

impl Failures {
    /// Injects a failure into the next `count` things of its kind, after the failures that were injected before.
    pub fn inject(&mut self, failure: Failure, count: u32) {
        if count > 0 {
            self.coming.push((failure, count));
        }
    }

    /// Takes the failure of the next thing of that kind, if one was injected.
    pub fn next(&mut self, kind: FailureTarget) -> Option<Failure> {
        let place = self.coming.iter().position(|(failure, _)| failure.target() == kind)?;
        let (failure, left) = self.coming.get_mut(place)?;
        let next = *failure;
        *left -= 1;
        if *left == 0 {
            self.coming.remove(place);
        }
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_named_by_its_kind_and_code() {
        for failure in Failure::all() {
            assert_eq!(failure.to_string().parse(), Ok(failure));
        }
        let unknown = "nat-gateway:Bad".parse::<Failure>().unwrap_err().to_string();
        assert!(unknown.contains("nat-gateway:InternalError"), "{unknown}");
    }

    #[test]
    fn failures_apply_to_their_kind_in_order_and_as_often_as_injected() {
        let [one, other]: [Failure; 2] = ["db-instance:failed", "db-instance:storage-full"].map(|name| name.parse().unwrap());
        let mut failures = Failures::default();
        failures.inject(one, 2);
        failures.inject(other, 1);
        failures.inject(other, 0);
        assert_eq!(failures.next(FailureTarget::Instance), None);
        let applied: Vec<_> = std::iter::from_fn(|| failures.next(FailureTarget::DbInstance)).collect();
        assert_eq!(applied, [one, one, other]);
    }
}
