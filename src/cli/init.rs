//! `jalon init`: an answers file with every question, its default and its meaning.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::args::Globals;
use super::command_options::InitOptions;
use super::exit_code::SUCCESS;
use crate::foreign::quoted_os;
use crate::locale::say;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Answer, AnswerKind, AnyQuestion, Asked, DefaultFacts, Error, Misuse, Result};

/// The name of no file, but of stdout.
const STDOUT: &str = "-";

pub(super) fn init(globals: &Globals, options: &InitOptions) -> Result<u8> {
    let text = answers_file(&globals.deployment);
    if options.file.as_os_str() == STDOUT {
        ui::print_text(&text);
        return Ok(SUCCESS);
    }
    write_new(&options.file, &text)?;
    if !globals.quiet {
        let name = quoted_os(options.file.as_os_str());
        ui::note_line(&say().note_answers_file(name));
    }
    Ok(SUCCESS)
}

/// Writes a file that isn't there yet, for this user alone: a password may come into it. Nothing is written through a link.
fn write_new(path: &Path, text: &str) -> Result<()> {
    let written = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let written = written.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => Error::from(Misuse::Occupied { path: path.to_owned() }),
        _ => Error::from(Misuse::Unwritable {
            path: path.to_owned(),
            detail: source.to_string(),
        }),
    })
}

/// The file: every answer is commented out, so that it changes nothing until it is edited. Only what may stand there as it is, stands there.
fn answers_file(deployment: &str) -> String {
    let facts = DefaultFacts {
        deployment: deployment.to_owned(),
        account: "ACCOUNT".to_owned(),
        region: "REGION".to_owned(),
        is_learner_lab: false,
        caller: None,
    };
    let mut file = format!("# {}\n", say().init_heading());
    for step in WALKTHROUGH.iter() {
        let asks = step.ask();
        if asks.is_empty() {
            continue;
        }
        file.push_str(&format!("\n# {}\n[{}]\n", step.title(), step.id()));
        for ask in asks {
            file.push_str(&match ask.asked() {
                Asked::Question(question) => question_entry(question, &facts),
                Asked::Secret(secret) => entry(secret.key, secret.prompt(), secret.help(), None),
            });
        }
    }
    file
}

fn question_entry(question: &dyn AnyQuestion, facts: &DefaultFacts) -> String {
    let kind = question.kind();
    // A default that is known only on the account, or from where the person is, can't stand here: nobody's would be right.
    let default = question.default_answer(facts).map(|answer| toml_value(&answer));
    let value = default.filter(|value| !value.contains(&facts.account) && !value.contains(&facts.region));
    let say = say();
    let choices = match kind {
        AnswerKind::Choice(choices) => say.init_one_of(choices.join(", ")),
        AnswerKind::Integer { least, most } => say.init_between(least.to_string(), most.to_string()),
        AnswerKind::Flag => say.init_flag(),
        AnswerKind::Text | AnswerKind::List => String::new(),
    };
    let help = match choices.as_str() {
        "" => question.help().to_owned(),
        choices => format!("{} {choices}", question.help()),
    };
    entry(question.key(), question.prompt(), &help, value.as_deref())
}

fn entry(key: &str, prompt: &str, help: &str, value: Option<&str>) -> String {
    let name = key.split_once('.').map_or(key, |(_, name)| name);
    let value = value.map_or_else(
        || format!("# {}\n", say().init_no_default(name)),
        |value| format!("# {name} = {value}\n"),
    );
    format!("# {}\n{value}", say().init_entry(prompt, help))
}

fn toml_value(answer: &Answer) -> String {
    match answer {
        Answer::Flag(flag) => flag.to_string(),
        Answer::Integer(number) => number.to_string(),
        Answer::Text(text) => toml::Value::String(text.clone()).to_string(),
        Answer::List(items) => toml::Value::Array(items.iter().cloned().map(toml::Value::String).collect()).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walkthrough::Given;

    #[test]
    fn the_file_is_read_back_with_and_without_its_comment_marks() {
        let file = answers_file("demo");
        Given::new(&[], Some(("answers.toml", &file)), &WALKTHROUGH).unwrap();
        let asked = WALKTHROUGH.asked().count();
        let example = |line: &str| {
            let rest = line.strip_prefix("# ")?;
            let is_example = rest.split_once(" = ").is_some_and(|(name, _)| !name.contains(' '));
            is_example.then(|| rest.to_owned())
        };
        let shown = file.lines().filter(|line| example(line).is_some()).count();
        let unshown = file.matches("# (Its name is ").count();
        assert_eq!(shown + unshown, asked);
        assert!(unshown < 5, "{file}");
        for at in 0..file.lines().count() {
            let uncommented = |(index, line): (usize, &str)| match example(line).filter(|_| index == at) {
                Some(value) => value,
                None => line.to_owned(),
            };
            let text: Vec<String> = file.lines().enumerate().map(uncommented).collect();
            Given::new(&[], Some(("answers.toml", &text.join("\n"))), &WALKTHROUGH).unwrap();
        }
    }
}
