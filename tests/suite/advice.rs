//! Whole errors and notices: every command they advise means the deployment, the folder and the cloud of the run.

use std::fmt::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::support::{Endpoint, Jalon, ServedSandbox, redact, search_path, write_private};

/// What a person reads of each run, its lines whole, and its exit code.
struct Transcript<'a> {
    jalon: &'a Jalon,
    options: Vec<&'a str>,
    text: String,
}

impl<'a> Transcript<'a> {
    /// Of runs with these options.
    fn of(jalon: &'a Jalon, options: &[&'a str]) -> Self {
        Self {
            jalon,
            options: options.to_vec(),
            text: String::new(),
        }
    }

    fn run(&mut self, arguments: &[&str]) {
        let arguments = [arguments, &self.options].concat();
        let run = self.jalon.run(&arguments);
        let _ = writeln!(
            self.text,
            "$ jalon {}\n{}({})\n",
            arguments.join(" "),
            unwrapped(&run.stderr),
            run.code.map_or("killed".to_owned(), |code| format!("exit code {code}"))
        );
    }

    /// The notices of a run, as its events have them.
    fn notices(&mut self, code: i32, arguments: &[&str]) {
        let arguments = [arguments, &self.options, &["--output", "json"]].concat();
        let run = self.jalon.run(&arguments).ends_with(code);
        let _ = writeln!(self.text, "$ jalon {}", arguments.join(" "));
        let mut texts: Vec<String> = run.stdout.lines().filter_map(notice).collect();
        texts.sort();
        for text in texts {
            let _ = writeln!(self.text, "notice: {text}");
        }
        self.text.push('\n');
    }

    /// The text without what differs from run to run and from machine to machine.
    fn redacted(&self) -> String {
        redact(&self.text, self.jalon.folder())
    }
}

fn notice(event: &str) -> Option<String> {
    let event: serde_json::Value = serde_json::from_str(event).unwrap();
    let text = (event["event"] == "notice").then(|| event["text"].as_str())??;
    Some(text.to_owned())
}

/// Lines that were broken to fit, in one piece: where they are broken depends on the length of the folder's name.
fn unwrapped(stderr: &str) -> String {
    let mut text = String::new();
    for line in stderr.lines() {
        match line.strip_prefix("      ") {
            Some(rest) => {
                text.truncate(text.trim_end().len());
                text.push(' ');
                text.push_str(rest.trim_start());
            }
            None => text.push_str(line),
        }
        text.push('\n');
    }
    text
}

