//! The Price List Query API: products by their attributes, in AWS's shape.

use bytes::Bytes;
use http::Request;
use serde_json::{Value, json};

use super::{Client, Outcome};
use crate::Latencies;

impl Client {
    /// What GetProducts answers to an endpoint of this region: the document, or the code of an error.
    async fn products(&self, region: &str, document: Value) -> Result<Value, String> {
        let scope = format!("AWS4-HMAC-SHA256 Credential=AKID/20260115/{region}/pricing/aws4_request, Signature=0");
        let request = Request::post("/")
            .header("authorization", scope)
            .header("content-type", "application/x-amz-json-1.1")
            .header("x-amz-target", "AWSPriceListService.GetProducts")
            .body(Bytes::from(document.to_string()))
            .unwrap();
        let Outcome::Answer(response) = self.0.handle(request).await else {
            panic!("no answer");
        };
        let answer: Value = serde_json::from_slice(response.body()).unwrap();
        match response.status().as_u16() {
            200 => Ok(answer),
            _ => Err(answer["__type"].as_str().unwrap_or_default().to_owned()),
        }
    }
}

fn asked(service: &str, filters: &[(&str, &str)]) -> Value {
    let filters: Vec<Value> = filters
        .iter()
        .map(|(field, value)| json!({"Type": "TERM_MATCH", "Field": field, "Value": value}))
        .collect();
    json!({"ServiceCode": service, "Filters": filters, "FormatVersion": "aws_v1"})
}

fn listed(answer: &Value) -> Vec<Value> {
    let list = answer["PriceList"].as_array().unwrap().iter();
    list.map(|text| serde_json::from_str(text.as_str().unwrap()).unwrap())
        .collect()
}

#[tokio::test]
async fn products_are_found_by_their_attributes_and_have_on_demand_terms() {
    let client = Client::in_memory(Latencies::zero());
    let filters = [
        ("regionCode", "us-east-1"),
        ("instanceType", "t3.micro"),
        ("operatingSystem", "Linux"),
        ("tenancy", "Shared"),
        ("preInstalledSw", "NA"),
        ("capacitystatus", "Used"),
    ];
    for endpoint in ["us-east-1", "eu-central-1", "ap-south-1"] {
        let answer = client.products(endpoint, asked("AmazonEC2", &filters)).await.unwrap();
        let found = listed(&answer);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0]["product"]["attributes"]["usagetype"], "BoxUsage:t3.micro");
        let terms = found[0]["terms"]["OnDemand"].as_object().unwrap();
        let dimensions = terms.values().next().unwrap()["priceDimensions"].as_object().unwrap();
        let dimension = dimensions.values().next().unwrap();
        assert_eq!(dimension["pricePerUnit"]["USD"], "0.0106000000");
        assert_eq!(dimension["unit"], "Hrs");
    }
    let answer = client
        .products("us-east-1", asked("AmazonEC2", &filters[1..3]))
        .await
        .unwrap();
    assert!(listed(&answer).len() > 1, "more products than one are of this type");
    let nowhere = asked("AmazonEC2", &[("regionCode", "eu-west-1")]);
    let answer = client.products("us-east-1", nowhere).await.unwrap();
    assert!(listed(&answer).is_empty(), "it sells in its own region");
    let other = client.products("eu-west-1", asked("AmazonEC2", &filters)).await;
    assert_eq!(other.unwrap_err(), "SignatureDoesNotMatch", "no endpoint is there");
    let unknown = client.products("us-east-1", asked("AmazonNothing", &[])).await;
    assert_eq!(unknown.unwrap_err(), "NotFoundException");
}

#[tokio::test]
async fn products_come_in_pages_and_a_user_may_be_denied_them() {
    let client = Client::in_memory(Latencies::zero());
    let mut document = asked("AmazonEC2", &[("regionCode", "us-east-1")]);
    let all = listed(&client.products("us-east-1", document.clone()).await.unwrap()).len();
    document["MaxResults"] = json!(50);
    let first = client.products("us-east-1", document.clone()).await.unwrap();
    document["NextToken"] = first["NextToken"].clone();
    let second = client.products("us-east-1", document).await.unwrap();
    assert_eq!(listed(&first).len() + listed(&second).len(), all);
    assert!(second["NextToken"].is_null());
    client
        .0
        .change_account(|account| account.denied = vec!["pricing:*".parse().unwrap()]);
    let denied = client.products("us-east-1", asked("AmazonEC2", &[])).await;
    assert_eq!(denied.unwrap_err(), "AccessDeniedException");
}
