//! Progress in the terminal's tab, and its bell: on a terminal that knows them, where they are wanted, and gone at every end.

use crate::support::{Jalon, Terminal, one_line};

const BELL: char = '\x07';

/// A jalon on a terminal that shows progress in its tab.
fn in_a_tab() -> Jalon {
    Jalon::new().with("TERM_PROGRAM", "ghostty")
}

/// The progress that was shown, in order.
fn progress(stream: &str) -> Vec<&str> {
    let sequences = stream.split("\x1b]9;4;").skip(1);
    sequences.filter_map(|rest| rest.split("\x1b\\").next()).collect()
}

const WALK: [&str; 7] = ["walk", "--sandbox", "--yes", "--until", "nat-gateway", "--notify", "0"];

#[test]
fn a_walk_shows_how_far_it_is_and_rings_at_its_end() {
    let jalon = in_a_tab();
    let mut terminal = Terminal::start_at("100", &jalon, &WALK);
    terminal.expect_said("checks passed");
    while terminal.goes_on() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let (stream, code) = (terminal.stream(), terminal.end());
    assert_eq!(code, 0, "{stream}");
    let shown = progress(&stream);
    assert_eq!(shown.last(), Some(&"0;"), "{shown:?}");
    let percents = shown.iter().filter_map(|shown| shown.strip_prefix("1;")?.parse().ok());
    let percents: Vec<u8> = percents.collect();
    assert!(
        percents.len() > 3 && percents.iter().all(|percent| *percent < 100),
        "{shown:?}"
    );
    assert!(stream.contains(BELL), "{stream:?}");
}

#[test]
fn nothing_of_it_is_written_where_nobody_looks_or_wants_it() {
    let piped = in_a_tab().run(&WALK).ends_with(0);
    assert!(!piped.stderr.contains(['\x1b', BELL]), "{}", piped.stderr);
    let never = in_a_tab().with("JALON_NOTIFY", "never");
    let terminal = Terminal::start(&never, &WALK[..5]);
    terminal.expect_said("checks passed");
    let stream = terminal.stream();
    assert!(progress(&stream).is_empty() && !stream.contains(BELL), "{stream:?}");
    assert_eq!(terminal.end(), 0);
    // A terminal that may take the sequence for text gets none.
    let plain = Jalon::new();
    let terminal = Terminal::start(&plain, &WALK);
    terminal.expect_said("checks passed");
    assert!(progress(&terminal.stream()).is_empty());
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_short_command_rings_no_bell() {
    let jalon = in_a_tab();
    let terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--yes", "--until", "vpc"]);
    terminal.expect_said("checks passed");
    let stream = terminal.stream();
    assert!(!stream.contains(BELL), "{stream:?}");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_question_that_waits_rings() {
    let jalon = in_a_tab();
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--notify", "0"]);
    terminal.come_to_answers();
    assert!(terminal.stream().contains(BELL));
    terminal.type_keys("\x03");
    assert_eq!(terminal.end(), 130);
}

/// Starts a walk that takes a while, and waits until its progress is shown.
fn under_way(jalon: &Jalon) -> Terminal {
    let terminal = Terminal::start_at("20", jalon, &WALK);
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while progress(&terminal.stream()).is_empty() {
        assert!(std::time::Instant::now() < deadline, "{:?}", terminal.stream());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    terminal
}

/// Waits for the end; nothing is left in the tab.
#[track_caller]
fn ends_clean(mut terminal: Terminal, code: u32) {
    while terminal.goes_on() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    std::thread::sleep(std::time::Duration::from_millis(100));
    let stream = terminal.stream();
    assert_eq!(progress(&stream).last(), Some(&"0;"), "{stream:?}");
    assert_eq!(terminal.end(), code);
}

#[test]
fn an_interruption_leaves_nothing_in_the_tab() {
    let jalon = in_a_tab();
    let terminal = under_way(&jalon);
    terminal.signal("INT");
    ends_clean(terminal, 130);
    // The second one leaves at once.
    let terminal = under_way(&jalon);
    terminal.signal("TERM");
    terminal.signal("TERM");
    ends_clean(terminal, 143);
}

#[test]
fn a_failure_leaves_nothing_in_the_tab() {
    let jalon = in_a_tab();
    let walk = [&WALK[..], &["--sandbox-speed", "20", "--deny", "ec2:CreateNatGateway"]].concat();
    let terminal = Terminal::start_at("20", &jalon, &walk);
    ends_clean(terminal, 1);
}

#[test]
#[cfg(debug_assertions)]
fn a_bug_leaves_nothing_in_the_tab() {
    let when = tempfile::tempdir().unwrap();
    let file = when.path().join("now");
    let jalon = in_a_tab()
        .with("JALON_TEST_PANIC", "attempt to subtract with overflow")
        .with("JALON_TEST_PANIC_WHEN", file.to_str().unwrap());
    let terminal = under_way(&jalon);
    std::fs::write(&file, "").unwrap();
    ends_clean(terminal, 101);
}

#[test]
fn what_is_no_number_of_seconds_is_refused_by_its_name() {
    let jalon = Jalon::new();
    let run = jalon.run(&["walk", "--sandbox", "--yes", "--notify", "soon"]).ends_with(2);
    assert!(
        one_line(&run.stderr).contains("never or a number of seconds up to 86400"),
        "{}",
        run.stderr
    );
    let run = jalon
        .with("JALON_NOTIFY", "soon")
        .run(&["walk", "--sandbox", "--yes"])
        .ends_with(2);
    assert!(run.stderr_line().contains("JALON_NOTIFY"), "{}", run.stderr);
}
