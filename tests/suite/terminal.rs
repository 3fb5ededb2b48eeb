//! The guided walk as a person goes through it, in a terminal of 80 by 24.

use std::time::{Duration, Instant};

use jalon::steps::WALKTHROUGH;

use crate::support::{Jalon, Terminal};

const ENTER: &str = "\r";

/// Presses Enter at each of a step's questions.
fn take_defaults(terminal: &mut Terminal, prompts: &[&str]) {
    for prompt in prompts {
        terminal.answer(prompt, ENTER);
    }
}

const VPC: [&str; 4] = [
    "Name prefix (demo) ›",
    "IPv4 range (CIDR) (10.0.0.0/16) ›",
    "Availability zones ›",
    "Details? ›",
];

const APP_HOST: [&str; 4] = ["Instance type", "Who may log in", "Application port", "Details? ›"];

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
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--brief"]);
    terminal.ask_each();
    terminal.expect(&step(1));
    terminal.answer("Name prefix (demo)", "harbour\r");
    // A wrong answer is refused on the spot, and the question stays, with the nearest right one to take.
    terminal.answer("IPv4 range (CIDR) (10.0.0.0/16)", "10.0.0.0/8\r");
    terminal.expect("too large");
    terminal.answer("(10.0.0.0/16) ›", "10.5.0.0/16\r");
    take_defaults(&mut terminal, &VPC[2..]);
    terminal.expect("10 to create with 1 part.");
    terminal.expect("free of charge");
    terminal.say_to_plan(&["harbour-vpc"], "explain");
    terminal.answer("Page 1 of", "enough\r");
    terminal.say_to_plan(&["harbour-vpc"], "change");
    // Back to the questions: the answers given are the defaults now.
    terminal.answer("Name prefix (harbour) ›", ENTER);
    terminal.answer("IPv4 range (CIDR) (10.5.0.0/16) ›", ENTER);
    take_defaults(&mut terminal, &VPC[2..]);
    terminal.say_to_plan(&["Details? · no", "harbour-vpc"], "yes");
    terminal.expect(&step(2));
    take_defaults(&mut terminal, &APP_HOST);
    terminal.say_to_plan(&["costs about $0.016 an hour; so far about $0.016 an hour"], "skip");
    // What builds on a step that was left out is left out too.
    terminal.expect("database: left out: it builds on app-host");
    terminal.expect(&step(6));
    terminal.answer("Private subnets that may reach", ENTER);
    is_done_meanwhile(&jalon, "vpc");
    terminal.say_to_plan(&["harbour-nat"], "quit");
    assert_eq!(terminal.end(), 0);

    // What was answered, confirmed or left out is not asked again.
    let mut again = Terminal::start(&jalon, &["walk"]);
    again.expect_all(&[&step(6), "harbour-nat", "Do it? ›"]);
    assert!(again.stream().contains("Next is nat-gateway."), "{}", again.stream());
    // Ctrl-C at a question leaves as quitting does.
    again.type_keys("\x03");
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
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--brief", "--until", "vpc"]);
    terminal.answer_all(ENTER);
    terminal.say_to_plan(&[&step(1)], "");
    terminal.expect("resources: 10 made");
    terminal.expect_said("checks passed");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn the_whole_walk_of_defaults_takes_at_most_14_enters() {
    let jalon = Jalon::new();
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--brief"]);
    terminal.answer_all(ENTER);
    for number in 1..=WALKTHROUGH.count() {
        terminal.say_to_plan(&[&step(number)], "");
    }
    terminal.expect_said("checks passed");
    assert!(terminal.enters() <= 14, "{} Enters", terminal.enters());
    assert_eq!(terminal.end(), 0);
    jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);
}

