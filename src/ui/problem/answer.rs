//! The sentences of what is wrong with an answer.

use super::misuse::exposure_text;
use crate::locale::say;
use crate::resources::InstanceType;
use crate::ui::text::all_of;
use crate::walkthrough::{AnswerKind, AnswerProblem};

pub(super) fn text(problem: &AnswerProblem) -> String {
    let say = say();
    match problem {
        AnswerProblem::Step(text) => text.clone(),
        AnswerProblem::Private(exposure) => exposure_text(exposure),
        AnswerProblem::WrongType(wanted) => say.answer_wrong_type(kind_text(wanted)),
        AnswerProblem::UnknownType => say.answer_unknown_type(),
        AnswerProblem::NotANumber { given } => say.answer_not_a_number(given.as_str()),
        AnswerProblem::OutOfBounds { number, least, most } => {
            say.answer_out_of_bounds(number.to_string(), least.to_string(), most.to_string())
        }
        AnswerProblem::NeitherYesNorNo { given } => say.answer_neither_yes_nor_no(given.as_str()),
        AnswerProblem::NoChoice { given, choices } => say.answer_no_choice(given.as_str(), choices.join(", ")),
        AnswerProblem::NotARange { given } => say.answer_not_a_range(given.as_str()),
        AnswerProblem::NoRange { given } => say.answer_no_range(given.as_str()),
        AnswerProblem::NotAnInstanceType { given } => say.answer_not_an_instance_type(given.as_str()),
        AnswerProblem::NotOffered {
            region,
            types,
            in_sandbox,
        } => {
            let types: Vec<String> = types.iter().map(InstanceType::as_str).map(str::to_owned).collect();
            match in_sandbox {
                true => say.answer_unknown_to_sandbox(all_of(&types), region.as_str()),
                false => say.answer_not_offered(region.as_str(), all_of(&types)),
            }
        }
        AnswerProblem::Unanswered => say.answer_unanswered(),
        AnswerProblem::NoDefault => say.answer_no_default(),
        AnswerProblem::AnotherInUse { .. } => say.answer_another_in_use(),
    }
}

fn kind_text(kind: &AnswerKind) -> String {
    let say = say();
    match kind {
        AnswerKind::Text => say.kind_text(),
        AnswerKind::Integer { least, most } => say.kind_integer(least.to_string(), most.to_string()),
        AnswerKind::Flag => say.kind_flag(),
        AnswerKind::Choice(choices) => say.kind_choice(choices.join(", ")),
        AnswerKind::List => say.kind_list(),
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
