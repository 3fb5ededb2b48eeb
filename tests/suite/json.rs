//! JSON documents and events follow their published schemas.

use jalon::steps::WALKTHROUGH;
use serde_json::Value;

use crate::support::Jalon;

/// Lets a schema take the described fields only: the published ones are open, since fields may be added.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            members.values_mut().for_each(close);
            if let Some(properties) = members.get("properties").cloned() {
                let described = |property: &Value| property["description"].is_string();
                let all = properties.as_object().unwrap();
                assert!(all.values().all(described), "a field without a description: {properties}");
                assert!(
                    !members.contains_key("additionalProperties"),
                    "fields may be added: {members:?}"
                );
                members.insert("additionalProperties".to_owned(), false.into());
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

fn schema(name: &str) -> jsonschema::Validator {
    let path = format!("{}/docs/schemas/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let mut schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    close(&mut schema);
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
    follows("preflight", &json(&["preflight"]).ends_with(0).stdout);
    follows("verify", &json(&["verify"]).ends_with(0).stdout);
    let open = follows("reach", &json(&["reach", "app-host", "database"]).ends_with(0).stdout);
    assert_eq!((&open["verdict"], &open["traffic"]), (&"open".into(), &"tcp 3306".into()));
    let closed = follows("reach", &json(&["reach", "internet", "test-host:icmp"]).ends_with(3).stdout);
    assert_eq!(closed["path"].as_array().unwrap().last().unwrap()["outcome"], "stops");
    follows("steps", &json(&["steps"]).ends_with(0).stdout);
    for what in [&["vpc"][..], &["vpc.cidr"], &["database.password"], &["route table"], &[]] {
        follows("lesson", &json(&[&["explain"], what].concat()).ends_with(0).stdout);
    }
    follows("experiments", &json(&["try"]).ends_with(0).stdout);
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

#[test]
fn a_command_that_fails_prints_one_document_or_a_last_event_with_the_code_and_the_advice() {
    let jalon = Jalon::new();
    let json = |arguments: &[&str]| jalon.run(&[arguments, &["--output", "json"]].concat());
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    for (name, command, code) in [
        ("plan", &["plan", "nowhere"][..], "unknown-step"),
        ("preflight", &["preflight", "--until", "nowhere"], "unknown-step"),
        ("status", &["status", "--region", "eu-west-3"], "lives-elsewhere"),
        ("verify", &["verify", "--deployment", "Demo"], "misuse"),
        ("reach", &["reach", "app-host", "nobody"], "misuse"),
        ("lesson", &["explain", "nowhere"], "unknown-topic"),
        ("experiments", &["try", "app-host"], "not-built"),
        ("list", &["list", "--all-regions", "--region", "nowhere"], "misuse"),
    ] {
        let failed = json(command);
        assert_ne!(failed.code, Some(0), "{command:?}");
        let document = follows(name, &failed.stdout);
        assert_eq!(document["code"], code, "{command:?}: {document}");
        assert!(failed.stderr.contains("error: "), "{command:?}: {}", failed.stderr);
    }
    std::fs::remove_dir_all(jalon.kept("sandbox")).unwrap();
    let checks = json(&["verify", "vpc"]).ends_with(3);
    let document = follows("verify", &checks.stdout);
    assert_eq!(document["code"], "checks-failed");
    assert!(document["advice"].as_str().unwrap().contains("jalon walk"), "{document}");
    let last = |run: &str| -> Value { follows("event", run.lines().last().unwrap()) };
    let failed = last(&json(&["run", "app-host", "--yes", "--set", "vpc.cidr=nonsense"]).stdout);
    assert_eq!(
        (&failed["event"], &failed["code"]),
        (&"failed".into(), &"answer-refused".into())
    );
}

#[test]
fn every_event_of_a_resource_says_its_step_and_the_totals_add_up() {
    let jalon = Jalon::new();
    let events = |arguments: &[&str]| -> Vec<Value> {
        let run = jalon.run(&[arguments, &["--output", "json"]].concat()).ends_with(0);
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let of =
        |events: &[Value], name: &str| -> Vec<Value> { events.iter().filter(|event| event["event"] == name).cloned().collect() };
    let whole = |events: Vec<Value>| events.iter().filter(|event| event["part_of"].is_null()).count() as u64;
    let walk = events(&["walk", "--sandbox", "--yes"]);
    for event in walk.iter().filter(|event| event["key"].is_string()) {
        assert!(event["step"].is_string(), "{event}");
    }
    let finished = of(&walk, "walk-finished").pop().unwrap();
    assert_eq!(finished["created"].as_u64(), Some(whole(of(&walk, "created"))));
    assert_eq!(finished["resources"], finished["created"]);
    let status: Value = serde_json::from_str(&jalon.run(&["status", "--output", "json"]).ends_with(0).stdout).unwrap();
    let lines = status["resources"].as_array().unwrap().clone();
    assert_eq!(finished["resources"].as_u64(), Some(whole(lines)));
    assert_eq!(finished["dollars_an_hour"], status["dollars_an_hour"]);
    let list: Value = serde_json::from_str(&jalon.run(&["list", "--output", "json"]).ends_with(0).stdout).unwrap();
    assert_eq!(list["known"][0]["resources"], finished["resources"]);
    assert_eq!(list["known"][0]["dollars_an_hour"], finished["dollars_an_hour"]);
    let outputs = of(&walk, "output").len();
    assert!(outputs > 5, "{outputs}");
    let again = events(&["walk", "--yes"]);
    assert_eq!(of(&again, "output").len(), outputs, "a rerun offers the same");
    assert_eq!(of(&again, "walk-finished")[0]["dollars_an_hour"], finished["dollars_an_hour"]);
    let quiet = events(&["walk", "--yes", "-q"]);
    assert_eq!(quiet.len(), outputs, "{quiet:?}");
    let destroy = events(&["destroy", "--yes"]);
    assert_eq!(destroy[0]["event"], "destroy-started");
    let destroyed = of(&destroy, "destroyed").pop().unwrap();
    assert_eq!(destroyed["deleted"].as_u64(), Some(whole(of(&destroy, "deleted"))));
    assert_eq!(destroyed["deleted"], finished["resources"]);
    assert_eq!(destroyed["deleted"], destroy[0]["resources"]);
}
