//! Describe calls: explicit ids, filters and pages.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::Ec2;
use super::documented_filters::Documented;
use super::filters::Filters;
use super::row::{Row, View, find};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// The fewest and the most results of a page. Source: botocore model of the EC2 describe calls.
const PAGE: std::ops::RangeInclusive<i64> = 5..=1000;

/// Answers a describe call on rows of one kind: `id_parameter` lists explicit ids, `set` is the list in the answer.
///
/// # Errors
/// An explicit id that is malformed or not found, a filter or a page AWS does not take.
pub fn describe<T: Row>(
    ec2: &Ec2,
    common: &Common,
    cx: &Context,
    params: &Params,
    id_parameter: &str,
    set: &str,
) -> Result<Element, ApiError> {
    let view = View::listing(ec2, common, cx);
    let rows = select::<T>(&view, params, id_parameter)?
        .into_iter()
        .map(|row| (row.id().to_owned(), row.element(&view, "item")))
        .collect();
    answer(params, set, rows)
}

/// The rows that explicit ids and filters select.
///
/// # Errors
/// As [`describe`].
pub fn select<'v, T: Row + 'v>(view: &View<'v>, params: &Params, id_parameter: &str) -> Result<Vec<&'v T>, ApiError> {
    select_by(view, params, id_parameter, T::FILTERS, |row: &T| row.element(view, "item"))
}

/// The rows that explicit ids and the documented filters of a call select, which lists them as `item` says.
///
/// # Errors
/// As [`describe`].
pub fn select_by<'v, T: Row + 'v>(
    view: &View<'v>,
    params: &Params,
    id_parameter: &str,
    documented: Documented,
    item: impl Fn(&T) -> Element,
) -> Result<Vec<&'v T>, ApiError> {
    let ids = params.strings(id_parameter);
    if !ids.is_empty() && params.has("MaxResults") {
        return Err(ApiError::new(
            "InvalidParameterCombination",
            format!("The parameter {id_parameter} cannot be used with the parameter maxResults"),
        ));
    }
    for id in &ids {
        find::<T>(view.ec2, id, view.now)?;
    }
    let filters = Filters::read(params, documented)?;
    let rows = T::table(view.ec2)
        .values()
        .filter(|row| ids.is_empty() || ids.iter().any(|id| id == row.id()))
        .filter(|row| row.life().seen(view.now))
        .filter(|row| filters.take(|name| values(&filters, *row, view, name, &item), view.tags(row.id())))
        .collect();
    Ok(rows)
}

/// What a row holds under a filter. What it does not say itself is read from its answer.
fn values<T: Row>(filters: &Filters, row: &T, view: &View, filter: &str, item: impl Fn(&T) -> Element) -> Vec<String> {
    let own = row.values(view, filter);
    if own.is_empty() {
        return filters.values(&item(row), filter);
    }
    own
}

/// A page of rows, each with its sort key. The token of the next page holds the last key of this one, so that rows that
/// come or go between two pages neither repeat nor hide others.
///
/// # Errors
/// `InvalidParameterValue`, `InvalidNextToken`.
pub fn answer(params: &Params, set: &str, rows: Vec<(String, Element)>) -> Result<Element, ApiError> {
    let size = page_size(params)?;
    let start = match params.get("NextToken").filter(|token| !token.is_empty()) {
        None => 0,
        Some(token) => {
            let last = read_token(token)?;
            rows.iter().take_while(|(key, _)| *key <= last).count()
        }
    };
    let end = size.map_or(rows.len(), |size| rows.len().min(start + size));
    let next = (end < rows.len())
        .then(|| end.checked_sub(1).and_then(|last| rows.get(last)))
        .flatten()
        .map(|(key, _)| STANDARD.encode(format!("after:{key}")));
    let items = rows
        .into_iter()
        .skip(start)
        .take(end.saturating_sub(start))
        .map(|(_, item)| item);
    Ok(Element::new("").list(set, items).optional("nextToken", next))
}

fn page_size(params: &Params) -> Result<Option<usize>, ApiError> {
    let Some(size) = params.integer("MaxResults")? else {
        return Ok(None);
    };
    if !PAGE.contains(&size) {
        return Err(ApiError::invalid_value(
            "maxResults",
            &size.to_string(),
            &format!("Expecting a value between {} and {}.", PAGE.start(), PAGE.end()),
        ));
    }
    Ok(usize::try_from(size).ok())
}

fn read_token(token: &str) -> Result<String, ApiError> {
    STANDARD
        .decode(token)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.strip_prefix("after:").map(str::to_owned))
        .ok_or_else(|| ApiError::new("InvalidNextToken", "The specified pagination token is not valid."))
}
