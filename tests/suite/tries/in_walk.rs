//! Experiments in a guided walk: between two steps, under their own heading, and none of them twice.

use std::time::Duration;

use crate::support::{Jalon, Terminal, one_line};

const ENTER: &str = "\r";
const OFFER: &str = "Try it now? ›";
const PREDICTION: &str = "Your prediction ›";
const READ: &str = "Read? ›";

/// Skips a step's lesson, and says yes to its plan once those before it have had time to be made.
fn begin_step(terminal: &mut Terminal, number: usize, step: &str) {
    begin_step_after(Duration::from_millis(700), terminal, number, step);
}

fn begin_step_after(pause: Duration, terminal: &mut Terminal, number: usize, step: &str) {
    terminal.expect_all(&[&format!("Step {number}/"), "Page 1 of"]);
    terminal.type_keys("skip\r");
    terminal.expect_all(&[&format!("What {step} makes"), "Do it? ›"]);
    std::thread::sleep(pause);
    terminal.type_keys(ENTER);
}

/// A walk with lessons whose first two steps were said yes to.
fn begun(jalon: &Jalon, until: &str) -> Terminal {
    let mut terminal = Terminal::start(jalon, &["walk", "--sandbox", "--until", until]);
    terminal.answer_all(ENTER);
    begin_step(&mut terminal, 1, "vpc");
    begin_step(&mut terminal, 2, "app-host");
    terminal
}

fn said(terminal: &Terminal) -> String {
    console::strip_ansi_codes(&terminal.stream()).into_owned()
}

#[test]
fn a_step_that_stands_is_tried_under_its_own_heading_while_others_are_being_made() {
    let jalon = Jalon::new();
    let mut terminal = begun(&jalon, "database");
    terminal.expect_all(&["✔ vpc is done", "What stands can be tried: vpc.", OFFER]);
    terminal.type_keys("?\r");
    terminal.expect("later is at the end of this walk");
    terminal.type_keys("back\r");
    terminal.expect("There is no question before this one here.");
    terminal.type_keys("yes\r");
    terminal.expect_all(&["Try step 1/", "Predict 1 of 2 · vpc", PREDICTION]);
    // The other step is at work meanwhile.
    std::thread::sleep(Duration::from_millis(700));
    terminal.type_keys("?\r");
    terminal.expect("Type back to go on with the walk");
    terminal.type_keys(ENTER);
    // Each command has its Enter, so that nobody has to scroll.
    terminal.expect_all(&["✗ subnet/public1 does not reach the Internet", READ]);
    terminal.type_keys(ENTER);
    terminal.expect("✔ You predicted it: public1's to the internet gateway");
    terminal.answer(READ, ENTER);
    terminal.expect_all(&["Predict 2 of 2 · vpc", PREDICTION]);
    terminal.type_keys("no\r");
    terminal.expect("✗ You predicted \"no\". It is: yes.");
    // What it means doesn't fit the screen below the path.
    terminal.answer("Read? › ❯ go on quit", ENTER);
    terminal.answer("Read? › ❯ go on enough quit", ENTER);
    terminal.expect_all(&["Step 3/", "Page 1 of"]);
    let said = said(&terminal);
    let tried = said.rsplit_once("Try step 1/").unwrap().1;
    let (tried, after) = tried.split_once("Meanwhile").unwrap();
    for shown in ["$ jalon reach subnet/public1 internet:443", "What it shows:", "Otherwise:"] {
        assert!(one_line(tried).contains(shown), "{shown}: {tried}");
    }
    for other in ["app-host is", "waits for", "is ready after", "made:"] {
        assert!(!tried.contains(other), "{other} stands among the experiments: {tried}");
    }
    assert!(after.contains("app-host is"), "{after}");

    // The database takes longest: what is built by then is offered, and left for the end.
    begin_step(&mut terminal, 3, "database");
    terminal.answer(OFFER, "later\r");
    terminal.expect_said("checks passed");
    terminal.read_until("What stands can be tried: app-host");
    terminal.expect(OFFER);
    terminal.type_keys("no\r");
    assert_eq!(terminal.end(), 0);
    // It is over: nobody is asked again.
    let (code, screen) = Terminal::start(&jalon, &["walk", "--until", "database"]).end_with_screen();
    assert_eq!(code, 0, "{screen}");
    assert!(!screen.contains(OFFER), "{screen}");
}

