//! The guided walk as a person goes through it, in a terminal of 80 by 24.

use std::time::{Duration, Instant};

use jalon::steps::WALKTHROUGH;

use crate::support::{Jalon, Terminal};

const ENTER: &str = "\r";
const DOWN: &str = "\x1b[B";

/// Presses Enter at each of a step's questions.
fn take_defaults(terminal: &mut Terminal, prompts: &[&str]) {
    for prompt in prompts {
        terminal.answer(prompt, ENTER);
    }
}

const VPC: [&str; 4] = [
    "Name prefix (demo)",
    "IPv4 range (CIDR) (10.0.0.0/16)",
    "Availability zones (2)",
    "S3 gateway endpoint",
];

/// Waits until a step is done that the walk makes behind the talk.
fn is_done_meanwhile(jalon: &Jalon, step: &str) {
    let deadline = Instant::now() + Duration::from_secs(60);
    let done = format!("{step:<13}done");
    while !jalon.run(&["status"]).ends_with(0).stdout.contains(&done) {
        assert!(Instant::now() < deadline, "{step} was not done");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// What opens a step.
fn step(number: usize) -> String {
    format!("Step {number}/{}", WALKTHROUGH.count())
}

#[test]
fn questions_explanation_back_skip_and_quit_and_going_on_there() {
    let jalon = Jalon::new();
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox"]);
    terminal.expect(&step(1));
    terminal.answer("Name prefix (demo)", "harbour\r");
    // A wrong answer is refused on the spot, and the question stays.
    terminal.answer("IPv4 range (CIDR)", "10.0.0.0/8\r");
    terminal.expect("too large");
    terminal.type_keys("\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f10.5.0.0/16\r");
    take_defaults(&mut terminal, &VPC[2..]);
    terminal.expect("harbour-vpc");
    terminal.expect("10 to create with 1 part.");
    terminal.expect("free of charge");
    terminal.answer("Do it?", &format!("{DOWN}{DOWN}{ENTER}"));
    terminal.expect("a table of your own for each role");
    // Back to the questions: the answers given are the defaults now.
    terminal.answer("yes, go on", &format!("{DOWN}{DOWN}{DOWN}{ENTER}"));
    terminal.answer("Name prefix (harbour)", ENTER);
    terminal.answer("IPv4 range (CIDR) (10.5.0.0/16)", ENTER);
    take_defaults(&mut terminal, &VPC[2..]);
    terminal.answer("yes, go on", ENTER);
    terminal.expect(&step(2));
    take_defaults(
        &mut terminal,
        &[
            "Instance type",
            "Image of the hosts",
            "Zone of the network",
            "Who may log in",
            "Application port",
            "Time zone",
        ],
    );
    terminal.expect("costs about $0.016 an hour; so far about $0.016 an hour");
    terminal.answer("yes, go on", &format!("{DOWN}{ENTER}"));
    // What builds on a step that was left out is left out too.
    terminal.expect("database is left out: it builds on app-host");
    terminal.expect(&step(6));
    terminal.answer("Private subnets that may reach", ENTER);
    is_done_meanwhile(&jalon, "vpc");
    terminal.answer("quit; nothing is lost", &format!("{DOWN}{DOWN}{DOWN}{DOWN}{ENTER}"));
    assert_eq!(terminal.end(), 0);

    let mut again = Terminal::start(&jalon, &["walk"]);
    again.expect(&step(2));
    // Ctrl-C at a question leaves as quitting does.
    again.answer("Instance type (t3.micro)", "\x03");
    assert_eq!(again.end(), 130);
    let status = jalon.run(&["status"]).ends_with(0).stdout;
    assert!(
        status.contains("vpc          done") && status.contains("vpc/main"),
        "{status}"
    );
    let plan = jalon.run(&["plan", "vpc"]).ends_with(0).stdout;
    assert!(plan.contains("all up to date"), "{plan}");
}

#[test]
fn a_walk_of_defaults_goes_from_the_first_screen_to_the_last() {
    let jalon = Jalon::new();
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--until", "vpc"]);
    take_defaults(&mut terminal, &VPC);
    terminal.answer("Do it?", ENTER);
    terminal.expect("resources: 10 made");
    terminal.expect("checks passed");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn taking_down_asks_for_the_name() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    let mut wrong = Terminal::start(&jalon, &["destroy"]);
    wrong.answer("Type demo to take it down", "demi\r");
    wrong.expect("Nothing was taken down.");
    assert_eq!(wrong.end(), 0);
    jalon.run(&["plan", "vpc", "--detailed-exitcode"]).ends_with(0);
    let mut right = Terminal::start(&jalon, &["destroy"]);
    right.answer("Type demo to take it down", "demo\r");
    right.expect("nothing of them is left");
    assert_eq!(right.end(), 0);
}
