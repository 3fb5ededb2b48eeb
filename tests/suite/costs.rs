//! What a deployment costs: by its region, its types and its state, one figure everywhere, and never nothing for what is not known.

use std::sync::Arc;
use std::time::Duration;

use jalon::prices::{Accrued, Cost, PriceList};
use jalon::resources::{Facts, Kind, Observed, hourly_price};
use jalon::walkthrough::Session;
use serde_json::Value;

use crate::support::{Jalon, Rehearsal, one_line};

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
    tokio::time::sleep(Duration::from_secs(600)).await;
    let without_host = cost(&rehearsal).await;
    // A t3.micro, and its public address, which it loses.
    is_about(whole.dollars - without_host.dollars, 0.0104 + 0.005);
    let database = find(&session, Kind::DbInstance, "db-instance/main");
    let stop = session.aws().rds().stop_db_instance().db_instance_identifier(&database.id);
    stop.send().await.unwrap();
    tokio::time::sleep(Duration::from_secs(1800)).await;
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
        hourly_price(&host, &PriceList::of_table("us-east-1"))
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
    let with_standby = hourly_price(&database, &PriceList::of_table("us-east-1"));
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
        for said in [walk.stderr_line(), one_line(&jalon.run(&["status"]).stdout)] {
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

/// What it has cost so far.
async fn so_far(rehearsal: &Rehearsal) -> Accrued {
    let session = rehearsal.session(&[]).await.unwrap();
    session.survey().unwrap().so_far.unwrap()
}

const DAY: Duration = Duration::from_secs(24 * 3600);

#[tokio::test(start_paused = true)]
async fn what_it_has_cost_so_far_counts_from_when_aws_made_it_and_a_restart_changes_nothing() {
    let rehearsal = Rehearsal::new();
    let began = rehearsal.simulator.now();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    tokio::time::sleep(DAY).await;
    let after_one = so_far(&rehearsal).await;
    let an_hour = cost(&rehearsal).await.dollars;
    // Everything was made in the first quarter of an hour.
    assert!(
        (after_one.cost.dollars / (24.0 * an_hour) - 1.0).abs() < 0.02,
        "{after_one:?}"
    );
    assert!(after_one.cost.is_whole() && after_one.undated.is_empty(), "{after_one:?}");
    assert!(
        after_one.since.unwrap().duration_since(began).as_secs().abs() < 900,
        "{after_one:?}"
    );
    // A host that was stopped and started again is as old as it was, and counts as running all the time: at most that much.
    let host = find(&session, Kind::Instance, "instance/app-host");
    let ec2 = session.aws().ec2();
    ec2.stop_instances().instance_ids(&host.id).send().await.unwrap();
    tokio::time::sleep(DAY).await;
    let stopped = so_far(&rehearsal).await;
    ec2.start_instances().instance_ids(&host.id).send().await.unwrap();
    tokio::time::sleep(Duration::from_secs(300)).await;
    let started = so_far(&rehearsal).await;
    for later in [stopped, started] {
        let days = later.cost.dollars / (24.0 * an_hour);
        assert!((days - 2.0).abs() < 0.04, "{days}: {later:?}");
        assert_eq!(later.since, after_one.since);
    }
}

#[tokio::test(start_paused = true)]
async fn an_address_counts_since_it_is_recorded_or_else_from_the_first_day() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    tokio::time::sleep(DAY).await;
    let recorded = so_far(&rehearsal).await;
    rehearsal.lose_the_state_directory();
    rehearsal.take_over();
    let taken_over = so_far(&rehearsal).await;
    assert!(taken_over.undated.is_empty(), "{taken_over:?}");
    let since = |accrued: &Accrued| accrued.since.unwrap();
    assert!(since(&taken_over) <= since(&recorded), "{taken_over:?}, {recorded:?}");
    assert!(
        taken_over.cost.dollars >= recorded.cost.dollars,
        "{taken_over:?}, {recorded:?}"
    );
}

#[test]
fn an_empty_deployment_costs_nothing_and_says_so() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    let list = || one_line(&jalon.run(&["list"]).ends_with(0).stdout);
    assert!(list().contains("10 resources, free of charge; since"), "{}", list());
    let destroyed = jalon.run(&["destroy", "--yes"]).ends_with(0).stderr_line();
    assert!(!destroyed.contains('$'), "{destroyed}");
    assert!(
        list().contains("nothing is there; since") && !list().contains('$'),
        "{}",
        list()
    );
}

#[test]
fn a_destruction_says_what_ends_what_goes_on_and_what_it_has_cost() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes"]).ends_with(0);
    let events = jalon
        .run(&["destroy", "--yes", "--keep-snapshots", "--output", "json"])
        .ends_with(0);
    let started: Value = serde_json::from_str(events.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(started["event"], "destroy-started");
    // All but the snapshots.
    is_about(started["dollars_an_hour"].as_f64().unwrap(), 0.1135 - 8.0 * 0.05 / 730.0);
    assert!(started["dollars_so_far"].as_f64().unwrap() > 0.0, "{started}");
    let left = one_line(&jalon.run(&["list"]).ends_with(0).stdout);
    assert!(
        left.contains("2 resources, at most about $0.003 an hour, ") && left.contains("an hour, so far "),
        "{left}"
    );
}
