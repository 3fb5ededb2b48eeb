//! `jalon init`: the file it writes, and that each of its examples may stand there as it is.

use std::os::unix::fs::PermissionsExt;

use crate::support::{Jalon, write_private};

#[test]
fn it_writes_a_file_of_ones_own_and_never_over_one() {
    let jalon = Jalon::new();
    let path = jalon.folder().join("answers.toml");
    let run = jalon.run(&["init"]).ends_with(0);
    assert!(
        run.stdout.is_empty() && run.stderr.contains("--answers answers.toml"),
        "{run:?}"
    );
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(jalon.run(&["init", "-"]).ends_with(0).stdout, written);

    std::fs::write(&path, "mine").unwrap();
    jalon.run(&["init"]).ends_with(2);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    let elsewhere = jalon.folder().join("elsewhere");
    std::os::unix::fs::symlink(&elsewhere, jalon.folder().join("link")).unwrap();
    jalon.run(&["init", "link"]).ends_with(2);
    assert!(!elsewhere.exists(), "nothing is written through a link");
    assert!(jalon.run(&["init", "-q", "quiet.toml"]).ends_with(0).stderr.is_empty());
}

#[test]
fn the_answers_that_a_deployment_has_stand_there_and_change_nothing() {
    let jalon = Jalon::new();
    let walk = ["walk", "--sandbox", "--yes", "--until", "database"];
    jalon
        .run(&[&walk[..], &["--set", "vpc.cidr=10.5.0.0/16"]].concat())
        .ends_with(0);
    let file = jalon.run(&["init", "-"]).ends_with(0).stdout;
    assert!(
        file.contains("# (The default is \"10.0.0.0/16\".)\ncidr = \"10.5.0.0/16\"\n"),
        "{file}"
    );
    assert!(
        file.contains("\nname = \"demo\"\n") && file.contains("\ntrusted-cidrs = ["),
        "{file}"
    );
    assert!(file.contains("What demo was answered stands without a #"), "{file}");
    assert!(file.contains("(Its name is password."), "{file}");
    write_private(jalon.folder().join("answers.toml"), &file);
    jalon
        .run(&["plan", "--answers", "answers.toml", "--detailed-exitcode", "database"])
        .ends_with(0);
    let other = jalon.run(&["init", "-", "--deployment", "other"]).ends_with(0).stdout;
    assert!(!other.contains("\ncidr = "), "{other}");
}

#[test]
fn each_of_its_examples_may_stand_there_as_it_is() {
    let jalon = Jalon::new();
    let file = jalon.run(&["init", "-"]).ends_with(0).stdout;
    let is_example = |line: &str| {
        let name = line.strip_prefix("# ").and_then(|rest| rest.split_once(" = "));
        name.is_some_and(|(name, _)| !name.contains(' '))
    };
    let examples: Vec<usize> = (0..)
        .zip(file.lines())
        .filter(|(_, line)| is_example(line))
        .map(|(at, _)| at)
        .collect();
    assert!(examples.len() > 20, "{file}");
    let path = jalon.folder().join("answers.toml");
    for chosen in examples.iter().map(|at| vec![*at]).chain([examples.clone()]) {
        let lines = (0..).zip(file.lines()).map(|(at, line)| {
            let is_chosen = chosen.contains(&at);
            if is_chosen { line.trim_start_matches("# ") } else { line }
        });
        write_private(&path, lines.collect::<Vec<_>>().join("\n"));
        jalon.run(&["plan", "--sandbox", "--answers", "answers.toml"]).ends_with(0);
    }
    jalon
        .run(&[
            "walk",
            "--sandbox",
            "--yes",
            "--until",
            "database",
            "--answers",
            "answers.toml",
        ])
        .ends_with(0);
}
