//! Stable codes: those of errors stand in docs/JSON.md, each of them and no others.

use std::collections::BTreeSet;
use std::fs;

fn read(path: &str) -> String {
    fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// What stands between two marks, every second time.
fn between(text: &str, mark: char) -> BTreeSet<String> {
    text.split(mark).skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_code_of_an_error_is_documented_and_every_documented_one_is_there() {
    let page = read("docs/JSON.md");
    let (_, table) = page.split_once("## Codes of errors").unwrap();
    let table: String = table.lines().filter(|line| line.starts_with("| `")).collect();
    let documented = between(&table, '`');
    let source = read("src/walkthrough/error_code.rs");
    let code: String = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let known = between(&code, '"');
    assert!(known.len() > 30, "{known:?}");
    assert_eq!(known, documented);
}
