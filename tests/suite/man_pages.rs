//! Man pages: every command has one, and the programs that show them find nothing wrong in them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Jalon, Part};

/// The pages in a folder.
fn pages(jalon: &Jalon) -> Vec<PathBuf> {
    jalon.run(&["man-pages", "man"]).ends_with(0);
    let pages = std::fs::read_dir(jalon.folder().join("man")).unwrap();
    pages.map(|page| page.unwrap().path()).collect()
}

/// The commands that a help lists.
fn listed(help: &str) -> Vec<String> {
    let list = help.split("Commands:\n").nth(1).unwrap_or_default();
    let lines = list.lines().take_while(|line| !line.is_empty());
    let names = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_has_a_page() {
    let jalon = Jalon::new();
    let names: BTreeSet<String> = pages(&jalon)
        .iter()
        .map(|page| page.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    let mut expected = BTreeSet::from(["jalon.1".to_owned()]);
    for command in listed(&jalon.run(&["--help"]).ends_with(0).stdout) {
        expected.insert(format!("jalon-{command}.1"));
        for below in listed(&jalon.run(&[&command, "--help"]).ends_with(0).stdout) {
            expected.insert(format!("jalon-{command}-{below}.1"));
        }
    }
    assert!(expected.len() > 20, "{expected:?}");
    assert_eq!(names, expected);
}

#[test]
fn a_page_shows_what_the_help_shows() {
    let jalon = Jalon::new();
    pages(&jalon);
    let walk = std::fs::read_to_string(jalon.folder().join("man/jalon-walk.1")).unwrap();
    assert!(
        walk.contains("\\-\\-until") && walk.contains("\\-\\-sandbox\\-speed"),
        "{walk}"
    );
    let explain = std::fs::read_to_string(jalon.folder().join("man/jalon-explain.1")).unwrap();
    assert!(
        !explain.contains("\\-\\-region"),
        "what has no effect is not shown:\n{explain}"
    );
}

/// What a program says of a page.
fn said(program: &Path, arguments: &[&str], page: &Path) -> String {
    let output = Command::new(program).args(arguments).arg(page).output().unwrap();
    String::from_utf8_lossy(&[output.stderr, output.stdout].concat()).into_owned()
}

#[test]
fn mandoc_finds_nothing_wrong() {
    let Some(mandoc) = Part::Mandoc.or_not_run() else { return };
    let jalon = Jalon::new();
    for page in pages(&jalon) {
        let said = said(&mandoc, &["-Tlint", "-Wwarning"], &page);
        assert!(said.is_empty(), "{said}");
    }
}

#[test]
fn groff_finds_nothing_wrong() {
    let Some(groff) = Part::Groff.or_not_run() else { return };
    let jalon = Jalon::new();
    for page in pages(&jalon) {
        let output = Command::new(&groff)
            .args(["-man", "-Tutf8", "-ww", "-z"])
            .arg(&page)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && said.is_empty(), "{}: {said}", page.display());
    }
}
