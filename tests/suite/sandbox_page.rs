//! `docs/SANDBOX.md` says what the sandbox enforces: every rule it lists has a test, and the test is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Names of all test functions under a folder.
fn tests_in(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            tests_in(&path, names);
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let mut is_test = false;
        for line in text.lines().map(str::trim) {
            if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
                is_test = true;
            } else if let Some((_, rest)) = line.split_once("fn ").filter(|_| is_test) {
                names.extend(rest.split('(').next().map(str::to_owned));
                is_test = false;
            }
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn tests() -> BTreeSet<String> {
    let mut tests = BTreeSet::new();
    for folder in ["crates", "src", "steps", "tests"] {
        tests_in(&root().join(folder), &mut tests);
    }
    tests
}

#[test]
fn every_rule_of_recordings_names_a_test_that_is_there() {
    let (tests, page) = (tests(), fs::read_to_string(root().join("docs/RECORDING.md")).unwrap());
    let (_, rules) = page.split_once("| rule | test |\n|---|---|\n").unwrap();
    let rules: Vec<&str> = rules.lines().take_while(|line| line.starts_with('|')).collect();
    assert!(rules.len() >= 5, "only {} rules were read from RECORDING.md", rules.len());
    for rule in rules {
        let named = rule.trim_matches([' ', '|', '`']).rsplit('`').next().unwrap_or_default();
        assert!(tests.contains(named), "there is no test {named}, which RECORDING.md names");
    }
}

#[test]
fn every_rule_of_the_sandbox_names_a_test_that_is_there() {
    let (root, tests) = (root(), tests());
    let page = fs::read_to_string(root.join("docs/SANDBOX.md")).unwrap();
    let mut rules = 0;
    for row in page
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| rule"))
    {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [_, _, source, named] = cells.as_slice() else {
            panic!("a row has four cells, this one has {}: {row}", cells.len());
        };
        assert!(!source.is_empty(), "a rule without a source: {row}");
        let named = named.trim_matches('`');
        assert!(tests.contains(named), "there is no test {named}, which SANDBOX.md names");
        rules += 1;
    }
    assert!(rules > 40, "only {rules} rules were read from SANDBOX.md");
}
