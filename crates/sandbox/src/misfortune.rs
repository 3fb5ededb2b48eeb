//! Endings that no parameter of a request provokes: what AWS has taken on and then gives up.
//!
//! They are asked for in process, with [`Simulator::strike_next`](super::Simulator::strike_next), and befall the next things
//! of their kind. Each is spelt `KIND:CODE`, as in `nat-gateway:InternalError`.

use std::fmt;
use std::str::FromStr;

/// The kinds of things that can end badly after AWS has taken the request that makes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stricken {
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
}

impl Stricken {
    fn name(self) -> &'static str {
        match self {
            Self::NatGateway => "nat-gateway",
            Self::Instance => "instance",
            Self::EbsSnapshot => "ebs-snapshot",
            Self::Peering => "peering",
            Self::DbInstance => "db-instance",
            Self::DbSnapshot => "db-snapshot",
        }
    }
}

/// One bad ending AWS documents.
#[derive(Debug, PartialEq, Eq)]
struct Ending {
    kind: Stricken,
    code: &'static str,
    /// In AWS's words; `{id}` stands for the id AWS names there.
    message: &'static str,
}

const fn ending(kind: Stricken, code: &'static str, message: &'static str) -> Ending {
    Ending { kind, code, message }
}

/// Sources: EC2 API reference, NatGateway (failureMessage), StateReason (message), Snapshot (statusMessage) and
/// VpcPeeringConnectionStateReason; RDS user guide, "Viewing DB instance status". The KMS reason and the text of the
/// snapshot's are recalled, unverified: AWS lists neither.
static ENDINGS: [Ending; 16] = [
    ending(
        Stricken::NatGateway,
        "InternalError",
        "Network interface {id}, created and used internally by this NAT gateway is in an invalid state. Please try again.",
    ),
    ending(
        Stricken::NatGateway,
        "InsufficientFreeAddressesInSubnet",
        "Subnet has insufficient free addresses to create this NAT gateway",
    ),
    ending(
        Stricken::Instance,
        "Server.InternalError",
        "Server.InternalError: Internal error on launch",
    ),
    ending(
        Stricken::Instance,
        "Server.InsufficientInstanceCapacity",
        "Server.InsufficientInstanceCapacity: Insufficient capacity to satisfy instance request",
    ),
    ending(
        Stricken::Instance,
        "Client.VolumeLimitExceeded",
        "Client.VolumeLimitExceeded: Volume limit exceeded",
    ),
    ending(
        Stricken::Instance,
        "Client.InvalidKMSKey.InvalidState",
        "Client.InvalidKMSKey.InvalidState: The KMS key provided is in an incorrect state",
    ),
    ending(
        Stricken::Instance,
        "Client.InternalError",
        "Client.InternalError: Client error on launch",
    ),
    ending(Stricken::EbsSnapshot, "error", "The snapshot could not be completed"),
    ending(
        Stricken::Peering,
        "failed",
        "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range",
    ),
    ending(Stricken::Peering, "expired", "The VPC peering connection request expired"),
    ending(Stricken::DbInstance, "failed", "failed"),
    ending(Stricken::DbInstance, "incompatible-network", "incompatible-network"),
    ending(Stricken::DbInstance, "incompatible-parameters", "incompatible-parameters"),
    ending(Stricken::DbInstance, "insufficient-capacity", "insufficient-capacity"),
    ending(Stricken::DbInstance, "storage-full", "storage-full"),
    ending(Stricken::DbSnapshot, "failed", "failed"),
];

/// A bad ending, and the kind of thing it befalls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misfortune(&'static Ending);

impl Misfortune {
    /// Every one there is.
    pub fn all() -> impl Iterator<Item = Self> {
        ENDINGS.iter().map(Self)
    }

    /// What it befalls.
    pub fn befalls(self) -> Stricken {
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

impl fmt::Display for Misfortune {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.0.kind.name(), self.0.code)
    }
}

/// There is no misfortune of that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no misfortune {given}; there are {}", Misfortune::all().map(|known| known.to_string()).collect::<Vec<_>>().join(", "))]
pub struct UnknownMisfortune {
    given: String,
}

impl FromStr for Misfortune {
    type Err = UnknownMisfortune;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::all()
            .find(|known| known.to_string() == text)
            .ok_or_else(|| UnknownMisfortune { given: text.to_owned() })
    }
}

/// What is still to happen. It is kept in the process only: what it has befallen is in the rows.
#[derive(Debug, Default)]
pub struct Misfortunes {
    coming: Vec<(Misfortune, u32)>,
}

impl Misfortunes {
    /// Lets a misfortune befall the next `count` things of its kind, after what was announced before.
    pub fn announce(&mut self, misfortune: Misfortune, count: u32) {
        if count > 0 {
            self.coming.push((misfortune, count));
        }
    }

    /// What befalls a thing of that kind that is made now.
    pub fn next(&mut self, kind: Stricken) -> Option<Misfortune> {
        let place = self.coming.iter().position(|(misfortune, _)| misfortune.befalls() == kind)?;
        let (misfortune, left) = self.coming.get_mut(place)?;
        let befalling = *misfortune;
        *left -= 1;
        if *left == 0 {
            self.coming.remove(place);
        }
        Some(befalling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misfortune_is_named_by_its_kind_and_code() {
        for misfortune in Misfortune::all() {
            assert_eq!(misfortune.to_string().parse(), Ok(misfortune));
        }
        let unknown = "nat-gateway:Bad".parse::<Misfortune>().unwrap_err().to_string();
        assert!(unknown.contains("nat-gateway:InternalError"), "{unknown}");
    }

    #[test]
    fn misfortunes_befall_their_kind_in_order_and_as_often_as_announced() {
        let [one, other]: [Misfortune; 2] = ["db-instance:failed", "db-instance:storage-full"].map(|name| name.parse().unwrap());
        let mut misfortunes = Misfortunes::default();
        misfortunes.announce(one, 2);
        misfortunes.announce(other, 1);
        misfortunes.announce(other, 0);
        assert_eq!(misfortunes.next(Stricken::Instance), None);
        let befallen: Vec<_> = std::iter::from_fn(|| misfortunes.next(Stricken::DbInstance)).collect();
        assert_eq!(befallen, [one, one, other]);
    }
}
