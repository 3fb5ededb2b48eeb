//! Spots: the single addresses the two ends of a question stand for.

use std::net::Ipv4Addr;

use super::address::is_public;
use super::{Addresses, Database, End, Instance, Label, LabelKind, Network, Stop, Subnet};

/// The state in which an instance sends and answers.
const RUNNING: &str = "running";

/// One address at one end.
#[derive(Clone, Debug)]
pub(super) struct Spot<'n> {
    /// What it is.
    pub(super) label: Label,
    /// Its address; in the VPC where it is in one.
    pub(super) address: Ipv4Addr,
    /// The addresses it stands for.
    pub(super) addresses: Addresses,
    /// Where in the network it is; `None` is outside.
    pub(super) inside: Option<Inside<'n>>,
    /// Why nothing is there, or nothing that answers.
    pub(super) trouble: Option<Trouble>,
}

impl Spot<'_> {
    /// The same, standing for its own address alone.
    pub(super) fn by_itself(mut self) -> Self {
        self.addresses = Addresses::One(self.address);
        self
    }
}

/// A place inside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inside<'n> {
    pub(super) subnet: &'n Subnet,
    /// Its security groups; `None` where they are not looked at.
    pub(super) groups: Option<&'n [String]>,
    /// Whether it is seen from the Internet.
    pub(super) is_public: bool,
    /// The address it is seen at, where that is known.
    pub(super) public_address: Option<Ipv4Addr>,
    /// Whether the other end knows it by its public address.
    pub(super) by_public_address: bool,
}

/// What is wrong with a spot itself.
#[derive(Clone, Debug)]
pub(super) enum Trouble {
    /// It is nowhere.
    NotThere(Stop),
    /// It is there, and neither sends nor answers.
    NotRunning(Stop),
}

/// The spots of an end. There are none where nobody knows its addresses.
pub(super) fn spots<'n>(network: &'n Network, end: &End) -> Vec<Spot<'n>> {
    match end {
        End::Host { instance, .. } => {
            let mut instances = network.instances.iter();
            let found = instances.find(|known| known.label.id == *instance);
            found.map(|instance| host(network, instance, false)).into_iter().collect()
        }
        End::Database { identifier, .. } => {
            let mut databases = network.databases.iter();
            let found = databases.find(|known| known.label.id == *identifier);
            found.map(|found| database(network, found)).unwrap_or_default()
        }
        End::Subnet { subnet, .. } => network
            .subnet(subnet)
            .map(|subnet| any_of(network, subnet))
            .unwrap_or_default(),
        End::Internet => {
            let addresses = network.internet_addresses().into_iter();
            let label = Label::new(LabelKind::Internet, "");
            addresses
                .map(|address| outside(&label, address, Addresses::Internet))
                .collect()
        }
        End::Me => {
            let ranges: Vec<String> = network.trusted.iter().map(ToString::to_string).collect();
            let label = Label::new(LabelKind::OwnAddress, ranges.join(", "));
            let own = || Addresses::Own(network.trusted.clone());
            let addresses = network.trusted_addresses().into_iter();
            addresses.map(|address| outside(&label, address, own())).collect()
        }
        End::Address(address) => vec![at(network, *address)],
    }
}

fn host<'n>(network: &'n Network, instance: &'n Instance, by_public_address: bool) -> Spot<'n> {
    let subnet = network.subnet(&instance.subnet);
    let trouble = match subnet {
        None => Some(Trouble::NotThere(Stop::UnknownSubnet {
            subnet: instance.subnet.clone(),
        })),
        Some(_) if instance.state != RUNNING => Some(Trouble::NotRunning(Stop::State {
            is: instance.state.clone(),
            needed: RUNNING,
        })),
        Some(_) => None,
    };
    Spot {
        label: instance.label.clone(),
        address: instance.private_address,
        addresses: Addresses::One(instance.private_address),
        trouble,
        inside: subnet.map(|subnet| Inside {
            subnet,
            groups: Some(&instance.security_groups),
            is_public: instance.public_address.is_some(),
            public_address: instance.public_address,
            by_public_address,
        }),
    }
}

fn database<'n>(network: &'n Network, database: &'n Database) -> Vec<Spot<'n>> {
    let mut subnets: Vec<&Subnet> = database.subnets.iter().filter_map(|id| network.subnet(id)).collect();
    // RDS lists them in no order; of paths that are alike always the same one is shown.
    subnets.sort_by_key(|subnet| subnet.label.short());
    let spots = subnets.into_iter().flat_map(|subnet| {
        network.free_addresses(subnet.cidr).into_iter().map(move |address| Spot {
            label: database.label.clone(),
            address,
            addresses: Addresses::Range(subnet.cidr),
            inside: Some(Inside {
                subnet,
                groups: Some(&database.security_groups),
                is_public: database.is_public,
                public_address: None,
                by_public_address: false,
            }),
            trouble: None,
        })
    });
    spots.collect()
}

fn any_of<'n>(network: &'n Network, subnet: &'n Subnet) -> Vec<Spot<'n>> {
    let addresses = network.free_addresses(subnet.cidr).into_iter();
    let spots = addresses.map(|address| Spot {
        label: subnet.label.clone(),
        address,
        addresses: Addresses::Range(subnet.cidr),
        inside: Some(Inside {
            subnet,
            groups: None,
            is_public: false,
            public_address: None,
            by_public_address: false,
        }),
        trouble: None,
    });
    spots.collect()
}

fn outside<'n>(label: &Label, address: Ipv4Addr, addresses: Addresses) -> Spot<'n> {
    Spot {
        label: label.clone(),
        address,
        addresses,
        inside: None,
        trouble: None,
    }
}

fn at(network: &Network, address: Ipv4Addr) -> Spot<'_> {
    let instances = || network.instances.iter();
    if let Some(instance) = instances().find(|instance| instance.private_address == address) {
        return host(network, instance, false);
    }
    if let Some(instance) = instances().find(|instance| instance.public_address == Some(address)) {
        return host(network, instance, true);
    }
    let mut gateways = network.nat_gateways.iter();
    let nat = gateways.find(|nat| [nat.private_address, nat.public_address].contains(&Some(address)));
    let stop = if let Some(nat) = nat {
        let gateway = nat.label.clone();
        Some(Stop::NatAddress { address, gateway })
    } else if network.vpc_at(address).is_some() {
        Some(Stop::NoInstanceAt(address))
    } else if is_public(address) || network.is_trusted(address) {
        None
    } else {
        Some(Stop::UnknownPrivate(address))
    };
    let label = Label::new(LabelKind::Address, address.to_string());
    Spot {
        trouble: stop.map(Trouble::NotThere),
        ..outside(&label, address, Addresses::One(address))
    }
}
