//! `jalon try` as a person meets it.

use std::time::Duration;

use jalon::steps::WALKTHROUGH;
use serde_json::Value;

use crate::support::{Jalon, Terminal, one_line};

const ENTER: &str = "\r";

fn walked(until: &str) -> Jalon {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", until]).ends_with(0);
    jalon
}

/// What is decisive in the output of each step's experiments.
const DECISIVE: [(&str, &[&str]); 11] = [
    (
        "vpc",
        &[
            "$ jalon reach subnet/public1 internet:443",
            "has no public address for internet-gateway/main",
            "0.0.0.0/0 to nat-gateway/main",
            "keeps 10.0.0.0/16 in the VPC (local)",
        ],
    ),
    (
        "app-host",
        &[
            "$ jalon ssh app-host -- ip -brief address",
            "ens5             UP             10.0.",
            "has no ingress rule for tcp 22",
        ],
    ),
    (
        "database",
        &["app-host reaches the database", "has no ingress rule for tcp 3306 from"],
    ),
    (
        "app",
        &[
            "$ jalon verify app",
            "✓ a user who signs up is a row of the users table",
            "The row is removed again.",
        ],
    ),
    (
        "test-host",
        &[
            "$ jalon ssh test-host -- ping -c 3 1.1.1.1",
            "3 received, 0% packet loss",
            "The Internet does not reach test-host",
        ],
    ),
    (
        "nat-gateway",
        &[
            "$ jalon ssh test-host -- curl https://checkip.amazonaws.com",
            "it takes nothing in by itself",
        ],
    ),
    ("site", &["HTTP/1.1 200 OK", "HTTP/1.1 403 Forbidden"]),
    (
        "snapshots",
        &[
            "$ jalon plan snapshots --set snapshots.label=baseline-2",
            "all up to date",
            "2 to create",
            "Here it costs nothing; on AWS it would cost about $0.019 an hour",
            "db-instance/restored  demo-restored.",
            "app-host reaches db-instance/restored on tcp 3306",
            "--execute='SELECT COUNT(*) FROM users' app",
            "What it shows: A restore makes a new DB instance.",
        ],
    ),
    ("second-vpc", &["to vpc-peering/main"]),
    ("peering", &["subnet/private1 reaches subnet/ai"]),
    (
        "ai-host",
        &[
            "The Internet does not reach ai-host",
            "ai-host does not reach app-host",
            "3 received, 0% packet loss",
        ],
    ),
];

#[test]
fn each_step_is_tried_with_the_commands_as_they_are_typed_and_their_output() {
    let jalon = walked("ai-host");
    for (step, decisive) in DECISIVE {
        let run = jalon.run(&["try", step, "--yes"]).ends_with(0);
        for said in decisive {
            let is_said = run.stdout.contains(said) || one_line(&run.stdout).contains(said);
            assert!(is_said, "{step}: {said} is not in:\n{}", run.stdout);
        }
        assert!(!run.stdout.contains("This is not what"), "{}", run.stdout);
        for heading in ["Predict 1 of", "What it shows:", "Otherwise:", "The answer:"] {
            assert!(run.stdout.contains(heading), "{step}: {heading}: {}", run.stdout);
        }
        // What is shown as typed can be typed, and prints the same.
        let line = run
            .stdout
            .lines()
            .find_map(|line| line.strip_prefix("$ "))
            .unwrap()
            .to_owned();
        let typed = jalon.run_line(&line);
        assert!(matches!(typed.code, Some(0 | 3)), "{line}: {typed:?}");
        let last = typed.stdout.lines().rfind(|line| !line.trim().is_empty()).unwrap().to_owned();
        assert!(
            run.stdout.contains(last.trim_end()),
            "{line}: {last} is not in:\n{}",
            run.stdout
        );
    }
    // Everything is as it was, on AWS and in the application.
    jalon.run(&["plan", "--detailed-exitcode"]).ends_with(0);
    let without_yes = jalon.run(&["try", "app"]).ends_with(0).stdout;
    assert!(
        without_yes.contains("Not run:") && without_yes.contains("--yes runs it"),
        "{without_yes}"
    );
    assert!(!without_yes.contains("$ jalon verify"), "{without_yes}");

    lists_all(&jalon);
    is_tried_in_french(&jalon);
}

fn lists_all(jalon: &Jalon) {
    let listed = jalon.run(&["try"]).ends_with(0).stdout;
    for step in WALKTHROUGH.iter() {
        assert!(listed.contains(&format!("{} ", step.id())), "{}: {listed}", step.id());
    }
    assert!(
        listed.contains("`jalon try vpc`") && listed.contains("asks before"),
        "{listed}"
    );
    let document: Value = serde_json::from_str(&jalon.run(&["try", "--output", "json"]).ends_with(0).stdout).unwrap();
    let all = document["experiments"].as_array().unwrap();
    assert_eq!(all.len(), super::ALL.len());
    assert!(
        all.iter()
            .all(|one| one["commands"][0].as_str().unwrap().starts_with("jalon "))
    );
    assert_eq!(all.iter().filter(|one| one["writes"] == true).count(), 1);
    let made: Vec<&Value> = all.iter().map(|one| &one["makes"]).filter(|makes| !makes.is_null()).collect();
    assert_eq!(made.len(), 1, "{made:?}");
    assert_eq!(made[0]["key"], "db-instance/restored");
    assert!(
        made[0]["dollars_an_hour"].as_f64().unwrap() > 0.0 && made[0]["unpriced"].is_null(),
        "{made:?}"
    );
}

