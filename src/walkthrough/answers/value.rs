//! What answers mean: the types a question can be answered with, each with the form in which it is kept.

use std::borrow::Cow;

use ipnet::{IpNet, Ipv4Net};

use crate::resources::{InstanceType, NotAnInstanceType};
use crate::walkthrough::{Answer, AnswerKind, AnswerProblem};

/// A type that a question can be answered with.
pub trait AnswerValue: Sized + 'static {
    /// How it is asked for.
    fn kind() -> AnswerKind;

    /// Reads it from the form in which it is kept.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    fn from_answer(answer: Answer) -> Result<Self, AnswerProblem>;

    /// The form in which it is kept.
    fn to_answer(&self) -> Answer;
}

/// A type with a few values, each of them a word to choose.
pub trait Choice: Clone + 'static {
    /// The values in the order in which they are offered.
    const ALL: &'static [Self];

    /// The word for this value.
    fn word(&self) -> Cow<'static, str>;
}

impl<T: Choice> AnswerValue for T {
    fn kind() -> AnswerKind {
        AnswerKind::Choice(T::ALL.iter().map(|choice| choice.word().into_owned()).collect())
    }

    fn from_answer(answer: Answer) -> Result<Self, AnswerProblem> {
        let chosen = T::ALL.iter().find(|choice| choice.to_answer() == answer);
        chosen.cloned().ok_or_else(|| Self::kind().mismatch())
    }

    fn to_answer(&self) -> Answer {
        Answer::Text(self.word().into_owned())
    }
}

impl AnswerValue for String {
    fn kind() -> AnswerKind {
        AnswerKind::Text
    }

    fn from_answer(answer: Answer) -> Result<Self, AnswerProblem> {
        match answer {
            Answer::Text(text) => Ok(text),
            _ => Err(Self::kind().mismatch()),
        }
    }

    fn to_answer(&self) -> Answer {
        Answer::Text(self.clone())
    }
}

impl AnswerValue for bool {
    fn kind() -> AnswerKind {
        AnswerKind::Flag
    }

    fn from_answer(answer: Answer) -> Result<Self, AnswerProblem> {
        match answer {
            Answer::Flag(flag) => Ok(flag),
            _ => Err(Self::kind().mismatch()),
        }
    }

    fn to_answer(&self) -> Answer {
        Answer::Flag(*self)
    }
}

/// A whole number, which a question can set bounds to.
pub trait WholeNumber: AnswerValue {}

macro_rules! whole_numbers {
    ($($number:ty),+) => {$(
        impl WholeNumber for $number {}

        impl AnswerValue for $number {
            fn kind() -> AnswerKind {
                AnswerKind::Integer {
                    least: i64::from(<$number>::MIN),
                    most: i64::from(<$number>::MAX),
                }
            }

            fn from_answer(answer: Answer) -> Result<Self, AnswerProblem> {
                match answer {
                    Answer::Integer(number) => Self::try_from(number).map_err(|_| Self::kind().mismatch()),
                    _ => Err(Self::kind().mismatch()),
                }
            }

            fn to_answer(&self) -> Answer {
                Answer::Integer(i64::from(*self))
            }
        }
    )+};
}

whole_numbers!(u8, u16, u32);

impl AnswerValue for Ipv4Net {
    fn kind() -> AnswerKind {
        AnswerKind::Text
    }

    fn from_answer(answer: Answer) -> Result<Self, AnswerProblem> {
        range(&String::from_answer(answer)?)
    }

    fn to_answer(&self) -> Answer {
        Answer::Text(self.to_string())
    }
}

impl AnswerValue for Vec<IpNet> {
    fn kind() -> AnswerKind {
        AnswerKind::List
    }

    fn from_answer(answer: Answer) -> Result<Self, AnswerProblem> {
        match answer {
            Answer::List(items) => items.iter().map(|item| any_range(item)).collect(),
            _ => Err(Self::kind().mismatch()),
        }
    }

    fn to_answer(&self) -> Answer {
        Answer::List(self.iter().map(ToString::to_string).collect())
    }
}

fn range(text: &str) -> Result<Ipv4Net, AnswerProblem> {
    text.parse().map_err(|_| AnswerProblem::NotARange { given: text.to_owned() })
}

fn any_range(text: &str) -> Result<IpNet, AnswerProblem> {
    text.parse().map_err(|_| AnswerProblem::NoRange { given: text.to_owned() })
}

impl AnswerValue for InstanceType {
    fn kind() -> AnswerKind {
        AnswerKind::Text
    }

    fn from_answer(answer: Answer) -> Result<Self, AnswerProblem> {
        let given = String::from_answer(answer)?;
        let named = given.parse();
        named.map_err(|_: NotAnInstanceType| AnswerProblem::NotAnInstanceType { given })
    }

    fn to_answer(&self) -> Answer {
        Answer::Text(self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    enum Door {
        Front,
        Side(u8),
    }

    impl Choice for Door {
        const ALL: &'static [Self] = &[Self::Front, Self::Side(1), Self::Side(2)];

        fn word(&self) -> Cow<'static, str> {
            match self {
                Self::Front => "front".into(),
                Self::Side(number) => format!("side{number}").into(),
            }
        }
    }

    fn text(text: &str) -> Answer {
        Answer::Text(text.to_owned())
    }

    #[test]
    fn a_choice_is_its_word_where_it_is_kept() {
        assert_eq!(Door::from_answer(text("side2")), Ok(Door::Side(2)));
        assert_eq!(Door::Side(2).to_answer(), text("side2"));
        assert_eq!(Door::from_answer(text("back")), Err(AnswerProblem::WrongType(Door::kind())));
    }

    #[test]
    fn numbers_that_do_not_fit_and_texts_that_are_no_ranges_are_refused() {
        assert_eq!(u16::from_answer(Answer::Integer(65535)), Ok(65535));
        assert!(u16::from_answer(Answer::Integer(65536)).is_err());
        assert!(u8::from_answer(Answer::Integer(-1)).is_err());
        for broken in ["10.0.0.0", "ten", "10.0.0.0/33"] {
            assert!(Ipv4Net::from_answer(text(broken)).is_err(), "{broken} is accepted");
        }
        let ranges = Answer::List(vec!["192.0.2.1/32".to_owned(), "2001:db8::/64".to_owned()]);
        assert_eq!(
            Vec::<IpNet>::from_answer(ranges.clone()).map(|ranges| ranges.to_answer()),
            Ok(ranges)
        );
    }
}
