//! Questions line by line: the question, then a line that is typed and ended by Enter. The terminal itself shows what is typed, and its
//! own keys correct it.

use std::io::{self, BufRead, Error, ErrorKind};

use console::Term;

use super::Check;
use crate::foreign::shown;
use crate::locale::say;
use crate::ui::lines::err;
use crate::ui::text::{width, wrap};

/// Reads a line after a question; the end of the input is a person who breaks off.
pub(super) fn read_line(question: &str) -> io::Result<String> {
    write_question(question)?;
    let mut line = String::new();
    match io::stdin().lock().read_line(&mut line)? {
        0 => Err(Error::from(ErrorKind::Interrupted)),
        _ => Ok(line.trim_end_matches(['\n', '\r']).to_owned()),
    }
}

fn write_question(question: &str) -> io::Result<()> {
    let stderr = Term::stderr();
    stderr.write_str(&shown(&wrap(question, width(), "", "")))?;
    stderr.write_str(" ")?;
    stderr.flush()
}

pub(super) fn refuse(problem: &str) {
    err(&wrap(problem, width(), "", ""));
}

pub(super) fn confirm(prompt: &str, default: bool) -> io::Result<bool> {
    let say = say();
    let (yes, no) = (say.word_yes(), say.word_no());
    let enter = if default { &yes } else { &no };
    let stop = if prompt.ends_with(['?', '.']) { "" } else { "." };
    loop {
        let line = read_line(&format!("{prompt}{stop} {}", say.prompt_yes_or_no(enter.as_str())))?;
        match line.trim().to_lowercase().as_str() {
            "" => return Ok(default),
            word if is_word(word, &yes) || is_word(word, "yes") => return Ok(true),
            word if is_word(word, &no) || is_word(word, "no") => return Ok(false),
            other => refuse(&say.prompt_neither(other)),
        }
    }
}

/// Whether a word was typed, or what it begins with.
fn is_word(typed: &str, word: &str) -> bool {
    typed == word || word.starts_with(typed) && typed.chars().count() == 1
}

/// Lines above a question.
pub(super) fn show(lines: Vec<String>) {
    lines.iter().for_each(|line| err(line));
}

/// What there is to choose from.
pub(super) fn list(prompt: &str, items: &[String]) {
    err(prompt);
    for (index, item) in items.iter().enumerate() {
        err(&wrap(item, width(), &format!("  {}. ", index + 1), "     "));
    }
}

/// Reads what is typed for one of so many items.
pub(super) fn read_number(items: usize, default: usize) -> io::Result<String> {
    let enter = default + 1;
    read_line(&say().prompt_number(items.to_string(), enter.to_string()))
}

pub(super) fn select(prompt: &str, items: &[String], default: usize) -> io::Result<usize> {
    list(prompt, items);
    loop {
        let line = read_number(items.len(), default)?;
        match chosen(line.trim(), items, default) {
            Some(index) => return Ok(index),
            None => refuse(&say().prompt_there_is_none(line.trim())),
        }
    }
}

/// The item of a number from 1, or of its own words.
pub(super) fn chosen(typed: &str, items: &[String], default: usize) -> Option<usize> {
    if typed.is_empty() {
        return Some(default);
    }
    let by_number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let by_number = by_number.filter(|index| *index < items.len());
    by_number.or_else(|| items.iter().position(|item| item == typed))
}

pub(super) fn password(prompt: &str, may_be_empty: bool, check: &Check) -> io::Result<String> {
    loop {
        write_question(&say().prompt_hidden(prompt))?;
        let answer = Term::stderr().read_secure_line()?;
        if answer.is_empty() && !may_be_empty {
            continue;
        }
        match check(&answer) {
            Ok(()) => return Ok(answer),
            Err(problem) => refuse(&problem),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_chosen_by_its_number_or_its_words_and_enter_takes_the_default() {
        let items = ["8.4".to_owned(), "2".to_owned(), "none".to_owned()];
        for (typed, expected) in [
            ("", Some(2)),
            ("1", Some(0)),
            ("2", Some(1)),
            ("8.4", Some(0)),
            ("none", Some(2)),
            ("0", None),
            ("4", None),
            ("some", None),
        ] {
            assert_eq!(chosen(typed, &items, 2), expected, "{typed}");
        }
    }
}
