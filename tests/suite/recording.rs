//! `jalon walk --record` and what a sandbox makes of a recording.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Endpoint, Jalon, ServedSandbox};

fn lines(recording: &Path) -> Vec<Value> {
    let text = fs::read_to_string(recording).unwrap();
    assert!(text.ends_with('\n'), "a line is not whole");
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The lines of one sort.
fn of<'a>(lines: &'a [Value], sort: &str) -> Vec<&'a Value> {
    lines.iter().filter(|line| line["line"] == sort).collect()
}

/// Every text within.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

#[test]
fn a_recording_holds_times_and_nothing_of_whose_environment_it_was() {
    let jalon = Jalon::new();
    let recording = jalon.folder().join("walk.jsonl");
    let file = recording.to_str().unwrap();
    jalon
        .run(&["walk", "--yes", "--sandbox", "--deployment", "kingfisher", "--record", file])
        .ends_with(0);
    let lines = lines(&recording);
    assert_eq!(lines[0]["line"], "recording");
    assert_eq!(
        of(&lines, "walk"),
        [&json!({"line": "walk", "cloud": "sandbox", "region": "us-east-1"})]
    );
    assert!(of(&lines, "call").len() > 60 && of(&lines, "made").len() > 20);
    assert_eq!(of(&lines, "finished").len(), 1);
    let ready: Vec<&Value> = of(&lines, "ready").into_iter().map(|line| &line["kind"]).collect();
    for kind in ["vpc", "nat-gateway", "db-instance", "instance", "ebs-snapshots"] {
        assert!(ready.contains(&&Value::from(kind)), "{kind} is not among {ready:?}");
    }
    assert!(!of(&lines, "listed").is_empty());
    nothing_is_of_the_environment(&lines, &jalon);
}

#[test]
fn a_recording_with_live_prices_holds_their_calls_and_nothing_of_what_they_are_of() {
    let jalon = Jalon::new();
    let recording = jalon.folder().join("walk.jsonl");
    let walk = ["walk", "--yes", "--sandbox", "--deployment", "kingfisher", "--live-prices"];
    jalon
        .run(&[&walk[..], &["--record", recording.to_str().unwrap()]].concat())
        .ends_with(0);
    let lines = lines(&recording);
    let calls = of(&lines, "call").into_iter().map(Value::to_string);
    let asked: Vec<String> = calls.filter(|call| call.contains("GetProducts")).collect();
    assert!(!asked.is_empty(), "{lines:?}");
    for call in asked {
        assert!(!call.contains("t3") && !call.contains("gp3"), "{call}");
    }
    nothing_is_of_the_environment(&lines, &jalon);
}

/// Every text of a recording is a word of jalon's or AWS's own: nothing that the state file, the secrets or the account hold.
fn nothing_is_of_the_environment(lines: &[Value], jalon: &Jalon) {
    let folder = jalon.folder().join(".jalon/kingfisher");
    let mut secret = Vec::new();
    texts(
        &serde_json::from_str(&fs::read_to_string(folder.join("state.json")).unwrap()).unwrap(),
        &mut secret,
    );
    texts(
        &serde_json::from_str(&fs::read_to_string(folder.join("secrets.json")).unwrap()).unwrap(),
        &mut secret,
    );
    // Kinds and statuses are words of jalon's own, and the region is said.
    let recorded = lines.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    let is_told =
        |text: &String| text.contains(|c: char| c.is_ascii_digit()) && text != "us-east-1" && recorded.contains(text.as_str());
    let told: Vec<&String> = secret.iter().filter(|text| text.len() >= 4 && is_told(text)).collect();
    assert!(told.is_empty(), "the recording holds {told:?}");
    for word in [
        "kingfisher",
        "123456789012",
        "arn:",
        "198.51.100",
        "10.0.",
        "password",
        "ami-",
    ] {
        assert!(!recorded.contains(word), "the recording holds {word}");
    }
    for line in lines {
        let mut own = Vec::new();
        texts(line, &mut own);
        for text in own {
            let is_word = text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
            let is_id = text
                .split('-')
                .nth(1)
                .is_some_and(|rest| rest.len() >= 8 && rest.chars().all(|c| c.is_ascii_hexdigit()));
            assert!(is_word && text.len() <= 40 && !is_id, "{text} in {line}");
        }
    }
}

/// When the first of a kind was ready, in seconds.
fn ready(lines: &[Value], kind: &str) -> f64 {
    let ready = of(lines, "ready").into_iter().find(|line| line["kind"] == kind);
    ready.unwrap_or_else(|| panic!("no {kind} was ready"))["by"].as_f64().unwrap()
}

#[test]
fn a_sandbox_that_is_served_like_a_recording_takes_its_times() {
    let sandbox = ServedSandbox::start();
    let jalon = sandbox.jalon();
    let first = jalon.folder().join("first.jsonl");
    let walk = ["walk", "--yes", "--until", "nat-gateway", "--record"];
    jalon.run(&[&walk[..], &[first.to_str().unwrap()]].concat()).ends_with(0);
    let taken = ready(&lines(&first), "nat-gateway");
    // AWS's 105 s pass quickly here: the sandbox's clock runs many times as fast as the endpoint's.
    assert!((0.05..30.0).contains(&taken), "a NAT gateway took {taken} s");

    let like = ServedSandbox::start_with(&["--sandbox-speed", "1", "--like", first.to_str().unwrap()]);
    let again = like.jalon();
    let second = again.folder().join("second.jsonl");
    again.run(&[&walk[..], &[second.to_str().unwrap()]].concat()).ends_with(0);
    let like = ready(&lines(&second), "nat-gateway");
    assert!(
        (taken * 0.4..taken * 2.5 + 3.0).contains(&like),
        "a NAT gateway took {taken} s, and {like} s in a sandbox like that; without the recording it takes 105 s"
    );
}