macro_rules! assert_told {
    ($name:literal, $transcript:expr) => {
        insta::with_settings!({filters => vec![
            (r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
            (r"request id [0-9a-f-]+", "request id ID"),
        ]}, {
            insta::assert_snapshot!($name, $transcript.redacted());
        });
    };
}

const LAB: [&str; 4] = ["--deployment", "lab", "--state-dir", "my state"];

fn rehearsing<'a>() -> Vec<&'a str> {
    [&LAB[..], &["--sandbox"]].concat()
}

#[test]
fn what_was_typed_wrong() {
    let jalon = Jalon::new();
    let mut told = Transcript::of(&jalon, &rehearsing());
    told.run(&["walk"]);
    told.run(&["run", "vpc"]);
    told.run(&["destroy"]);
    told.run(&["walk", "--yes", "--timings", "--output", "json"]);
    told.run(&["walk", "--yes", "--until", "databse"]);
    told.run(&["run", "databse", "--yes"]);
    told.run(&["walk", "--yes", "--region", "useast1"]);
    told.run(&["walk", "--yes", "--region", "us-east-9"]);
    told.run(&["ssh", "app-host"]);
    assert_told!("typed-wrong", told);
}

#[test]
fn answers_that_cannot_be_taken() {
    let jalon = Jalon::new();
    let mut told = Transcript::of(&jalon, &rehearsing());
    let write = |text: &str| std::fs::write(jalon.folder().join("a.toml"), text).unwrap();
    told.run(&["walk", "--yes", "--set", "vpc.cidr"]);
    told.run(&["walk", "--yes", "--set", "vpc.cird=10.0.0.0/16"]);
    told.run(&["walk", "--yes", "--set", "database.password=not-here"]);
    told.run(&["walk", "--yes", "--set", "vpc.cidr=10.0.0.0/8"]);
    told.run(&["walk", "--yes", "--set", "site.folder=not-there"]);
    told.run(&["walk", "--yes", "--answers", "not-there.toml"]);
    write("[vpc\n");
    told.run(&["walk", "--yes", "--answers", "a.toml"]);
    write("vpc = 1\n");
    told.run(&["walk", "--yes", "--answers", "a.toml"]);
    write("[vpc]\ncird = \"10.0.0.0/16\"\n");
    told.run(&["walk", "--yes", "--answers", "a.toml"]);
    assert_told!("answers", told);
}

#[test]
fn names_and_urls_that_cannot_be_used() {
    let jalon = Jalon::new();
    let mut told = Transcript::of(&jalon, &["--state-dir", "my state"]);
    told.run(&["steps", "--deployment", "a--b"]);
    told.run(&["status", "--deployment", "lab", "--endpoint-url", "localhost"]);
    told.run(&["walk", "--deployment", "lab", "--yes"]);
    assert_told!("names", told);
}

#[test]
fn what_is_not_built_yet() {
    let jalon = Jalon::new();
    std::fs::write(jalon.folder().join("mine.toml"), "[vpc]\ncidr = \"10.7.0.0/16\"\n").unwrap();
    let in_europe = [&rehearsing()[..], &["--region", "eu-west-1"]].concat();
    let with_answers = [&in_europe[..], &["--answers", "mine.toml"]].concat();
    let mut told = Transcript::of(&jalon, &with_answers);
    told.run(&["run", "nat-gateway", "--yes"]);
    told.run(&["verify", "vpc"]);
    // A destruction takes no answers, and the other commands are as before.
    told.options = in_europe;
    told.run(&["destroy", "--yes", "--only", "vpc-0"]);
    told.options = with_answers;
    told.run(&["reach", "app-hots", "database"]);
    assert_told!("not-built", told);
}

#[test]
fn what_is_built_elsewhere() {
    let served = ServedSandbox::start();
    let jalon = served.jalon();
    jalon
        .run(&[&["walk", "--yes", "--until", "vpc"][..], &LAB, &["--region", "us-east-1"]].concat())
        .ends_with(0);
    let url = served.url();
    let mut told = Transcript::of(&jalon, &LAB);
    told.run(&["walk", "--yes", "--region", "eu-west-1"]);
    let other = ServedSandbox::start();
    told.run(&["walk", "--yes", "--endpoint-url", &other.url()]);
    told.run(&["reach", "internet", "subnet/public1:no-port"]);
    told.run(&["ssh", "app-host", "--live-hosts", "--endpoint-url", &url]);
    assert_told!("elsewhere", told);
}

#[test]
fn files_in_the_way() {
    let mut texts = Vec::new();
    for content in [
        "{\"format\": 1, \"deploy",
        "{\"format\": 99}",
        "{\"version\": 4, \"serial\": 1}",
    ] {
        let jalon = Jalon::new();
        std::fs::create_dir_all(jalon.folder().join("my state/lab")).unwrap();
        write_private(jalon.folder().join("my state/lab/state.json"), content);
        let mut told = Transcript::of(&jalon, &rehearsing());
        told.run(&["status"]);
        texts.push(told.redacted());
    }
    let jalon = Jalon::new();
    std::fs::write(jalon.folder().join("my state"), "").unwrap();
    let mut told = Transcript::of(&jalon, &rehearsing());
    told.run(&["walk", "--yes"]);
    texts.push(told.redacted());
    let jalon = Jalon::new();
    std::fs::create_dir_all(jalon.folder().join("my state/lab")).unwrap();
    std::os::unix::fs::symlink("elsewhere", jalon.folder().join("my state/lab/state.json")).unwrap();
    let mut told = Transcript::of(&jalon, &rehearsing());
    told.run(&["walk", "--yes"]);
    texts.push(told.redacted());
    insta::assert_snapshot!("files", texts.concat());
}

#[test]
fn accounts_that_refuse() {
    let mut texts = String::new();
    for (account, answers) in [
        (&["--deny", "ec2:CreateVpc"][..], &["--until", "vpc"][..]),
        (&["--quota", "vpcs=0"], &["--until", "vpc"]),
        (&["--quota", "vpcs=0", "--deny", "servicequotas:*"], &["--until", "vpc"]),
        (
            &["--account", "learner-lab"],
            &["--until", "database", "--set", "database.storage-type=gp3"],
        ),
        (
            &["--account", "free-plan"],
            &["--until", "database", "--set", "database.backup-retention-days=7"],
        ),
        (
            &["--account", "free-plan"],
            &["--until", "app-host", "--set", "app-host.instance-type=t3.medium"],
        ),
    ] {
        let served = ServedSandbox::start_with(account);
        let jalon = served.jalon();
        let url = served.url();
        let mut told = Transcript::of(&jalon, &[&LAB[..], &["--endpoint-url", &url]].concat());
        told.run(&[&["walk", "--yes", "--quiet", "--region", "us-east-1"][..], answers].concat());
        texts.push_str(&told.redacted());
    }
    insta::with_settings!({filters => vec![
        (r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
        (r"request id [0-9a-f-]+", "request id ID"),
        (r"failure message: [\w+/=-]+", "failure message: MESSAGE"),
        (r"(?m)^[a-z-]+ +✘ .*\n", ""),
    ]}, {
        insta::assert_snapshot!("accounts", texts);
    });
}

#[test]
fn what_is_lost_and_what_is_no_longer_wanted() {
    let jalon = Jalon::new();
    jalon
        .run(
            &[
                &[
                    "walk",
                    "--yes",
                    "--set",
                    "second-vpc.internet=nat",
                    "--until",
                    "second-vpc",
                    "--skip",
                    "app",
                ],
                &rehearsing()[..],
            ]
            .concat(),
        )
        .ends_with(0);
    let kept = jalon.folder().join("my state/lab");
    for file in ["id_ed25519", "id_ed25519.pub", "secrets.json"] {
        std::fs::remove_file(kept.join(file)).unwrap();
    }
    // Where the deployment lives is remembered, so that no option has to say it again.
    let mut told = Transcript::of(&jalon, &LAB);
    // Without the key, no check from within a host is passed.
    told.notices(
        3,
        &[
            "walk",
            "--yes",
            "--set",
            "second-vpc.internet=gateway",
            "--until",
            "second-vpc",
        ],
    );
    assert_told!("lost", told);
}

/// A program in the place of OpenSSH that says this and ends with this code.
fn with_ssh(jalon: Jalon, folder: &Path, script: &str) -> Jalon {
    let ssh = folder.join("ssh");
    std::fs::write(&ssh, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&ssh, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.display(), search_path().to_string_lossy());
    jalon.with("PATH", &path)
}

#[test]
fn hosts_that_are_not_as_they_should_be() {
    let changed = "echo '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @' >&2; \
                   echo 'Host key verification failed.' >&2; exit 255";
    let failed = "case \"$*\" in *cloud-init-output*) echo 'E: Unable to locate package docker.io';; \
                  *) echo '{\"status\": \"error\", \"errors\": [\"(scripts-user, failed)\"]}'; exit 1;; esac";
    let mut texts = String::new();
    for script in [changed, failed] {
        let programs = tempfile::tempdir().unwrap();
        let served = ServedSandbox::start_with(&["--sandbox-speed", "3600"]);
        let jalon = with_ssh(served.jalon(), programs.path(), script);
        let url = served.url();
        let mut told = Transcript::of(&jalon, &[&LAB[..], &["--endpoint-url", &url]].concat());
        told.run(&[
            "walk",
            "--yes",
            "--quiet",
            "--live-hosts",
            "--region",
            "us-east-1",
            "--until",
            "app-host",
        ]);
        texts.push_str(&told.redacted());
    }
    insta::with_settings!({filters => vec![
        (r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
        (r"(?m)^[a-z-]+ +✘ .*\n", ""),
        // Which thing is made first is chance, and with it go ids.
        (r"\bi-[0-9a-f]{17}", "i-ID"),
    ]}, {
        insta::assert_snapshot!("hosts", texts);
    });
}
