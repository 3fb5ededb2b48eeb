//! The two ends of a question, by the names a person gives them.

use std::net::Ipv4Addr;

use super::{Network, Traffic};

/// One end of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// A host: its name and its instance's id.
    Host {
        /// `app-host`, or the id where it has no name.
        name: String,
        /// `i-…`
        instance: String,
    },
    /// A database, by its DB instance's identifier.
    Database {
        /// `database`, or the key of one beside that.
        name: String,
        /// The identifier.
        identifier: String,
    },
    /// Any address of a subnet, whatever security group it is behind: routes and network ACLs alone decide.
    Subnet {
        /// Its key, or its id where it has none.
        name: String,
        /// `subnet-…`
        subnet: String,
    },
    /// Every public address but the person's own and those of the network itself.
    Internet,
    /// The person's own addresses.
    Me,
    /// One address.
    Address(Ipv4Addr),
}

/// A name that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownEnd {
    /// What was given.
    pub given: String,
    /// The names there are; addresses are taken too.
    pub known: Vec<String>,
}

impl End {
    /// The end of this name: a host's (`app-host`, or `i-…`), `database` or the key of one beside it, `internet`, `me`, a subnet's key or id,
    /// or an IPv4 address.
    ///
    /// # Errors
    ///
    /// When nothing in the network has that name.
    pub fn named(network: &Network, name: &str) -> Result<Self, UnknownEnd> {
        let found = match name {
            "internet" => Some(Self::Internet),
            "me" => Some(Self::Me),
            DATABASE => database(network),
            _ => host(network, name)
                .or_else(|| subnet(network, name))
                .or_else(|| database_of_key(network, name))
                .or_else(|| name.parse().ok().map(Self::Address)),
        };
        found.ok_or_else(|| UnknownEnd {
            given: name.to_owned(),
            known: known(network),
        })
    }

    /// The port a question is about unless it says: SSH's of a host, the database's own, HTTPS's of everything outside.
    pub fn usual_port(&self, network: &Network) -> u16 {
        match self {
            Self::Database { identifier, .. } => {
                let database = network.databases.iter().find(|database| database.label.id == *identifier);
                database.map_or(3306, |database| database.port)
            }
            Self::Internet | Self::Me => 443,
            Self::Host { .. } | Self::Subnet { .. } => 22,
            Self::Address(address) if network.vpc_at(*address).is_some() => 22,
            Self::Address(address) => {
                let is_hosts = network
                    .instances
                    .iter()
                    .any(|instance| instance.public_address == Some(*address));
                if is_hosts { 22 } else { 443 }
            }
        }
    }

    /// Whether it is the deployment's database, and none that is beside it.
    pub fn is_the_database(&self) -> bool {
        matches!(self, Self::Database { name, .. } if name == DATABASE)
    }

    /// How it is typed.
    pub fn name(&self) -> String {
        match self {
            Self::Host { name, .. } | Self::Subnet { name, .. } | Self::Database { name, .. } => name.clone(),
            Self::Internet => "internet".to_owned(),
            Self::Me => "me".to_owned(),
            Self::Address(address) => address.to_string(),
        }
    }
}

/// What a host is called: the part of its key after the kind.
fn host_name(key: &str) -> Option<&str> {
    key.strip_prefix("instance/")
}

fn host(network: &Network, name: &str) -> Option<End> {
    let is_named = |key: &Option<String>| key.as_deref().and_then(host_name) == Some(name);
    let mut instances = network.instances.iter();
    let instance = instances.find(|instance| is_named(&instance.label.key) || instance.label.id == name)?;
    Some(End::Host {
        name: name.to_owned(),
        instance: instance.label.id.clone(),
    })
}

/// What the deployment's database is called.
const DATABASE: &str = "database";

/// The deployment's databases with their keys, in the order of these. A stranger's is asked for by no name.
fn databases(network: &Network) -> Vec<(&str, &str)> {
    let own = network.databases.iter();
    let own = own.filter_map(|database| Some((database.label.key.as_deref()?, database.label.id.as_str())));
    let mut own: Vec<(&str, &str)> = own.collect();
    own.sort_unstable();
    own
}

/// The deployment's own: the first, since one that is made beside it for a while has a later key.
fn database(network: &Network) -> Option<End> {
    let (_, identifier) = databases(network).first().copied()?;
    Some(End::Database {
        name: DATABASE.to_owned(),
        identifier: identifier.to_owned(),
    })
}

/// Any of the deployment's own.
fn database_of_key(network: &Network, name: &str) -> Option<End> {
    let (_, identifier) = databases(network).into_iter().find(|(key, _)| *key == name)?;
    Some(End::Database {
        name: name.to_owned(),
        identifier: identifier.to_owned(),
    })
}

fn subnet(network: &Network, name: &str) -> Option<End> {
    let mut subnets = network.subnets.iter();
    let subnet = subnets.find(|subnet| subnet.label.key.as_deref() == Some(name) || subnet.label.id == name)?;
    Some(End::Subnet {
        name: name.to_owned(),
        subnet: subnet.label.id.clone(),
    })
}

/// The names there are, hosts first.
fn known(network: &Network) -> Vec<String> {
    let keys = network.instances.iter().filter_map(|instance| instance.label.key.as_deref());
    let mut hosts: Vec<String> = keys.filter_map(host_name).map(str::to_owned).collect();
    hosts.sort();
    let databases = databases(network);
    hosts.extend(databases.first().map(|_| DATABASE.to_owned()));
    hosts.extend(databases.iter().skip(1).map(|(key, _)| (*key).to_owned()));
    hosts.extend(["internet".to_owned(), "me".to_owned()]);
    let mut subnets: Vec<String> = network.subnets.iter().filter_map(|subnet| subnet.label.key.clone()).collect();
    subnets.sort();
    hosts.extend(subnets);
    hosts
}

/// What stands for a port and is none: the part of a target after the colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownPort {
    /// What was given.
    pub given: String,
}

/// A target as it is typed: `NAME`, `NAME:PORT` or `NAME:icmp`. The port is the usual one where none is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The end's name.
    pub name: String,
    /// The port; `None` takes the usual one.
    pub port: Option<u16>,
    /// Whether it is a ping.
    pub is_icmp: bool,
}

impl Target {
    /// Reads a target.
    ///
    /// # Errors
    ///
    /// When the part after the colon is neither a port nor `icmp`.
    pub fn parse(text: &str) -> Result<Self, UnknownPort> {
        let Some((name, rest)) = text.rsplit_once(':') else {
            return Ok(Self {
                name: text.to_owned(),
                port: None,
                is_icmp: false,
            });
        };
        let is_icmp = rest == "icmp";
        let port = match rest.parse::<u16>() {
            Ok(port) if port > 0 => Some(port),
            _ if is_icmp => None,
            _ => return Err(UnknownPort { given: rest.to_owned() }),
        };
        Ok(Self {
            name: name.to_owned(),
            port,
            is_icmp,
        })
    }

    /// The traffic asked about.
    pub fn traffic(&self, end: &End, network: &Network, udp: bool) -> Traffic {
        let port = || self.port.unwrap_or_else(|| end.usual_port(network));
        match (self.is_icmp, udp) {
            (true, _) => Traffic::Icmp,
            (false, true) => Traffic::Udp(port()),
            (false, false) => Traffic::Tcp(port()),
        }
    }
}
