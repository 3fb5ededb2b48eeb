//! What is sent: the traffic asked about, the packets it is made of, and what rules say of packets.

use std::fmt;
use std::ops::RangeInclusive;

/// The ports answers go to. Clients pick theirs from ranges of their own; this one holds those of Linux, Windows and NAT gateways.
/// Source: VPC user guide, "Ephemeral ports".
pub(super) const EPHEMERAL_PORTS: RangeInclusive<u16> = 1024..=65535;

/// What a question is about. Ping is ICMP's echo request and reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Traffic {
    /// A TCP connection to this port.
    Tcp(u16),
    /// UDP to this port, and the answer.
    Udp(u16),
    /// A ping.
    Icmp,
}

impl fmt::Display for Traffic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(port) => write!(f, "tcp {port}"),
            Self::Udp(port) => write!(f, "udp {port}"),
            Self::Icmp => f.write_str("icmp"),
        }
    }
}

impl Traffic {
    /// The packet on its way there.
    pub(super) fn request(self) -> Packet {
        match self {
            Self::Tcp(port) => Packet::Tcp(port..=port),
            Self::Udp(port) => Packet::Udp(port..=port),
            Self::Icmp => Packet::Icmp { kind: 8, code: 0 },
        }
    }

    /// The packet on its way back. It goes to a port of the client's choosing, so to any of the range.
    pub(super) fn answer(self) -> Packet {
        match self {
            Self::Tcp(_) => Packet::Tcp(EPHEMERAL_PORTS),
            Self::Udp(_) => Packet::Udp(EPHEMERAL_PORTS),
            Self::Icmp => Packet::Icmp { kind: 0, code: 0 },
        }
    }
}

/// A packet, by the ports it may go to. Source ports are looked at by neither security groups nor network ACLs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Packet {
    /// TCP to any of these ports.
    Tcp(RangeInclusive<u16>),
    /// UDP to any of these ports.
    Udp(RangeInclusive<u16>),
    /// ICMP of a type and a code.
    Icmp {
        /// The type, e.g. 8 of an echo request.
        kind: u8,
        /// The code.
        code: u8,
    },
}

/// What packets a rule of a security group or a network ACL is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matching {
    /// Every protocol.
    All,
    /// TCP to these ports.
    Tcp(RangeInclusive<u16>),
    /// UDP to these ports.
    Udp(RangeInclusive<u16>),
    /// ICMP of a type and a code; `None` is every one.
    Icmp {
        /// The type, e.g. 8 of an echo request.
        kind: Option<u8>,
        /// The code.
        code: Option<u8>,
    },
    /// Another protocol, by its number or name.
    Other(String),
}

impl Matching {
    /// What AWS describes by a protocol (`tcp`, `6`, `-1`…) and two numbers: the first and last port, or ICMP's type and code. Numbers
    /// that are missing or negative mean all.
    pub fn new(protocol: &str, from: Option<i32>, to: Option<i32>) -> Self {
        let port = |number: Option<i32>, open: u16| match number {
            Some(number) if number >= 0 => u16::try_from(number).unwrap_or(u16::MAX),
            _ => open,
        };
        let ports = || port(from, 0)..=port(if from.is_none_or(|from| from < 0) { None } else { to }, u16::MAX);
        let byte = |number: Option<i32>| number.and_then(|number| u8::try_from(number).ok());
        match protocol.to_ascii_lowercase().as_str() {
            "-1" | "all" => Self::All,
            "tcp" | "6" => Self::Tcp(ports()),
            "udp" | "17" => Self::Udp(ports()),
            "icmp" | "1" => Self::Icmp {
                kind: byte(from),
                code: byte(to),
            },
            other => Self::Other(other.to_owned()),
        }
    }

    /// The part of a packet's ports a rule is about; a ping has one "port". `None`: nothing of it.
    pub(super) fn part_of(&self, packet: &Packet) -> Option<RangeInclusive<u16>> {
        match (self, packet) {
            (Self::All, Packet::Tcp(ports) | Packet::Udp(ports)) => Some(ports.clone()),
            (Self::All, Packet::Icmp { .. }) => Some(0..=0),
            (Self::Tcp(mine), Packet::Tcp(ports)) | (Self::Udp(mine), Packet::Udp(ports)) => {
                let part = *mine.start().max(ports.start())..=*mine.end().min(ports.end());
                (!part.is_empty()).then_some(part)
            }
            (Self::Icmp { kind, code }, Packet::Icmp { kind: k, code: c }) => {
                let holds = kind.is_none_or(|kind| kind == *k) && code.is_none_or(|code| code == *c);
                holds.then_some(0..=0)
            }
            _ => None,
        }
    }

    /// Whether a rule is about the whole of a packet.
    pub(super) fn holds(&self, packet: &Packet) -> bool {
        let whole = match packet {
            Packet::Tcp(ports) | Packet::Udp(ports) => ports.clone(),
            Packet::Icmp { .. } => 0..=0,
        };
        self.part_of(packet) == Some(whole)
    }
}

impl Packet {
    fn ports(&self) -> RangeInclusive<u16> {
        match self {
            Self::Tcp(ports) | Self::Udp(ports) => ports.clone(),
            Self::Icmp { .. } => 0..=0,
        }
    }

    /// The packet as a list of parts to be decided on.
    pub(super) fn parts(&self) -> Vec<Self> {
        vec![self.clone()]
    }

    /// The same packet to these ports.
    pub(super) fn with_ports(&self, ports: &RangeInclusive<u16>) -> Self {
        match self {
            Self::Tcp(_) => Self::Tcp(ports.clone()),
            Self::Udp(_) => Self::Udp(ports.clone()),
            Self::Icmp { kind, code } => Self::Icmp {
                kind: *kind,
                code: *code,
            },
        }
    }

    /// What is left of it without a part.
    pub(super) fn without(&self, part: &RangeInclusive<u16>) -> Vec<Self> {
        let ports = self.ports();
        let below = part.start().checked_sub(1).map(|last| *ports.start()..=last);
        let above = part.end().checked_add(1).map(|first| first..=*ports.end());
        let left = [below, above].into_iter().flatten().filter(|range| !range.is_empty());
        left.map(|range| self.with_ports(&range)).collect()
    }
}
