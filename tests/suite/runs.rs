//! The record of runs: what a command reported is kept, whole after any kill, bounded, private, and without a secret.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Jalon, send_signal, write_private};

/// The records of a command, the oldest first.
fn records(jalon: &Jalon, command: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(jalon.kept("runs")) else {
        return Vec::new();
    };
    let mut records: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    records.retain(|path| path.to_string_lossy().ends_with(&format!("-{command}.jsonl")));
    records.sort();
    records
}

/// The lines of the last record of a command, each of which is an event.
fn last(jalon: &Jalon, command: &str) -> Vec<Value> {
    let path = records(jalon, command).pop().unwrap_or_else(|| panic!("no {command}"));
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.ends_with('\n'), "{text}");
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn name(event: &Value) -> &str {
    event["event"].as_str().unwrap()
}

#[test]
fn what_a_walk_prints_as_json_is_what_it_records() {
    let jalon = Jalon::new();
    let walk = jalon
        .run(&["walk", "--sandbox", "--yes", "--until", "vpc", "--output", "json"])
        .ends_with(0);
    let recorded = last(&jalon, "walk");
    assert_eq!(
        (name(&recorded[0]), recorded[0]["command"].as_str()),
        ("run-started", Some("walk"))
    );
    assert_eq!(recorded[0]["speed"].as_f64(), Some(600.0));
    assert_eq!(name(recorded.last().unwrap()), "run-ended");
    let printed: Vec<Value> = walk.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let timeless = |event: &Value| {
        let mut event = event.clone();
        event.as_object_mut().unwrap().remove("at");
        event.to_string()
    };
    let mut printed: Vec<String> = printed.iter().map(timeless).collect();
    let mut kept: Vec<String> = recorded[1..recorded.len() - 1].iter().map(timeless).collect();
    // Tasks that report at the same moment may print in another order than they record.
    printed.sort();
    kept.sort();
    assert_eq!(printed, kept);
    assert!(recorded.iter().all(|event| name(event) != "call"));
    let mode = |path: PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(
        (mode(jalon.kept("runs")), mode(records(&jalon, "walk").remove(0))),
        (0o700, 0o600)
    );
}

#[test]
fn every_command_that_changes_or_checks_is_recorded_and_others_are_not() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "app-host"]).ends_with(0);
    for command in ["pause", "resume", "verify", "run", "destroy"] {
        let arguments = match command {
            "run" => vec!["run", "vpc", "--yes"],
            "verify" => vec!["verify"],
            command => vec![command, "--yes"],
        };
        jalon.run(&arguments).ends_with(0);
        let events = last(&jalon, command);
        assert_eq!(name(events.last().unwrap()), "run-ended", "{command}");
    }
    let checked = last(&jalon, "verify");
    assert!(checked.iter().filter(|event| name(event) == "checked").count() > 10);
    assert!(last(&jalon, "destroy").iter().any(|event| name(event) == "destroyed"));
    let before = std::fs::read_dir(jalon.kept("runs")).unwrap().count();
    for command in ["status", "plan", "draw", "list", "reach me internet"] {
        jalon.run(&command.split(' ').collect::<Vec<_>>());
    }
    assert_eq!(std::fs::read_dir(jalon.kept("runs")).unwrap().count(), before);
}

#[test]
fn what_looks_at_a_deployment_that_is_not_remembered_makes_no_folder() {
    let jalon = Jalon::new();
    jalon.run(&["verify", "--sandbox"]);
    assert!(!jalon.kept("runs").exists());
}

#[test]
fn a_failure_is_the_last_line() {
    let jalon = Jalon::new();
    let failed = jalon.run(&[
        "walk",
        "--sandbox",
        "--yes",
        "--set",
        "vpc.cidr=10.0.0.0/16",
        "--budget",
        "0.01",
    ]);
    assert_ne!(failed.code, Some(0));
    let events = last(&jalon, "walk");
    let end = events.last().unwrap();
    assert_eq!((name(end), end["code"].as_str()), ("failed", Some("over-budget")));
}

#[test]
fn a_kill_leaves_whole_lines_and_the_next_run_is_recorded() {
    let jalon = Jalon::new().with("JALON_SANDBOX_SPEED", "120");
    let mut walk = jalon.start(&["walk", "--sandbox", "--yes"]);
    let since = Instant::now();
    let is_far = || {
        let path = records(&jalon, "walk").pop();
        path.is_some_and(|path| {
            std::fs::read_to_string(path)
                .unwrap_or_default()
                .matches("\"created\"")
                .count()
                > 12
        })
    };
    while !is_far() {
        assert!(since.elapsed() < Duration::from_secs(60), "nothing is recorded");
        std::thread::sleep(Duration::from_millis(5));
    }
    send_signal("KILL", walk.id());
    walk.wait().unwrap();
    let killed = last(&jalon, "walk");
    assert!(!["run-ended", "failed"].contains(&name(killed.last().unwrap())));
    jalon.run(&["walk", "--yes", "--until", "vpc"]).ends_with(0);
    assert_eq!(records(&jalon, "walk").len(), 2);
    assert_eq!(name(last(&jalon, "walk").last().unwrap()), "run-ended");
}

#[test]
fn no_secret_is_recorded() {
    let jalon = Jalon::new();
    let password = "Correct-Horse-Battery-9";
    let answers = jalon.folder().join("answers.toml");
    write_private(&answers, format!("[database]\npassword = \"{password}\"\n"));
    jalon
        .run(&["walk", "--sandbox", "--yes", "--answers", "answers.toml"])
        .ends_with(0);
    jalon.run(&["verify"]).ends_with(0);
    let secrets: Value = serde_json::from_str(&std::fs::read_to_string(jalon.kept("secrets.json")).unwrap()).unwrap();
    let mut texts = vec![password.to_owned()];
    collect(&secrets, &mut texts);
    let key = std::fs::read_to_string(jalon.kept("id_ed25519")).unwrap();
    texts.extend(key.lines().filter(|line| line.len() > 40).map(str::to_owned));
    for path in [records(&jalon, "walk"), records(&jalon, "verify")].concat() {
        let text = std::fs::read_to_string(path).unwrap();
        assert!(text.len() > 2000);
        for secret in &texts {
            assert!(!text.contains(secret.as_str()), "{secret} is recorded");
        }
    }
}

/// Every text of at least eight characters in a document.
fn collect(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) if text.len() >= 8 => texts.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| collect(value, texts)),
        Value::Object(fields) => fields.values().for_each(|value| collect(value, texts)),
        _ => {}
    }
}

#[test]
fn a_walk_that_can_not_be_recorded_goes_on_and_says_so() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    std::fs::remove_dir_all(jalon.kept("runs")).unwrap();
    std::os::unix::fs::symlink("/", jalon.kept("runs")).unwrap();
    let walk = jalon.run(&["walk", "--yes", "--until", "vpc", "--timings"]).ends_with(0);
    let said = walk.stderr_line();
    assert!(said.contains("This run is recorded no further:"), "{said}");
    assert!(said.contains("its times are not known"), "{said}");
    assert_eq!(said.matches("recorded no further").count(), 1, "{said}");
}
