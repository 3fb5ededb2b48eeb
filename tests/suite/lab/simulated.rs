//! The sandbox's hosts say what packets do: both are asked about everybody, every port, and every planted break.

use std::net::Ipv4Addr;

use jalon_sandbox::{Account, Latencies, Options, Simulator};

use super::Lab;
use super::internet::{self, USER_ADDRESS};
use super::packets::{Packets, Place, Port};
use crate::matrix::on_a_virtual_clock;

/// Where the simulated hosts say otherwise than the packets. In the lab somebody listens at every port, on a simulated host only who was
/// started there: where nobody does, it has to be closed.
pub fn disagreement(lab: &Lab, packets: &Packets) -> Vec<String> {
    let simulator = simulator(lab);
    let mut wrong = Vec::new();
    for ((from, to, port), open) in &packets.0 {
        let said = on_a_virtual_clock(answers(&simulator, lab, *from, *to, *port));
        let expected = *open && listens(*to, *port);
        if said.is_some_and(|said| said != expected) {
            wrong.push(format!("{from} -> {to}:{port}: {said:?}, not {expected}"));
        }
    }
    wrong
}

/// The served sandbox as it is stored, opened beside whoever serves it.
fn simulator(lab: &Lab) -> Simulator {
    let options = Options {
        region: "us-east-1".to_owned(),
        seed: 0,
        // As it is served: everything has booted.
        speed: super::layout::SPEED.parse().unwrap(),
        latencies: Latencies::default(),
        account: Account::default(),
        directory: Some(lab.served_folder()),
        read_only: true,
    };
    Simulator::open(options).unwrap()
}

fn listens(place: Place, port: Port) -> bool {
    match (place, port) {
        (Place::Internet | Place::User, _) | (_, Port::Icmp) => true,
        (Place::Database, Port::Tcp(port)) => port == 3306,
        (_, Port::Tcp(port)) => port == 22,
    }
}

/// Whether a simulated host or somebody outside reaches another; `None` where there is nobody to ask.
async fn answers(simulator: &Simulator, lab: &Lab, from: Place, to: Place, port: Port) -> Option<bool> {
    let account = lab.account();
    let outside = |place: Place| match place {
        Place::Internet => Some(internet::ADDRESS),
        Place::User => Some(USER_ADDRESS),
        _ => None,
    };
    let interface = account.host(to.name()).map(|host| &host.interface);
    let public = |asker: Option<Ipv4Addr>| interface.and_then(|one| one.public.filter(|_| asker.is_some()));
    let asker = outside(from);
    let address = outside(to).or(public(asker)).or(interface.map(|one| one.private));
    let name = match account.host(to.name()).and_then(|host| host.endpoint.clone()) {
        Some(endpoint) => endpoint,
        None => address?.to_string(),
    };
    match (asker, port) {
        // Nobody outside pings in the simulation, and what is outside is none of the account's.
        (Some(_), Port::Icmp) => None,
        (Some(_), _) if outside(to).is_some() => None,
        (Some(asker), Port::Tcp(port)) => Some(simulator.connects(asker, &name, port).await),
        (None, port) => {
            let host = account.host(from.name())?;
            let console = simulator.console(&host.id)?;
            match port {
                Port::Icmp => console.ping(address?).await.ok(),
                Port::Tcp(port) => console.connects(&name, port).await.ok(),
            }
        }
    }
}

#[test]
fn simulated_hosts_agree_with_packets_about_everybody_and_every_port() {
    let Some(lab) = Lab::shared() else { return };
    let packets = lab.packets();
    let wrong = disagreement(&lab, &packets);
    assert!(
        wrong.is_empty(),
        "simulated hosts say otherwise:\n{}\npackets:\n{packets}",
        wrong.join("\n")
    );
    let asked = packets
        .0
        .keys()
        .filter(|(from, ..)| lab.account().host(from.name()).is_some());
    assert!(asked.count() >= 60, "{packets}");
}
