//! `jalon sweep`: several deployments taken down at once, those that were chosen and no stranger's, and to their end whenever it is killed.

use std::time::Duration;

use serde_json::Value;

use crate::support::{Endpoint, Jalon, ServedSandbox, Terminal};

/// So fast that what expires in hours has expired a moment later.
const FAST: &str = "10000";

fn walk(jalon: &Jalon, deployment: &str, more: &[&str]) {
    let walk = ["walk", "--yes", "--until", "app-host", "--deployment", deployment];
    jalon.run(&[&walk[..], more].concat()).ends_with(0);
}

fn is_left(jalon: &Jalon, deployment: &str) -> bool {
    let status = jalon
        .run(&["status", "--deployment", deployment, "--output", "json"])
        .ends_with(0);
    let status: Value = serde_json::from_str(&status.stdout).unwrap();
    let resources = status["resources"].as_array().unwrap();
    resources.iter().any(|resource| resource["status"] != "missing")
}

#[test]
fn those_whose_names_are_typed_go_at_once_and_no_others() {
    let jalon = Jalon::new();
    for deployment in ["one", "two", "three"] {
        walk(&jalon, deployment, &["--sandbox"]);
    }
    let mut terminal = Terminal::start(&jalon, &["sweep"]);
    terminal.answer("Take down", "one nobody\r");
    let (code, screen) = terminal.end_with_screen();
    assert_eq!(code, 2, "{screen}");
    assert!(
        screen.contains("\"nobody\" is not among them, so nothing was taken down"),
        "{screen}"
    );

    let mut terminal = Terminal::start(&jalon, &["sweep"]);
    terminal.expect("an hour");
    terminal.answer("Take down", "three, one\r");
    terminal.expect("one is taken down");
    let (code, screen) = terminal.end_with_screen();
    assert_eq!(code, 0, "{screen}");
    assert!(screen.contains("three is taken down"), "{screen}");
    assert_eq!(["one", "two", "three"].map(|one| is_left(&jalon, one)), [false, true, false]);

    // Enter alone takes none.
    let mut terminal = Terminal::start(&jalon, &["sweep"]);
    terminal.answer("Take down", "\r");
    assert_eq!(terminal.end(), 0);
    assert!(is_left(&jalon, "two"));
}

#[test]
fn without_a_terminal_only_what_has_expired_goes() {
    let jalon = Jalon::new();
    let refused = jalon.run(&["sweep"]).ends_with(2);
    assert!(
        refused.stderr.contains("there is no terminal to type names on"),
        "{}",
        refused.stderr
    );
    assert!(refused.stderr.contains("add --yes"), "{}", refused.stderr);
    walk(&jalon, "kept", &["--sandbox"]);
    walk(&jalon, "later", &["--sandbox", "--expires", "900d"]);
    let none = jalon.run(&["sweep", "--yes"]).ends_with(0);
    assert_eq!(none.stdout, "No deployment has expired.\n");
    for deployment in ["one", "two"] {
        walk(&jalon, deployment, &["--sandbox", "--expires", "2h"]);
    }
    std::thread::sleep(Duration::from_secs(2));
    let swept = jalon
        .run(&["sweep", "--yes", "--sandbox-speed", FAST, "--output", "json"])
        .ends_with(0);
    let events: Vec<Value> = swept.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for deployment in ["one", "two"] {
        let of = |name: &str| {
            events
                .iter()
                .any(|event| event["event"] == name && event["deployment"] == deployment)
        };
        assert!(of("destroy-started") && of("deleted") && of("destroyed"), "{}", swept.stdout);
    }
    assert!(events.iter().all(|event| event["deployment"].is_string()), "{}", swept.stdout);
    let left = ["kept", "later", "one", "two"].map(|one| is_left(&jalon, one));
    assert_eq!(left, [true, true, false, false]);
}

/// Writes another moment over every expiry in a state file.
fn expire(jalon: &Jalon, deployment: &str) -> String {
    let path = jalon.folder().join(".jalon").join(deployment).join("state.json");
    let mut state: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    state["expiry"]["at"] = "2020-01-01T00:00:00Z".into();
    std::fs::write(&path, state.to_string()).unwrap();
    state["id"].as_str().unwrap().to_owned()
}

