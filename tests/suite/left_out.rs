//! Steps that are left out: remembered, shown by every view, and taken back by running the step.

use serde_json::Value;

use crate::support::Jalon;

fn json(jalon: &Jalon, arguments: &[&str], code: i32) -> Value {
    let run = jalon.run(&[arguments, &["--output", "json"]].concat()).ends_with(code);
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stdout))
}

fn status_of(document: &Value, step: &str) -> String {
    let mut steps = document["steps"].as_array().unwrap().iter();
    let found = steps.find(|one| one["id"] == step).unwrap();
    found["status"].as_str().unwrap().to_owned()
}

#[test]
fn a_step_that_is_left_out_stays_out_with_what_builds_on_it_until_it_is_run() {
    let jalon = Jalon::new();
    let walk = jalon
        .run(&["walk", "--sandbox", "--yes", "--skip", "second-vpc", "--skip", "site"])
        .ends_with(0);
    for (step, reason) in [
        ("site", "you chose to leave it out"),
        ("second-vpc", "you chose to leave it out"),
        ("peering", "it builds on second-vpc, which was left out"),
    ] {
        let line = format!("{step:<11}  ↷ left out: {reason}");
        assert!(walk.stderr.contains(&line), "{line}: {}", walk.stderr);
    }
    for document in [json(&jalon, &["steps"], 0), json(&jalon, &["status"], 0)] {
        for step in ["site", "second-vpc", "peering", "ai-host"] {
            assert_eq!(status_of(&document, step), "skipped", "{step}");
        }
        assert_eq!(status_of(&document, "snapshots"), "done");
    }
    json(&jalon, &["plan", "--detailed-exitcode"], 0);
    let plan = jalon.run(&["plan"]).ends_with(0).stdout;
    assert!(plan.contains("left out: it builds on second-vpc"), "{plan}");
    let checks = json(&jalon, &["verify"], 0);
    let site = checks["steps"]
        .as_array()
        .unwrap()
        .iter()
        .find(|step| step["step"] == "site")
        .unwrap();
    assert_eq!(site["checks"][0]["verdict"], "not-run");
    // A later walk remembers it.
    let again = jalon.run(&["walk", "--yes"]).ends_with(0);
    assert!(again.stderr.contains("site         ↷ left out"), "{}", again.stderr);
    jalon.run(&["run", "site", "--yes"]).ends_with(0);
    assert_eq!(status_of(&json(&jalon, &["status"], 0), "site"), "done");
    jalon.run(&["run", "ai-host", "--yes", "--with-needs"]).ends_with(0);
    let status = json(&jalon, &["status"], 0);
    assert!(
        status["steps"]
            .as_array()
            .unwrap()
            .iter()
            .all(|step| step["status"] == "done"),
        "{status}"
    );
    // What is left out after it was built stays, and goes with the rest.
    jalon.run(&["walk", "--yes", "--skip", "site"]).ends_with(0);
    let status = json(&jalon, &["status"], 0);
    assert_eq!(status_of(&status, "site"), "skipped");
    assert!(status["resources"].to_string().contains("bucket/site"), "{status}");
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    assert_eq!(status_of(&json(&jalon, &["steps"], 0), "site"), "skipped");
    assert_eq!(json(&jalon, &["status"], 0)["resources"], Value::Array(Vec::new()));
}

#[test]
fn a_step_that_is_unknown_cannot_be_left_out_and_nothing_is_made() {
    let jalon = Jalon::new();
    let refused = jalon.run(&["walk", "--sandbox", "--yes", "--skip", "sit"]).ends_with(2);
    assert!(refused.stderr.contains("did you mean site?"), "{}", refused.stderr);
    assert!(!jalon.folder().join(".jalon").exists());
}

#[test]
fn what_is_not_built_yet_is_not_run_and_what_is_gone_has_failed() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    let checks = json(&jalon, &["verify"], 0);
    let not_run = checks["steps"].as_array().unwrap().iter().filter(|step| {
        let verdicts = step["checks"].as_array().unwrap();
        !verdicts.is_empty() && verdicts.iter().all(|check| check["verdict"] == "not-run")
    });
    assert!(not_run.count() >= 8, "{checks}");
    std::fs::remove_dir_all(jalon.kept("sandbox")).unwrap();
    jalon.run(&["verify", "vpc"]).ends_with(3);
}