#[test]
fn the_beginning_shows_all_answers_and_lets_one_be_changed() {
    let jalon = Jalon::new();
    let walk = ["walk", "--sandbox", "--set", "app-host.port=8080"];
    let mut terminal = Terminal::start(&jalon, &walk);
    terminal.come_to_answers();
    let screen = terminal.screen();
    for shown in [
        "trusted-cidrs 192.0.2.10/32 (your address)",
        "port 8080 (option)",
        "secrets.json",
        "These are the answers.",
    ] {
        assert!(screen.contains(shown), "{shown} is not in:\n{screen}");
    }
    terminal.type_keys("change\r");
    // A name that two steps have is put right, and Enter takes that.
    terminal.answer("Which one", "cidr\r");
    terminal.answer("(vpc.cidr) ›", ENTER);
    terminal.answer("IPv4 range (CIDR) (10.0.0.0/16) ›", "10.7.0.0/16\r");
    terminal.expect_all(&["cidr 10.7.0.0/16 (you)", "Your answers? ›"]);
    terminal.type_keys("quit\r");
    assert_eq!(terminal.end(), 0);
    // It is remembered, and nothing was made.
    let plan = jalon.run(&["plan", "vpc"]).ends_with(0).stdout;
    assert!(
        plan.contains("demo-vpc  10.7.0.0/16") && plan.contains("10 to create"),
        "{plan}"
    );
}

#[test]
fn a_question_is_explained_and_left_again_and_offers_what_is_allowed_only() {
    let jalon = Jalon::new();
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox", "--brief"]);
    terminal.ask_each();
    terminal.answer("Name prefix (demo) ›", "back\r");
    terminal.expect("There is no question before this one here.");
    terminal.answer("Name prefix (demo) ›", "?\r");
    terminal.expect("Its key is vpc.name");
    terminal.answer("Name prefix (demo) ›", ENTER);
    terminal.answer("IPv4 range (CIDR) (10.0.0.0/16) ›", "back\r");
    terminal.answer("Name prefix (demo) ›", ENTER);
    terminal.answer("IPv4 range (CIDR) (10.0.0.0/16) ›", ENTER);
    terminal.answer("Availability zones ›", "?\r");
    terminal.expect("A whole number from 2 to 3.");
    terminal.answer("Availability zones ›", "back\r");
    terminal.answer("IPv4 range (CIDR) (10.0.0.0/16) ›", ENTER);
    take_defaults(&mut terminal, &VPC[2..3]);
    terminal.answer("Details? ›", "yes\r");
    terminal.answer("S3 gateway endpoint ›", "back\r");
    terminal.answer("Details? ›", ENTER);
    terminal.say_to_plan(&["demo-vpc"], "");
    terminal.expect(&step(2));
    take_defaults(&mut terminal, &APP_HOST[..1]);
    // An address where a range is asked for: the range of it alone is offered.
    terminal.answer("Who may log in (CIDRs) (192.0.2.10/32) ›", "203.0.113.7\r");
    terminal.expect("Did you mean 203.0.113.7/32?");
    terminal.answer("Who may log in (CIDRs) (203.0.113.7/32) ›", ENTER);
    terminal.answer("Application port", "70000\r");
    terminal.answer("Application port (65535) ›", "5085\r");
    // What was refused leaves nothing above what was accepted.
    terminal.expect("Details? ›");
    let screen = terminal.screen();
    assert!(!screen.contains('✘') && !screen.contains("Did you mean"), "{screen}");
    terminal.type_keys("yes\r");
    terminal.answer("Image of the hosts", ENTER);
    terminal.expect("Zone of the network ›");
    assert!(!terminal.screen().contains("1   2   3"), "{}", terminal.screen());
    terminal.type_keys("\x03");
    assert_eq!(terminal.end(), 130);
}

#[test]
fn a_long_refused_answer_leaves_nothing_behind_and_a_password_says_where_it_is() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "app-host"]).ends_with(0);
    let mut terminal = Terminal::start(&jalon, &["run", "database", "--brief"]);
    let long = "db.".to_owned() + &"x".repeat(120);
    terminal.answer("DB instance class (db.t4g.micro) ›", &format!("{long}\r"));
    terminal.expect("is not a DB instance class");
    terminal.answer("DB instance class (db.t4g.micro) ›", "t4g.micro\r");
    terminal.expect("Did you mean db.t4g.micro? Enter takes it.");
    terminal.answer("(db.t4g.micro) ›", ENTER);
    terminal.answer("Password (Enter to generate one)", ENTER);
    terminal.expect("Days to keep");
    let screen = terminal.screen();
    assert!(!screen.contains("xxx") && !screen.contains('✘'), "{screen}");
    let screen = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(screen.contains("Password · generated; read it in"), "{screen}");
    assert!(screen.contains("secrets.json"), "{screen}");
    terminal.type_keys("\x03");
    assert_eq!(terminal.end(), 130);
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
