//! `jalon init`: an answers file with every question, its meaning, and its answer: the one that the deployment has, else the default.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::args::Globals;
use super::command_options::InitOptions;
use super::exit_code::SUCCESS;
use super::open::folder;
use crate::checkpoint::read_state;
use crate::foreign::quoted_os;
use crate::locale::say;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Answer, AnswerKind, AnyQuestion, Asked, DefaultFacts, Error, Misuse, Result};

/// The name of no file, but of stdout.
const STDOUT: &str = "-";

pub(super) fn init(globals: &Globals, options: &InitOptions) -> Result<u8> {
    let state = read_state(&folder(globals)?, &globals.deployment)?;
    let remembered = state.map(|state| state.answers).unwrap_or_default();
    let text = answers_file(&globals.deployment, &remembered);
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

/// The answers that a deployment has, by key.
type Remembered = BTreeMap<String, serde_json::Value>;

/// The file: what the deployment has answered stands there as its answer, everything else is commented out, so that it changes nothing until
/// it is edited. Only what may stand there as it is, stands there.
fn answers_file(deployment: &str, remembered: &Remembered) -> String {
    let facts = DefaultFacts {
        deployment: deployment.to_owned(),
        account: "ACCOUNT".to_owned(),
        region: "REGION".to_owned(),
        is_learner_lab: false,
        caller: None,
    };
    let mut file = format!("# {}\n", say().init_heading());
    if !remembered.is_empty() {
        file.push_str(&format!("# {}\n", say().init_remembered(deployment)));
    }
    for step in WALKTHROUGH.iter() {
        let asks = step.ask();
        if asks.is_empty() {
            continue;
        }
        file.push_str(&format!("\n# {}\n[{}]\n", step.title(), step.id()));
        for ask in asks {
            file.push_str(&match ask.asked() {
                Asked::Question(question) => question_entry(question, &facts, remembered),
                Asked::Secret(secret) => entry(secret.key, secret.prompt(), secret.help(), &Shown::Nothing),
            });
        }
    }
    file
}

/// What stands behind a question.
enum Shown {
    /// The answer that the deployment has, and the default where that is another one.
    Answer(String, Option<String>),
    /// The default.
    Default(String),
    Nothing,
}

fn shown(question: &dyn AnyQuestion, default: Option<String>, remembered: &Remembered) -> Shown {
    let answer = remembered.get(question.key()).cloned();
    let answer = answer.and_then(|value| serde_json::from_value::<Answer>(value).ok());
    match (answer.map(|answer| toml_value(&answer)), default) {
        (Some(answer), default) => {
            let default = default.filter(|default| *default != answer);
            Shown::Answer(answer, default)
        }
        (None, Some(default)) => Shown::Default(default),
        (None, None) => Shown::Nothing,
    }
}

fn question_entry(question: &dyn AnyQuestion, facts: &DefaultFacts, remembered: &Remembered) -> String {
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
    entry(question.key(), question.prompt(), &help, &shown(question, value, remembered))
}

fn entry(key: &str, prompt: &str, help: &str, shown: &Shown) -> String {
    let name = key.split_once('.').map_or(key, |(_, name)| name);
    let value = match shown {
        Shown::Answer(answer, Some(default)) => format!("# {}\n{name} = {answer}\n", say().init_default_is(default.as_str())),
        Shown::Answer(answer, None) => format!("{name} = {answer}\n"),
        Shown::Default(default) => format!("# {name} = {default}\n"),
        Shown::Nothing => format!("# {}\n", say().init_no_default(name)),
    };
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
        let file = answers_file("demo", &Remembered::default());
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
