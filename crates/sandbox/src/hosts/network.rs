//! Who reaches whom: the account's network as the analysis of paths takes it, and the questions that hosts ask of it.

use std::net::Ipv4Addr;

use jalon_reachability::{End, Network, Outcome, Pass, Path, Traffic, Verdict, reach};
use jiff::Timestamp;

use crate::common::Common;
use crate::ec2::{self, Ec2};
use crate::rds::{self, Rds};

/// What software is fetched over.
pub const HTTPS: Traffic = Traffic::Tcp(443);
/// What a login is made over.
pub const SSH: Traffic = Traffic::Tcp(22);

/// The network at one moment. A path is open when a packet arrives and its answer does too.
#[derive(Debug)]
pub struct Paths {
    network: Network,
}

impl Paths {
    /// The whole account's network at a moment.
    pub fn of(ec2: &Ec2, rds: &Rds, common: &Common, now: Timestamp) -> Self {
        let databases = rds::databases(rds);
        Self {
            network: Network {
                databases,
                ..ec2::network(ec2, common, now)
            },
        }
    }

    /// The instance that somebody outside reaches at a public address.
    pub fn instance_for_outside(&self, from: Ipv4Addr, address: Ipv4Addr, traffic: Traffic) -> Option<&str> {
        let mut instances = self.network.instances.iter();
        let instance = instances.find(|instance| instance.public_address == Some(address))?;
        let is_open = self.is_open(&End::Address(from), &End::Address(address), traffic);
        is_open.then_some(instance.label.id.as_str())
    }

    /// The instance that another reaches at an address, private or public. It reaches itself whatever the rules say.
    ///
    /// Two VPCs can have the same addresses, so every instance at the address is asked about.
    pub fn instance_for(&self, from: &str, address: Ipv4Addr, traffic: Traffic) -> Option<&str> {
        let private = self
            .network
            .instances
            .iter()
            .filter(|instance| instance.private_address == address);
        let mut private = private.map(|instance| instance.label.id.as_str());
        let reached = private.find(|id| *id == from || self.is_open(&host(from), &host(id), traffic));
        reached.or_else(|| {
            let mut instances = self.network.instances.iter();
            let public = instances.find(|instance| instance.public_address == Some(address))?;
            let is_open = self.is_open(&host(from), &End::Address(address), traffic);
            is_open.then_some(public.label.id.as_str())
        })
    }

    /// Whether no thing of the account has this address, and an instance reaches it on the Internet.
    pub fn to_outside(&self, from: &str, address: Ipv4Addr, traffic: Traffic) -> bool {
        let known = |instance: &jalon_reachability::Instance| {
            instance.private_address == address || instance.public_address == Some(address)
        };
        !self.network.instances.iter().any(known) && self.is_open(&host(from), &End::Address(address), traffic)
    }

    /// Whether an instance reaches every address of the Internet.
    pub fn to_internet(&self, from: &str, traffic: Traffic) -> bool {
        self.is_open(&host(from), &End::Internet, traffic)
    }

    /// The address that an instance is seen at from outside, over HTTPS.
    pub fn seen_as(&self, from: &str) -> Option<Ipv4Addr> {
        let answer = reach(&self.network, &host(from), &End::Internet, HTTPS);
        if answer.verdict() != Verdict::Open {
            return None;
        }
        answer.open_path().and_then(seen_at)
    }

    /// Whether an instance reaches a DB instance on a port.
    pub fn to_database(&self, from: &str, identifier: &str, port: u16) -> bool {
        self.is_open(&host(from), &database(identifier), Traffic::Tcp(port))
    }

    /// Whether somebody outside reaches a DB instance on a port.
    pub fn outside_to_database(&self, from: Ipv4Addr, identifier: &str, port: u16) -> bool {
        self.is_open(&End::Address(from), &database(identifier), Traffic::Tcp(port))
    }

    fn is_open(&self, from: &End, to: &End, traffic: Traffic) -> bool {
        reach(&self.network, from, to, traffic).verdict() == Verdict::Open
    }
}

fn host(instance: &str) -> End {
    End::Host {
        name: instance.to_owned(),
        instance: instance.to_owned(),
    }
}

fn database(identifier: &str) -> End {
    End::Database {
        name: identifier.to_owned(),
        identifier: identifier.to_owned(),
    }
}

/// The address that the gateway on a path gives its packets.
fn seen_at(path: &Path) -> Option<Ipv4Addr> {
    path.hops.iter().find_map(|hop| match hop.outcome {
        Outcome::Passes(Pass::Translated { seen_at } | Pass::ToInternet { seen_at }) => seen_at,
        _ => None,
    })
}
