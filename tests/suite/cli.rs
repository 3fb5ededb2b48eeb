//! Whole outputs of every command, as they are printed.

use crate::support::{Jalon, redact, so_far_filters};

/// A run's exit code and both its streams, redacted.
fn transcript(jalon: &Jalon, arguments: &[&str]) -> String {
    let run = jalon.run(arguments);
    let both = format!(
        "$ jalon {}\nexit code {}\n--- stdout\n{}--- stderr\n{}",
        arguments.join(" "),
        run.code.unwrap(),
        run.stdout,
        run.stderr
    );
    redact(&both, jalon.folder())
}

/// Steps run at the same time, so that lines come in any order.
fn sorted_lines(text: &str) -> String {
    // Whether a host is still booting when it is asked, and what can't go within 20 seconds, depends on how fast this machine is.
    let is_sure = |line: &&str| !line.contains("the first boot") || line.contains(" left, for ");
    let mut is_blocked = false;
    let mut is_told = |line: &&str| {
        is_blocked = line.contains(" can't go yet: ") || (is_blocked && line.starts_with("               "));
        !is_blocked
    };
    let mut lines: Vec<&str> = text.lines().filter(is_sure).filter(|line| is_told(line)).collect();
    lines.sort_unstable();
    lines.join("\n")
}

#[test]
fn commands_before_anything_is_built() {
    let jalon = Jalon::new();
    insta::assert_snapshot!("help", transcript(&jalon, &["--help"]));
    insta::assert_snapshot!("steps", transcript(&jalon, &["steps"]));
    insta::assert_snapshot!("explain", transcript(&jalon, &["explain", "vpc"]));
    insta::assert_snapshot!("init", transcript(&jalon, &["init", "-"]));
    insta::assert_snapshot!("plan-before", transcript(&jalon, &["plan", "--sandbox"]));
    insta::assert_snapshot!("plan-step", transcript(&jalon, &["plan", "nat-gateway", "--sandbox"]));
    insta::assert_snapshot!("status-before", transcript(&jalon, &["status", "--sandbox"]));
    insta::assert_snapshot!("verify-before", transcript(&jalon, &["verify", "vpc", "--sandbox"]));
    insta::assert_snapshot!("destroy-nothing", transcript(&jalon, &["destroy", "--sandbox", "--yes"]));
}

#[test]
fn commands_around_a_walk() {
    let jalon = Jalon::new();
    let walk = transcript(&jalon, &["walk", "--sandbox", "--yes"]);
    insta::with_settings!({filters => vec![
        (r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "DATE"), (r"\d+:\d\d", "M:SS"), (r"\$[0-9.]+", "PRICE"),
    ]}, {
        insta::assert_snapshot!("walk", sorted_lines(&walk));
    });
    insta::assert_snapshot!("walk-again", sorted_lines(&transcript(&jalon, &["walk", "--yes", "--quiet"])));
    insta::assert_snapshot!("plan-after", transcript(&jalon, &["plan", "--detailed-exitcode"]));
    insta::with_settings!({filters => so_far_filters()}, {
        insta::assert_snapshot!("status-after", transcript(&jalon, &["status"]));
    });
    insta::assert_snapshot!("verify-after", transcript(&jalon, &["verify"]));
    insta::assert_snapshot!("steps-after", transcript(&jalon, &["steps"]));
    insta::assert_snapshot!("run-again", transcript(&jalon, &["run", "vpc", "--yes", "--quiet"]));
    let destroy = transcript(&jalon, &["destroy", "--yes", "--keep-snapshots"]);
    insta::with_settings!({filters => so_far_filters()}, {
        insta::assert_snapshot!("destroy", sorted_lines(&destroy));
    });
    insta::assert_snapshot!("sandbox-reset", transcript(&jalon, &["sandbox", "reset"]));
}

#[test]
fn a_walk_until_a_step_ends_there_and_a_plan_tells_the_rest() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    jalon.run(&["plan", "vpc", "--detailed-exitcode"]).ends_with(0);
    jalon.run(&["plan", "--detailed-exitcode"]).ends_with(2);
    jalon.run(&["walk", "--yes"]).ends_with(0);
    jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);
}

/// What was said, whether or not its commands had to say where the deployment lives.
fn without_place(stderr: &str) -> String {
    let words: Vec<&str> = stderr.split_whitespace().collect();
    words.join(" ").replace(" --sandbox`", "`")
}

#[test]
fn a_sandbox_that_was_reset_is_an_empty_account() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "database"]).ends_with(0);
    jalon.run(&["sandbox", "reset"]).ends_with(0);
    let never_walked = Jalon::new();
    never_walked.run(&["plan", "--sandbox"]).ends_with(0);
    for command in [
        &["status"][..],
        &["status", "--output", "json"],
        &["plan"],
        &["plan", "--detailed-exitcode"],
        &["verify"],
        &["verify", "vpc"],
        &["reach", "app-host", "database"],
        &["steps"],
    ] {
        // What is only remembered is of no cloud.
        let cloud: &[&str] = if command == ["steps"] { &[] } else { &["--sandbox"] };
        let (reset, never) = (jalon.run(command), never_walked.run(&[command, cloud].concat()));
        assert_eq!(
            (
                reset.code,
                redact(&reset.stdout, jalon.folder()),
                without_place(&reset.stderr)
            ),
            (
                never.code,
                redact(&never.stdout, never_walked.folder()),
                without_place(&never.stderr)
            ),
            "{command:?}"
        );
    }
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    jalon.run(&["walk", "--yes", "--until", "vpc"]).ends_with(0);
    jalon.run(&["plan", "vpc", "--detailed-exitcode"]).ends_with(0);
}

#[test]
fn colors_are_used_when_asked_and_not_when_unwanted() {
    let jalon = Jalon::new();
    assert!(jalon.run(&["steps", "--color", "always"]).stdout.contains('\x1b'));
    assert!(!jalon.run(&["steps"]).stdout.contains('\x1b'));
    let unwanted = Jalon::new().with("NO_COLOR", "1");
    assert!(!unwanted.run(&["steps"]).stdout.contains('\x1b'));
}

#[test]
fn a_walk_ends_with_its_timeline_when_asked() {
    let jalon = Jalon::new();
    let walk = jalon
        .run(&["walk", "--sandbox", "--yes", "--until", "vpc", "--timings"])
        .ends_with(0);
    let rows: Vec<Vec<&str>> = walk.stdout.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(rows.len(), 13, "a header, eleven resources and the end:\n{}", walk.stdout);
    assert_eq!(rows[1][0], "vpc/main", "{}", walk.stdout);
    let times: Vec<f64> = rows[1][1..4].iter().map(|time| time.parse().unwrap()).collect();
    assert!(times.is_sorted(), "begun, made and ready in this order: {times:?}");
    let again = jalon.run(&["walk", "--yes", "--until", "vpc", "--timings"]).ends_with(0);
    assert!(
        again.stdout.starts_with("Nothing was made or waited for in"),
        "{}",
        again.stdout
    );
    let drawn = jalon.run(&["walk", "--yes", "--timings", "--output", "json"]).ends_with(2);
    assert!(drawn.stdout.contains("leave --timings out"), "{}", drawn.stdout);
}
