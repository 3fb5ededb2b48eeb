//! What a deployment costs: by its region, its types and its state, one figure everywhere, and never nothing for what is not known.

use std::sync::Arc;

use jalon::prices::Cost;
use jalon::resources::{Facts, Kind, Observed, hourly_price};
use jalon::walkthrough::Session;
use serde_json::Value;

use crate::support::{Jalon, Rehearsal};

async fn cost(rehearsal: &Rehearsal) -> Cost {
    let session = rehearsal.session(&[]).await.unwrap();
    session.survey().unwrap().cost_an_hour.unwrap()
}

fn find(session: &Arc<Session>, kind: Kind, key: &str) -> Observed {
    session.inventory(|inventory| inventory.by_key(kind, &key.into()).pop().unwrap())
}

fn is_about(dollars: f64, expected: f64) {
    assert!((dollars - expected).abs() < 0.000_06, "{dollars} is not {expected}");
}

#[tokio::test(start_paused = true)]
async fn what_is_stopped_costs_what_it_stores() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let whole = cost(&rehearsal).await;
    assert!(whole.unpriced.is_empty(), "{whole:?}");
    let host = find(&session, Kind::Instance, "instance/app-host");
    session
        .aws()
        .ec2()
        .stop_instances()
        .instance_ids(&host.id)
        .send()
        .await
        .unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(600)).await;
    let without_host = cost(&rehearsal).await;
    // A t3.micro, and its public address, which it loses.
    is_about(whole.dollars - without_host.dollars, 0.0104 + 0.005);
    let database = find(&session, Kind::DbInstance, "db-instance/main");
    let stop = session.aws().rds().stop_db_instance().db_instance_identifier(&database.id);
    stop.send().await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(1800)).await;
    let without_both = cost(&rehearsal).await;
    is_about(without_host.dollars - without_both.dollars, 0.016);
}

#[tokio::test(start_paused = true)]
async fn a_type_costs_its_price_and_one_without_a_known_price_is_named() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let host = find(&session, Kind::Instance, "instance/test-host");
    let of_type = |name: &str| {
        let mut host = host.clone();
        let Facts::Instance(facts) = &mut host.facts else {
            panic!("{host:?}")
        };
        facts.instance_type = Some(name.to_owned());
        hourly_price(&host, "us-east-1")
    };
    for (name, dollars) in [
        ("t3.micro", 0.0104),
        ("t3.large", 0.0832),
        ("t4g.small", 0.0168),
        ("m7i-flex.large", 0.09576),
    ] {
        assert_eq!(of_type(name), Cost::known(dollars), "{name}");
    }
    let mut database = find(&session, Kind::DbInstance, "db-instance/main");
    let Facts::DbInstance(facts) = &mut database.facts else {
        panic!("{database:?}")
    };
    facts.is_multi_az = true;
    let with_standby = hourly_price(&database, "us-east-1");
    assert_eq!(with_standby.dollars, 0.0);
    assert_eq!(
        with_standby.unpriced.iter().collect::<Vec<_>>(),
        ["Multi-AZ db.t4g.micro in us-east-1", "Multi-AZ rds-gp3 in us-east-1"]
    );
    let unknown = of_type("t9.large");
    assert_eq!(unknown.dollars, 0.0);
    assert_eq!(unknown.unpriced.iter().collect::<Vec<_>>(), ["t9.large in us-east-1"]);
}

#[test]
fn a_deployment_costs_what_its_region_charges_and_every_view_says_so() {
    let us = 0.1135;
    for region in ["us-east-1", "eu-west-3", "sa-east-1"] {
        let jalon = Jalon::new();
        let walk = jalon.run(&["walk", "--sandbox", "--yes", "--region", region]).ends_with(0);
        let status: Value = serde_json::from_str(&jalon.run(&["status", "--output", "json"]).stdout).unwrap();
        let dollars = status["dollars_an_hour"].as_f64().unwrap();
        let figure = format!("about ${dollars:.3} an hour");
        let place = format!("at the prices of {region}");
        for said in [walk.stderr_line(), crate::support::one_line(&jalon.run(&["status"]).stdout)] {
            assert!(said.contains(&figure) && said.contains(&place), "{figure}, {place}: {said}");
        }
        let list = jalon.run(&["list"]).ends_with(0).stdout;
        assert!(list.contains(&figure), "{figure}: {list}");
        match region {
            "us-east-1" => is_about(dollars, us),
            _ => assert!(dollars > us * 1.05, "{region}: {dollars}"),
        }
    }
}
