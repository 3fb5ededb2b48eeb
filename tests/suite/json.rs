//! JSON documents and events follow their published schemas.

use jalon::steps::WALKTHROUGH;
use serde_json::Value;

use crate::support::Jalon;

fn schema(name: &str) -> jsonschema::Validator {
    let path = format!("{}/docs/schemas/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

#[track_caller]
fn follows(name: &str, text: &str) -> Value {
    let document: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let errors: Vec<String> = schema(name).iter_errors(&document).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    document
}

#[test]
fn every_document_and_every_event_follows_its_schema() {
    let jalon = Jalon::new();
    let json = |arguments: &[&str]| jalon.run(&[arguments, &["--output", "json"]].concat());
    let walk = json(&["walk", "--sandbox", "--yes", "-v"]).ends_with(0);
    assert_eq!(walk.stderr, "");
    for line in walk.stdout.lines() {
        follows("event", line);
    }
    let status = follows("status", &json(&["status"]).ends_with(0).stdout);
    assert_eq!(status["cloud"], "sandbox");
    assert_eq!(status["steps"].as_array().unwrap().len(), WALKTHROUGH.count());
    assert!(
        status["steps"]
            .as_array()
            .unwrap()
            .iter()
            .all(|step| step["status"] == "done")
    );
    assert!(status["outputs"]["site-url"].is_string());
    follows("plan", &json(&["plan"]).ends_with(0).stdout);
    follows("verify", &json(&["verify"]).ends_with(0).stdout);
    let open = follows("reach", &json(&["reach", "app-host", "database"]).ends_with(0).stdout);
    assert_eq!((&open["verdict"], &open["traffic"]), (&"open".into(), &"tcp 3306".into()));
    let closed = follows("reach", &json(&["reach", "internet", "test-host:icmp"]).ends_with(3).stdout);
    assert_eq!(closed["path"].as_array().unwrap().last().unwrap()["outcome"], "stops");
    follows("steps", &json(&["steps"]).ends_with(0).stdout);
    follows("lesson", &json(&["explain", "vpc"]).ends_with(0).stdout);
    let list = follows("list", &json(&["list"]).ends_with(0).stdout);
    assert_eq!(list["known"][0]["last_command"], "walk");
    let mut kept = Vec::new();
    for line in json(&["destroy", "--yes", "--keep-snapshots"]).ends_with(0).stdout.lines() {
        let event = follows("event", line);
        if event["event"] == "kept" {
            kept.push((event["key"].clone(), event["gib"].clone(), event["dollars_a_month"].clone()));
        }
    }
    // 8 GiB at $0.05 and 20 GiB at $0.095.
    let expected = [
        ("ebs-snapshots/baseline".into(), 8.0.into(), 0.4.into()),
        ("db-snapshot/baseline".into(), 20.0.into(), 1.9.into()),
    ];
    assert_eq!(kept, expected);
    for command in ["destroy", "forget"] {
        for line in json(&[command, "--yes"]).ends_with(0).stdout.lines() {
            follows("event", line);
        }
    }
}
