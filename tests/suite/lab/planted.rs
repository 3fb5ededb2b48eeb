//! What each planted break does to packets, to the cell, and that another walk mends it.

use super::{BREAKS, Lab};

#[test]
fn a_planted_break_stops_exactly_the_packets_it_is_to_stop() {
    let Some(mut lab) = Lab::laid_out() else { return };
    let whole = lab.packets();
    let mut wrong = Vec::new();
    for planted in BREAKS {
        planted.plant(&mut lab);
        let broken = lab.packets();
        let changes = whole.changes(&broken);
        if changes != planted.changes {
            wrong.push(format!("{}: {changes:#?}", planted.name));
        }
        planted.mend(&mut lab);
    }
    assert!(wrong.is_empty(), "other packets than expected:\n{}", wrong.join("\n"));
    let mended = lab.packets();
    assert!(whole.changes(&mended).is_empty(), "not as before:\n{mended}");
}
