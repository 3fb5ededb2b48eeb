//! `Filter.N` of describe calls: all filters must match, each by one of its values, with `*` and `?` as wildcards.

use super::tags::Tags;
use crate::protocol::{ApiError, Params};
use crate::wildcard::Wildcard;

/// The filters of one request.
#[derive(Debug)]
pub struct Filters(Vec<(String, Vec<Wildcard>)>);

impl Filters {
    /// Reads the filters of a request.
    ///
    /// # Errors
    /// `InvalidParameterValue` for a filter that is neither in `known` nor on tags.
    pub fn read(params: &Params, known: &[&str]) -> Result<Self, ApiError> {
        let mut filters = Vec::new();
        for filter in params.structures("Filter") {
            let name = filter.required("Name")?.to_owned();
            if !known.contains(&name.as_str()) && name != "tag-key" && !name.starts_with("tag:") {
                return Err(ApiError::new(
                    "InvalidParameterValue",
                    format!("The filter '{name}' is invalid"),
                ));
            }
            let wanted = filter
                .strings("Value")
                .iter()
                .map(|value| Wildcard::of_filter(value))
                .collect();
            filters.push((name, wanted));
        }
        Ok(Self(filters))
    }

    /// Whether the filters select a row with these values and tags.
    pub fn take(&self, values: impl Fn(&str) -> Vec<String>, tags: Option<&Tags>) -> bool {
        self.0.iter().all(|(name, wanted)| {
            let values_of_row = if let Some(key) = name.strip_prefix("tag:") {
                tags.and_then(|tags| tags.0.get(key)).cloned().into_iter().collect()
            } else if name == "tag-key" {
                tags.map(|tags| tags.0.keys().cloned().collect()).unwrap_or_default()
            } else {
                values(name)
            };
            values_of_row
                .iter()
                .any(|value| wanted.iter().any(|pattern| pattern.matches(value)))
        })
    }
}
