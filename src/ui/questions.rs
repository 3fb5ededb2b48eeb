//! Questions in words: what `?` shows of one, and how what was typed is checked.

use super::commands::Commands;
use super::problem::answer_problem_text;
use super::prompts::Refusal;
use super::text::{width, wrap};
use crate::locale::say;
use crate::walkthrough::{Advised, Answer, AnswerKind, Answers, AnyQuestion, AskingSecret};

/// What `?` shows at a question.
pub(super) fn explanation(question: &dyn AnyQuestion, default: Option<&Answer>, answers: &Answers) -> String {
    let say = say();
    let allowed = allowed_text(question, answers);
    let default = default.map(ToString::to_string).filter(|default| !default.is_empty());
    let default = default.map(|default| say.question_enter_takes(default));
    let sentences = [Some(question.help().to_owned()), allowed, default];
    let others = [say.question_its_key(question.key()), say.question_back()];
    let all: Vec<String> = sentences.into_iter().flatten().chain(others).collect();
    wrap(&all.join(" "), width(), "", "")
}

/// What a question allows, where its kind says so.
pub(super) fn allowed_text(question: &dyn AnyQuestion, answers: &Answers) -> Option<String> {
    let say = say();
    match question.kind() {
        AnswerKind::Choice(_) => Some(say.question_one_of(question.choices(answers).join(", "))),
        AnswerKind::Integer { least, most } => Some(say.question_whole_number(least.to_string(), most.to_string())),
        AnswerKind::Flag => Some(say.question_yes_or_no()),
        AnswerKind::List => Some(say.question_several()),
        AnswerKind::Text => None,
    }
}

/// What `?` shows where a secret is asked for.
pub(super) fn secret_explanation(asking: &AskingSecret) -> String {
    let say = say();
    let help = asking.secret.help().to_owned();
    let sentences = [help, say.question_key_in_file(asking.secret.key), say.question_back()];
    wrap(&sentences.join(" "), width(), "", "")
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
        true => say().secret_stays(file),
        false => say().secret_generated(file),
    }
}

/// An answer, as it is given; yes and no in the reader's language.
pub fn given_text(answer: &Answer) -> String {
    match answer {
        Answer::Flag(true) => say().word_yes(),
        Answer::Flag(false) => say().word_no(),
        other => other.to_string(),
    }
}

/// An answer, in a row with its name.
pub(super) fn value_text(answer: &Answer) -> String {
    match given_text(answer) {
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
    say().walk_how_to_stop(commands.code(&Advised::Resume), commands.code(&Advised::Destroy))
}
