//! Rules of the house that no lint knows.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::succeeds;

/// The most lines of a file.
const LONGEST: usize = 400;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file under a folder, by its path within the project.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path.strip_prefix(root()).unwrap().to_owned());
        }
    }
}

#[test]
fn no_file_is_longer_than_400_lines() {
    let mut files = Vec::new();
    for folder in ["benches", "crates", "src", "steps", "tests"] {
        sources(&root().join(folder), &mut files);
    }
    assert!(files.len() > 250, "only {} files were read", files.len());
    let mut long: Vec<String> = Vec::new();
    for file in files {
        if fs::read_to_string(root().join(&file)).unwrap().lines().count() > LONGEST {
            long.push(file.display().to_string());
        }
    }
    long.sort();
    assert!(long.is_empty(), "files of more than {LONGEST} lines: {long:?}");
}

#[test]
fn every_package_follows_the_lints_of_the_workspace() {
    let mut packages = vec![root().join("Cargo.toml")];
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        packages.push(entry.unwrap().path().join("Cargo.toml"));
    }
    assert!(packages.len() >= 3);
    for package in packages {
        let manifest = fs::read_to_string(&package).unwrap();
        assert!(
            manifest.contains("\n[lints]\nworkspace = true\n"),
            "{} has no `[lints] workspace = true`",
            package.display()
        );
    }
}

/// The features with which every package is built, in the graph of these kinds of dependencies.
fn features(kinds: &str) -> BTreeSet<String> {
    let mut command = Command::new(env!("CARGO"));
    command
        .args([
            "tree",
            "--locked",
            "--offline",
            "--edges",
            kinds,
            "--prefix",
            "none",
            "--format",
            "{p} [{f}]",
        ])
        .current_dir(root());
    let printed = succeeds(&mut command);
    printed.lines().map(|line| line.trim_end_matches(" (*)").to_owned()).collect()
}

#[test]
fn the_program_and_its_tests_are_built_of_the_same_compilations() {
    let (program, tests) = (features("normal,build"), features("normal,build,dev"));
    assert!(program.len() > 200, "only {} packages were read", program.len());
    let others: Vec<_> = program.difference(&tests).collect();
    assert!(
        others.is_empty(),
        "`cargo run` and `cargo test` compile these with other features, and what stands on them twice: {others:?}"
    );
}