#[test]
fn a_walk_in_the_sandbox_takes_the_times_of_a_recording() {
    let jalon = Jalon::new();
    let path = |name: &str| jalon.folder().join(name).to_str().unwrap().to_owned();
    let walk = [
        "walk",
        "--yes",
        "--sandbox",
        "--until",
        "nat-gateway",
        "--sandbox-speed",
        "600",
    ];
    jalon
        .run(&[&walk[..], &["--record", &path("usual.jsonl")]].concat())
        .ends_with(0);
    let usual = lines(Path::new(&path("usual.jsonl")));
    assert!(ready(&usual, "nat-gateway") < 200.0, "it takes 105 s, with a spread");
    // As if AWS had taken longer.
    let slow = usual.into_iter().map(|mut line| {
        if line["line"] == "ready" && line["kind"] == "nat-gateway" {
            (line["not_yet"], line["by"]) = (json!(400.0), json!(410.0));
        }
        format!("{line}\n")
    });
    fs::write(path("slow.jsonl"), slow.collect::<String>()).unwrap();
    let again = [
        "--deployment",
        "again",
        "--like",
        &path("slow.jsonl"),
        "--record",
        &path("again.jsonl"),
    ];
    jalon.run(&[&walk[..], &again].concat()).ends_with(0);
    let like = ready(&lines(Path::new(&path("again.jsonl"))), "nat-gateway");
    assert!(
        (300.0..600.0).contains(&like),
        "a NAT gateway took {like} s in a rehearsal like that"
    );
    refused(&jalon, &["walk", "--yes", "--sandbox", "--like", "none.jsonl"], "none.jsonl");
}

#[track_caller]
fn refused(jalon: &Jalon, arguments: &[&str], text: &str) {
    let run = jalon.run(arguments).ends_with(2);
    assert!(run.stderr_line().contains(text), "\"{text}\" is not said:\n{}", run.stderr);
}

#[test]
fn a_recording_overwrites_nothing_and_is_gone_on_with() {
    let jalon = Jalon::new();
    let path = |name: &str| jalon.folder().join(name).to_str().unwrap().to_owned();
    let walk = |file: &str| ["walk", "--yes", "--sandbox", "--until", "vpc", "--record", file].map(str::to_owned);
    let refused = |file: &str, text: &str| {
        let arguments = walk(file);
        refused(&jalon, &arguments.each_ref().map(String::as_str), text);
    };
    fs::write(path("notes"), "mine\n").unwrap();
    refused(&path("notes"), "is there already and is no recording");
    assert_eq!(fs::read_to_string(path("notes")).unwrap(), "mine\n");
    std::os::unix::fs::symlink(path("notes"), path("link")).unwrap();
    refused(&path("link"), "is a symbolic link");
    std::os::unix::fs::symlink(path("nowhere"), path("dangling")).unwrap();
    refused(&path("dangling"), "is a symbolic link");
    assert!(!Path::new(&path("nowhere")).exists());
    refused(jalon.folder().to_str().unwrap(), "could not use the recording");
    assert!(!jalon.kept("state.json").exists(), "nothing was begun");

    let arguments = walk(&path("walk.jsonl"));
    let arguments = arguments.each_ref().map(String::as_str);
    jalon.run(&arguments).ends_with(0);
    let whole = lines(Path::new(&path("walk.jsonl")));
    // As a machine leaves it that lost its power.
    let torn = fs::read_to_string(path("walk.jsonl")).unwrap() + "{\"line\":\"ca";
    fs::write(path("walk.jsonl"), torn).unwrap();
    jalon.run(&arguments).ends_with(0);
    let both = lines(Path::new(&path("walk.jsonl")));
    assert_eq!(both[..whole.len()], whole[..]);
    assert_eq!((of(&both, "recording").len(), of(&both, "walk").len()), (1, 2));
}

#[test]
fn a_killed_walk_leaves_whole_lines_and_its_recording_is_gone_on_with() {
    let jalon = Jalon::new();
    let file = jalon.folder().join("walk.jsonl");
    let walk = [
        "walk",
        "--yes",
        "--sandbox",
        "--until",
        "nat-gateway",
        "--record",
        file.to_str().unwrap(),
    ];
    let mut killed = jalon.start(&walk);
    while fs::read_to_string(&file).is_ok_and(|text| text.lines().count() < 20) || !file.exists() {
        assert!(killed.try_wait().unwrap().is_none(), "the walk ended before it was killed");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    let left = lines(&file);
    assert!(of(&left, "finished").is_empty());
    jalon.run(&walk).ends_with(0);
    let both = lines(&file);
    assert_eq!(both[..left.len()], left[..]);
    assert_eq!((of(&both, "walk").len(), of(&both, "finished").len()), (2, 1));
}

#[test]
fn what_is_no_recording_is_refused_before_anything_is_served() {
    let jalon = Jalon::new();
    let serve = |file: &str, text: &str| {
        refused(&jalon, &["sandbox", "serve", "--port", "0", "--like", file], text);
    };
    let file = jalon.folder().join("notes");
    let name = file.to_str().unwrap();
    serve(name, "could not use the recording");
    fs::write(&file, "mine\n").unwrap();
    serve(name, "is no recording that this version of jalon reads (line 1)");
    let first = "{\"line\":\"recording\",\"version\":1,\"program\":\"1.0.0\"}\n";
    fs::write(&file, first.replace(":1,", ":2,")).unwrap();
    serve(name, "(line 1)");
    fs::write(
        &file,
        format!("{first}{{\"line\":\"ready\",\"at\":0,\"kind\":\"vpc\",\"by\":-1}}\n"),
    )
    .unwrap();
    serve(name, "(line 2)");
}
