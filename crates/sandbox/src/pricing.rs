//! The Price List Query API: what products cost on demand, as the sandbox's own table has it.
//!
//! Its prices are a little above AWS's, so that nobody takes them for AWS's. They are higher by a tenth outside of us-east-1.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::common::Common;
use super::price_list::{Product, products};
use super::protocol::{ApiError, Params};

/// The regions that have an endpoint of the Price List Query API. Source: Billing user guide, "Using the Price List Query API".
pub const ENDPOINTS: [&str; 3] = ["us-east-1", "eu-central-1", "ap-south-1"];

/// The services whose products are in the table.
const SERVICES: [&str; 5] = ["AWSDataTransfer", "AmazonEC2", "AmazonRDS", "AmazonS3", "AmazonVPC"];

/// The one type of filter that the sandbox has.
const FILTER: &str = "TERM_MATCH";

/// How many products one answer has at most. Source: Price List API reference, GetProducts, MaxResults.
const PAGE: usize = 100;

/// The codes of the on-demand term and of its rate, the same for all products. Source: Price List user guide, "Reading the service price
/// list file".
const TERM: &str = "JRTCKXETXF";
const RATE: &str = "6YS6EN2CT7";

/// Runs one operation of the Price List Query API; version 2017-10-15.
///
/// # Errors
/// `UnknownOperationException` for an operation the sandbox does not have; `NotFoundException`; `InvalidParameterException`;
/// `InvalidNextTokenException`.
pub fn handle(common: &Common, operation: &str, params: &Params) -> Result<Value, ApiError> {
    match operation {
        "GetProducts" => get_products(common, params),
        _ => Err(ApiError::new(
            "UnknownOperationException",
            format!("The sandbox does not have the operation {operation} of the Price List Query API."),
        )),
    }
}

fn get_products(common: &Common, params: &Params) -> Result<Value, ApiError> {
    let service = params.get("ServiceCode").unwrap_or_default();
    if !SERVICES.contains(&service) {
        return Err(ApiError::new("NotFoundException", format!("Service {service} is not found.")));
    }
    let filters = params.structures("Filters");
    let from = match params.get("NextToken") {
        None => 0,
        Some(token) => token
            .parse()
            .map_err(|_| ApiError::new("InvalidNextTokenException", "The pagination token is invalid."))?,
    };
    let most = params.integer("MaxResults")?.and_then(|most| usize::try_from(most).ok());
    let most = most.unwrap_or(PAGE).clamp(1, PAGE);
    let mut found = Vec::new();
    for product in products(&common.region) {
        if product.service == service && matches(&product, &filters)? {
            found.push(document(&product).to_string());
        }
    }
    let page: Vec<&String> = found.iter().skip(from).take(most).collect();
    let mut answer = json!({"FormatVersion": "aws_v1", "PriceList": page});
    if from + most < found.len() {
        answer["NextToken"] = json!((from + most).to_string());
    }
    Ok(answer)
}

/// Whether a product passes all filters. Source: Price List API reference, Filter.
fn matches(product: &Product, filters: &[Params]) -> Result<bool, ApiError> {
    for filter in filters {
        let (field, value) = (
            filter.get("Field").unwrap_or_default(),
            filter.get("Value").unwrap_or_default(),
        );
        let has = match field {
            "productFamily" => Some(product.family),
            field => product.attribute(field),
        };
        let kind = filter.get("Type").unwrap_or_default();
        if kind != FILTER {
            let message = format!("The sandbox does not have filters of type {kind}.");
            return Err(ApiError::new("InvalidParameterException", message));
        }
        if has != Some(value) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn document(product: &Product) -> Value {
    let attributes: Map<String, Value> = product
        .attributes
        .iter()
        .map(|(name, value)| ((*name).to_owned(), json!(value)))
        .collect();
    let sku = sku(product);
    let (term, unit) = (format!("{sku}.{TERM}"), product.unit);
    let begins: Vec<&str> = product.tiers.iter().map(|(begin, _)| *begin).collect();
    let mut dimensions = Map::new();
    for (number, (begin, dollars)) in product.tiers.iter().enumerate() {
        let code = match number {
            0 => format!("{term}.{RATE}"),
            number => format!("{term}.{RATE}{number}"),
        };
        let dimension = json!({
            "unit": unit,
            "beginRange": begin,
            "endRange": begins.get(number + 1).copied().unwrap_or("Inf"),
            "description": format!("${dollars:.10} per {unit}"),
            "appliesTo": [],
            "rateCode": code.clone(),
            "pricePerUnit": {"USD": format!("{dollars:.10}")},
        });
        dimensions.insert(code, dimension);
    }
    let mut described = json!({"attributes": attributes, "sku": sku});
    if !product.family.is_empty() {
        described["productFamily"] = json!(product.family);
    }
    json!({
        "product": described,
        "serviceCode": product.service,
        "terms": {"OnDemand": {term.clone(): {
            "priceDimensions": dimensions,
            "sku": sku,
            "effectiveDate": "2026-11-01T00:00:00Z",
            "offerTermCode": TERM,
            "termAttributes": {},
        }}},
        "version": "20261120000000",
        "publicationDate": "2026-11-20T00:00:00Z",
    })
}

/// Sixteen letters and digits that are always the same for a product.
fn sku(product: &Product) -> String {
    let text = format!("{} {:?}", product.service, product.attributes);
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).map(|byte| format!("{byte:02X}")).collect()
}
