//! What code and pages cite is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const PAGE: &str = "docs/AWS.md";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every source file and page of the project, by its path within it.
fn files() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in ["assets", "benches", "crates", "docs", "src", "steps", "tests"] {
        files_in(&root().join(folder), &mut found);
    }
    for entry in fs::read_dir(root()).unwrap() {
        take(&entry.unwrap().path(), &mut found);
    }
    assert!(found.len() > 300, "only {} files were read", found.len());
    found
}

fn files_in(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_in(&path, found);
        } else {
            take(&path, found);
        }
    }
}

fn take(path: &Path, found: &mut Vec<(PathBuf, String)>) {
    let is_read = path
        .extension()
        .is_some_and(|extension| ["rs", "md", "py"].iter().any(|read| extension == *read));
    if path.is_file() && is_read {
        let text = fs::read_to_string(path).unwrap();
        found.push((path.strip_prefix(root()).unwrap().to_owned(), text));
    }
}

/// A text in one line: comments and wrapped paragraphs without their line breaks.
fn in_one_line(text: &str) -> String {
    let bare = |line: &str| line.trim_start().trim_start_matches(['/', '!', '#']).trim().to_owned();
    text.lines().map(bare).collect::<Vec<_>>().join(" ")
}

/// The titles of a page's sections.
fn sections(page: &str) -> BTreeSet<&str> {
    page.lines()
        .filter(|line| line.starts_with("##"))
        .map(|line| line.trim_start_matches('#').trim())
        .collect()
}

/// What is wrong with the citations of the page in a text.
fn faults(text: &str, sections: &BTreeSet<&str>) -> Vec<String> {
    let text = in_one_line(text).replace('`', "");
    let mut faults = Vec::new();
    for (at, name) in text.match_indices("AWS.md") {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        // A link from a page beside it.
        if before.ends_with("](") {
            continue;
        }
        if !before.ends_with("docs/") {
            let cited: String = after.chars().take(30).collect();
            faults.push(format!("write docs/AWS.md, not AWS.md: AWS.md{cited}"));
        } else if let Some((title, _)) = after.strip_prefix(", \"").and_then(|rest| rest.split_once('"'))
            && !sections.contains(title)
        {
            faults.push(format!("{PAGE} has no section \"{title}\""));
        }
    }
    faults
}

#[test]
fn every_citation_of_the_facts_of_aws_names_a_section_that_is_there() {
    let page = fs::read_to_string(root().join(PAGE)).unwrap();
    let sections = sections(&page);
    let mut citations = 0;
    let mut wrong = Vec::new();
    for (path, text) in files() {
        if path.ends_with("tests/suite/citations.rs") {
            continue;
        }
        citations += text.matches(PAGE).count();
        wrong.extend(
            faults(&text, &sections)
                .iter()
                .map(|fault| format!("{}: {fault}", path.display())),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(citations > 30, "only {citations} citations were found");
}

#[test]
fn a_citation_that_leads_nowhere_is_found() {
    let sections = BTreeSet::from(["Instance", "Client tokens"]);
    for good in [
        "docs/AWS.md, \"Instance\"",
        "(docs/AWS.md)",
        "/// Source: docs/AWS.md,\n    /// \"Client\n    /// tokens\".",
        "[facts](AWS.md)",
    ] {
        assert_eq!(faults(good, &sections), Vec::<String>::new());
    }
    for bad in ["see AWS.md", "docs/AWS.md, \"Instances\""] {
        assert_eq!(faults(bad, &sections).len(), 1, "{bad}");
    }
}
