//! `Filter.N` of describe calls: all filters must match, each by one of its values, with `*` and `?` as wildcards.

use super::tags::Tags;
use crate::protocol::{ApiError, Params};

/// The filters of one request.
#[derive(Debug)]
pub struct Filters(Vec<(String, Vec<String>)>);

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
            filters.push((name, filter.strings("Value")));
        }
        Ok(Self(filters))
    }

    /// Whether a row with these values and tags is wanted.
    pub fn take(&self, values: impl Fn(&str) -> Vec<String>, tags: Option<&Tags>) -> bool {
        self.0.iter().all(|(name, wanted)| {
            let held = if let Some(key) = name.strip_prefix("tag:") {
                tags.and_then(|tags| tags.0.get(key)).cloned().into_iter().collect()
            } else if name == "tag-key" {
                tags.map(|tags| tags.0.keys().cloned().collect()).unwrap_or_default()
            } else {
                values(name)
            };
            held.iter()
                .any(|value| wanted.iter().any(|pattern| matches(pattern.as_bytes(), value.as_bytes())))
        })
    }
}

/// Whether `text` is what `pattern` describes. A backslash takes the next character literally.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut position) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while position < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                retry = Some((at, position));
                at += 1;
                continue;
            }
            Some(b'?') => {
                at += 1;
                position += 1;
                continue;
            }
            Some(b'\\') if pattern.get(at + 1) == text.get(position) => {
                at += 2;
                position += 1;
                continue;
            }
            Some(byte) if *byte == text[position] => {
                at += 1;
                position += 1;
                continue;
            }
            _ => {}
        }
        match retry {
            Some((star, from)) => {
                retry = Some((star, from + 1));
                at = star + 1;
                position = from + 1;
            }
            None => return false,
        }
    }
    pattern[at.min(pattern.len())..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_as_aws_documents_them() {
        let cases = [
            ("vpc-*", "vpc-1", true),
            ("*noble*amd64*", "ubuntu-noble-24.04-amd64-server", true),
            ("*noble*arm64", "ubuntu-noble-24.04-amd64-server", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            (r"a\*c", "a*c", true),
            (r"a\*c", "abc", false),
            ("", "", true),
            ("*", "", true),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(matches(pattern.as_bytes(), text.as_bytes()), expected, "{pattern} {text}");
        }
    }
}
