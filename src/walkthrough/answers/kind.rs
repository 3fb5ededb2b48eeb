//! The kinds of answers: how each is typed, and what is allowed.

use crate::walkthrough::Answer;

/// What kind of answer a question takes, for prompts and files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// Any text.
    Text,
    /// A whole number within bounds, both included.
    Integer {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// Yes or no.
    Flag,
    /// One of these words.
    Choice(Vec<String>),
    /// Several texts, separated by commas where they are typed.
    List,
}

impl AnswerKind {
    /// Reads a typed answer.
    ///
    /// # Errors
    ///
    /// Says in a few words what is wrong with it.
    pub fn parse(&self, text: &str) -> Result<Answer, String> {
        let text = text.trim();
        match self {
            Self::Text | Self::Choice(_) => self.accept(Answer::Text(text.to_owned())),
            Self::Integer { .. } => {
                let number = text.parse().map_err(|_| format!("\"{text}\" is not a whole number"))?;
                self.accept(Answer::Integer(number))
            }
            Self::Flag => match text.to_ascii_lowercase().as_str() {
                "yes" | "y" | "true" | "on" => Ok(Answer::Flag(true)),
                "no" | "n" | "false" | "off" => Ok(Answer::Flag(false)),
                _ => Err(format!("\"{text}\" is neither yes nor no")),
            },
            Self::List => Ok(Answer::List(
                text.split(',')
                    .map(str::trim)
                    .filter(|item| !item.is_empty())
                    .map(str::to_owned)
                    .collect(),
            )),
        }
    }

    /// Takes an answer that already has a type, from a file.
    ///
    /// # Errors
    ///
    /// Says in a few words what type is wanted.
    pub fn accept(&self, answer: Answer) -> Result<Answer, String> {
        match (self, answer) {
            (Self::Integer { least, most }, Answer::Integer(number)) => {
                if (*least..=*most).contains(&number) {
                    Ok(Answer::Integer(number))
                } else {
                    Err(format!("{number} is not between {least} and {most}"))
                }
            }
            (Self::Choice(choices), Answer::Text(text)) => {
                if choices.contains(&text) {
                    Ok(Answer::Text(text))
                } else {
                    Err(format!("\"{text}\" is none of: {}", choices.join(", ")))
                }
            }
            (Self::Flag, flag @ Answer::Flag(_)) => Ok(flag),
            (Self::Text, text @ Answer::Text(_)) => Ok(text),
            (Self::List, list @ Answer::List(_)) => Ok(list),
            (Self::List, Answer::Text(text)) => Self::List.parse(&text),
            (wanted, _) => Err(wanted.mismatch()),
        }
    }

    /// Says which type of answer is wanted.
    pub fn mismatch(&self) -> String {
        let wanted = match self {
            Self::Text => "a text".to_owned(),
            Self::Integer { least, most } => format!("a whole number between {least} and {most}"),
            Self::Flag => "true or false".to_owned(),
            Self::Choice(choices) => format!("one of: {}", choices.join(", ")),
            Self::List => "a list of texts".to_owned(),
        };
        format!("it has to be {wanted}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_answers_are_read_by_kind_and_refused_with_a_reason() {
        let days = AnswerKind::Integer { least: 0, most: 35 };
        assert_eq!(days.parse(" 7 "), Ok(Answer::Integer(7)));
        assert_eq!(days.parse("36"), Err("36 is not between 0 and 35".to_owned()));
        assert_eq!(days.parse("many"), Err("\"many\" is not a whole number".to_owned()));
        assert_eq!(AnswerKind::Flag.parse("Yes"), Ok(Answer::Flag(true)));
        assert_eq!(
            AnswerKind::List.parse("10.0.0.1/32, 10.0.0.2/32,"),
            Ok(Answer::List(vec!["10.0.0.1/32".to_owned(), "10.0.0.2/32".to_owned()]))
        );
    }

    #[test]
    fn a_value_of_the_wrong_type_is_told_the_right_one() {
        let days = AnswerKind::Integer { least: 0, most: 35 };
        assert_eq!(
            days.accept(Answer::Text("7".into())),
            Err("it has to be a whole number between 0 and 35".to_owned())
        );
    }
}
