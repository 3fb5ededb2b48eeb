//! `jalon list` and `jalon forget`.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::Value;

use crate::support::{Endpoint, Jalon, Moto, ServedSandbox, one_line};

fn list(jalon: &Jalon, options: &[&str]) -> Value {
    let run = jalon.run(&[&["list", "--output", "json"], options].concat()).ends_with(0);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn a_list_shows_every_deployment_of_the_state_directory_as_status_counts_it() {
    let jalon = Jalon::new();
    let nothing = jalon.run(&["list"]).ends_with(0);
    assert_eq!(nothing.stdout, "No deployment is remembered here.\n");
    assert!(!jalon.folder().join(".jalon").exists());
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    let lab = [
        "run",
        "vpc",
        "--sandbox",
        "--yes",
        "--deployment",
        "lab",
        "--region",
        "eu-west-3",
    ];
    jalon.run(&lab).ends_with(0);
    let all = list(&jalon, &[]);
    let [demo, lab] = all["known"].as_array().unwrap().as_slice() else {
        panic!("{all}");
    };
    assert_eq!(
        (&demo["deployment"], &demo["region"], &demo["last_command"]),
        (&"demo".into(), &"us-east-1".into(), &"walk".into())
    );
    assert_eq!(
        (&lab["deployment"], &lab["region"], &lab["last_command"]),
        (&"lab".into(), &"eu-west-3".into(), &"run".into())
    );
    let status: Value = serde_json::from_str(&jalon.run(&["status", "--output", "json"]).ends_with(0).stdout).unwrap();
    assert_eq!(demo["dollars_an_hour"], status["dollars_an_hour"]);
    // One that can't be read is shown from memory, with the reason.
    std::fs::write(jalon.folder().join(".jalon/lab/sandbox/world.json"), "{").unwrap();
    let text = jalon.run(&["list"]).ends_with(0);
    let said = one_line(&text.stdout);
    assert!(said.contains("recorded; what there is now is not known: "), "{said}");
    assert!(said.contains("last command: walk"), "{said}");
}

#[test]
fn a_list_shows_the_deployments_of_other_people_in_the_account() {
    let Some(moto) = Moto::start() else { return };
    let (here, other) = (moto.jalon(), moto.jalon());
    here.run(&["walk", "--yes", "--until", "vpc"]).ends_with(0);
    for region in ["us-east-1", "eu-west-3"] {
        let name = format!("theirs-{region}");
        other
            .run(&["run", "vpc", "--yes", "--deployment", &name, "--region", region])
            .ends_with(0);
    }
    let names = |list: &Value| -> Vec<String> {
        let found = list["found"].as_array().unwrap().iter();
        found.map(|one| one["deployment"].as_str().unwrap().to_owned()).collect()
    };
    let near = list(&here, &[]);
    assert_eq!(names(&near), ["theirs-us-east-1"]);
    assert_eq!(near["found"][0]["resources"], near["known"][0]["resources"], "{near}");
    assert_eq!(names(&list(&here, &["--all-regions"])).len(), 2);
}

#[test]
fn what_is_forgotten_stays_and_is_nobodys_any_more() {
    let Some(moto) = Moto::start() else { return };
    let jalon = moto.jalon();
    jalon.run(&["walk", "--yes"]).ends_with(0);
    let refused = jalon.run(&["forget"]).ends_with(2);
    assert!(refused.stderr.contains("--yes"), "{}", refused.stderr);
    let forgotten = jalon.run(&["forget", "--yes"]).ends_with(0);
    let said = forgotten.stderr_line();
    assert!(
        said.contains("lose jalon's tags") && said.contains(".jalon/.forgotten/demo-"),
        "{said}"
    );
    assert!(!jalon.folder().join(".jalon/demo").exists());
    let tags = moto.aws(&["ec2", "describe-tags", "--filters", "Name=key,Values=jalon:*"]);
    assert_eq!(tags["Tags"].as_array().map(Vec::len), Some(0), "{tags}");
    let names = moto.aws(&["ec2", "describe-tags", "--filters", "Name=key,Values=Name"]);
    assert!(
        names["Tags"].as_array().is_some_and(|names| names.len() > 20),
        "the names stay"
    );
    let hosts = moto.aws(&[
        "ec2",
        "describe-instances",
        "--filters",
        "Name=instance-state-name,Values=running",
    ]);
    assert_eq!(hosts["Reservations"].as_array().map(Vec::len), Some(3));
    assert_eq!(list(&jalon, &[])["found"], Value::Array(Vec::new()));
    jalon.run(&["destroy", "--yes"]).ends_with(2);
}

#[test]
fn an_emptied_deployment_is_forgotten_without_a_question_and_its_name_is_free() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    jalon.run(&["forget", "--yes"]).ends_with(0);
    assert_eq!(list(&jalon, &[])["known"], Value::Array(Vec::new()));
    let refused = jalon.run(&["forget", "--yes"]).ends_with(2);
    assert!(
        refused.stderr.contains("there is no deployment demo here"),
        "{}",
        refused.stderr
    );
    jalon
        .run(&["run", "vpc", "--sandbox", "--yes", "--region", "eu-west-3"])
        .ends_with(0);
}

