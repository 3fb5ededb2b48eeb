//! What each planted break does to packets, to the cell, and that another walk mends it.

use super::Lab;
use super::breaks::{BREAKS, Break};

/// Each lab waits more than it computes.
const AT_ONCE: usize = 3;

#[test]
fn a_planted_break_stops_exactly_the_packets_it_is_to_stop() {
    let shares = BREAKS.chunks(BREAKS.len().div_ceil(AT_ONCE));
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let trying: Vec<_> = shares.map(|some| scope.spawn(move || wrong_of(some))).collect();
        trying.into_iter().flat_map(|tried| tried.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "other packets than expected:\n{}", wrong.join("\n"));
}

/// Plants one break after the other in one lab. What one leaves unmended shows in the next one's changes.
fn wrong_of(breaks: &[Break]) -> Vec<String> {
    let Some(mut lab) = Lab::laid_out() else { return Vec::new() };
    let whole = lab.packets();
    let mut wrong = Vec::new();
    for planted in breaks {
        planted.plant(&mut lab);
        let changes = whole.changes(&lab.packets());
        if changes != planted.changes {
            wrong.push(format!("{}: {changes:#?}", planted.name));
        }
        planted.mend(&lab);
    }
    lab.follow();
    let left = whole.changes(&lab.packets());
    if !left.is_empty() {
        wrong.push(format!("not mended: {left:#?}"));
    }
    wrong
}
