//! The sentences of what is wrong with an answer.

use super::misuse::exposure_text;
use crate::resources::InstanceType;
use crate::walkthrough::{AnswerKind, AnswerProblem};

pub(super) fn text(problem: &AnswerProblem) -> String {
    match problem {
        AnswerProblem::Step(text) => text.clone(),
        AnswerProblem::Private(exposure) => exposure_text(exposure),
        AnswerProblem::WrongType(wanted) => format!("it has to be {}", kind_text(wanted)),
        AnswerProblem::UnknownType => "it has to be a text, a number, true, false or a list of texts".to_owned(),
        AnswerProblem::NotANumber { given } => format!("\"{given}\" is not a whole number"),
        AnswerProblem::OutOfBounds { number, least, most } => format!("{number} is not between {least} and {most}"),
        AnswerProblem::NeitherYesNorNo { given } => format!("\"{given}\" is neither yes nor no"),
        AnswerProblem::NoChoice { given, choices } => format!("\"{given}\" is none of: {}", choices.join(", ")),
        AnswerProblem::NotARange { given } => format!("\"{given}\" is not an IPv4 range like 10.0.0.0/16"),
        AnswerProblem::NoRange { given } => {
            format!("\"{given}\" is neither an IPv4 range like 203.0.113.7/32 nor an IPv6 range like 2001:db8:0:7::/64")
        }
        AnswerProblem::NotAnInstanceType { given } => format!("\"{given}\" is not an instance type like t3.micro"),
        AnswerProblem::NotOffered {
            region,
            types,
            in_sandbox,
        } => {
            let types: Vec<&str> = types.iter().map(InstanceType::as_str).collect();
            let types = types.join(" and ");
            match in_sandbox {
                true => format!("the sandbox does not know {types}; AWS may offer it in {region}"),
                false => format!("no availability zone of {region} offers {types}"),
            }
        }
        AnswerProblem::Unanswered => "it has not been answered".to_owned(),
        AnswerProblem::NoDefault => "it has no default here, and nobody can be asked".to_owned(),
        AnswerProblem::AnotherInUse { .. } => "something has been made with another one, which would be lost".to_owned(),
    }
}

fn kind_text(kind: &AnswerKind) -> String {
    match kind {
        AnswerKind::Text => "a text".to_owned(),
        AnswerKind::Integer { least, most } => format!("a whole number between {least} and {most}"),
        AnswerKind::Flag => "true or false".to_owned(),
        AnswerKind::Choice(choices) => format!("one of: {}", choices.join(", ")),
        AnswerKind::List => "a list of texts".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given() -> String {
        "many".to_owned()
    }

    fn choices() -> Vec<String> {
        ["one", "two"].map(str::to_owned).to_vec()
    }

    #[test]
    fn an_answer_of_the_wrong_type_is_refused_with_the_right_one() {
        let wrong = AnswerProblem::WrongType;
        let cases = [
            (wrong(AnswerKind::Text), "it has to be a text"),
            (
                wrong(AnswerKind::Integer { least: 0, most: 35 }),
                "it has to be a whole number between 0 and 35",
            ),
            (wrong(AnswerKind::Flag), "it has to be true or false"),
            (wrong(AnswerKind::Choice(choices())), "it has to be one of: one, two"),
            (wrong(AnswerKind::List), "it has to be a list of texts"),
            (
                AnswerProblem::UnknownType,
                "it has to be a text, a number, true, false or a list of texts",
            ),
        ];
        for (problem, sentence) in cases {
            assert_eq!(text(&problem), sentence);
        }
    }

    #[test]
    fn types_that_are_not_offered_are_named() {
        let cases = [
            (
                AnswerProblem::NotOffered {
                    region: "us-east-1".to_owned(),
                    types: ["t3.micro", "t4g.micro"].map(|name| name.parse().unwrap()).to_vec(),
                    in_sandbox: false,
                },
                "no availability zone of us-east-1 offers t3.micro and t4g.micro",
            ),
            (
                AnswerProblem::NotOffered {
                    region: "us-east-1".to_owned(),
                    types: vec!["m5.large".parse().unwrap()],
                    in_sandbox: true,
                },
                "the sandbox does not know m5.large; AWS may offer it in us-east-1",
            ),
        ];
        for (problem, sentence) in cases {
            assert_eq!(text(&problem), sentence);
        }
    }

    #[test]
    fn what_is_wrong_with_an_answer_is_a_sentence() {
        let cases = [
            (AnswerProblem::from(given()), "many"),
            (AnswerProblem::NotANumber { given: given() }, "\"many\" is not a whole number"),
            (
                AnswerProblem::OutOfBounds {
                    number: 36,
                    least: 0,
                    most: 35,
                },
                "36 is not between 0 and 35",
            ),
            (
                AnswerProblem::NeitherYesNorNo { given: given() },
                "\"many\" is neither yes nor no",
            ),
            (
                AnswerProblem::NoChoice {
                    given: given(),
                    choices: choices(),
                },
                "\"many\" is none of: one, two",
            ),
            (
                AnswerProblem::NotARange { given: given() },
                "\"many\" is not an IPv4 range like 10.0.0.0/16",
            ),
            (
                AnswerProblem::NoRange { given: given() },
                "\"many\" is neither an IPv4 range like 203.0.113.7/32 nor an IPv6 range like 2001:db8:0:7::/64",
            ),
            (
                AnswerProblem::NotAnInstanceType { given: given() },
                "\"many\" is not an instance type like t3.micro",
            ),
            (AnswerProblem::Unanswered, "it has not been answered"),
            (AnswerProblem::NoDefault, "it has no default here, and nobody can be asked"),
            (
                AnswerProblem::AnotherInUse {
                    file: "secrets.json".into(),
                },
                "something has been made with another one, which would be lost",
            ),
        ];
        for (problem, sentence) in cases {
            assert_eq!(text(&problem), sentence);
        }
    }
}
