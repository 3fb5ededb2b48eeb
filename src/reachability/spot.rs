//! Spots: the single addresses the two ends of a question stand for.

use std::net::Ipv4Addr;

use super::address::is_public;
use super::{Database, End, Instance, Label, Network, Subnet};

/// One address at one end.
#[derive(Clone, Debug)]
pub(super) struct Spot<'n> {
    /// What it is.
    pub(super) label: Label,
    /// What a sentence calls it.
    pub(super) name: String,
    /// Its address; in the VPC where it is in one.
    pub(super) address: Ipv4Addr,
    /// The address, or the range it stands for, as a sentence names it.
    pub(super) text: String,
    /// Where in the network it is; `None` is outside.
    pub(super) inside: Option<Inside<'n>>,
    /// Why nothing is there, or nothing that answers.
    pub(super) trouble: Option<Trouble>,
}

impl Spot<'_> {
    /// The same, named by its own address and not by the range it stands for.
    pub(super) fn by_itself(mut self) -> Self {
        self.text = self.address.to_string();
        if self.inside.is_none() && self.trouble.is_none() {
            self.name = self.text.clone();
        }
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
    NotThere(String),
    /// It is there, and neither sends nor answers.
    NotRunning(String),
}

/// The spots of an end. There are none where nobody knows its addresses.
pub(super) fn spots<'n>(network: &'n Network, end: &End) -> Vec<Spot<'n>> {
    match end {
        End::Host { instance, .. } => {
            let mut instances = network.instances.iter();
            let found = instances.find(|known| known.label.id == *instance);
            found.map(|instance| host(network, instance, false)).into_iter().collect()
        }
        End::Database { identifier } => {
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
            let label = Label::new("Internet", "");
            addresses
                .map(|address| outside(&label, "the Internet", address, "0.0.0.0/0"))
                .collect()
        }
        End::Me => {
            let ranges: Vec<String> = network.trusted.iter().map(ToString::to_string).collect();
            let ranges = ranges.join(", ");
            let label = Label::new("own address", ranges.clone());
            let name = format!("your own address ({ranges})");
            let addresses = network.trusted_addresses().into_iter();
            addresses.map(|address| outside(&label, &name, address, &ranges)).collect()
        }
        End::Address(address) => vec![at(network, *address)],
    }
}

fn host<'n>(network: &'n Network, instance: &'n Instance, by_public_address: bool) -> Spot<'n> {
    let not_running = || Trouble::NotRunning(format!("{} is {}, not running", instance.label, instance.state));
    let subnet = network.subnet(&instance.subnet);
    let lost = || Trouble::NotThere(format!("{} is in {}, which is not known", instance.label, instance.subnet));
    Spot {
        label: instance.label.clone(),
        name: instance.label.to_string(),
        address: instance.private_address,
        text: instance.private_address.to_string(),
        trouble: match subnet {
            None => Some(lost()),
            Some(_) => (instance.state != "running").then(not_running),
        },
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
    let subnets = database.subnets.iter().filter_map(|id| network.subnet(id));
    let spots = subnets.flat_map(|subnet| {
        network.free_addresses(subnet.cidr).into_iter().map(move |address| Spot {
            label: database.label.clone(),
            name: database.label.to_string(),
            address,
            text: subnet.cidr.to_string(),
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
        name: subnet.label.to_string(),
        address,
        text: subnet.cidr.to_string(),
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

fn outside<'n>(label: &Label, name: &str, address: Ipv4Addr, text: &str) -> Spot<'n> {
    Spot {
        label: label.clone(),
        name: name.to_owned(),
        address,
        text: text.to_owned(),
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
    let problem = if let Some(nat) = nat {
        Some(format!("{address} is {}: it takes nothing in by itself", nat.label))
    } else if network.vpc_at(address).is_some() {
        Some(format!("no instance known here has the address {address}"))
    } else if is_public(address) || network.is_trusted(address) {
        None
    } else {
        Some(format!(
            "{address} is a private address, and of none of the networks known here"
        ))
    };
    let text = address.to_string();
    Spot {
        trouble: problem.map(Trouble::NotThere),
        ..outside(&Label::new("address", text.clone()), &text, address, &text)
    }
}
