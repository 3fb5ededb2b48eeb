//! Two runs of one deployment: one at a time, and a holder that is dead never blocks.

use crate::support::Jalon;

#[test]
fn the_second_is_told_who_is_at_work_and_both_plan_and_status_look_on() {
    let jalon = Jalon::new();
    let mut first = jalon.begin(&["walk", "--sandbox", "--yes", "--sandbox-speed", "20"]);
    first.expect("… the DB instance");
    let pid = first.pid();
    for command in [
        &["walk", "--yes"][..],
        &["run", "vpc", "--yes"],
        &["destroy", "--yes"],
        &["sandbox", "reset"],
    ] {
        let second = jalon.run(command).ends_with(1);
        let told = second.stderr_line();
        assert!(
            told.contains(&format!("process {pid} is already at work on the deployment demo")),
            "{command:?}: {told}"
        );
        assert!(told.contains(&format!("kill -INT {pid}")), "{command:?}: {told}");
    }
    let status = jalon.run(&["status"]).ends_with(0);
    assert!(
        status.stdout.contains("db-instance/main") && status.stdout.contains("pending"),
        "{}",
        status.stdout
    );
    let plan = jalon.run(&["plan", "--detailed-exitcode"]).ends_with(2);
    assert!(plan.stdout.contains("snapshots"), "{}", plan.stdout);
    jalon.run(&["steps"]).ends_with(0);
    first.signal("INT");
    first.end().ends_with(130);
    jalon.run(&["walk", "--yes"]).ends_with(0);
}

#[test]
fn a_holder_that_was_killed_does_not_block() {
    let jalon = Jalon::new();
    let mut first = jalon.begin(&["walk", "--sandbox", "--yes", "--sandbox-speed", "20"]);
    first.expect("+ VPC");
    first.signal("KILL");
    assert_eq!(first.end().code, None);
    jalon.run(&["walk", "--yes"]).ends_with(0);
    jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);
}

#[test]
fn a_lock_file_left_behind_does_not_block_whatever_is_in_it() {
    for left in ["", "1", "not a process", "4294967295000", "\u{0}\u{0}"] {
        let jalon = Jalon::new();
        std::fs::create_dir_all(jalon.kept("")).unwrap();
        std::fs::write(jalon.kept("lock"), left).unwrap();
        jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    }
}

#[test]
fn other_deployments_are_walked_at_the_same_time() {
    let jalon = Jalon::new();
    let mut first = jalon.begin(&["walk", "--sandbox", "--yes", "--sandbox-speed", "20"]);
    first.expect("+ VPC");
    jalon
        .run(&["walk", "--sandbox", "--yes", "--until", "vpc", "--deployment", "other"])
        .ends_with(0);
    first.signal("TERM");
    first.end().ends_with(143);
}