/// The code of the error, what damages a deployment's folder, and what is said of it.
type Damage = (&'static str, fn(&Path), &'static str);

/// Ways in which what is remembered of a deployment becomes unreadable.
const DAMAGES: [Damage; 5] = [
    (
        "state-damaged",
        |folder| write(&folder.join("state.json"), "{\"format\": 1, \"deploy"),
        "damaged",
    ),
    (
        "state-newer",
        |folder| write(&folder.join("state.json"), "{\"format\": 99}"),
        "format 99",
    ),
    (
        "file",
        |folder| set_mode(&folder.join("state.json"), 0o666),
        "other users may write",
    ),
    ("file", |folder| set_mode(folder, 0o777), "other users may write"),
    ("file", |folder| link_elsewhere(folder), "link"),
];

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Moves a folder away and leaves a link in its place.
fn link_elsewhere(folder: &Path) {
    let elsewhere = folder.with_file_name("elsewhere-of-it");
    std::fs::rename(folder, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder).unwrap();
}

#[test]
fn a_deployment_whose_memory_cannot_be_read_is_listed_with_the_reason_and_is_no_success() {
    for (code, damage, reason) in DAMAGES {
        let jalon = Jalon::new();
        jalon.run(&["run", "vpc", "--sandbox", "--yes"]).ends_with(0);
        damage(&jalon.folder().join(".jalon/demo"));
        let text = jalon.run(&["list"]).ends_with(1);
        let said = one_line(&text.stdout);
        assert!(
            said.contains("demo") && said.contains("what it made may still be there"),
            "{reason}: {said}"
        );
        assert!(said.contains(reason), "{reason}: {said}");
        assert!(
            text.stderr.contains("error: ") && text.stderr.contains("next: "),
            "{reason}: {}",
            text.stderr
        );
        let json = jalon.run(&["list", "--output", "json"]).ends_with(1);
        let list: Value = serde_json::from_str(&json.stdout).unwrap();
        let unreadable = &list["unreadable"][0];
        assert_eq!(
            (&unreadable["deployment"], &unreadable["code"]),
            (&"demo".into(), &code.into()),
            "{list}"
        );
        assert_eq!(list["code"], code, "{list}");
        // A mistyped name is told which there are, this one among them.
        let mistyped = jalon.run(&["destroy", "--yes", "--sandbox", "--deployment", "dmeo"]);
        assert!(
            mistyped.code != Some(0) && mistyped.stderr_line().contains("demo ("),
            "{reason}: {}",
            mistyped.stderr
        );
    }
}

#[test]
fn a_state_directory_that_cannot_be_read_is_not_called_empty() {
    let jalon = Jalon::new();
    std::fs::write(jalon.folder().join("notes.txt"), "no directory").unwrap();
    for command in [&["list"][..], &["list", "--output", "json"], &["forget", "--yes"]] {
        let run = jalon.run(&[command, &["--state-dir", "notes.txt"]].concat());
        let said = run.stderr_line();
        assert!(
            run.code == Some(1) && !run.stdout.contains("No deployment"),
            "{command:?}: {said}"
        );
        assert!(
            said.contains("notes.txt") && said.contains("name a folder with --state-dir"),
            "{command:?}: {said}"
        );
    }
    let Some(nobody) = Jalon::of_nobody() else { return };
    nobody.run(&["run", "vpc", "--sandbox", "--yes"]).ends_with(0);
    set_mode(&nobody.folder().join(".jalon"), 0o300);
    let said = nobody.run(&["list"]).ends_with(1).stderr_line();
    assert!(said.contains("Permission denied"), "{said}");
    set_mode(&nobody.folder().join(".jalon"), 0o700);
    set_mode(&nobody.folder().join(".jalon/demo"), 0o000);
    let run = nobody.run(&["list"]).ends_with(1);
    assert!(
        one_line(&run.stdout).contains("what it made may still be there"),
        "{}",
        run.stdout
    );
    set_mode(&nobody.folder().join(".jalon/demo"), 0o700);
}

#[test]
fn a_deployment_that_cannot_be_read_is_listed_once() {
    let sandbox = ServedSandbox::start();
    let jalon = sandbox.jalon().with("AWS_REGION", "us-east-1");
    jalon.run(&["run", "vpc", "--yes"]).ends_with(0);
    write(&jalon.kept("state.json"), "{\"format\": 1, \"deploy");
    let run = jalon.run(&["list"]).ends_with(1);
    let headings = run.stdout.lines().filter(|line| line.starts_with("demo"));
    assert_eq!(headings.count(), 1, "{}", run.stdout);
    let said = one_line(&run.stdout);
    assert!(
        said.contains("one of this name is in the endpoint") && !said.contains("not remembered here:"),
        "{said}"
    );
}
