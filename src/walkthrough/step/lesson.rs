//! Lessons as data: Markdown that takes the answers, with sources that nobody is shown.

use std::collections::BTreeMap;

use crate::walkthrough::{Answer, Answers, DefaultFacts, Step, Steps};

const COMMENT: (&str, &str) = ("<!--", "-->");

/// A lesson as a person reads it: without its sources, and with answers in place of their keys, as `{app-host.port}`.
pub fn filled_lesson(step: &dyn Step, steps: &Steps, answers: &Answers, facts: &DefaultFacts) -> String {
    let own: BTreeMap<&str, String> = step.lesson_values(answers, &facts.region).into_iter().collect();
    let answer = |key: &str| {
        let question = steps.questions().find(|question| question.key() == key)?;
        let default = || question.default_answer(facts);
        answers
            .get_any(question)
            .cloned()
            .or_else(default)
            .map(|answer| answer.to_string())
    };
    filled(&without_comments(step.lesson()), |key| {
        own.get(key).cloned().or_else(|| answer(key))
    })
}

/// The answers that are known without AWS: those that are remembered, else the defaults.
pub fn remembered_answers(steps: &Steps, remembered: &BTreeMap<String, serde_json::Value>, facts: &DefaultFacts) -> Answers {
    let mut answers = Answers::default();
    for question in steps.questions() {
        let kept = remembered.get(question.key()).cloned();
        let kept = kept.and_then(|value| serde_json::from_value::<Answer>(value).ok());
        let fits = |answer: Answer| question.validate(answer, &answers).ok();
        let default = || question.default_answer(facts).and_then(fits);
        if let Some(answer) = kept.and_then(fits).or_else(default) {
            answers.set(question, answer);
        }
    }
    answers
}

/// The text without the lines that are comments; of the empty lines around one, one stays.
fn without_comments(lesson: &str) -> String {
    let is_comment = |line: &&str| line.starts_with(COMMENT.0) && line.ends_with(COMMENT.1);
    let mut text = String::new();
    let mut is_after_empty = false;
    for line in lesson.lines().filter(|line| !is_comment(line)) {
        if !(line.is_empty() && is_after_empty) {
            text.push_str(line);
            text.push('\n');
        }
        is_after_empty = line.is_empty();
    }
    text
}

/// The text with a value in place of each key in braces; a key without one stays as it is.
fn filled(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = after.split_once('}').and_then(|(key, after)| Some((value(key)?, after)));
        match named {
            Some((value, after)) => {
                filled.push_str(&value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled + rest
}

/// Where a statement of a lesson comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonSource {
    /// The page, in words.
    pub page: String,
    /// When somebody last read it there: the year and the month.
    pub read: (i16, i8),
}

/// The sources of a lesson: its comments, `<!-- source: PAGE, YEAR-MONTH -->`. One that is written otherwise is returned as it stands.
pub fn lesson_sources(lesson: &str) -> Vec<Result<LessonSource, String>> {
    let comments = lesson.lines().filter_map(|line| line.strip_prefix(COMMENT.0));
    comments
        .map(|comment| source(comment).ok_or_else(|| comment.to_owned()))
        .collect()
}

fn source(comment: &str) -> Option<LessonSource> {
    let text = comment.strip_suffix(COMMENT.1)?.trim().strip_prefix("source: ")?;
    let (page, read) = text.rsplit_once(", ")?;
    let (year, month) = read.split_once('-')?;
    let read = (
        year.parse().ok()?,
        month.parse().ok().filter(|month| (1..=12).contains(month))?,
    );
    Some(LessonSource {
        page: page.to_owned(),
        read,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_takes_answers_and_shows_no_source() {
        let lesson = "Port `{app.port}`, {unknown} and {.\n\n<!-- source: a page, 2026-11 -->\n\nMore.\n";
        let text = filled(&without_comments(lesson), |key| {
            (key == "app.port").then(|| "8080".to_owned())
        });
        assert_eq!(text, "Port `8080`, {unknown} and {.\n\nMore.\n");
    }

    #[test]
    fn a_source_has_a_page_and_a_month() {
        let read = lesson_sources("<!-- source: EC2 user guide, \"A, B\", 2026-11 -->\ntext\n<!-- see there -->\n");
        let page = "EC2 user guide, \"A, B\"".to_owned();
        assert_eq!(read[0], Ok(LessonSource { page, read: (2026, 11) }));
        assert_eq!(read[1], Err(" see there -->".to_owned()));
        assert!(lesson_sources("<!-- source: a page, 2026-13 -->")[0].is_err());
    }
}
