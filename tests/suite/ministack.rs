//! The real binary against MiniStack: an AWS that lacks some of it. What it lacks is said as such.

use crate::support::{Endpoint, MiniStack};

/// What of the walkthrough MiniStack 1.5.33 has: its instances take no network interface of a launch, and it has no options of peerings.
const WITHOUT: [&str; 8] = [
    "--skip",
    "app-host",
    "--skip",
    "test-host",
    "--skip",
    "ai-host",
    "--skip",
    "peering",
];

#[test]
fn what_ministack_has_is_walked_and_taken_down() {
    let Some(ministack) = MiniStack::start() else { return };
    let jalon = ministack.jalon();
    let walk = [&["walk", "--yes", "-v"][..], &WITHOUT].concat();
    let walked = jalon.run(&walk).ends_with(0);
    assert!(walked.stderr.contains("17 made, 0 changed"), "{}", walked.stderr);
    let again = jalon.run(&walk).ends_with(0);
    assert!(again.stderr.contains("0 made, 0 changed"), "{}", again.stderr);
    jalon.run(&["verify"]).ends_with(0);
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    let destroyed = jalon.run(&["destroy", "--yes"]).ends_with(0);
    assert!(!destroyed.stderr.contains("deleted"), "{}", destroyed.stderr);
}

#[test]
fn what_ministack_lacks_is_named() {
    let Some(ministack) = MiniStack::start() else { return };
    let jalon = ministack.jalon();
    let walk = [&["walk", "--yes"][..], &WITHOUT[..6]].concat();
    let said = jalon.run(&walk).ends_with(1).stderr_line();
    for part in [
        "this endpoint has no ModifyVpcPeeringConnectionOptions",
        "use an endpoint that has it",
        "--skip peering",
    ] {
        assert!(said.contains(part), "\"{part}\" is missing in: {said}");
    }
}
