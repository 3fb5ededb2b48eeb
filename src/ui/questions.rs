//! Questions in words: what `?` shows of one, and how what was typed is checked.

use super::commands::Commands;
use super::problem::answer_problem_text;
use super::prompts::Refusal;
use super::text::{width, wrap};
use crate::walkthrough::{Advised, Answer, AnswerKind, Answers, AnyQuestion, AskingSecret};

/// What `?` shows at a question.
pub(super) fn explanation(question: &dyn AnyQuestion, default: Option<&Answer>, answers: &Answers) -> String {
    let allowed = match question.kind() {
        AnswerKind::Choice(_) => format!(" One of: {}.", question.choices(answers).join(", ")),
        AnswerKind::Integer { least, most } => format!(" A whole number from {least} to {most}."),
        AnswerKind::Flag => " Yes or no.".to_owned(),
        AnswerKind::List => " Several are separated by commas.".to_owned(),
        AnswerKind::Text => String::new(),
    };
    let default = default.map(ToString::to_string).filter(|default| !default.is_empty());
    let default = default.map(|default| format!(" Enter takes {default}.")).unwrap_or_default();
    let key = question.key();
    let text = format!(
        "{}{allowed}{default} Its key is {key}: `--set {key}=…` answers it without asking. Type back for the question before.",
        question.help()
    );
    wrap(&text, width(), "", "")
}

/// What `?` shows where a secret is asked for.
pub(super) fn secret_explanation(asking: &AskingSecret) -> String {
    let text = format!(
        "{} Its key in an answers file is {}. Type back for the question before.",
        asking.secret.help(),
        asking.secret.key
    );
    wrap(&text, width(), "", "")
}

/// Checks what was typed; what is refused comes with the nearest answer that is allowed.
pub(super) fn checked(question: &dyn AnyQuestion, typed: &str, answers: &Answers) -> Result<Answer, Refusal> {
    question.parse(typed, answers).map_err(|problem| Refusal {
        problem: answer_problem_text(&problem),
        instead: question.nearest(typed, answers).map(|nearest| nearest.to_string()),
    })
}

/// What became of a secret that nobody typed.
pub(super) fn untyped_secret_text(asking: &AskingSecret) -> String {
    let file = super::text::shown_path(&asking.file);
    match asking.is_kept {
        true => format!("the one in {file} stays"),
        false => format!("generated; read it in {file}"),
    }
}

/// An answer, in a row with its name.
pub(super) fn value_text(answer: &Answer) -> String {
    match answer.to_string() {
        empty if empty.is_empty() => "–".to_owned(),
        value => value,
    }
}

/// The name of a question within its step.
pub(super) fn name_of(key: &str) -> &str {
    key.split_once('.').map_or(key, |(_, name)| name)
}

/// How a walk is taken up again, and how what stands is taken down.
pub(super) fn stop_text(commands: &Commands) -> String {
    format!(
        "Ctrl-C at any moment; {} goes on where you stopped. What stands goes on costing until {}.",
        commands.code(&Advised::Resume),
        commands.code(&Advised::Destroy)
    )
}
