//! `jalon sandbox serve` and `reset` as they are typed: what other clients may do to it, what it says, and what is emptied.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use crate::support::{Endpoint, Jalon, Part, Run, ServedSandbox, system};

#[track_caller]
fn says(run: &Run, texts: &[&str]) {
    let told = run.stderr_line();
    for text in texts {
        assert!(told.contains(text), "\"{text}\" is not said:\n{}", run.stderr);
    }
}

/// A sandbox served from a folder that stays, with its address.
struct Server(Child, String);

impl Server {
    fn start(command: &mut Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut first).unwrap();
        Self(child, first.trim().to_owned())
    }

    /// Ends it once it has said what it serves, and returns what it said on stderr.
    fn end(mut self) -> String {
        let mut stderr = BufReader::new(self.0.stderr.take().unwrap());
        let mut told = String::new();
        while !told.contains("Ctrl-C") {
            assert!(stderr.read_line(&mut told).unwrap() > 0, "it ended: {told}");
        }
        self.0.kill().unwrap();
        stderr.read_to_string(&mut told).unwrap();
        self.0.wait().unwrap();
        told
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const SERVE: [&str; 4] = ["sandbox", "serve", "--port", "0"];

#[test]
fn serving_verbosely_shows_every_call_and_its_error() {
    let jalon = Jalon::new();
    let server = Server::start(&mut jalon.command(&[&SERVE[..], &["-v", "--deny", "ec2:CreateVpc"]].concat()));
    let client = Jalon::new().with("JALON_ENDPOINT_URL", &server.1);
    client.run(&["run", "vpc", "--yes"]).ends_with(1);
    let told = server.end();
    assert!(told.contains("? sts:GetCallerIdentity\n"), "{told}");
    assert!(told.contains("→ ec2:CreateVpc: UnauthorizedOperation\n"), "{told}");
}

#[test]
fn an_endpoint_on_this_machine_needs_neither_credentials_nor_a_region() {
    let sandbox = ServedSandbox::start();
    let jalon = Jalon::new().with("JALON_ENDPOINT_URL", &sandbox.url());
    let run = jalon.run(&["run", "vpc", "--yes", "-v"]).ends_with(0);
    says(
        &run,
        &["This endpoint is on this machine: it is given placeholders for credentials."],
    );
    let quiet = jalon.run(&["status"]).ends_with(0);
    assert!(!quiet.stderr.contains("placeholders"), "{}", quiet.stderr);
}

#[test]
fn a_served_sandbox_stays_in_its_region_and_says_so() {
    let jalon = Jalon::new();
    let there = Server::start(&mut jalon.command(&[&SERVE[..], &["--region", "eu-west-1"]].concat())).end();
    assert!(there.contains("eu-west-1"), "{there}");
    let again = Server::start(&mut jalon.command(&SERVE)).end();
    assert!(again.contains("eu-west-1"), "it is served where it is: {again}");
    let run = jalon.run(&[&SERVE[..], &["--region", "us-west-2"]].concat()).ends_with(2);
    says(
        &run,
        &[
            "the served sandbox is in eu-west-1, not in us-west-2",
            "serve it with --region eu-west-1",
            "`jalon sandbox reset --served`",
        ],
    );
    jalon.run(&["sandbox", "reset", "--served", "--yes"]).ends_with(0);
    let environment = Server::start(jalon.command(&SERVE).env("AWS_REGION", "us-west-2")).end();
    assert!(
        environment.contains("us-west-2"),
        "a new one is in the region of its clients: {environment}"
    );
    says(
        &jalon.run(&[&SERVE[..], &["--region", "mars-1"]].concat()).ends_with(2),
        &["mars-1"],
    );
}

#[test]
fn a_reset_empties_what_it_names_and_asks_before_more() {
    let jalon = Jalon::new();
    says(
        &jalon.run(&["sandbox", "reset"]).ends_with(2),
        &["there is no deployment demo here"],
    );
    let server = Server::start(&mut jalon.command(&SERVE));
    let client = Jalon::new().with("JALON_ENDPOINT_URL", &server.1);
    client.run(&["run", "vpc", "--yes"]).ends_with(0);
    server.end();
    jalon.run(&["run", "vpc", "--sandbox", "--yes"]).ends_with(0);

    let typo = jalon.run(&["sandbox", "reset", "--deployment", "typo"]).ends_with(2);
    says(
        &typo,
        &[
            "no deployment typo has a sandbox of its own here",
            "`jalon sandbox reset --served`",
        ],
    );
    jalon.run(&["sandbox", "reset"]).ends_with(0);
    let refused = jalon.run(&["sandbox", "reset", "--served"]).ends_with(2);
    says(&refused, &["there is no terminal to confirm on", "add --yes"]);
    let kept = |served: bool| {
        let server = Server::start(&mut jalon.command(&SERVE));
        let status = Jalon::new().with("JALON_ENDPOINT_URL", &server.1).run(&["list"]);
        assert_eq!(status.stdout.contains("demo"), served, "{}{}", status.stdout, status.stderr);
    };
    kept(true);
    jalon.run(&["sandbox", "reset", "--served", "--yes"]).ends_with(0);
    kept(false);
}

#[test]
fn a_speed_that_no_walk_keeps_up_with_is_refused() {
    let run = Jalon::new()
        .run(&["walk", "--sandbox", "--yes", "--sandbox-speed", "20000"])
        .ends_with(2);
    says(&run, &["between 0.001 and 10000"]);
    for speed in ["10000", "2000"] {
        let jalon = Jalon::new();
        let fast = ["--sandbox", "--yes", "--sandbox-speed", speed];
        jalon.run(&[&["walk"][..], &fast].concat()).ends_with(0);
        jalon.run(&[&["destroy"][..], &fast].concat()).ends_with(0);
    }
}

#[test]
fn a_pipe_in_place_of_the_served_world_is_named() {
    let jalon = Jalon::new();
    let sandbox = jalon.folder().join(".jalon/.served/sandbox");
    std::fs::create_dir_all(&sandbox).unwrap();
    let made = system("mkfifo").arg(sandbox.join("world.json")).status().unwrap();
    assert!(made.success());
    let run = jalon.run(&SERVE).ends_with(1);
    says(&run, &["world.json is a pipe where a file of the sandbox belongs"]);
}

/// The commands of docs/SANDBOX.md for a second terminal, as they stand there.
#[test]
fn the_documented_second_terminal_runs_as_written() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/SANDBOX.md")).unwrap();
    let (_, part) = page.split_once("## Other clients").unwrap();
    let lines: Vec<&str> = part
        .lines()
        .skip_while(|line| !line.starts_with("    "))
        .take_while(|line| line.starts_with("    "))
        .map(str::trim)
        .collect();
    assert!(lines[0].starts_with("jalon sandbox serve") && lines.len() == 3, "{lines:?}");
    let sandbox = ServedSandbox::start();
    let jalon = Jalon::new();
    for line in &lines[1..] {
        let has_cli = line.contains(" aws ");
        if has_cli && Part::AwsCli.or_not_run().is_none() {
            continue;
        }
        let line = line.replace("http://127.0.0.1:4599", &sandbox.url());
        let line = line.replace(" aws ", &format!(" {} ", Part::AwsCli.program().display()));
        jalon.run_line(&line).ends_with(0);
    }
}
