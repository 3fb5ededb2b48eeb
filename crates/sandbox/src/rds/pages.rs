//! Filters and pages of RDS's lists.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::rules::invalid;
use crate::protocol::{ApiError, Element, Params};

/// Records of a page. Source: RDS API reference, MaxRecords: 20 to 100, by default 100.
const MIN_RECORDS: i64 = 20;
const MAX_RECORDS: i64 = 100;

/// The filters of a request, `Filters.Filter.N`.
#[derive(Debug)]
pub struct Filters(Vec<(String, Vec<String>)>);

impl Filters {
    /// Reads the filters, which must have known names and at least one value each.
    pub fn read(params: &Params, known: &[&str]) -> Result<Self, ApiError> {
        let mut filters = Vec::new();
        for filter in params.structures("Filters.Filter") {
            let name = filter.get("Name").unwrap_or_default();
            if !known.contains(&name) {
                return Err(invalid(format!("Unrecognized filter name: {name}")));
            }
            let values = filter.strings("Values.Value");
            if values.is_empty() {
                return Err(invalid(format!("The filter {name} has no value.")));
            }
            filters.push((name.to_owned(), values));
        }
        Ok(Self(filters))
    }

    /// Whether every filter of that name takes the value; of an ARN the last part counts.
    pub fn accept(&self, name: &str, value: &str) -> bool {
        self.0
            .iter()
            .filter(|(filter, _)| filter == name)
            .all(|(_, values)| values.iter().any(|wanted| short(wanted).eq_ignore_ascii_case(value)))
    }
}

/// The identifier in an ARN such as `arn:aws:rds:us-east-1:123456789012:db:demo`, or the identifier itself.
pub fn short(identifier: &str) -> &str {
    match identifier.strip_prefix("arn:") {
        Some(arn) => arn.splitn(6, ':').last().unwrap_or(arn),
        None => identifier,
    }
}

/// One page of rows, each with the key its marker is made of, in the order of the keys.
pub fn answer(params: &Params, list: &str, rows: Vec<(String, Element)>) -> Result<Element, ApiError> {
    let limit = params.integer("MaxRecords")?.unwrap_or(MAX_RECORDS);
    if !(MIN_RECORDS..=MAX_RECORDS).contains(&limit) {
        return Err(invalid(format!(
            "Invalid value {limit} for MaxRecords. Must be between {MIN_RECORDS} and {MAX_RECORDS}"
        )));
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let seen = match params.get("Marker").filter(|marker| !marker.is_empty()) {
        None => None,
        Some(marker) => Some(
            STANDARD
                .decode(marker)
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok())
                .ok_or_else(|| invalid("The specified Marker is not valid."))?,
        ),
    };
    let mut rest = rows
        .into_iter()
        .filter(|(key, _)| seen.as_ref().is_none_or(|seen| key > seen))
        .peekable();
    let mut page = Vec::new();
    let mut last = String::new();
    while let Some((key, element)) = rest.next_if(|_| page.len() < limit) {
        last = key;
        page.push(element);
    }
    let marker = rest.peek().map(|_| STANDARD.encode(last));
    Ok(Element::new("").list(list, page).optional("Marker", marker))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_continued_by_its_marker() {
        let rows = || {
            (10..40)
                .map(|n| (n.to_string(), Element::new("Row").content(n)))
                .collect::<Vec<_>>()
        };
        let first = answer(&Params::parse(b"MaxRecords=20"), "Rows", rows()).unwrap().document();
        let marker = first
            .split("<Marker>")
            .nth(1)
            .and_then(|rest| rest.split('<').next())
            .unwrap();
        let second = answer(&Params::parse(format!("Marker={marker}").as_bytes()), "Rows", rows())
            .unwrap()
            .document();
        assert!(first.contains(">29<") && !first.contains(">30<"), "{first}");
        assert!(
            second.contains(">30<") && !second.contains(">29<") && !second.contains("Marker"),
            "{second}"
        );
        assert!(answer(&Params::parse(b"MaxRecords=5"), "Rows", rows()).is_err());
    }

    #[test]
    fn filters_take_identifiers_and_arns() {
        let params =
            Params::parse(b"Filters.Filter.1.Name=id&Filters.Filter.1.Values.Value.1=arn:aws:rds:us-east-1:123456789012:db:demo");
        let filters = Filters::read(&params, &["id"]).unwrap();
        assert!(filters.accept("id", "demo") && !filters.accept("id", "other"));
        assert!(Filters::read(&params, &[]).is_err());
    }
}
