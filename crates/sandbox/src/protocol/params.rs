//! Parameters of the query protocols: a flat form whose dotted names spell structures and lists.

use std::collections::{BTreeMap, BTreeSet};

use super::error::ApiError;

/// The form of a request, or the part of it under a prefix.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Params {
    values: BTreeMap<String, String>,
}

impl Params {
    /// Reads `application/x-www-form-urlencoded` text. Bytes that are not UTF-8 become replacement characters.
    pub fn parse(form: &[u8]) -> Self {
        let values = form
            .split(|byte| *byte == b'&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let mut halves = pair.splitn(2, |byte| *byte == b'=');
                let name = decoded(halves.next().unwrap_or_default());
                let value = decoded(halves.next().unwrap_or_default());
                (name, value)
            })
            .collect();
        Self { values }
    }

    /// The value of a parameter. An empty one counts as not given: clients of the query protocols send `Name=` for what has no value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The value of a parameter, where an empty text is a value.
    pub fn given(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// The same with one more parameter.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.values.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Whether a parameter, or any below its name, is given.
    pub fn has(&self, name: &str) -> bool {
        let prefix = format!("{name}.");
        self.get(name).is_some()
            || self
                .values
                .range(prefix.clone()..)
                .next()
                .is_some_and(|(key, _)| key.starts_with(&prefix))
    }

    /// The value of a required parameter.
    ///
    /// # Errors
    /// `MissingParameter`.
    pub fn required(&self, name: &str) -> Result<&str, ApiError> {
        self.get(name).ok_or_else(|| ApiError::missing_parameter(name))
    }

    /// A parameter that is `true` or `false`.
    ///
    /// # Errors
    /// `InvalidParameterValue`.
    pub fn boolean(&self, name: &str) -> Result<Option<bool>, ApiError> {
        match self.get(name) {
            None => Ok(None),
            Some(value) if value.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Some(value) if value.eq_ignore_ascii_case("false") => Ok(Some(false)),
            Some(value) => Err(ApiError::invalid_value(name, value, "Expected a boolean.")),
        }
    }

    /// A parameter that is a whole number.
    ///
    /// # Errors
    /// `InvalidParameterValue`.
    pub fn integer(&self, name: &str) -> Result<Option<i64>, ApiError> {
        self.get(name)
            .map(|value| {
                value
                    .parse()
                    .map_err(|_| ApiError::invalid_value(name, value, "Expected an integer."))
            })
            .transpose()
    }

    /// The values of a list of scalars, `NAME.1`, `NAME.2` … in the order of their numbers.
    /// RDS puts a word between: ask for `NAME.member` or the word of its model.
    pub fn strings(&self, name: &str) -> Vec<String> {
        self.numbers(name)
            .into_iter()
            .filter_map(|number| self.values.get(&format!("{name}.{number}")).cloned())
            .collect()
    }

    /// The structures of a list, `NAME.1.…`, `NAME.2.…`, each with its own names only.
    pub fn structures(&self, name: &str) -> Vec<Params> {
        self.numbers(name)
            .into_iter()
            .map(|number| self.structure(&format!("{name}.{number}")))
            .collect()
    }

    /// The parameters below `NAME.`, without that prefix.
    pub fn structure(&self, name: &str) -> Params {
        let prefix = format!("{name}.");
        let values = self
            .values
            .range(prefix.clone()..)
            .map_while(|(key, value)| {
                let rest = key.strip_prefix(&prefix)?;
                Some((rest.to_owned(), value.clone()))
            })
            .collect();
        Params { values }
    }

    /// All names and values, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    fn numbers(&self, name: &str) -> BTreeSet<u32> {
        let prefix = format!("{name}.");
        self.values
            .range(prefix.clone()..)
            .map_while(|(key, _)| key.strip_prefix(&prefix))
            .filter_map(|rest| rest.split('.').next()?.parse().ok())
            .collect()
    }
}

/// Percent-decoding, with `+` for a space.
pub fn decoded(text: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    loop {
        match rest {
            [] => break,
            [b'%', high, low, tail @ ..] => match (hex_digit(*high), hex_digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high << 4 | low);
                    rest = tail;
                }
                _ => {
                    bytes.push(b'%');
                    rest = rest.get(1..).unwrap_or_default();
                }
            },
            [b'+', tail @ ..] => {
                bytes.push(b' ');
                rest = tail;
            }
            [byte, tail @ ..] => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_in_the_order_of_their_numbers() {
        let params = Params::parse(b"Id.10=k&Id.2=b&Id.1=a%20c&Filter.1.Name=x&Filter.1.Value.1=y+z");
        assert_eq!(params.strings("Id"), ["a c", "b", "k"]);
        let filters = params.structures("Filter");
        assert_eq!(filters.len(), 1);
        assert_eq!(filters[0].get("Name"), Some("x"));
        assert_eq!(filters[0].strings("Value"), ["y z"]);
        assert!(params.has("Filter") && !params.has("Filte"));
    }

    #[test]
    fn an_empty_parameter_counts_as_not_given() {
        let params = Params::parse(b"EngineVersion=&Iops=&Flag=&Filter.1.Value.1=");
        assert_eq!(params.get("EngineVersion"), None);
        assert!(!params.has("EngineVersion"));
        assert_eq!(params.integer("Iops").unwrap(), None);
        assert_eq!(params.boolean("Flag").unwrap(), None);
        assert_eq!(params.required("Iops").unwrap_err().code, "MissingParameter");
        // A filter on an empty tag selects by it.
        assert_eq!(params.structures("Filter")[0].strings("Value"), [""]);
    }

    #[test]
    fn broken_percent_signs_stay_as_they_are() {
        assert_eq!(decoded(b"100%&%zz%4"), "100%&%zz%4");
    }
}
