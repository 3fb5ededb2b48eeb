//! Numbers as the language writes them.

use super::say;

/// A number with this many decimals, e.g. `0.11`, in French `0,11`.
pub(crate) fn decimal(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    text.replace('.', &say().decimal_mark())
}

/// A whole number in groups of three digits: `65,536`, in French `65 536`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut groups: Vec<&str> = Vec::new();
    let mut rest = digits.as_str();
    while !rest.is_empty() {
        let (before, group) = rest.split_at(rest.len().saturating_sub(3));
        groups.insert(0, group);
        rest = before;
    }
    groups.join(&say().thousands_mark())
}

/// A number without decimals, or with as many as it has, e.g. `0.045`.
pub(crate) fn whole(number: f64) -> String {
    number.to_string().replace('.', &say().decimal_mark())
}
