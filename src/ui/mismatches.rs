//! The sentences of what a plan shows of a resource: its details, and how it is not up to date.

use super::nouns::noun_text;
use crate::resources::{Addition, Detail, Difference};
use crate::walkthrough::{Mismatch, PlannedResource};

/// One way in which a resource is not up to date.
pub(super) fn mismatch_text(mismatch: &Mismatch) -> String {
    match mismatch {
        Mismatch::Difference(difference) => difference_text(difference),
        Mismatch::Duplicates(others) => format!("also claimed by {}", others.join(" and ")),
        Mismatch::Foreign => "it does not belong to this deployment".to_owned(),
    }
}

/// A part that somebody else has added, in a few words.
pub(super) fn addition_text(addition: &Addition) -> String {
    format!("{} {}", addition.field, addition.value)
}

/// All of them in one line.
pub(super) fn mismatches_text(mismatches: &[Mismatch]) -> String {
    let texts: Vec<String> = mismatches.iter().map(mismatch_text).collect();
    texts.join("; ")
}

fn difference_text(difference: &Difference) -> String {
    let Difference {
        field, found, wanted, ..
    } = difference;
    format!("{field}: {} → {}", or_none(found), or_none(wanted))
}

/// A value; what is empty is named.
pub(super) fn or_none(value: &str) -> &str {
    if value.is_empty() { "none" } else { value }
}

/// What a plan shows of a resource beside its name; empty where that is nothing.
pub(super) fn detail_text(resource: &PlannedResource) -> String {
    if resource.is_unwanted {
        return "no longer wanted".to_owned();
    }
    match &resource.detail {
        Some(Detail::Value(value)) => value.clone(),
        Some(Detail::LeadsTo(kind)) => format!("to the {}", noun_text(kind.noun())),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mismatches_fit_one_line() {
        let all = [
            Mismatch::Difference(Difference::changeable("size", 8, 20)),
            Mismatch::Difference(Difference::fixed("zone", "", "us-east-1a")),
            Mismatch::Difference(Difference::changeable("policy", "anyone", "")),
            Mismatch::Duplicates(vec!["vpc-1".to_owned(), "vpc-2".to_owned()]),
            Mismatch::Foreign,
        ];
        assert_eq!(
            mismatches_text(&all),
            "size: 8 → 20; zone: none → us-east-1a; policy: anyone → none; also claimed by vpc-1 and vpc-2; it does not belong to this \
             deployment"
        );
    }
}
