//! The dossier: what it says is what was read, whatever anybody is called, with nothing in it that a stranger must not see.

pub mod browser;

use std::collections::BTreeSet;

use crate::support::{Jalon, Run, write_private};

/// How large the dossier of a default walk may be, in bytes.
const MOST_BYTES: usize = 400_000;

fn walked(arguments: &[&str]) -> Jalon {
    let jalon = Jalon::new();
    jalon.run(&[&["walk", "--sandbox", "--yes"], arguments].concat()).ends_with(0);
    jalon
}

fn html(jalon: &Jalon, arguments: &[&str]) -> String {
    jalon
        .run(&[&["report", "--out", "-"], arguments].concat())
        .ends_with(0)
        .stdout
}

fn markdown(jalon: &Jalon, arguments: &[&str]) -> String {
    html(jalon, &[&["--format", "markdown"], arguments].concat())
}

#[test]
fn the_dossier_of_a_walk_has_everything_in_one_file() {
    let jalon = walked(&["--set", "vpc.cidr=10.7.0.0/16"]);
    let dossier = html(&jalon, &["--author", "Équipe 7", "--course", "Cloud 101"]);
    assert!(dossier.len() < MOST_BYTES, "{} bytes", dossier.len());
    for expected in [
        "Équipe 7 · Cloud 101",
        "Rehearsal in the sandbox: nothing of this is real",
        "11 of 11 done",
        "76 of 76 claims hold: 19 tried, 22 computed, 35 read",
        "lets tcp 3306 in from security-group/app-host",
        "This rehearsal has cost nothing",
        "app-host reaches the database on tcp 3306",
        "The way, hop by hop",
        "security groups remember",
        "with the command <code>docker info",
        "about $0.114 an hour",
        "The walk that began on ",
        "10.7.0.0/16",
        "10.0.0.0/16",
    ] {
        assert!(dossier.contains(expected), "{expected} is missing");
    }
    assert_eq!(dossier.matches("<article").count(), 11);
    assert_eq!(dossier.matches("<svg").count(), 2);
    for loaded in ["<script", "<link", "<img", " src=", "url(", "@import"] {
        assert!(!dossier.contains(loaded), "{loaded} asks for something from elsewhere");
    }
    assert!(
        !dossier.contains("console.aws.amazon.com"),
        "what is rehearsed has no page in the console"
    );
}

