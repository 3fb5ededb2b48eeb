//! The kinds of answers: how each is typed, what is allowed, and what can be wrong with one.

use std::path::PathBuf;

use crate::resources::{Exposure, InstanceType};
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
    /// What is wrong with it.
    pub fn parse(&self, text: &str) -> Result<Answer, AnswerProblem> {
        let text = text.trim();
        match self {
            Self::Text | Self::Choice(_) => self.accept(Answer::Text(text.to_owned())),
            Self::Integer { .. } => {
                let number = text
                    .parse()
                    .map_err(|_| AnswerProblem::NotANumber { given: text.to_owned() })?;
                self.accept(Answer::Integer(number))
            }
            Self::Flag => match text.to_ascii_lowercase().as_str() {
                "yes" | "y" | "true" | "on" => Ok(Answer::Flag(true)),
                "no" | "n" | "false" | "off" => Ok(Answer::Flag(false)),
                _ => Err(AnswerProblem::NeitherYesNorNo { given: text.to_owned() }),
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
    /// What is wrong with it.
    pub fn accept(&self, answer: Answer) -> Result<Answer, AnswerProblem> {
        match (self, answer) {
            (Self::Integer { least, most }, Answer::Integer(number)) => {
                if (*least..=*most).contains(&number) {
                    Ok(Answer::Integer(number))
                } else {
                    let (least, most) = (*least, *most);
                    Err(AnswerProblem::OutOfBounds { number, least, most })
                }
            }
            (Self::Choice(choices), Answer::Text(text)) => {
                if choices.contains(&text) {
                    Ok(Answer::Text(text))
                } else {
                    let choices = choices.clone();
                    Err(AnswerProblem::NoChoice { given: text, choices })
                }
            }
            (Self::Flag, flag @ Answer::Flag(_)) => Ok(flag),
            (Self::Text, text @ Answer::Text(_)) => Ok(text),
            (Self::List, list @ Answer::List(_)) => Ok(list),
            (Self::List, Answer::Text(text)) => Self::List.parse(&text),
            (wanted, _) => Err(wanted.clone().mismatch()),
        }
    }

    /// An answer is of another type.
    pub fn mismatch(self) -> AnswerProblem {
        AnswerProblem::WrongType(self)
    }
}

/// What is wrong with an answer, as cases with their values. Only `ui` makes sentences of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerProblem {
    /// A step's own words.
    Step(String),
    /// The folder it names would publish something private.
    Private(Exposure),
    /// It is of another type than this.
    WrongType(AnswerKind),
    /// It is of a type that no question takes.
    UnknownType,
    /// It is not a whole number.
    NotANumber {
        /// What was given.
        given: String,
    },
    /// The number is out of bounds.
    OutOfBounds {
        /// The number.
        number: i64,
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// It is neither yes nor no.
    NeitherYesNorNo {
        /// What was given.
        given: String,
    },
    /// It is none of the words to choose from.
    NoChoice {
        /// What was given.
        given: String,
        /// The words.
        choices: Vec<String>,
    },
    /// It is not an IPv4 range.
    NotARange {
        /// What was given.
        given: String,
    },
    /// It is neither an IPv4 nor an IPv6 range.
    NoRange {
        /// What was given.
        given: String,
    },
    /// It is not the name of an instance type.
    NotAnInstanceType {
        /// What was given.
        given: String,
    },
    /// No availability zone offers all of the instance types.
    NotOffered {
        /// The region.
        region: String,
        /// The types, this answer's among them.
        types: Vec<InstanceType>,
        /// Whether the sandbox was asked, which has few of AWS's types.
        in_sandbox: bool,
    },
    /// Nobody has given one.
    Unanswered,
    /// Nobody has given one, nobody can be asked, and there is no default.
    NoDefault,
    /// Something has been made with another secret.
    AnotherInUse {
        /// The file that keeps that one.
        file: PathBuf,
    },
}

impl From<String> for AnswerProblem {
    fn from(text: String) -> Self {
        Self::Step(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_answers_are_read_by_kind_and_refused_with_a_reason() {
        let days = AnswerKind::Integer { least: 0, most: 35 };
        assert_eq!(days.parse(" 7 "), Ok(Answer::Integer(7)));
        assert_eq!(
            days.parse("36"),
            Err(AnswerProblem::OutOfBounds {
                number: 36,
                least: 0,
                most: 35
            })
        );
        assert_eq!(
            days.parse("many"),
            Err(AnswerProblem::NotANumber {
                given: "many".to_owned()
            })
        );
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
            Err(AnswerProblem::WrongType(days.clone()))
        );
    }
}
