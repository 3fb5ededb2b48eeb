//! Who reaches whom, found out with packets: a TCP connection each, and the machine's own `ping`.

use std::collections::BTreeMap;
use std::fmt;
use std::net::Ipv4Addr;
use std::process::Stdio;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::net::TcpStream;
use tokio::process::Command;
use tokio::time::timeout;

use super::account::Account;
use super::internet::{self, USER_ADDRESS};
use super::namespace::Namespace;
use crate::support::Part;

/// SSH, MySQL, the application, HTTPS.
pub const PORTS: [u16; 4] = [22, 3306, 5085, 443];
/// Long enough for a second SYN, which is sent a second after the first.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Somebody who sends packets, or gets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    AppHost,
    TestHost,
    AiHost,
    Database,
    Internet,
    User,
}

/// What is knocked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Port {
    Tcp(u16),
    Icmp,
}

/// Whether packets got through, by who sent them, to whom, and to which port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packets(pub BTreeMap<(Place, Place, Port), bool>);

impl Place {
    pub const ALL: [Self; 6] = [
        Self::AppHost,
        Self::TestHost,
        Self::AiHost,
        Self::Database,
        Self::Internet,
        Self::User,
    ];

    /// Its namespace's name in the lab.
    pub fn name(self) -> &'static str {
        match self {
            Self::AppHost => "app-host",
            Self::TestHost => "test-host",
            Self::AiHost => "ai-host",
            Self::Database => "database",
            Self::Internet => "internet",
            Self::User => "user",
        }
    }

    /// Whether it is of no account: jalon has nothing to say about it.
    pub fn is_outside(self) -> bool {
        matches!(self, Self::Internet | Self::User)
    }

    /// The address it is reached at: from within the account the private one, from outside the public one where there is one.
    pub fn address_for(self, from: Self, account: &Account) -> Option<Ipv4Addr> {
        match self {
            Self::Internet => return Some(internet::ADDRESS),
            Self::User => return Some(USER_ADDRESS),
            _ => {}
        }
        let interface = &account.host(self.name())?.interface;
        let public = interface.public.filter(|_| from.is_outside());
        Some(public.unwrap_or(interface.private))
    }
}

impl Port {
    pub const ALL: [Self; 5] = [
        Self::Tcp(PORTS[0]),
        Self::Tcp(PORTS[1]),
        Self::Tcp(PORTS[2]),
        Self::Tcp(PORTS[3]),
        Self::Icmp,
    ];
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp(port) => f.pad(&port.to_string()),
            Self::Icmp => f.pad("icmp"),
        }
    }
}

impl Packets {
    /// Sends them, all at once. Nobody reaches, or is reached at, a place that isn't there.
    pub fn sent(account: &Account, namespaces: &BTreeMap<String, &Namespace>) -> Self {
        let senders = Place::ALL.into_iter().filter(|from| *from != Place::Database);
        let mut packets = BTreeMap::new();
        std::thread::scope(|scope| {
            let sending: Vec<_> = senders
                .map(|from| scope.spawn(move || sent_from(from, account, namespaces.get(from.name()).copied())))
                .collect();
            for sent in sending {
                packets.extend(sent.join().unwrap());
            }
        });
        Self(packets)
    }

    /// What differs in `later`, a line a pair: `test-host -> internet closes: 22 443 icmp`.
    pub fn changes(&self, later: &Self) -> Vec<String> {
        let mut changes = Vec::new();
        for (from, to) in self.pairs() {
            for (open, verb) in [(false, "closes"), (true, "opens")] {
                let changed = |port: &Port| {
                    let cell = (from, to, *port);
                    self.0[&cell] != open && later.0[&cell] == open
                };
                let ports: Vec<String> = Port::ALL.iter().filter(|port| changed(port)).map(Port::to_string).collect();
                if !ports.is_empty() {
                    changes.push(format!("{from} -> {to} {verb}: {}", ports.join(" ")));
                }
            }
        }
        changes
    }

    fn pairs(&self) -> Vec<(Place, Place)> {
        let mut pairs: Vec<(Place, Place)> = self.0.keys().map(|(from, to, _)| (*from, *to)).collect();
        pairs.dedup();
        pairs
    }
}

/// A line a pair: the ports that are open.
impl fmt::Display for Packets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (from, to) in self.pairs() {
            write!(f, "{from:<9} -> {to:<9}")?;
            for port in Port::ALL {
                let mark = if self.0[&(from, to, port)] {
                    port.to_string()
                } else {
                    "-".to_owned()
                };
                write!(f, " {mark:>4}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

fn sent_from(from: Place, account: &Account, namespace: Option<&Namespace>) -> Vec<((Place, Place, Port), bool)> {
    let others = Place::ALL.into_iter().filter(|to| *to != from);
    let cells: Vec<(Place, Place, Port)> = others.flat_map(|to| Port::ALL.map(|port| (from, to, port))).collect();
    let Some(namespace) = namespace else {
        return cells.into_iter().map(|cell| (cell, false)).collect();
    };
    namespace.inside(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(join_all(cells.into_iter().map(|cell| async move {
            let (_, to, port) = cell;
            let open = match (to.address_for(from, account), port) {
                (None, _) => false,
                (Some(address), Port::Icmp) => pings(address).await,
                (Some(address), Port::Tcp(port)) => connects(address, port).await,
            };
            (cell, open)
        })))
    })
}

async fn connects(address: Ipv4Addr, port: u16) -> bool {
    match timeout(PATIENCE, TcpStream::connect((address, port))).await {
        Ok(Ok(_)) => true,
        // The packets got there, where the lab was to listen: neither open nor closed, but the lab's own fault.
        Ok(Err(error)) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
            panic!("nobody listens on {address}:{port}")
        }
        Ok(Err(_)) | Err(_) => false,
    }
}

async fn pings(address: Ipv4Addr) -> bool {
    let mut ping = Command::new(Part::Ping.program());
    // Two, half a second apart: one answer is enough.
    ping.args(["-n", "-c", "2", "-i", "0.5", "-W", "1", &address.to_string()]);
    let silent = ping.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    silent.status().await.unwrap().success()
}
