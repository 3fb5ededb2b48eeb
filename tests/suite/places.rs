//! Where a deployment lives stays until the person says otherwise, also when nothing of it is left.
//!
//! What would go to AWS itself runs without credentials here: it then ends before anything is sent.

use crate::support::{Endpoint, Jalon, Run, ServedSandbox};

/// A sandbox served on loopback, and a folder with credentials for it.
fn served() -> (ServedSandbox, Jalon) {
    let jalon = Jalon::new()
        .with("AWS_ACCESS_KEY_ID", "test")
        .with("AWS_SECRET_ACCESS_KEY", "test");
    (ServedSandbox::start(), jalon)
}

/// Where a command goes that finds no credentials.
fn asked_of(jalon: &Jalon, arguments: &[&str]) -> String {
    let profiles = jalon.folder().join(".aws");
    std::fs::create_dir_all(&profiles).unwrap();
    std::fs::write(profiles.join("config"), "[profile empty]\nregion = us-east-1\n").unwrap();
    let mut command = jalon.command(&[arguments, &["--profile", "empty"]].concat());
    command.env_remove("AWS_ACCESS_KEY_ID").env_remove("AWS_SECRET_ACCESS_KEY");
    let run = Run::of(command.output().unwrap()).ends_with(1);
    let told = run.stderr_line();
    assert!(told.contains("no credentials were found"), "{told}");
    let asked = told.split_once("could not ask ").unwrap().1;
    asked.split_once(" whose credentials these are").unwrap().0.to_owned()
}

#[test]
fn a_deployment_that_was_taken_down_stays_at_its_endpoint() {
    let (served, jalon) = served();
    let url = served.url();
    jalon
        .run(&["walk", "--yes", "--endpoint-url", &url, "--until", "vpc"])
        .ends_with(0);
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    for command in [
        &["walk", "--yes"][..],
        &["plan"],
        &["status"],
        &["verify"],
        &["destroy", "--yes"],
    ] {
        assert_eq!(asked_of(&jalon, command), format!("the endpoint {url}"), "{command:?}");
    }
    jalon.run(&["walk", "--yes", "--until", "vpc"]).ends_with(0);
    jalon.run(&["destroy", "--yes"]).ends_with(0);

    let elsewhere = "http://127.0.0.1:9";
    let moved = ["walk", "--yes", "--endpoint-url", elsewhere];
    assert_eq!(asked_of(&jalon, &moved), format!("the endpoint {elsewhere}"));
    jalon.run(&["walk", "--yes", "--sandbox", "--until", "vpc"]).ends_with(0);
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    jalon.run(&["plan", "vpc", "--detailed-exitcode"]).ends_with(2);
}

#[test]
fn a_walk_that_made_nothing_stays_at_its_endpoint() {
    let (served, jalon) = served();
    let url = served.url();
    jalon
        .run(&["walk", "--yes", "--endpoint-url", &url, "--set", "vpc.cidr=10.0.0.0/30"])
        .ends_with(2);
    assert_eq!(asked_of(&jalon, &["walk", "--yes"]), format!("the endpoint {url}"));
}