/// Tags everything of a deployment as having expired.
fn tag_expired(sandbox: &ServedSandbox, id: &str) {
    let filter = format!("Name=value,Values={id}");
    let tags = sandbox.aws(&["ec2", "describe-tags", "--filters", "Name=key,Values=jalon:id", &filter]);
    let ids: Vec<&str> = tags["Tags"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|tag| tag["ResourceId"].as_str())
        .collect();
    let write = [
        "ec2",
        "create-tags",
        "--tags",
        "Key=jalon:expires,Value=2020-01-01T00:00:00Z",
        "--resources",
    ];
    sandbox.aws(&[&write[..], &ids[..]].concat());
}

#[test]
fn nothing_goes_that_is_not_recorded_here_unless_a_person_takes_it_over() {
    let sandbox = ServedSandbox::start();
    let (here, elsewhere) = (sandbox.jalon(), sandbox.jalon());
    walk(&here, "demo", &["--expires", "4h"]);
    let tags = "ResourceType=vpc,Tags=[{Key=jalon:deployment,Value=demo},{Key=jalon:id,Value=20200101-aaaaaa},\
                {Key=jalon:resource,Value=vpc/main},{Key=jalon:expires,Value=2020-01-01T00:00:00Z}]";
    let of_namesake = sandbox.aws(&[
        "ec2",
        "create-vpc",
        "--cidr-block",
        "10.90.0.0/16",
        "--tag-specifications",
        tags,
    ]);
    let of_namesake = of_namesake["Vpc"]["VpcId"].as_str().unwrap().to_owned();
    let has_namesake = || !sandbox.aws(&["ec2", "describe-vpcs", "--vpc-ids", &of_namesake])["Vpcs"].is_null();
    walk(&elsewhere, "shop", &["--expires", "4h", "--set", "vpc.cidr=10.91.0.0/16"]);
    tag_expired(&sandbox, &expire(&elsewhere, "shop"));
    // Expired by its tags is not enough, nor is it by memory alone: somebody else may have given it more time.
    expire(&here, "demo");
    let none = here.run(&["sweep", "--yes"]).ends_with(0);
    assert!(!none.stdout.contains("is taken down"), "{}", none.stdout);
    assert!(is_left(&here, "demo") && has_namesake() && is_left(&elsewhere, "shop"));

    // A namesake is out of reach; the other is taken over by who says that it is theirs, as by destroy.
    let mut terminal = Terminal::start(&here, &["sweep"]);
    terminal.expect("another of its name is recorded here");
    terminal.answer("Take down", "shop\r");
    terminal.expect("shop");
    terminal.answer("Whose is it?", "\r");
    let (_, screen) = terminal.end_with_screen();
    assert!(has_namesake() && is_left(&elsewhere, "shop"), "{screen}");
    let mut terminal = Terminal::start(&here, &["sweep"]);
    terminal.answer("Take down", "shop\r");
    terminal.answer("Whose is it?", "\u{1b}[B\r");
    terminal.expect("shop is taken down");
    assert_eq!(terminal.end(), 0);
    assert!(has_namesake() && !is_left(&elsewhere, "shop") && is_left(&here, "demo"));
}

#[test]
fn a_sweep_that_is_killed_at_any_instant_is_run_again_and_ends_the_rest() {
    let jalon = Jalon::new();
    let names = ["one", "two", "three"];
    let said = [
        "",
        "one          - instance/app-host",
        "two          - internet-gateway/main",
        "three        - vpc/main",
        "one is taken down",
    ];
    for text in said {
        for deployment in names {
            walk(&jalon, deployment, &["--sandbox", "--expires", "2h"]);
        }
        std::thread::sleep(Duration::from_secs(2));
        let sweep = ["sweep", "--yes", "--sandbox-speed", FAST];
        let mut running = jalon.begin(&sweep);
        running.expect(text);
        running.signal("KILL");
        running.end();
        jalon.run(&sweep).ends_with(0);
        let left = names.map(|one| is_left(&jalon, one));
        assert_eq!(left, [false; 3], "killed after \"{text}\"");
    }
}
