//! `--live-prices`: what AWS says stands in place of the table, is asked for once in 30 days, and is never taken for nothing.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use std::time::Duration;

use jalon::prices::Origin;
use jalon::walkthrough::{PlanPrice, plan_steps, price_plans};
use jalon_sandbox::{Account, Intervention};
use serde_json::Value;
use tokio::time::Instant;

use crate::support::{Endpoint, Jalon, Rehearsal, ServedSandbox, one_line};

/// What the default walkthrough costs an hour by the sandbox's own prices in us-east-1: three hosts of 8 GiB, two of them with an address; a
/// database of 20 GiB; a NAT gateway with its address; snapshots of one host.
const LIVE: f64 = 3.0 * 0.0106 + 0.0163 + 0.046 + 3.0 * 0.0051 + (24.0 * 0.082 + 20.0 * 0.117 + 8.0 * 0.051) / 730.0;
/// The same by the table.
const TABLE: f64 = 3.0 * 0.0104 + 0.016 + 0.045 + 3.0 * 0.005 + (24.0 * 0.08 + 20.0 * 0.115 + 8.0 * 0.05) / 730.0;

/// The calls of a plan, and of a walk.
const GET_PRODUCTS: &str = "GetProducts";
const DAY: Duration = Duration::from_secs(24 * 3600);

#[track_caller]
fn is_about(dollars: f64, expected: f64) {
    assert!((dollars - expected).abs() < 0.000_06, "{dollars} is not {expected}");
}

fn json(jalon: &Jalon, arguments: &[&str]) -> Value {
    let run = jalon.run(&[arguments, &["--output", "json"]].concat()).ends_with(0);
    serde_json::from_str(&run.stdout).unwrap()
}

/// Where the prices of a document come from, by item.
fn sources(prices: &Value) -> BTreeMap<String, String> {
    let prices = prices.as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or("nowhere").to_owned();
    prices.map(|price| (text(&price["item"]), text(&price["source"]))).collect()
}

/// Plans everything with live prices.
async fn price_of(rehearsal: &Rehearsal) -> PlanPrice {
    let session = rehearsal.session(&[]).await.unwrap();
    session.use_live_prices();
    session.sweep().await.unwrap();
    let answers = Arc::new(session.planned_answers().await.unwrap());
    let steps: Vec<_> = session.steps().iter().collect();
    let plans = plan_steps(&session, &steps, &answers).await.unwrap();
    price_plans(&session, &plans)
}

/// How often AWS was asked for a price.
fn asked(rehearsal: &Rehearsal) -> usize {
    let calls = rehearsal.simulator.calls();
    calls.iter().filter(|call| call.operation == GET_PRODUCTS).count()
}

fn dollars(price: &PlanPrice) -> f64 {
    price.total.as_ref().unwrap().dollars
}

fn are_of_the_table(price: &PlanPrice) -> bool {
    let origin = |item| price.prices.price(item).map(|price| price.origin);
    price.items.iter().all(|item| origin(item) == Some(Origin::Table))
}

#[test]
fn live_prices_stand_in_plan_walk_status_and_list() {
    let jalon = Jalon::new();
    let table = json(&jalon, &["plan", "--sandbox"]);
    is_about(table["total"]["dollars_an_hour"].as_f64().unwrap(), TABLE);
    assert!(sources(&table["prices"]).values().all(|source| source == "table"), "{table}");
    assert_eq!(table["prices"][0]["date"], "2026-11-25");
    let plan = json(&jalon, &["plan", "--sandbox", "--live-prices"]);
    is_about(plan["total"]["dollars_an_hour"].as_f64().unwrap(), LIVE);
    for prices in [&plan["prices"], &plan["by_use"]] {
        let sources = sources(prices);
        assert!(
            !sources.is_empty() && sources.values().all(|source| source == "live"),
            "{plan}"
        );
    }
    let said = one_line(&jalon.run(&["plan", "--sandbox", "--live-prices"]).ends_with(0).stdout);
    assert!(said.contains("at AWS's prices of us-east-1 on 20"), "{said}");
    assert!(said.contains("$0.092 a GB: traffic to the Internet"), "{said}");
    let walk = jalon
        .run(&["walk", "--sandbox", "--yes", "--live-prices"])
        .ends_with(0)
        .stderr_line();
    assert_eq!(walk.matches("at AWS's prices of us-east-1 on 20").count(), 2, "{walk}");
    assert!(walk.contains(&format!("It will cost about ${LIVE:.3} an hour")), "{walk}");
    let status = json(&jalon, &["status", "--live-prices"]);
    is_about(status["dollars_an_hour"].as_f64().unwrap(), LIVE);
    assert!(sources(&status["prices"]).values().all(|source| source == "live"), "{status}");
    is_about(json(&jalon, &["status"])["dollars_an_hour"].as_f64().unwrap(), TABLE);
    let list = json(&jalon, &["list", "--live-prices"]);
    is_about(list["known"][0]["dollars_an_hour"].as_f64().unwrap(), LIVE);
    let list = one_line(&jalon.run(&["list", "--live-prices"]).ends_with(0).stdout);
    assert!(list.contains("at AWS's prices of us-east-1 on 20"), "{list}");
    let preflight = json(&jalon, &["preflight", "--live-prices"]);
    let finding = preflight["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["id"] == "prices");
    assert_eq!(finding.unwrap()["verdict"], "ok", "{preflight}");
}

#[tokio::test(start_paused = true)]
async fn a_price_is_asked_for_once_in_thirty_days() {
    let rehearsal = Rehearsal::new();
    let first = price_of(&rehearsal).await;
    is_about(dollars(&first), LIVE);
    let once = asked(&rehearsal);
    assert!((10..20).contains(&once), "each item is asked for once: {once}");
    tokio::time::sleep(29 * DAY).await;
    is_about(dollars(&price_of(&rehearsal).await), LIVE);
    assert_eq!(asked(&rehearsal), once, "nothing is asked for again");
    tokio::time::sleep(2 * DAY).await;
    is_about(dollars(&price_of(&rehearsal).await), LIVE);
    assert_eq!(asked(&rehearsal), 2 * once, "everything is asked for again");
}

#[tokio::test(start_paused = true)]
async fn nobody_asks_for_prices_unless_somebody_says_so() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    assert_eq!(asked(&rehearsal), 0);
}

