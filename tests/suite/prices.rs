//! What a plan costs: before anything is made, as it costs afterwards, by the published prices of its region.

use std::sync::Arc;

use jalon::prices::{Charge, Item, PriceList, hourly_cost};
use jalon::resources::{Kind, Observed};
use jalon::walkthrough::{PlanPrice, Session, StepPlan, plan_steps, price_plans};
use serde_json::Value;

use crate::support::{Jalon, Rehearsal, Terminal, one_line, redact, so_far_filters};

/// Published on-demand prices in US dollars, of AWS's Price List as of 2026-09-29 to 2026-10-15: of a region the hours of t3.micro,
/// db.t4g.micro, a NAT gateway and a public IPv4 address; a GiB and month of gp3, EBS snapshots and RDS gp3.
const PUBLISHED: [(&str, [f64; 7]); 5] = [
    ("us-east-1", [0.0104, 0.016, 0.045, 0.005, 0.08, 0.05, 0.115]),
    ("eu-west-3", [0.0118, 0.018, 0.05, 0.005, 0.0928, 0.053, 0.133]),
    ("eu-central-1", [0.012, 0.019, 0.052, 0.005, 0.0952, 0.054, 0.137]),
    ("ap-northeast-1", [0.0136, 0.025, 0.062, 0.005, 0.096, 0.05, 0.138]),
    ("sa-east-1", [0.0168, 0.034, 0.093, 0.005, 0.152, 0.068, 0.219]),
];

/// Three hosts of 8 GiB, two of them with an address; a database of 20 GiB; a NAT gateway with its address; snapshots of one host. The DB
/// snapshot is free beside its database.
fn default_plan([host, db, nat, address, gp3, snapshot, rds_gp3]: [f64; 7]) -> f64 {
    let stored = 3.0 * 8.0 * gp3 + 20.0 * rds_gp3 + 8.0 * snapshot;
    3.0 * host + db + nat + 3.0 * address + stored / 730.0
}

#[track_caller]
fn is_about(dollars: f64, expected: f64) {
    assert!((dollars - expected).abs() < 0.000_06, "{dollars} is not {expected}");
}

fn json(jalon: &Jalon, arguments: &[&str]) -> Value {
    let run = jalon.run(&[arguments, &["--output", "json"]].concat()).ends_with(0);
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn the_default_plan_costs_the_sum_of_the_published_prices_in_five_regions() {
    for (region, prices) in PUBLISHED {
        let plan = json(&Jalon::new(), &["plan", "--sandbox", "--region", region]);
        let total = plan["total"]["dollars_an_hour"].as_f64().unwrap();
        is_about(total, default_plan(prices));
        assert!(plan["total"]["unpriced"].is_null(), "{region}: {plan}");
        let steps = plan["steps"].as_array().unwrap();
        let sum: f64 = steps.iter().map(|step| step["dollars_an_hour"].as_f64().unwrap()).sum();
        assert!((sum - total).abs() < 0.001, "{region}: {sum} is not {total}");
        assert_eq!(steps.last().unwrap()["so_far"]["dollars_an_hour"], total, "{region}");
    }
}

#[test]
fn what_is_planned_costs_what_it_costs_once_it_is_made() {
    let jalon = Jalon::new();
    let settings = [
        "--set",
        "app-host.instance-type=t3.small",
        "--set",
        "database.storage-type=gp2",
    ];
    let planned = json(&jalon, &[&["plan", "--sandbox"], &settings[..]].concat());
    let walk = jalon
        .run(&[&["walk", "--sandbox", "--yes"], &settings[..]].concat())
        .ends_with(0);
    let said = walk.stderr_line();
    let total = planned["total"]["dollars_an_hour"].as_f64().unwrap();
    let figure = format!("It will cost about ${total:.3} an hour");
    let (before, after) = (said.find(&figure), said.find("+ VPC"));
    assert!(before.is_some() && before < after, "{figure}: {said}");
    let built = json(&jalon, &["plan"]);
    assert_eq!(built["total"], planned["total"]);
    assert_eq!(
        json(&jalon, &["status"])["dollars_an_hour"],
        built["total"]["dollars_an_hour"]
    );
    for (then, now) in planned["steps"]
        .as_array()
        .unwrap()
        .iter()
        .zip(built["steps"].as_array().unwrap())
    {
        let price = |step: &Value| {
            [
                step["dollars_an_hour"].clone(),
                step["by_use"].clone(),
                step["so_far"].clone(),
            ]
        };
        assert_eq!(price(then), price(now), "{}", then["step"]);
    }
    let again = jalon.run(&["walk", "--yes"]).ends_with(0).stderr_line();
    assert!(!again.contains("It will cost"), "nothing changes: {again}");
}

async fn price_of(rehearsal: &Rehearsal) -> (Arc<Session>, PlanPrice) {
    let session = rehearsal.session(&[]).await.unwrap();
    let answers = Arc::new(session.known_answers().await.unwrap());
    let steps: Vec<_> = session.steps().iter().collect();
    let plans: Vec<StepPlan> = plan_steps(&session, &steps, &answers).await.unwrap();
    let price = price_plans(&session, &plans);
    (session, price)
}

fn find(session: &Session, kind: Kind, key: &str) -> Observed {
    session.inventory(|inventory| inventory.by_key(kind, &key.into()).pop().unwrap())
}

#[tokio::test(start_paused = true)]
async fn what_is_kept_costs_what_it_is_and_what_is_stopped_will_run_again() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(60)).await;
    let session = rehearsal.session(&[]).await.unwrap();
    let host = find(&session, Kind::Instance, "instance/test-host");
    let volume = find(&session, Kind::Volume, "instance/test-host");
    let aws = session.aws();
    aws.ec2().stop_instances().instance_ids(&host.id).send().await.unwrap();
    let modify = aws.ec2().modify_volume().volume_id(&volume.id);
    modify.volume_type("gp2".into()).size(16).send().await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(7200)).await;
    let (_, price) = price_of(&rehearsal).await;
    let step = price.of_step("test-host").unwrap();
    is_about(step.cost.dollars, 0.0104 + 16.0 * 0.1 / 730.0);
    let (now, total) = (price.now.clone().unwrap(), price.total.clone().unwrap());
    is_about(total.dollars - now.dollars, 0.0104);
}

