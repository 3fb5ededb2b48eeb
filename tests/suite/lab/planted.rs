//! What each planted break does to packets, to the cell; that `jalon reach` and the simulated hosts say it; and that another walk mends it.

use std::sync::Mutex;

use super::Lab;
use super::agreement::disagreement;
use super::breaks::{BREAKS, Break};
use super::claims::wrong_showing;
use super::simulated;

/// Each lab waits more than it computes.
const AT_ONCE: usize = 7;

#[test]
fn a_planted_break_stops_exactly_the_packets_it_is_to_stop() {
    let untried = Mutex::new(BREAKS.iter());
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let labs: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(|| try_breaks(&untried))).collect();
        labs.into_iter().flat_map(|lab| lab.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "other packets than expected:\n{}", wrong.join("\n"));
}

/// Plants one break after the other in one lab, and returns what went otherwise than expected. What one leaves unmended shows in the
/// next one's changes.
fn try_breaks(untried: &Mutex<std::slice::Iter<Break>>) -> Vec<String> {
    let Some(mut lab) = Lab::laid_out() else { return Vec::new() };
    let whole = lab.packets();
    let mut wrong = Vec::new();
    let next = || untried.lock().unwrap().next();
    while let Some(planted) = next() {
        planted.plant(&mut lab);
        let broken = lab.packets();
        let changes = whole.changes(&broken);
        if changes != planted.changes {
            wrong.push(format!("{}: {changes:#?}", planted.name));
        }
        let changed = broken.0.iter().filter(|(cell, open)| whole.0[cell] != **open);
        let said = disagreement(&lab, &broken, changed.map(|(cell, _)| *cell));
        wrong.extend(said.into_iter().map(|line| format!("{}: jalon reach: {line}", planted.name)));
        wrong.extend(wrong_showing(&lab, planted));
        let simulated = simulated::disagreement(&lab, &broken);
        wrong.extend(
            simulated
                .into_iter()
                .map(|line| format!("{}: simulated hosts: {line}", planted.name)),
        );
        planted.mend(&lab);
    }
    lab.follow();
    let left = whole.changes(&lab.packets());
    if !left.is_empty() {
        wrong.push(format!("not mended: {left:#?}"));
    }
    wrong
}
