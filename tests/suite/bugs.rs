//! A bug in jalon: the report of it, its exit code, and what is left behind. Only debug builds can be asked to have one.

#![cfg(debug_assertions)]

use crate::support::{Jalon, Run, Terminal, redact};

/// What a bug ends a run with.
const BUG: i32 = 101;

/// A jalon that panics with this message.
fn broken(message: &str) -> Jalon {
    Jalon::new().with("JALON_TEST_PANIC", message)
}

/// Everything a run said, without what differs from machine to machine.
fn transcript(jalon: &Jalon, run: &Run) -> String {
    let both = format!(
        "exit code {}\n--- stdout\n{}--- stderr\n{}",
        run.code.unwrap(),
        run.stdout,
        run.stderr
    );
    redact(&both, jalon.folder())
}

#[test]
fn a_bug_is_reported_with_its_place_and_has_an_exit_code_of_its_own() {
    let jalon = broken("index out of bounds: the len is 3 but the index is 7");
    let run = jalon.run(&["steps"]).ends_with(BUG);
    insta::with_settings!({filters => vec![
        (r"src/cli/bug\.rs:\d+:\d+", "src/cli/bug.rs:LINE:COLUMN"),
        (r"jalon \d+\.\d+\.\d+ for \w+ on \w+", "jalon VERSION for SYSTEM on PROCESSOR"),
    ]}, {
        insta::assert_snapshot!("bug", transcript(&jalon, &run));
    });
}

#[test]
fn a_report_holds_no_value_of_the_message_the_arguments_or_the_environment() {
    const SECRETS: [&str; 5] = ["hunter", "wJalrXUtn/FEMI", "tok3n", "Argum3nt", "AKIDEXAMPLE"];
    let message =
        "called `Result::unwrap()` on an `Err` value: Login { password: \"hunter\" }, then tok3n in `hunter`, wJalrXUtn/FEMI";
    let jalon = broken(message)
        .with("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        .with("AWS_SECRET_ACCESS_KEY", "wJalrXUtn/FEMI")
        .with("RUST_BACKTRACE", "1");
    let walk = ["walk", "--sandbox", "--yes", "--set", "vpc.name-prefix=Argum3nt"];
    let run = jalon.run(&walk).ends_with(BUG);
    assert!(
        run.stderr.contains("called `Result::unwrap()` on an `Err` value:"),
        "{}",
        run.stderr
    );
    assert!(
        run.stderr.contains("jalon::cli::main"),
        "the calls that led there:\n{}",
        run.stderr
    );
    for secret in SECRETS {
        assert!(!run.stderr.contains(secret), "the report shows {secret}:\n{}", run.stderr);
    }
    let home = jalon.folder().display().to_string();
    assert!(
        !run.stderr.contains(&home),
        "the report shows the home folder:\n{}",
        run.stderr
    );
    assert_eq!(run.stdout, "");
}

#[test]
fn ordinary_errors_are_no_bugs() {
    let run = Jalon::new().run(&["explain", "nothing"]).ends_with(2);
    assert!(
        run.stderr.starts_with("error: nothing here is called \"nothing\""),
        "{}",
        run.stderr
    );
    assert!(!run.stderr.contains("bug"), "{}", run.stderr);
}

#[test]
fn a_bug_in_the_background_ends_the_walk_and_the_same_command_resumes_it() {
    let when = tempfile::tempdir().unwrap();
    let file = when.path().join("now");
    let jalon = broken("attempt to subtract with overflow").with("JALON_TEST_PANIC_WHEN", file.to_str().unwrap());
    let walk = ["walk", "--sandbox", "--yes", "--until", "vpc", "--sandbox-speed", "20"];
    let mut running = jalon.begin(&walk);
    running.expect("+ VPC");
    std::fs::write(&file, "").unwrap();
    let run = running.end().ends_with(BUG);
    assert!(run.stderr.contains("thread   tokio-rt-worker"), "{}", run.stderr);
    std::fs::remove_file(&file).unwrap();
    jalon.run(&["walk", "--yes", "--until", "vpc"]).ends_with(0);
    jalon.run(&["plan", "vpc", "--detailed-exitcode"]).ends_with(0);
}

#[test]
fn a_bug_at_a_question_leaves_the_terminal_as_it_was() {
    let when = tempfile::tempdir().unwrap();
    let file = when.path().join("now");
    let jalon = broken("attempt to subtract with overflow").with("JALON_TEST_PANIC_WHEN", file.to_str().unwrap());
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox"]);
    terminal.come_to_answers();
    assert_ne!(terminal.modes(), terminal.first_modes(), "a question is read key by key");
    std::fs::write(&file, "").unwrap();
    terminal.expect("src/cli/bug.rs");
    assert_eq!(terminal.modes(), terminal.first_modes());
    assert!(!terminal.hides_cursor());
    assert_eq!(i64::from(terminal.end()), i64::from(BUG));
}
