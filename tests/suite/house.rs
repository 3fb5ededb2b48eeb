//! Rules of the house that no lint knows.

use std::fs;
use std::path::{Path, PathBuf};

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