#[tokio::test(start_paused = true)]
async fn an_earlier_set_of_snapshots_is_in_the_sum_and_in_no_step() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.walk(None, &["snapshots.label=second"]).await.unwrap();
    let (_, price) = price_of(&rehearsal).await;
    // 8 GiB of the host's disk, and 20 GiB of the database beyond those that are free.
    let earlier = (8.0 * 0.05 + 20.0 * 0.095) / 730.0;
    is_about(price.total.unwrap().dollars, default_plan(PUBLISHED[0].1) + earlier);
    assert!(
        price.others.at_most > 0.0 && price.others.at_most == price.others.dollars,
        "{:?}",
        price.others
    );
    assert_eq!(
        price.now.unwrap().dollars,
        price.steps.last().unwrap().so_far.clone().unwrap().dollars
    );
}

#[tokio::test(start_paused = true)]
async fn a_type_that_the_sandbox_offers_has_a_price_or_is_named() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.session(&[]).await.unwrap();
    let types = session.aws().ec2().describe_instance_types().send().await.unwrap();
    let types = types.instance_types().iter();
    let instances = types.map(|offered| Item::instance(offered.instance_type().map(|name| name.as_str())));
    let orderable = session.aws().rds().describe_orderable_db_instance_options().engine("mysql");
    let classes = orderable.send().await.unwrap();
    let classes = classes.orderable_db_instance_options().iter();
    let databases = classes.map(|offered| Item::db_instance(offered.db_instance_class(), false));
    let items: Vec<Item> = instances.chain(databases).collect();
    assert!(items.len() > 15, "{items:?}");
    for item in items {
        let cost = hourly_cost([Charge::running(item.clone())].iter(), &PriceList::of_table("us-east-1"));
        let named = cost
            .unpriced
            .iter()
            .any(|unpriced| *unpriced == format!("{} in us-east-1", item.row()));
        assert!((cost.dollars > 0.0) != named, "{item:?}: {cost:?}");
    }
}

#[test]
fn a_plan_with_an_unknown_price_says_so_in_every_sum_that_holds_it() {
    let jalon = Jalon::new();
    let arguments = ["plan", "--sandbox", "--set", "database.class=db.m7g.large"];
    let plan = json(&jalon, &arguments);
    let unpriced = Value::from(vec!["db.m7g.large in us-east-1"]);
    for step in plan["steps"].as_array().unwrap() {
        let is_after = step["so_far"]["unpriced"] == unpriced;
        let own = &step["unpriced"];
        match step["step"].as_str().unwrap() {
            "vpc" | "app-host" => assert!(!is_after && own.is_null(), "{step}"),
            "database" => assert!(is_after && *own == unpriced, "{step}"),
            _ => assert!(is_after && own.is_null(), "{step}"),
        }
    }
    assert_eq!(plan["total"]["unpriced"], unpriced);
    let text = one_line(&jalon.run(&arguments).ends_with(0).stdout);
    assert_eq!(
        text.matches("the price of db.m7g.large in us-east-1, which is not known here")
            .count(),
        10,
        "{text}"
    );
}

/// What is said, without what differs from run to run.
fn redacted(jalon: &Jalon, text: &str) -> String {
    redact(text, jalon.folder())
}

#[test]
fn what_is_said_of_money_fits_into_80_columns() {
    let jalon = Jalon::new().with("COLUMNS", "80");
    insta::with_settings!({filters => so_far_filters()}, {
        let plan = jalon.run(&["plan", "--sandbox"]).ends_with(0).stdout;
        insta::assert_snapshot!("plan", redacted(&jalon, &plan));
        jalon.run(&["walk", "--sandbox", "--yes", "--budget", "5"]).ends_with(0);
        let status = jalon.run(&["status"]).ends_with(0).stdout;
        let (_, money) = status.split_once("\n\nIt costs").unwrap();
        insta::assert_snapshot!("status", format!("It costs{money}"));
        insta::assert_snapshot!("list", jalon.run(&["list"]).ends_with(0).stdout);
        let destroy = jalon.run(&["destroy", "--yes", "--keep-snapshots"]).ends_with(0).stderr;
        let (_, money) = destroy.split_once("\nWhat is deleted").unwrap();
        // What goes first after that is a matter of moments.
        let (shown, _) = money.split_once("at the prices of us-east-1.").unwrap();
        let shown = format!("{shown}at the prices of us-east-1.");
        insta::assert_snapshot!("destroy", redacted(&jalon, &format!("What is deleted{shown}")));
        for line in [plan, status, destroy].iter().flat_map(|text| text.lines()).filter(|line| line.contains('$')) {
            assert!(line.chars().count() <= 80, "{line}");
        }
    });
}

#[test]
fn a_talk_shows_the_price_of_a_step_and_the_sum_before_it_asks() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "vpc"]).ends_with(0);
    let mut terminal = Terminal::start(&jalon, &["run", "nat-gateway", "--brief"]);
    terminal.answer("Private subnets that may reach", "\r");
    terminal.expect("Do it? ›");
    insta::assert_snapshot!("confirm", terminal.screen());
    terminal.type_keys("quit\r");
    assert_eq!(terminal.end(), 0);
}
