//! The sentences of what a plan shows of a resource: its details, and how it is not up to date.

use super::nouns::noun_text;
use crate::resources::{Addition, BlockedAccess, Detail, Difference, DifferenceValue, MetadataOptions};
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
    format!("{} {}", addition.field.name(), value_text(&addition.value))
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
    format!("{}: {} → {}", field.name(), or_none(found), or_none(wanted))
}

/// A value; what is empty is named.
pub(super) fn or_none(value: &DifferenceValue) -> String {
    let text = value_text(value);
    if text.is_empty() { "none".to_owned() } else { text }
}

/// A value; empty where there is none.
pub(super) fn value_text(value: &DifferenceValue) -> String {
    match value {
        DifferenceValue::Plain(text) => text.clone(),
        DifferenceValue::AtLeast(least) => format!("at least {least}"),
        DifferenceValue::Metadata(MetadataOptions { tokens, hops, endpoint }) => {
            format!("tokens {tokens}, {hops} hops, endpoint {endpoint}")
        }
        DifferenceValue::ResolvesBothWays => "both ways".to_owned(),
        DifferenceValue::ResolvesOneWay => "not both ways".to_owned(),
        DifferenceValue::Blackhole { target } => format!("{target} (blackhole)"),
        DifferenceValue::AccessBlock(blocked) => {
            let parts: Vec<&str> = blocked.iter().map(blocked_text).collect();
            parts.join(", ")
        }
        DifferenceValue::PublicPolicy => "anyone may get objects".to_owned(),
        DifferenceValue::OtherPolicy => "another policy".to_owned(),
        DifferenceValue::OtherContent => "another content".to_owned(),
        DifferenceValue::OwnKey => "the key on this machine".to_owned(),
        DifferenceValue::OtherKey => "another key".to_owned(),
    }
}

fn blocked_text(blocked: &BlockedAccess) -> &'static str {
    match blocked {
        BlockedAccess::AclsBlocked => "acls blocked",
        BlockedAccess::AclsIgnored => "acls ignored",
        BlockedAccess::PoliciesBlocked => "policies blocked",
        BlockedAccess::AccessRestricted => "access restricted",
    }
}

/// What a plan shows of a resource beside its name; empty where that is nothing.
pub fn detail_text(resource: &PlannedResource) -> String {
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
    use crate::resources::Field;

    #[test]
    fn every_value_of_a_difference_has_words() {
        let target = "nat-1".to_owned();
        let every = vec![
            BlockedAccess::AclsBlocked,
            BlockedAccess::AclsIgnored,
            BlockedAccess::PoliciesBlocked,
            BlockedAccess::AccessRestricted,
        ];
        for (value, text) in [
            (DifferenceValue::from(20), "20"),
            (DifferenceValue::from(""), "none"),
            (DifferenceValue::AtLeast(22), "at least 22"),
            (
                DifferenceValue::Metadata(MetadataOptions {
                    tokens: "optional".to_owned(),
                    hops: 2,
                    endpoint: "enabled".to_owned(),
                }),
                "tokens optional, 2 hops, endpoint enabled",
            ),
            (DifferenceValue::ResolvesBothWays, "both ways"),
            (DifferenceValue::ResolvesOneWay, "not both ways"),
            (DifferenceValue::Blackhole { target }, "nat-1 (blackhole)"),
            (
                DifferenceValue::AccessBlock(every),
                "acls blocked, acls ignored, policies blocked, access restricted",
            ),
            (DifferenceValue::AccessBlock(Vec::new()), "none"),
            (DifferenceValue::PublicPolicy, "anyone may get objects"),
            (DifferenceValue::OtherPolicy, "another policy"),
            (DifferenceValue::OtherContent, "another content"),
            (DifferenceValue::OwnKey, "the key on this machine"),
            (DifferenceValue::OtherKey, "another key"),
        ] {
            assert_eq!(or_none(&value), text);
        }
    }

    #[test]
    fn mismatches_fit_one_line() {
        let all = [
            Mismatch::Difference(Difference::changeable(Field::StorageCeilingGib, 8, 20)),
            Mismatch::Difference(Difference::fixed(Field::AvailabilityZone, "", "us-east-1a")),
            Mismatch::Difference(Difference::changeable(Field::Policy, "anyone", "")),
            Mismatch::Duplicates(vec!["vpc-1".to_owned(), "vpc-2".to_owned()]),
            Mismatch::Foreign,
        ];
        assert_eq!(
            mismatches_text(&all),
            "storage-ceiling-gib: 8 → 20; availability-zone: none → us-east-1a; policy: anyone → none; also claimed by vpc-1 and vpc-2; it does not belong to this \
             deployment"
        );
    }
}
