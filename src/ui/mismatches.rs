//! The sentences of what a plan shows of a resource: its details, and how it is not up to date.

use super::nouns::the;
use super::text::all_of;
use crate::locale::say;
use crate::resources::{Addition, BlockedAccess, Detail, Difference, DifferenceValue, Field, MetadataOptions};
use crate::walkthrough::{Mismatch, PlannedResource};

/// What is compared.
pub(super) fn field_text(field: Field) -> String {
    say().field_name(field.name().replace(' ', "-"))
}

/// One way in which a resource is not up to date.
pub(super) fn mismatch_text(mismatch: &Mismatch) -> String {
    match mismatch {
        Mismatch::Difference(difference) => difference_text(difference),
        Mismatch::Duplicates(others) => say().mismatch_duplicates(all_of(others)),
        Mismatch::Foreign => say().mismatch_foreign(),
    }
}

/// A part that somebody else has added, in a few words.
pub(super) fn addition_text(addition: &Addition) -> String {
    format!("{} {}", field_text(addition.field), value_text(&addition.value))
}

/// All of them in one line.
pub(super) fn mismatches_text(mismatches: &[Mismatch]) -> String {
    let texts: Vec<String> = mismatches.iter().map(mismatch_text).collect();
    texts.join(&say().between_sentences())
}

fn difference_text(difference: &Difference) -> String {
    let Difference {
        field, found, wanted, ..
    } = difference;
    say().mismatch_difference(field_text(*field), or_none(found), or_none(wanted))
}

/// A value; what is empty is named.
pub(super) fn or_none(value: &DifferenceValue) -> String {
    let text = value_text(value);
    if text.is_empty() { say().value_none() } else { text }
}

/// A value; empty where there is none.
pub(super) fn value_text(value: &DifferenceValue) -> String {
    let say = say();
    match value {
        DifferenceValue::Plain(text) => text.clone(),
        DifferenceValue::AtLeast(least) => say.value_at_least(least.to_string()),
        DifferenceValue::Metadata(MetadataOptions { tokens, hops, endpoint }) => {
            say.value_metadata(tokens.as_str(), hops.to_string(), endpoint.as_str())
        }
        DifferenceValue::ResolvesBothWays => say.value_both_ways(),
        DifferenceValue::ResolvesOneWay => say.value_not_both_ways(),
        DifferenceValue::Blackhole { target } => say.value_blackhole(target.as_str()),
        DifferenceValue::AccessBlock(blocked) => {
            let parts: Vec<String> = blocked.iter().map(blocked_text).collect();
            parts.join(", ")
        }
        DifferenceValue::PublicPolicy => say.value_public_policy(),
        DifferenceValue::OtherPolicy => say.value_other_policy(),
        DifferenceValue::OtherContent => say.value_other_content(),
        DifferenceValue::OwnKey => say.value_own_key(),
        DifferenceValue::OtherKey => say.value_other_key(),
    }
}

fn blocked_text(blocked: &BlockedAccess) -> String {
    let say = say();
    match blocked {
        BlockedAccess::AclsBlocked => say.value_acls_blocked(),
        BlockedAccess::AclsIgnored => say.value_acls_ignored(),
        BlockedAccess::PoliciesBlocked => say.value_policies_blocked(),
        BlockedAccess::AccessRestricted => say.value_access_restricted(),
    }
}

/// What a plan shows of a resource beside its name; empty where that is nothing.
pub fn detail_text(resource: &PlannedResource) -> String {
    if resource.is_unwanted {
        return say().plan_unwanted();
    }
    match &resource.detail {
        Some(Detail::Value(value)) => value.clone(),
        Some(Detail::LeadsTo(kind)) => say().plan_leads_to(the(kind.noun())),
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
