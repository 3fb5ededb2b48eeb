//! Numbers as the language writes them.

use super::say;

/// A number with this many decimals, e.g. `0.11`, in French `0,11`.
pub(crate) fn decimal(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    text.replace('.', &say().decimal_mark())
}

/// A number without decimals, or with as many as it has, e.g. `0.045`.
pub(crate) fn whole(number: f64) -> String {
    number.to_string().replace('.', &say().decimal_mark())
}
