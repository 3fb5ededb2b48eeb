//! `jalon init`: an answers file with every question, its default and its meaning.

use super::args::Globals;
use super::exit_code::SUCCESS;
use crate::steps::WALKTHROUGH;
use crate::ui;
use crate::walkthrough::{Answer, AnswerKind, AnyQuestion, Asked, DefaultFacts, Result};

pub(super) fn init(globals: &Globals) -> Result<u8> {
    ui::print_text(&answers_file(&globals.deployment));
    Ok(SUCCESS)
}

/// The file: every answer is commented out, so that it changes nothing until it is edited.
fn answers_file(deployment: &str) -> String {
    let facts = DefaultFacts {
        deployment: deployment.to_owned(),
        account: "ACCOUNT".to_owned(),
        region: "REGION".to_owned(),
        caller: None,
    };
    let mut file = String::from(
        "# Answers for `jalon walk --answers FILE`. Take the # off a line to give another answer than the default it shows.\n",
    );
    for step in WALKTHROUGH.iter() {
        let asks = step.ask();
        if asks.is_empty() {
            continue;
        }
        file.push_str(&format!("\n# {}\n[{}]\n", step.title(), step.id()));
        for ask in asks {
            file.push_str(&match ask.asked() {
                Asked::Question(question) => question_entry(question, &facts),
                Asked::Secret(secret) => entry(secret.key, secret.prompt, secret.help, "\"\""),
            });
        }
    }
    file
}

fn question_entry(question: &dyn AnyQuestion, facts: &DefaultFacts) -> String {
    let kind = question.kind();
    let value = match question.default_answer(facts) {
        Some(answer) => toml_value(&answer),
        None if kind == AnswerKind::List => "[\"203.0.113.7/32\"]".to_owned(),
        None => "\"\"".to_owned(),
    };
    let choices = match kind {
        AnswerKind::Choice(choices) => format!(" One of: {}.", choices.join(", ")),
        AnswerKind::Integer { least, most } => format!(" {least} to {most}."),
        AnswerKind::Flag => " true or false.".to_owned(),
        AnswerKind::Text | AnswerKind::List => String::new(),
    };
    let help = format!("{}{choices}", question.help());
    entry(question.key(), question.prompt(), &help, &value)
}

fn entry(key: &str, prompt: &str, help: &str, value: &str) -> String {
    let name = key.split_once('.').map_or(key, |(_, name)| name);
    format!("# {prompt}: {help}\n# {name} = {value}\n")
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
        let uncommented: String = file
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(rest) if rest.split_once(" = ").is_some_and(|(name, _)| !name.contains(' ')) => rest,
                _ => line,
            })
            .collect::<Vec<_>>()
            .join("\n");
        Given::new(&[], Some(("answers.toml", &uncommented)), &WALKTHROUGH).unwrap();
        let entries = uncommented
            .lines()
            .filter(|line| !line.starts_with('#') && line.contains(" = "))
            .count();
        assert_eq!(entries, asked);
    }
}