#[test]
fn what_somebody_wrote_is_text_in_every_form() {
    let jalon = walked(&["--until", "vpc"]);
    let name = "<script>alert(1)</script> | *Eve* `x` [a](b)";
    let dossier = html(&jalon, &["--author", name, "--course", "\u{202e}Cloud\u{1b}[31m"]);
    assert!(dossier.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(!dossier.contains("<script") && !dossier.contains('\u{202e}') && !dossier.contains('\u{1b}'));
    let dossier = markdown(&jalon, &["--author", name]);
    assert!(
        dossier.contains("\\<script\\>alert(1)\\</script\\> \\| \\*Eve\\* \\`x\\` \\[a\\](b)"),
        "{dossier}"
    );
}

#[test]
fn what_was_not_looked_at_stays_not_run_and_what_is_broken_is_shown() {
    let jalon = walked(&["--until", "database", "--set", "database.class=db.t4g.micro"]);
    let dossier = markdown(&jalon, &[]);
    assert!(dossier.contains("**not run** it is built: it is not built yet"), "{dossier}");
    let jalon = walked(&["--until", "app-host"]);
    let broken = html(&jalon, &["--set", "app-host.port=5086"]);
    assert!(broken.contains("<span class=\"verdict bad\">failed</span>"), "{broken}");
    assert!(broken.contains("expected "));
}

/// AWS's ids, and addresses outside of private ranges.
fn told(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || "-./".contains(c)));
    let is_id = |word: &&str| {
        let digits = word.rsplit('-').next().unwrap_or_default();
        word.contains('-') && digits.len() >= 17 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let is_address = |word: &&str| {
        word.parse::<std::net::Ipv4Addr>()
            .is_ok_and(|address| !address.is_unspecified())
    };
    words
        .filter(|word| is_id(word) || is_address(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_redacted_dossier_tells_neither_account_nor_ids_nor_addresses() {
    let jalon = walked(&[]);
    for form in [html, markdown] {
        let whole = form(&jalon, &[]);
        assert!(told(&whole).len() > 30 && whole.contains("123456789012"));
        let redacted = form(&jalon, &["--redact"]);
        assert_eq!(told(&redacted), BTreeSet::new());
        assert!(!redacted.contains("123456789012"));
        assert!(!redacted.contains(&jalon.folder().display().to_string()));
        assert!(redacted.contains("vpc-1") && redacted.contains("10.0.0.0/16") && redacted.contains("0.0.0.0/0"));
    }
}

#[test]
fn no_secret_is_in_it() {
    let jalon = Jalon::new();
    let password = "Correct-Horse-Battery-9";
    let answers = jalon.folder().join("answers.toml");
    write_private(&answers, format!("[database]\npassword = \"{password}\"\n"));
    jalon
        .run(&["walk", "--sandbox", "--yes", "--answers", "answers.toml"])
        .ends_with(0);
    let secrets = std::fs::read_to_string(jalon.kept("secrets.json")).unwrap();
    let secrets: serde_json::Value = serde_json::from_str(&secrets).unwrap();
    for form in [html, markdown] {
        let dossier = form(&jalon, &[]);
        assert!(!dossier.contains(password));
        for secret in secrets.to_string().split('"').filter(|text| text.len() >= 16) {
            assert!(!dossier.contains(secret), "{secret} is told");
        }
    }
}

#[test]
fn after_a_destruction_it_is_the_receipt() {
    let jalon = walked(&[]);
    jalon.run(&["destroy", "--yes", "--keep-snapshots"]).ends_with(0);
    let dossier = markdown(&jalon, &[]);
    assert!(dossier.contains("## What was taken down"), "{dossier}");
    assert!(
        dossier.contains("instance/app-host") && dossier.contains("was kept on purpose: at most $"),
        "{dossier}"
    );
    jalon.run(&["walk", "--yes", "--until", "vpc"]).ends_with(0);
    assert!(!markdown(&jalon, &[]).contains("What was taken down"));
    jalon.run(&["destroy", "--yes"]).ends_with(0);
    assert!(markdown(&jalon, &[]).contains("Nothing remains of it on AWS."));
}

#[test]
fn a_file_of_somebody_elses_is_not_replaced_and_a_dossier_is() {
    let jalon = walked(&["--until", "vpc"]);
    let file = jalon.folder().join("demo.html");
    let made: Run = jalon.run(&["report"]).ends_with(0);
    assert!(made.stderr.contains("demo.html has the dossier of demo."), "{}", made.stderr);
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("<!DOCTYPE html>"));
    jalon.run(&["report", "--author", "Ada"]).ends_with(0);
    assert!(std::fs::read_to_string(&file).unwrap().contains("Ada"));
    std::fs::write(&file, "mine").unwrap();
    let refused = jalon.run(&["report"]).ends_with(2);
    assert!(refused.stderr_line().contains("demo.html"), "{}", refused.stderr);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    std::os::unix::fs::symlink("demo.html", jalon.folder().join("linked.html")).unwrap();
    jalon.run(&["report", "--out", "linked.html"]).ends_with(2);
    jalon.run(&["report", "--out", "."]).ends_with(2);
    jalon.run(&["report", "--out", "no/such/folder.html"]).ends_with(2);
}

#[test]
fn a_deployment_can_be_told_before_it_is_built_and_while_it_is_paused() {
    let jalon = Jalon::new();
    let planned = jalon.run(&["report", "--sandbox", "--out", "-"]).ends_with(0).stdout;
    assert!(planned.contains("0 of 11 done") && planned.contains("not built"), "{planned}");
    let jalon = walked(&["--until", "app-host"]);
    jalon.run(&["pause", "--yes"]).ends_with(0);
    let paused = html(&jalon, &[]);
    assert!(paused.contains("what costs by the hour is stopped or away"));
    assert!(paused.contains("the deployment is paused"));
}