fn is_tried_in_french(jalon: &Jalon) {
    let french = jalon
        .run(&["try", "--yes", "--lang", "fr", "nat-gateway"])
        .ends_with(0)
        .stdout;
    for said in [
        "Prédire 1 sur 2",
        "Ce que cela montre\u{202f}:",
        "--lang fr",
        "la passerelle NAT",
    ] {
        assert!(french.contains(said), "{said}: {french}");
    }
    assert!(!french.contains("What it shows"), "{french}");
}

#[test]
fn the_private_host_cannot_reach_out_and_then_can() {
    let jalon = walked("test-host");
    let before = jalon.run(&["try", "test-host", "--yes"]).ends_with(0).stdout;
    assert!(before.contains("has no route to 0.0.0.0/0"), "{before}");
    assert!(before.contains("100% packet loss"), "{before}");
    assert!(before.contains("The answer: to the route table of its subnet."), "{before}");
    jalon.run(&["walk", "--yes", "--until", "nat-gateway"]).ends_with(0);
    let after = jalon.run(&["try", "test-host", "--yes"]).ends_with(0).stdout;
    assert!(
        after.contains(", 0% packet loss") && after.contains("The answer: to the Internet."),
        "{after}"
    );
}

#[test]
fn a_step_that_is_not_built_is_named_with_the_command_that_builds_it() {
    let jalon = walked("vpc");
    let run = jalon.run(&["try", "database"]).ends_with(2);
    assert!(run.stderr_line().contains("the step database isn't built"), "{}", run.stderr);
    assert_eq!(run.advised(), ["jalon run database --with-needs"]);
    let unknown = jalon.run(&["try", "databse"]).ends_with(2);
    assert!(unknown.stderr_line().contains("database"), "{}", unknown.stderr);
    let french = jalon.run(&["try", "database", "--lang", "fr"]).ends_with(2);
    assert!(
        french.stderr_line().contains("l'étape database n'est pas construite"),
        "{}",
        french.stderr
    );
    let listed = jalon.run(&["try"]).ends_with(0).stdout;
    assert!(listed.contains("vpc ") && !listed.contains("database "), "{listed}");
}

#[test]
fn a_deployment_of_other_options_is_meant_by_what_is_shown_as_typed() {
    let jalon = Jalon::new();
    let options = ["--deployment", "lab", "--state-dir", "state"];
    let run = |command: &[&str]| jalon.run(&[command, &options].concat());
    run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    let tried = run(&["try", "vpc", "--yes"]).ends_with(0).stdout;
    let line = "$ jalon reach subnet/public1 internet:443 --deployment lab --state-dir state";
    assert!(tried.contains(line), "{tried}");
    assert!(tried.contains("has no route to 0.0.0.0/0"), "{tried}");
}

#[test]
fn a_right_and_a_wrong_prediction() {
    let jalon = walked("vpc");
    let mut terminal = Terminal::start(&jalon, &["try", "vpc"]);
    terminal.expect("How far does each packet get?");
    terminal.answer("Your prediction ›", ENTER);
    // The second path doesn't fit the screen below the first.
    terminal.answer("Read? ›", ENTER);
    terminal.expect_said("✔ You predicted it: public1's to the internet gateway");
    while !terminal.has_said("Does a packet from private1 reach a host in public1?") {
        terminal.answer("Read? ›", ENTER);
        std::thread::sleep(Duration::from_millis(700));
    }
    terminal.expect("Does a packet from private1 reach a host in public1?");
    terminal.answer("Your prediction › ❯ yes   no", "no\r");
    terminal.answer("Read? ›", ENTER);
    let (code, screen) = terminal.end_with_screen();
    assert_eq!(code, 0, "{screen}");
    assert!(one_line(&screen).contains("✗ You predicted \"no\". It is: yes."), "{screen}");
    assert!(
        screen.contains("What it shows: Every route table has the line local"),
        "{screen}"
    );
}

#[test]
fn the_person_is_asked_before_anything_is_written_and_may_break_off() {
    let jalon = walked("app");
    let mut terminal = Terminal::start(&jalon, &["try", "app", "--lang", "fr"]);
    terminal.answer("Votre prédiction ›", ENTER);
    while !terminal.has_said("Où se trouve son nom ensuite\u{202f}?") {
        terminal.answer("Lu\u{202f}? ›", ENTER);
        std::thread::sleep(Duration::from_millis(700));
    }
    terminal.answer("Votre prédiction ›", "dans une\r");
    terminal.answer("Le faire", "n");
    let (code, screen) = terminal.end_with_screen();
    assert_eq!(code, 0, "{screen}");
    assert!(!screen.contains("jalon verify"), "{screen}");

    let mut stopped = Terminal::start(&jalon, &["try", "app"]);
    stopped.answer("Your prediction ›", "\x03");
    assert_eq!(stopped.end(), 130);
}
