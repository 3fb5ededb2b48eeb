//! Which answers an advice asks to change: in a talk, their questions come again.

use crate::walkthrough::{AccountAdvice, Advice, Advised, HostAdvice, InputAdvice, ResourceAdvice};

/// A question to answer again: its key, and what to answer, where that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerAgain {
    /// The question's key.
    pub key: &'static str,
    /// What to answer, or a word that stands for it, e.g. `NAME`.
    pub value: String,
}

impl Advice {
    /// The questions to answer again.
    pub fn answers_again(&self) -> Vec<AnswerAgain> {
        let advised: Vec<&Advised> = match self {
            Self::Account(advice) => of_account(advice),
            Self::Resource(ResourceAdvice::KeepAnswer { set, .. }) => set.iter().collect(),
            Self::Host(HostAdvice::TrustOwnAddress { walk }) => vec![walk],
            Self::Input(InputAdvice::AnotherAnswer { set } | InputAdvice::AnotherFolder { set }) => vec![set],
            Self::Again(_)
            | Self::Resume { .. }
            | Self::Resource(_)
            | Self::Host(_)
            | Self::Files(_)
            | Self::Input(_)
            | Self::ReportBug => Vec::new(),
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
        Advised::Set { key, value } => (*key, (*value).to_owned()),
        Advised::SetTo { key, value } | Advised::WalkSetting { key, value } => (*key, value.clone()),
        _ => return None,
    };
    Some(AnswerAgain { key, value })
}
