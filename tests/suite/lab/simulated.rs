//! The sandbox's hosts say what packets do: both are asked about everybody, every port, and every planted break.

use jalon_sandbox::{Account, Latencies, Options, Simulator};

use super::Lab;
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
    let address = to.address_for(from, account)?;
    let endpoint = account.host(to.name()).and_then(|host| host.endpoint.clone());
    let name = endpoint.unwrap_or_else(|| address.to_string());
    match (from, port) {
        // Nobody outside pings in the simulation, and what is outside is none of the account's.
        (Place::Internet | Place::User, Port::Icmp) => None,
        (Place::Internet | Place::User, _) if to.is_outside() => None,
        (Place::Internet | Place::User, Port::Tcp(port)) => {
            let asker = from.address_for(from, account)?;
            Some(simulator.connects(asker, &name, port).await)
        }
        _ => {
            let console = simulator.console(&account.host(from.name())?.id)?;
            match port {
                Port::Icmp => console.ping(address).await.ok(),
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
