//! What is to be laid: namespaces, the wires between them, and the commands of `ip` and `nft` in each.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::Ipv4Addr;
use std::process::Command;

use super::namespace::{Family, Namespace, succeeds};
use crate::support::Part;

/// The namespaces to make and the wires to draw.
#[derive(Debug, Default)]
pub struct Plan {
    nodes: BTreeMap<String, Node>,
    wires: Vec<Wire>,
    tables: u32,
}

/// Namespace and interface of one end, namespace and interface of the other.
type Wire = [String; 4];

/// One namespace to be.
#[derive(Debug, Default)]
struct Node {
    forwards: bool,
    /// A router's own address. It is seen by its neighbours only.
    number: Option<Ipv4Addr>,
    ip: String,
    rules: String,
}

/// One end of a wire: an interface of a namespace, with an address.
pub struct End<'a> {
    pub of: &'a str,
    pub interface: &'a str,
    pub address: Ipv4Addr,
}

impl Plan {
    pub fn router(&mut self, name: &str) {
        let number = u32::from(Ipv4Addr::new(169, 254, 0, 1)) + u32::try_from(self.nodes.len()).unwrap();
        let node = Node {
            forwards: true,
            number: Some(number.into()),
            ..Node::default()
        };
        self.nodes.insert(name.to_owned(), node);
    }

    pub fn host(&mut self, name: &str) {
        self.nodes.insert(name.to_owned(), Node::default());
    }

    /// Lets packets through a host, as a NAT gateway does.
    pub fn forwards(&mut self, name: &str) {
        self.node(name).forwards = true;
    }

    /// A router's own address.
    pub fn number(&mut self, name: &str) -> Ipv4Addr {
        self.node(name).number.unwrap_or_else(|| panic!("{name} is no router"))
    }

    /// Draws a wire between two routers.
    pub fn wire(&mut self, (a, a_interface): (&str, &str), (b, b_interface): (&str, &str)) {
        let (a_address, b_address) = (self.number(a), self.number(b));
        self.wire_ends(
            End {
                of: a,
                interface: a_interface,
                address: a_address,
            },
            End {
                of: b,
                interface: b_interface,
                address: b_address,
            },
        );
    }

    /// Draws a wire. Each end knows the other's address.
    pub fn wire_ends(&mut self, a: End, b: End) {
        self.wires.push([a.of, a.interface, b.of, b.interface].map(str::to_owned));
        for (end, other) in [(&a, &b), (&b, &a)] {
            self.ip(end.of, &format!("link set dev {} up", end.interface));
            let address = format!("address add {} peer {} dev {}", end.address, other.address, end.interface);
            self.ip(end.of, &address);
        }
    }

    /// Whether an interface of a namespace is still to be made.
    pub fn lacks(&self, of: &str, interface: &str) -> bool {
        let is_it = |name: &str, end: &str| name == of && end == interface;
        !self
            .wires
            .iter()
            .any(|[a, a_end, b, b_end]| is_it(a, a_end) || is_it(b, b_end))
    }

    /// A number for a routing table beside the main one.
    pub fn new_table(&mut self) -> u32 {
        self.tables += 1;
        100 + self.tables
    }

    /// A line for `ip`. Wires are there before any line is read.
    pub fn ip(&mut self, name: &str, line: &str) {
        let _ = writeln!(self.node(name).ip, "{line}");
    }

    /// More rules for `nft`.
    pub fn rules(&mut self, name: &str, rules: &str) {
        self.node(name).rules.push_str(rules);
    }

    fn node(&mut self, name: &str) -> &mut Node {
        self.nodes
            .get_mut(name)
            .unwrap_or_else(|| panic!("no namespace {name} is planned"))
    }

    /// Makes it all, around the namespaces that are there already.
    pub fn lay(&self, family: &Family, there: &BTreeMap<String, Namespace>) -> BTreeMap<String, Namespace> {
        let missing = self.nodes.keys().filter(|name| !there.contains_key(*name));
        let made: BTreeMap<String, Namespace> = missing.map(|name| (name.clone(), Namespace::new(family, name))).collect();
        let namespace = |name: &str| made.get(name).or_else(|| there.get(name)).unwrap();
        self.draw(namespace);
        let nodes: Vec<(&String, &Node)> = self.nodes.iter().collect();
        // A command or two each, which wait more than they compute.
        std::thread::scope(|scope| {
            for some in nodes.chunks(nodes.len().div_ceil(4)) {
                scope.spawn(move || some.iter().for_each(|(name, node)| node.set_up(namespace(name))));
            }
        });
        made
    }

    fn draw<'a>(&self, namespace: impl Fn(&str) -> &'a Namespace) {
        let mut batch = String::new();
        for [a, a_interface, b, b_interface] in &self.wires {
            let (a, b) = (namespace(a).name(), namespace(b).name());
            let _ = writeln!(
                batch,
                "link add name {a_interface} netns {a} type veth peer name {b_interface} netns {b}"
            );
        }
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), batch).unwrap();
        succeeds(Command::new(Part::Ip.program()).arg("-batch").arg(file.path()));
    }
}

impl Node {
    fn set_up(&self, namespace: &Namespace) {
        if self.forwards {
            namespace.forwards();
        }
        if !self.ip.is_empty() {
            namespace.ip(&self.ip);
        }
        if !self.rules.is_empty() {
            namespace.nft(&self.rules);
        }
    }
}
