//! Screens of any width: sentences are broken into lines, and data for programs is not.

use crate::support::{Jalon, one_line};

fn widest(text: &str) -> &str {
    text.lines().max_by_key(|line| line.chars().count()).unwrap()
}

#[test]
fn sentences_fit_the_columns_there_are() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
    for columns in ["44", "60", "80"] {
        let limit: usize = columns.parse().unwrap();
        for command in [
            &["steps"][..],
            &["explain", "database"],
            &["verify"],
            &["reach", "internet", "app-host:80"],
            &["status", "--deployment", "unknown"],
        ] {
            let mut command = jalon.command(command);
            let output = command.env("COLUMNS", columns).output().unwrap();
            for said in [output.stdout, output.stderr] {
                let said = String::from_utf8(said).unwrap();
                // A command is one word: broken into lines it could not be copied.
                let said: Vec<&str> = said.lines().filter(|line| !line.contains('`')).collect();
                if !said.is_empty() {
                    let said = said.join("\n");
                    assert!(
                        widest(&said).chars().count() <= limit,
                        "{command:?} in {columns}: {}",
                        widest(&said)
                    );
                }
            }
        }
    }
}

#[test]
fn data_for_a_program_is_not_broken_into_lines() {
    let jalon = Jalon::new();
    let steps = jalon.run(&["steps"]).ends_with(0).stdout;
    assert_eq!(steps.lines().count(), 11, "{steps}");
    assert!(steps.lines().all(|line| line.contains(" pending ")), "{steps}");
}

/// The lines that are wider than this, but for those that nothing can break: a word, and what is copied as it stands.
fn too_wide(text: &str, columns: usize) -> Vec<&str> {
    let is_whole = |line: &str| line.contains('`') || line.contains("ssh -F ") || !line.trim().contains(' ');
    let wide = text.lines().filter(|line| line.chars().count() > columns);
    wide.filter(|line| !is_whole(line)).collect()
}

/// The same without what it has cost so far, which grows.
fn without_amounts_at_most(text: &str) -> String {
    let mut parts = text.split("at most about ");
    let first = parts.next().unwrap_or_default().to_owned();
    let after_amount = |part: &str| part.split_once(' ').map_or(String::new(), |(_, rest)| rest.to_owned());
    parts.fold(first, |text, part| text + &after_amount(part))
}

#[test]
fn what_is_said_of_a_built_deployment_fits_the_columns_there_are_and_loses_no_word() {
    let jalon = Jalon::new();
    let run = |columns: usize, arguments: &[&str]| {
        let mut command = jalon.command(arguments);
        let output = command.env("COLUMNS", columns.to_string()).output().unwrap();
        let [out, err] = [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap());
        let wide = [too_wide(&out, columns), too_wide(&err, columns)].concat();
        assert!(wide.is_empty(), "{arguments:?} in {columns} columns: {wide:#?}");
        (output.status.code(), without_amounts_at_most(&one_line(&out)))
    };
    let walk = ["walk", "--sandbox", "--yes"];
    assert_eq!(run(40, &walk).0, Some(0));
    for command in [
        &["status"][..],
        &["plan"],
        &["plan", "--set", "app-host.port=8080"],
        &["plan", "vpc", "--sandbox", "--deployment", "other"],
        &["verify"],
        &["list"],
        &["steps"],
        &["explain", "vpc"],
        &["reach", "internet", "database"],
        &["reach", "internet", "app-host:5085"],
    ] {
        let [narrow, middle, wide] = [40, 60, 80].map(|columns| run(columns, command));
        assert_eq!(narrow.1, wide.1, "{command:?}");
        assert_eq!(middle, wide, "{command:?}");
    }
    for columns in [40, 60, 80] {
        assert_eq!(run(columns, &walk).0, Some(0));
    }
    assert_eq!(run(40, &["destroy", "--yes", "--keep-snapshots"]).0, Some(0));
    assert_eq!(run(60, &["destroy", "--yes"]).0, Some(0));
}