#[tokio::test(start_paused = true)]
async fn a_price_that_is_denied_is_the_tables_and_that_is_said() {
    let rehearsal = Rehearsal::with_account(Account {
        denied: vec!["pricing:GetProducts".parse().unwrap()],
        ..Account::default()
    });
    let price = price_of(&rehearsal).await;
    is_about(dollars(&price), TABLE);
    assert!(are_of_the_table(&price) && price.prices.is_live(), "{price:?}");
    let notices = rehearsal.notices().join("\n");
    assert!(
        notices.contains("AccessDeniedException") && notices.contains("2026-11-25"),
        "{notices}"
    );
    let before = asked(&rehearsal);
    price_of(&rehearsal).await;
    assert_eq!(asked(&rehearsal), 2 * before, "what was not said is not kept");
}

#[tokio::test(start_paused = true)]
async fn a_slow_answer_is_not_waited_for_longer_than_seconds() {
    let rehearsal = Rehearsal::new();
    rehearsal.simulator.set_interceptor(|call| match call.operation.as_str() {
        GET_PRODUCTS => Intervention::Delay(Duration::from_secs(60)),
        _ => Intervention::Proceed,
    });
    let session = rehearsal.session(&[]).await.unwrap();
    session.use_live_prices();
    session.sweep().await.unwrap();
    let answers = Arc::new(session.planned_answers().await.unwrap());
    let steps: Vec<_> = session.steps().iter().collect();
    let began = Instant::now();
    let plans = plan_steps(&session, &steps, &answers).await.unwrap();
    let price = price_plans(&session, &plans);
    assert!(began.elapsed() <= Duration::from_secs(6), "{:?}", began.elapsed());
    is_about(dollars(&price), TABLE);
    assert!(are_of_the_table(&price), "{price:?}");
    let notices = rehearsal.notices().join("\n");
    assert!(notices.contains("no answer came in time"), "{notices}");
}

#[test]
fn a_record_that_is_torn_or_somebody_elses_is_written_anew() {
    let jalon = Jalon::new();
    let file = jalon.folder().join(".jalon/prices.json");
    let plan = ["plan", "--sandbox", "--live-prices"];
    json(&jalon, &plan);
    assert_eq!(fs::read_to_string(jalon.folder().join(".jalon/.gitignore")).unwrap(), "*\n");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let whole = fs::read_to_string(&file).unwrap();
    assert!(whole.contains("sandbox us-east-1"), "{whole}");
    for content in [&whole[..whole.len() / 2], "", "{\"format\":9}", "not JSON"] {
        fs::write(&file, content).unwrap();
        let plan = json(&jalon, &plan);
        is_about(plan["total"]["dollars_an_hour"].as_f64().unwrap(), LIVE);
        let kept: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        assert_eq!(kept["format"], 1, "after {content:?}");
    }
    let list = jalon.run(&["list"]).ends_with(0).stdout;
    assert!(
        list.contains("No deployment is remembered here."),
        "prices are no deployment: {list}"
    );
}

#[test]
fn a_class_without_a_price_at_aws_has_the_tables_and_is_named() {
    let jalon = Jalon::new();
    let arguments = ["plan", "--sandbox", "--live-prices", "--set", "database.class=db.t4g.medium"];
    let plan = json(&jalon, &arguments);
    let sources = sources(&plan["prices"]);
    assert_eq!(sources["db.t4g.medium"], "table", "{plan}");
    assert_eq!(sources["t3.micro"], "live", "{plan}");
    let run = jalon.run(&arguments).ends_with(0);
    let said = one_line(&run.stdout);
    assert!(said.contains(", and as of 2026-11-25 for db.t4g.medium"), "{said}");
    let noted = run.stderr_line();
    assert!(
        noted.contains("AWS has no single on-demand price of db.t4g.medium"),
        "{noted}"
    );
}

#[test]
fn the_policy_with_live_prices_is_enough_for_them() {
    let jalon = Jalon::new();
    let policy = |options: &[&str]| {
        jalon
            .run(&[&["policy", "--for", "read-only"], options].concat())
            .ends_with(0)
            .stdout
    };
    assert!(!policy(&[]).contains("pricing:"));
    let file = jalon.folder().join("policy.json");
    for (options, source) in [(&[][..], "table"), (&["--live-prices"], "live")] {
        fs::write(&file, policy(options)).unwrap();
        let served = ServedSandbox::start_with(&["--policy", file.to_str().unwrap()]);
        let jalon = served.jalon();
        let plan = json(&jalon, &["plan", "--live-prices"]);
        assert!(
            sources(&plan["prices"]).values().all(|found| found == source),
            "{options:?}: {plan}"
        );
    }
}
