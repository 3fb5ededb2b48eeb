//! `jalon reach` says what packets do.

use super::Lab;
use super::packets::{Packets, Place, Port};

type Cell = (Place, Place, Port);

/// Asks `jalon reach` about each of these, and returns where it says otherwise than the packets.
pub fn disagreement(lab: &Lab, packets: &Packets, cells: impl IntoIterator<Item = Cell>) -> Vec<String> {
    let asked = cells
        .into_iter()
        .filter(|(from, to, _)| !(from.is_outside() && to.is_outside()));
    let differs = |cell: Cell| {
        let (from, to, port) = cell;
        let said = lab.jalon(&["reach", name(from), &format!("{}:{port}", name(to))]);
        let expected = if packets.0[&cell] { 0 } else { 3 };
        (said.code != Some(expected)).then(|| {
            format!(
                "{from} -> {to}:{port}: {:?}, not {expected}: {}{}",
                said.code, said.stdout, said.stderr
            )
        })
    };
    asked.filter_map(differs).collect()
}

/// What `jalon reach` calls a place.
fn name(place: Place) -> &'static str {
    match place {
        Place::User => "me",
        other => other.name(),
    }
}

#[test]
fn reach_agrees_with_packets_about_everybody_and_every_port() {
    let Some(lab) = Lab::shared() else { return };
    let packets = lab.packets();
    let wrong = disagreement(&lab, &packets, packets.0.keys().copied());
    assert!(
        wrong.is_empty(),
        "jalon reach says otherwise:\n{}\npackets:\n{packets}",
        wrong.join("\n")
    );
}
