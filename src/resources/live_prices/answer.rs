//! The price in an answer of AWS. Source: Price List user guide, "Reading the service price list file"; each product is a document of its own.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::query::Query;

/// The engines of which products count: of storage AWS has some for any engine.
const ENGINES: [&str; 2] = ["MySQL", "Any"];

#[derive(Deserialize)]
struct Document {
    product: Product,
    terms: Terms,
}

#[derive(Deserialize)]
struct Product {
    attributes: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Terms {
    #[serde(default)]
    on_demand: BTreeMap<String, Term>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Term {
    price_dimensions: BTreeMap<String, Dimension>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Dimension {
    unit: String,
    /// Where its tier begins; the price of the first counts.
    #[serde(default)]
    begin_range: String,
    price_per_unit: BTreeMap<String, String>,
}

/// The one on-demand price of these products, as far as they are what was asked for; `None` where there is none, more than one, or something
/// that isn't a price.
pub(super) fn single_price(products: &[String], query: &Query) -> Option<f64> {
    let mut price = None;
    for text in products {
        let document: Document = serde_json::from_str(text).ok()?;
        if !is_wanted(&document.product.attributes, query) {
            continue;
        }
        for term in document.terms.on_demand.values() {
            let dollars = first_price(term, query)?;
            if price.is_some_and(|known| known != dollars) {
                return None;
            }
            price = Some(dollars);
        }
    }
    price
}

fn is_wanted(attributes: &BTreeMap<String, String>, query: &Query) -> bool {
    let usage = attributes.get("usagetype").map_or("", String::as_str);
    let is_usage = usage == query.usage || usage.strip_suffix(&query.usage).is_some_and(|prefix| prefix.ends_with('-'));
    let is_engine = attributes
        .get("databaseEngine")
        .is_none_or(|engine| ENGINES.contains(&engine.as_str()));
    is_usage && is_engine
}

/// The price of the first unit. Nothing is free of charge here, so that nothing is not taken for a price.
fn first_price(term: &Term, query: &Query) -> Option<f64> {
    let mut first = term
        .price_dimensions
        .values()
        .filter(|dimension| ["", "0"].contains(&dimension.begin_range.as_str()));
    let (dimension, None) = (first.next()?, first.next()) else {
        return None;
    };
    let dollars: f64 = dimension.price_per_unit.get("USD")?.parse().ok()?;
    (dimension.unit == query.unit && dollars.is_finite() && dollars > 0.0).then_some(dollars)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::prices::Item;

    fn product(usage: &str, tiers: &[(&str, &str, &str)]) -> String {
        let dimensions: BTreeMap<String, serde_json::Value> = tiers
            .iter()
            .map(|(begin, unit, dollars)| {
                let dimension = json!({"unit": unit, "beginRange": begin, "pricePerUnit": {"USD": dollars}});
                (format!("SKU.TERM.{begin}"), dimension)
            })
            .collect();
        json!({
            "product": {"attributes": {"usagetype": usage}, "sku": "SKU"},
            "terms": {"OnDemand": {"SKU.TERM": {"priceDimensions": dimensions}}, "Reserved": {}},
        })
        .to_string()
    }

    fn nat(products: &[String]) -> Option<f64> {
        single_price(products, &Query::of(&Item::NatGateway, "eu-central-1").unwrap())
    }

    #[test]
    fn one_price_of_what_was_asked_for_is_an_answer_and_nothing_else_is() {
        let hour = |dollars| product("EUC1-NatGateway-Hours", &[("0", "Hrs", dollars)]);
        let other = || product("EUC1-RegionalNatGateway-Hours", &[("0", "Hrs", "0.06")]);
        assert_eq!(nat(&[hour("0.0520000000"), other()]), Some(0.052));
        assert_eq!(nat(&[product("NatGateway-Hours", &[("0", "Hrs", "0.045")])]), Some(0.045));
        assert_eq!(nat(&[hour("0.052"), hour("0.052")]), Some(0.052), "the same twice");
        for none in [
            vec![],
            vec![other()],
            vec![hour("0.052"), hour("0.053")],
            vec![hour("0.0000000000")],
            vec![hour("inf")],
            vec![hour("five")],
            vec![product("EUC1-NatGateway-Hours", &[("0", "GB", "0.052")])],
            vec![product("EUC1-NatGateway-Hours", &[])],
            vec!["{}".to_owned()],
            vec!["<html>".to_owned(), hour("0.052")],
        ] {
            assert_eq!(nat(&none), None, "{none:?}");
        }
    }

    #[test]
    fn the_price_of_the_first_tier_counts() {
        let tiers = [
            ("51200", "GB-Mo", "0.022"),
            ("0", "GB-Mo", "0.023"),
            ("512000", "GB-Mo", "0.021"),
        ];
        let products = [product("TimedStorage-ByteHrs", &tiers)];
        let query = Query::of(&Item::S3Storage, "us-east-1").unwrap();
        assert_eq!(single_price(&products, &query), Some(0.023));
        let glacier = [product("TimedStorage-GDA-ByteHrs", &tiers)];
        assert_eq!(single_price(&glacier, &query), None);
    }
}
