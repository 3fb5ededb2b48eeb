//! Screens of any width: sentences are broken into lines, and data for programs is not.

use crate::support::Jalon;

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
