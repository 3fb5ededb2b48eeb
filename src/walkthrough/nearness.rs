//! The nearest of several names to one that is none of them.

/// The candidate most like `given`, if any is like it at all.
pub(in crate::walkthrough) fn nearest<'a>(given: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    nearest_above(0.7, given, candidates)
}

/// The candidate most like `given`, if it is more like it than this, of 1.
pub fn nearest_above<'a>(least: f64, given: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .map(|candidate| (strsim::jaro_winkler(given, candidate), candidate))
        .filter(|(likeness, _)| *likeness > least)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, candidate)| candidate)
}
