//! `Filter.N` of describe calls: all filters must match, each by one of its values, with `*` and `?` as wildcards.

use super::documented_filters::Documented;
use super::tags::Tags;
use crate::protocol::{ApiError, Element, Params};
use crate::wildcard::Wildcard;

/// The filters of one request.
#[derive(Debug)]
pub struct Filters {
    wanted: Vec<(String, Vec<Wildcard>)>,
    documented: Documented,
}

impl Filters {
    /// Reads the filters of a request.
    ///
    /// # Errors
    /// `InvalidParameterValue` for a filter that is neither documented nor on tags.
    pub fn read(params: &Params, documented: Documented) -> Result<Self, ApiError> {
        let mut wanted = Vec::new();
        for filter in params.structures("Filter") {
            let name = filter.required("Name")?.to_owned();
            if !documented.has(&name) && name != "tag-key" && !name.starts_with("tag:") {
                return Err(ApiError::new(
                    "InvalidParameterValue",
                    format!("The filter '{name}' is invalid"),
                ));
            }
            let values = filter.strings("Value");
            wanted.push((name, values.iter().map(|value| Wildcard::of_filter(value)).collect()));
        }
        Ok(Self { wanted, documented })
    }

    /// Whether the filters select a thing with these tags that is listed as `item`.
    pub fn take_item(&self, item: &Element, tags: Option<&Tags>) -> bool {
        self.take(|name| self.documented.values(item, name), tags)
    }

    /// What a thing that is listed as `item` holds under a filter.
    pub fn values(&self, item: &Element, filter: &str) -> Vec<String> {
        self.documented.values(item, filter)
    }

    /// Whether the filters select a row with these values and tags.
    pub fn take(&self, values: impl Fn(&str) -> Vec<String>, tags: Option<&Tags>) -> bool {
        self.wanted.iter().all(|(name, wanted)| {
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
