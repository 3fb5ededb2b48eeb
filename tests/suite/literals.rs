//! Sentences in the code: what a person reads stands in `assets/locales`.

use std::path::Path;

use crate::support::modules::Modules;

/// What a person types or a program looks for; nobody reads it.
const COMMANDS: [&str; 7] = ["jalon ", "aws ", "sudo ", "chmod ", "sandbox ", "<!-- ", "AWS CLI "];

/// Files whose sentences are compared with the catalogue word for word, or are clap's.
const COMPARED: [&str; 2] = ["src/cli/help_texts.rs", "src/cli/parsing.rs"];

/// The texts in quotation marks of a line of code.
fn literals(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut current: Option<String> = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (&mut current, letter) {
            (Some(text), '\\') => text.extend(letters.next()),
            (Some(_), '"') => found.extend(current.take()),
            (Some(text), letter) => text.push(letter),
            (None, '"') => current = Some(String::new()),
            (None, '\'') if line.contains("'\"'") => {
                letters.next();
                letters.next();
            }
            (None, _) => {}
        }
    }
    found.extend(current);
    found
}

/// Whether a text has two words side by side, as only a sentence or a name for people has.
fn is_sentence(text: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.trim_matches([',', '.', ':', ';', '?']).chars().all(char::is_alphabetic);
    let words: Vec<&str> = text.split(' ').collect();
    let is_command = COMMANDS.iter().any(|command| text.trim_start().starts_with(command));
    !is_command && words.windows(2).any(|two| two.iter().all(|word| is_word(word)))
}

fn says_something(code: &str) -> Option<String> {
    let code = code.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//") && !line.contains("reason = \""));
    lines.flat_map(literals).find(|text| is_sentence(text))
}

#[test]
fn what_a_person_reads_stands_in_no_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut told = Vec::new();
    for folder in ["src/ui", "src/report", "src/cli"] {
        for (file, text) in Modules::sources(&root.join(folder)) {
            let name = file.strip_prefix(root).unwrap().display().to_string();
            if name.contains("/tests/") || name.ends_with("/tests.rs") || COMPARED.contains(&name.as_str()) {
                continue;
            }
            if let Some(sentence) = says_something(&text) {
                told.push(format!("{name}: {sentence:?}"));
            }
        }
    }
    assert!(told.is_empty(), "sentences that belong into assets/locales: {told:#?}");
}
