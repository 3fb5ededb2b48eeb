//! The board: while steps work at the same time without a talk, each has a row that stays in its place.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::support::{Jalon, Terminal};

const STEPS: [&str; 11] = [
    "vpc",
    "app-host",
    "database",
    "app",
    "test-host",
    "nat-gateway",
    "site",
    "snapshots",
    "second-vpc",
    "peering",
    "ai-host",
];

/// The step whose row a line is, if it is one: a mark, the name, and two spaces or the end.
fn step_of(line: &str) -> Option<&'static str> {
    let mut words = line.strip_prefix("  ")?.split(' ');
    let mark = words.next().filter(|mark| mark.chars().count() == 1)?;
    let name = words.next()?;
    STEPS.into_iter().find(|step| !mark.is_ascii() && *step == name)
}

/// The steps that have a row on a screen, from above.
fn steps(rows: &[String]) -> Vec<&'static str> {
    rows.iter().filter_map(|row| step_of(row)).collect()
}

#[test]
fn an_unattended_walk_has_a_row_for_each_step_that_stays_in_its_place() {
    let jalon = Jalon::new();
    let mut terminal = Terminal::start_at("120", &jalon, &["walk", "--sandbox", "--yes"]);
    let (began, mut seen, mut places) = (Instant::now(), 0, Vec::new());
    while terminal.goes_on() && began.elapsed() < Duration::from_secs(60) {
        let rows = terminal.rows();
        // What is drawn is complete once the line below the rows is.
        let last = rows.iter().rfind(|row| !row.is_empty());
        if last.is_some_and(|row| row.contains("min left, for")) && steps(&rows).len() == STEPS.len() {
            assert_eq!(steps(&rows), STEPS, "{rows:#?}");
            places.extend(rows.iter().position(|row| step_of(row) == Some("vpc")));
            seen += 1;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(seen > 5, "the board was seen {seen} times:\n{}", terminal.screen());
    // Only what must be read moves it down: that the application was deployed.
    places.dedup();
    assert!(places.len() <= 3, "{places:?}");
    assert!(terminal.has_said("The application was deployed"));
    for line in ["+ VPC", "▸", "is ready after"] {
        assert!(!terminal.has_said(line), "\"{line}\" stands on the board alone");
    }
    let (code, screen) = terminal.end_with_screen();
    assert_eq!(code, 0, "{screen}");
    let left: Vec<&str> = screen.lines().filter_map(step_of).collect();
    assert!(
        STEPS.ends_with(&left) && left.len() >= 4,
        "the rows stay as they were in the end:\n{screen}"
    );

    let again = Terminal::start(&jalon, &["walk", "--yes"]);
    let (code, screen) = again.end_with_screen();
    assert_eq!(code, 0, "{screen}");
    assert!(screen.contains("✔ 11 steps had nothing to do"), "{screen}");
}

#[test]
fn a_walk_that_is_stopped_leaves_the_rows_as_they_were() {
    let jalon = Jalon::new();
    let mut terminal = Terminal::start_at("30", &jalon, &["walk", "--sandbox", "--yes"]);
    terminal.expect("the DB instance");
    terminal.type_keys("\x03");
    let (code, screen) = terminal.end_with_screen();
    assert_eq!(code, 130, "{screen}");
    let left: Vec<&str> = screen.lines().filter_map(step_of).collect();
    assert_eq!(left, STEPS, "each row stays, and none twice:\n{screen}");
    let database = screen.lines().filter(|line| step_of(line) == Some("database"));
    let database: Vec<&str> = database.collect();
    assert!(database.len() == 1 && database[0].contains("  … database"), "{screen}");
    assert!(!screen.contains("min left"), "{screen}");
}

#[test]
fn what_is_taken_down_after_a_name_was_typed_has_a_board_too() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
    let pause = Terminal::start_at("120", &jalon, &["pause", "--yes"]);
    pause.expect("stopping db-instance/main");
    assert_eq!(
        steps(&pause.rows()),
        ["app-host", "database", "test-host", "nat-gateway", "ai-host"]
    );
    let (code, screen) = pause.end_with_screen();
    assert!(code == 0 && screen.contains("✔ nat-gateway  2 of 2"), "{screen}");

    let mut destroy = Terminal::start_at("120", &jalon, &["destroy"]);
    destroy.expect_all(&[
        "With it goes for good: the database's data, the hosts' disks, the bucket's",
        "`--keep-snapshots` keeps the snapshots",
        "Type demo",
    ]);
    destroy.type_keys("demo\r");
    destroy.expect("deleting db-instance/main");
    let (code, screen) = destroy.end_with_screen();
    assert_eq!(code, 0, "{screen}");
    assert!(screen.contains("✔ database     3 of 3"), "{screen}");
    assert!(screen.contains("is left"), "{screen}");
}

#[test]
fn a_terminal_that_cannot_move_its_cursor_gets_lines_with_their_steps() {
    let jalon = Jalon::new().with("TERM", "dumb");
    let terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--yes", "--until", "app-host"]);
    terminal.expect_said("app-host     + instance demo-app-host");
    terminal.expect_said("vpc          ✔ done");
    assert!(!terminal.stream().contains("\u{1b}[2K"), "nothing is drawn anew");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_walk_in_the_background_touches_no_terminal_and_goes_on() {
    let jalon = Jalon::new().with("JALON_SANDBOX_SPEED", "600");
    let script = "jalon walk --sandbox --yes --until vpc & wait $!; echo ended with $?";
    let terminal = Terminal::start_shell(&jalon, Path::new("/bin/sh"), &["-m", "-c", script]);
    terminal.expect_said("ended with 0");
    terminal.expect_said("checks passed");
    assert_eq!(terminal.end(), 0);
}
