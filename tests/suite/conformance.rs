//! The sandbox beside moto, both held to what AWS documents.
//!
//! boto3 asks each for the same cases (`tests/outside/cases`). `docs/CONFORMANCE.md` holds every difference; a sandbox that departs
//! from AWS where [`DEPARTURES`] does not say so fails, and so does a departure that is none any more.

use std::fmt::Write as _;
use std::process::Command;

use serde::Deserialize;

use crate::oracle;
use crate::support::{Endpoint, Moto, Recorder, ServedSandbox, search_path};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/CONFORMANCE.md");

/// The cases in which the sandbox does not do what AWS documents, and why.
const DEPARTURES: [(&str, &str); 0] = [];

/// What `tests/outside/run.py` reports of a case.
#[derive(Debug, Deserialize)]
struct Case {
    name: String,
    area: String,
    documented: String,
    source: String,
    outcome: String,
}

impl Case {
    fn follows_aws(&self) -> bool {
        self.outcome == self.documented
    }
}

#[test]
fn the_sandbox_answers_as_aws_documents() {
    let Some(python) = oracle::judge() else { return };
    let Some(moto) = Moto::start() else { return };
    let sandbox = ServedSandbox::start();
    let (sandbox, moto) = (Recorder::to(&sandbox.url()), Recorder::to(&moto.url()));
    let (ours, theirs) = std::thread::scope(|scope| {
        let theirs = scope.spawn(|| outcomes(&python, &moto.url()));
        (outcomes(&python, &sandbox.url()), theirs.join().unwrap())
    });
    assert!(ours.len() >= 60 && ours.len() == theirs.len(), "cases are missing");
    the_departures_are_those_listed(&ours);
    // What the cases do not show of the sandbox, a walk does.
    let jalon = sandbox.jalon();
    jalon.run(&["walk", "--yes"]).ends_with(0);
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    let (sandbox, moto) = (sandbox.judged_by(&python), moto.judged_by(&python));
    oracle::is_allowed(&sandbox);
    the_page_tells_the_differences(&(page(&ours, &theirs) + &oracle::section(&sandbox, &moto)));
}

fn outcomes(python: &std::path::Path, url: &str) -> Vec<Case> {
    let home = tempfile::tempdir().unwrap();
    let output = Command::new(python)
        .args([concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outside/run.py"), url])
        .env_clear()
        .env("PATH", search_path())
        .env("HOME", home.path())
        .env("AWS_EC2_METADATA_DISABLED", "true")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "the cases against {url} ended early:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn the_departures_are_those_listed(cases: &[Case]) {
    for case in cases.iter().filter(|case| !case.follows_aws()) {
        assert!(
            DEPARTURES.iter().any(|(name, _)| *name == case.name),
            "{}: AWS documents \"{}\" ({}), the sandbox does \"{}\"",
            case.name,
            case.documented,
            case.source,
            case.outcome
        );
    }
    for (name, _) in DEPARTURES {
        let listed = cases.iter().find(|case| case.name == name);
        assert!(
            listed.is_some_and(|case| !case.follows_aws()),
            "{name} is listed as a departure and is none: take it out of DEPARTURES"
        );
    }
}

/// Compares the page, or writes it when snapshots are to be written.
fn the_page_tells_the_differences(page: &str) {
    if std::env::var("INSTA_UPDATE").is_ok_and(|mode| mode == "always") {
        std::fs::write(PAGE, page).unwrap();
    }
    let kept = std::fs::read_to_string(PAGE).unwrap_or_default();
    let changed: Vec<&str> = page.lines().filter(|line| !kept.lines().any(|one| one == *line)).collect();
    assert!(
        kept == page,
        "docs/CONFORMANCE.md is not what was seen; INSTA_UPDATE=always writes it anew. New lines:\n{}",
        changed.join("\n")
    );
}

fn page(ours: &[Case], theirs: &[Case]) -> String {
    let following = |cases: &[Case]| cases.iter().filter(|case| case.follows_aws()).count();
    let mut page = format!(
        "# Conformance\n\nboto3 asks the sandbox and moto 5.2.5 for {} things the walkthrough meets, and each outcome is compared with \
         what AWS\ndocuments. The sandbox follows AWS in {}, moto in {}. The cases are in `tests/outside/cases`; \
         `tests/suite/conformance.rs`\nruns them and writes this page. No case has been run against AWS itself.\n",
        ours.len(),
        following(ours),
        following(theirs),
    );
    page.push_str("\n## Where the sandbox departs from AWS\n\n| case | why |\n|---|---|\n");
    for (name, why) in DEPARTURES {
        let _ = writeln!(page, "| {} | {why} |", spelled(name));
    }
    page.push_str("\n## Where either departs from AWS\n");
    let mut area = "";
    for (our, their) in ours.iter().zip(theirs) {
        assert_eq!(our.name, their.name, "both run the same cases in the same order");
        if our.follows_aws() && their.follows_aws() {
            continue;
        }
        if our.area != area {
            area = &our.area;
            let _ = writeln!(page, "\n### {}\n", capitalised(&spelled(area)));
            page.push_str("| case | AWS documents | sandbox | moto | follows AWS |\n|---|---|---|---|---|\n");
        }
        let _ = writeln!(
            page,
            "| {} | {} ({}) | {} | {} | {} |",
            spelled(&our.name),
            cell(&our.documented),
            cell(&our.source),
            cell(&our.outcome),
            cell(&their.outcome),
            follower(our, their)
        );
    }
    page
}

fn follower(our: &Case, their: &Case) -> &'static str {
    match (our.follows_aws(), their.follows_aws()) {
        (true, true) => "both",
        (true, false) => "sandbox",
        (false, true) => "moto",
        (false, false) => "neither",
    }
}

fn spelled(name: &str) -> String {
    name.replace('_', " ")
}

fn capitalised(text: &str) -> String {
    let text = text.replace("nat ", "NAT ").replace("vpcs", "VPCs").replace(" acls", " ACLs");
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + characters.as_str()
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
