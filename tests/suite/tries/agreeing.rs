//! What an experiment makes where it costs: the price comes first, and nothing is made unless somebody agrees at a terminal.

use serde_json::Value;

use crate::support::{Endpoint, Jalon, ServedSandbox, Terminal, one_line};

const ENTER: &str = "\r";
/// The paragraph before the question, as far as it says the price.
const PRICE: &str = "demo-restored and takes it down again. It costs about $0.019 an hour while it stands";
const ASKED: &str = "Make it and take it down again?";

/// A deployment behind an endpoint, which may be AWS's as far as anybody knows.
fn walked() -> (ServedSandbox, Jalon) {
    let sandbox = ServedSandbox::start_with(&["--sandbox-speed", "600"]);
    let jalon = sandbox.jalon();
    jalon.run(&["walk", "--yes", "--until", "snapshots"]).ends_with(0);
    (sandbox, jalon)
}

/// The keys of the databases that stand, each with its state.
fn databases(jalon: &Jalon) -> Vec<String> {
    let status: Value = serde_json::from_str(&jalon.run(&["status", "--output", "json"]).ends_with(0).stdout).unwrap();
    let all = status["resources"].as_array().unwrap().iter();
    let databases = all.filter(|line| line["kind"] == "db-instance");
    databases
        .map(|line| format!("{} {}", line["key"].as_str().unwrap(), line["status"].as_str().unwrap()))
        .collect()
}

#[test]
fn nothing_that_costs_is_made_unless_somebody_agrees_at_a_terminal() {
    let (_sandbox, jalon) = walked();
    for arguments in [&["try", "snapshots"][..], &["try", "snapshots", "--yes"]] {
        let said = one_line(&jalon.run(arguments).ends_with(0).stdout);
        assert!(said.contains(PRICE) && said.contains("ten minutes at least"), "{said}");
        assert!(
            said.contains("Not run: it costs money") && said.contains("`jalon try snapshots"),
            "{said}"
        );
        assert!(!said.contains("db-instance/restored"), "{said}");
    }
    let mut terminal = Terminal::start(&jalon, &["try", "snapshots"]);
    come_to_the_question(&mut terminal);
    terminal.type_keys("n");
    let (code, screen) = terminal.end_with_screen();
    assert_eq!(code, 0, "{screen}");
    assert!(
        one_line(&screen).contains("Nothing was made. `jalon try snapshots"),
        "{screen}"
    );
    assert_eq!(databases(&jalon), ["db-instance/main ready"]);

    // Whoever agrees sees it, and it goes again.
    let mut terminal = Terminal::start(&jalon, &["try", "snapshots"]);
    come_to_the_question(&mut terminal);
    terminal.type_keys("y");
    read_until(&mut terminal, "What it shows: A restore makes a new DB instance.");
    read_until(&mut terminal, "since the snapshot.");
    let (code, screen) = terminal.end_with_screen();
    assert_eq!(code, 0, "{screen}");
    assert_eq!(databases(&jalon), ["db-instance/main ready"]);
}

/// Predicts, and reads until the question whether it may be made.
fn come_to_the_question(terminal: &mut Terminal) {
    terminal.expect("Does it take another set of snapshots?");
    terminal.answer("Your prediction ›", "no\r");
    read_until(terminal, "What becomes of the database that runs?");
    terminal.answer("Your prediction ›", "nothing\r");
    read_until(terminal, ASKED);
}

/// Says that everything was read, until something is said.
fn read_until(terminal: &mut Terminal, said: &str) {
    while !terminal.has_said(said) {
        assert!(terminal.goes_on(), "{said}: {}", terminal.screen());
        if terminal.screen().contains("Read? ›") {
            terminal.type_keys(ENTER);
        }
        std::thread::sleep(std::time::Duration::from_millis(500));
    }
}

#[test]
fn what_is_broken_off_is_named_by_every_command_and_ended_without_a_question() {
    let jalon = Jalon::new();
    jalon
        .run(&["walk", "--sandbox", "--yes", "--until", "snapshots"])
        .ends_with(0);
    let mut trying = jalon.start(&["try", "snapshots"]);
    while !databases(&jalon).iter().any(|line| line.contains("restored")) {
        assert!(trying.try_wait().unwrap().is_none(), "it is over");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    trying.kill().unwrap();
    trying.wait().unwrap();
    assert_eq!(databases(&jalon), ["db-instance/main ready", "db-instance/restored leftover"]);
    for command in [
        &["plan"][..],
        &["status"],
        &["verify"],
        &["walk", "--yes", "--until", "snapshots"],
        &["run", "snapshots", "--yes"],
    ] {
        let run = jalon.run(command).ends_with(0);
        let said = one_line(&run.stderr);
        let is_named = said.contains("db-instance/restored (demo-restored)") && said.contains("`jalon try snapshots");
        assert!(is_named, "{command:?}: {said}");
        assert!(!said.contains("no longer wanted"), "{command:?}: {said}");
    }
    let french = one_line(&jalon.run(&["status", "--lang", "fr"]).ends_with(0).stderr);
    assert!(french.contains("existe depuis une expérience interrompue"), "{french}");
    let run = jalon.run(&["try", "snapshots", "--yes"]).ends_with(0);
    assert!(
        one_line(&run.stdout).contains("demo-restored still stands since an earlier try"),
        "{}",
        run.stdout
    );
    assert_eq!(databases(&jalon), ["db-instance/main ready"]);
}

#[test]
fn it_can_be_read_aloud_and_on_a_narrow_terminal_and_in_french() {
    let jalon = Jalon::new();
    jalon
        .run(&["walk", "--sandbox", "--yes", "--until", "snapshots"])
        .ends_with(0);
    let mut aloud = Terminal::start(&jalon, &["try", "snapshots", "--accessible"]);
    for _ in 0..2 {
        aloud.answer("Your prediction", "2\r");
        std::thread::sleep(std::time::Duration::from_millis(700));
    }
    aloud.expect_said("A restore makes a new DB instance.");
    assert_eq!(aloud.end(), 0);
    let mut narrow = Terminal::start_in((24, 40), &jalon, &["try", "snapshots", "--lang", "fr", "--yes"]);
    narrow.expect_said("Une restauration crée");
    assert!(narrow.goes_on() || narrow.has_said("Sinon"));
    let widest = narrow.rows().iter().map(|row| console::measure_text_width(row)).max();
    assert!(widest.unwrap_or_default() <= 40, "{widest:?}");
    assert_eq!(narrow.end(), 0);
}