#[test]
fn nothing_is_lost_where_bars_are_drawn_for_what_is_being_made() {
    let jalon = Jalon::new();
    let mut terminal = Terminal::start_at("40", &jalon, &["walk", "--sandbox", "--until", "app-host"]);
    terminal.answer_all(ENTER);
    begin_step(&mut terminal, 1, "vpc");
    begin_step_after(Duration::from_millis(2500), &mut terminal, 2, "app-host");
    terminal.answer(OFFER, ENTER);
    terminal.expect("How far does each packet get? ? Your prediction ›");
    // Bars come back between two questions.
    terminal.type_keys(ENTER);
    terminal.expect("to take out. ? Read? ›");
    terminal.type_keys("quit\r");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn whoever_is_killed_at_a_prediction_is_asked_nothing_twice() {
    let jalon = Jalon::new();
    let mut terminal = begun(&jalon, "database");
    terminal.answer(OFFER, ENTER);
    terminal.expect_all(&["Predict 1 of 2 · vpc", PREDICTION]);
    terminal.signal("KILL");
    terminal.end();

    let mut again = Terminal::start(&jalon, &["walk", "--until", "database"]);
    again.expect_all(&["Predict 1 of 2 · vpc", PREDICTION]);
    assert!(!said(&again).contains(OFFER), "{}", said(&again));
    again.type_keys(ENTER);
    again.answer(READ, ENTER);
    again.expect_all(&["You predicted it", READ]);
    again.signal("KILL");
    again.end();

    let mut third = Terminal::start(&jalon, &["walk", "--until", "database"]);
    third.expect_all(&["Predict 2 of 2 · vpc", PREDICTION]);
    assert!(!said(&third).contains("Predict 1 of"), "{}", said(&third));
    third.type_keys("back\r");
    // The host may be done by now.
    while !said(&third).contains("Step 3/") {
        if third.screen().contains(OFFER) {
            third.type_keys("not in\r");
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    third.answer("Page 1 of", "\x03");
    assert_eq!(third.end(), 130);
}

#[test]
fn who_wants_to_try_nothing_is_left_alone_and_hears_what_goes_on_costing() {
    let jalon = Jalon::new();
    let mut terminal = begun(&jalon, "database");
    terminal.answer(OFFER, "not in\r");
    terminal.expect_all(&["Step 3/", "Page 1 of"]);
    // The host is made meanwhile.
    std::thread::sleep(Duration::from_millis(700));
    terminal.type_keys("\x03");
    let (code, screen) = terminal.end_with_screen();
    assert_eq!(code, 130, "{screen}");
    let said_at_the_end = one_line(&screen);
    assert!(
        said_at_the_end.contains("On AWS, what stands would go on costing about $0.0")
            && said_at_the_end.contains("a month until `jalon destroy"),
        "{screen}"
    );

    let mut again = Terminal::start(&jalon, &["walk", "--until", "database"]);
    begin_step(&mut again, 3, "database");
    again.expect_said("checks passed");
    let stream = again.stream();
    assert_eq!(again.end(), 0);
    assert!(!stream.contains("Try it now?"), "{stream}");
}

#[test]
fn where_nothing_stands_nothing_is_said_of_its_cost() {
    let jalon = Jalon::new();
    let mut terminal = Terminal::start(&jalon, &["walk", "--sandbox"]);
    terminal.answer_all("quit\r");
    let (code, screen) = terminal.end_with_screen();
    assert_eq!(code, 0, "{screen}");
    assert!(!screen.contains("go on costing"), "{screen}");
}

#[test]
fn what_cannot_be_tried_is_said_and_ends_no_walk() {
    let jalon = Jalon::new();
    let walk = [
        "walk",
        "--sandbox",
        "--until",
        "app-host",
        "--deny",
        "ec2:DescribeNetworkAcls",
    ];
    let mut terminal = Terminal::start(&jalon, &walk);
    terminal.answer_all(ENTER);
    begin_step(&mut terminal, 1, "vpc");
    begin_step(&mut terminal, 2, "app-host");
    terminal.answer(OFFER, ENTER);
    terminal.answer(PREDICTION, ENTER);
    terminal.expect_said("could not list the network ACLs");
    terminal.expect_said("This can't be tried now; nothing else depends on it. `jalon try vpc");
    terminal.expect_said("checks passed");
    terminal.answer(READ, ENTER);
    // What could not be tried is left, and what was built since.
    terminal.expect_all(&["What stands can be tried: vpc, app-host.", OFFER]);
    terminal.type_keys("no\r");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn what_makes_something_comes_at_the_end_of_a_walk_and_is_over_before_the_walk_is() {
    let jalon = Jalon::new();
    jalon
        .run(&["walk", "--sandbox", "--yes", "--until", "snapshots"])
        .ends_with(0);
    let mut terminal = Terminal::start(&jalon, &["walk", "--until", "snapshots"]);
    let mut read = 0;
    while terminal.goes_on() {
        let before = said(&terminal).len();
        std::thread::sleep(Duration::from_millis(400));
        let all = said(&terminal);
        // A question that stands there is answered once.
        if all.len() == before && all.get(read..).is_some_and(|new| new.contains('›')) {
            read = all.len();
            terminal.type_keys(ENTER);
        }
    }
    let all = one_line(&said(&terminal));
    assert_eq!(terminal.end(), 0);
    let (_, restored) = all.split_once("+ snapshots: DB instance demo-restored").unwrap();
    let (_, looked) = restored.split_once("the DB instance restored is ready after").unwrap();
    let (_, deleted) = looked.split_once("- snapshots: db-instance/restored demo-restored").unwrap();
    assert!(
        deleted.contains("What it shows: A restore makes a new DB instance."),
        "{deleted}"
    );
    let status = jalon.run(&["status"]).ends_with(0).stdout;
    assert!(!status.contains("restored"), "{status}");
}
