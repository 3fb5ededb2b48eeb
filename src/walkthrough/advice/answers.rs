//! Which answers an advice asks to change: in a talk, their questions come again.

use crate::walkthrough::{AccountAdvice, Advice, Advised, HostAdvice, InputAdvice, ResourceAdvice};

/// A question to answer again: its key, and what to answer, where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerAgain {
    /// The question's key.
    pub key: &'static str,
    /// What to answer, where not only the person knows it.
    pub value: Option<String>,
}

impl Advice {
    /// The questions to answer again.
    pub fn answers_again(&self) -> Vec<AnswerAgain> {
        let advised: Vec<&Advised> = match self {
            Self::Account(advice) => of_account(advice),
            Self::Resource(ResourceAdvice::KeepAnswer { set, .. }) => set.iter().collect(),
            Self::Resource(ResourceAdvice::AnotherName { set }) => set.iter().collect(),
            Self::Host(HostAdvice::TrustOwnAddress { walk }) => vec![walk],
            Self::Input(InputAdvice::AnotherAnswer { set } | InputAdvice::AnotherFolder { set }) => vec![set],
            _ => Vec::new(),
        };
        advised.into_iter().filter_map(answer_again).collect()
    }
}

fn of_account(advice: &AccountAdvice) -> Vec<&Advised> {
    match advice {
        AccountAdvice::AllowedStorage { storage } => vec![storage],
        AccountAdvice::FreeInstanceType { instance_type } => vec![instance_type],
        AccountAdvice::FreeDatabase { class, backups } => vec![class, backups],
        // In another zone there may be some of the same type.
        AccountAdvice::InstanceTypeOnOffer { instance_type, zone } => vec![zone.as_ref().unwrap_or(instance_type)],
        AccountAdvice::AllowedImage { image } => image.iter().collect(),
        AccountAdvice::FreeBucketName { bucket } => vec![bucket],
        _ => Vec::new(),
    }
}

fn answer_again(advised: &Advised) -> Option<AnswerAgain> {
    let (key, value) = match advised {
        // A word in capitals stands for the answer.
        Advised::Set { key, value } => (
            *key,
            Some(*value).filter(|value| value.chars().any(|letter| !letter.is_ascii_uppercase())),
        ),
        Advised::SetTo { key, value } | Advised::WalkSetting { key, value } => (*key, Some(value.as_str())),
        _ => return None,
    };
    let value = value.map(str::to_owned);
    Some(AnswerAgain { key, value })
}
