//! What a deployment may cost a day: asked about once more where there is a terminal, and refused where there is none.

use serde_json::Value;

use crate::support::{Jalon, Terminal, next, one_line};

const ENTER: &str = "\r";

fn budget(jalon: &Jalon) -> Value {
    let status = jalon.run(&["status", "--output", "json"]).ends_with(0);
    let status: Value = serde_json::from_str(&status.stdout).unwrap();
    status["budget_dollars_a_day"].clone()
}

#[test]
fn a_walk_that_passes_the_budget_is_refused_before_anything_is_made_and_the_advice_helps() {
    let jalon = Jalon::new();
    let refused = jalon.run(&["walk", "--sandbox", "--yes", "--budget", "2"]).ends_with(2);
    let said = refused.stderr_line();
    assert!(
        said.contains("it will cost about $2.72 a day, more than the budget of $2.00 a day"),
        "{said}"
    );
    assert!(!said.contains("+ VPC"), "{said}");
    let advice = next(&refused.stderr);
    for command in [
        "`jalon walk --sandbox --sandbox-speed 600 --yes --budget 3`",
        "`jalon walk --skip nat-gateway --sandbox --yes`",
        "`jalon plan --sandbox`",
    ] {
        assert!(advice.contains(command), "{command}: {advice}");
    }
    let state = jalon.run(&["status", "--output", "json"]).ends_with(0).stdout;
    assert!(state.contains("\"resources\": []"), "{state}");
    assert_eq!(budget(&jalon), 2.0);
    // It is remembered, and leaving a step out helps.
    let json = jalon.run(&["walk", "--yes", "--output", "json"]).ends_with(2);
    let failed: Value = serde_json::from_str(json.stdout.lines().last().unwrap()).unwrap();
    assert_eq!(failed["code"], "over-budget", "{failed}");
    jalon.run(&["walk", "--yes", "--skip", "nat-gateway"]).ends_with(0);
    // A walk that adds nothing is none that passes it.
    jalon.run(&["walk", "--yes", "--budget", "1"]).ends_with(0);
    jalon.run(&["run", "nat-gateway", "--yes"]).ends_with(2);
    jalon.run(&["run", "nat-gateway", "--yes", "--budget", "3"]).ends_with(0);
    assert_eq!(budget(&jalon), 3.0);
    jalon.run(&["walk", "--yes", "--budget", "none"]).ends_with(0);
    assert_eq!(budget(&jalon), Value::Null);
}

#[test]
fn a_price_that_is_not_known_is_not_within_the_budget() {
    let jalon = Jalon::new();
    let class = ["--set", "database.class=db.m7g.large"];
    let refused = jalon.run(&[&["walk", "--sandbox", "--yes", "--budget", "50"], &class[..]].concat());
    let said = refused.ends_with(2).stderr_line();
    assert!(
        said.contains("db.m7g.large in us-east-1, which is not known here: nobody knows whether it stays within"),
        "{said}"
    );
    assert!(said.contains("--budget none`") && said.contains("--skip database"), "{said}");
    // What is there already can't be left out.
    let until = [
        &["walk", "--sandbox", "--yes", "--budget", "none", "--until", "database"],
        &class[..],
    ]
    .concat();
    jalon.run(&until).ends_with(0);
    let refused = jalon.run(&["walk", "--yes", "--budget", "50"]).ends_with(2).stderr_line();
    assert!(refused.contains("--budget none`") && !refused.contains("--skip"), "{refused}");
    // A walk that makes nothing is none that passes it.
    jalon.run(&["walk", "--yes", "--until", "database"]).ends_with(0);
}

#[test]
fn a_budget_that_is_none_is_refused_where_it_is_typed() {
    for given in ["-5", "five", "$5"] {
        let jalon = Jalon::new();
        let refused = jalon
            .run(&["walk", "--sandbox", "--yes", &format!("--budget={given}")])
            .ends_with(2);
        assert!(
            one_line(&refused.stderr).contains("a number of US dollars a day"),
            "{}",
            refused.stderr
        );
        assert!(!jalon.folder().join(".jalon").exists());
    }
}

#[test]
fn a_talk_asks_once_more_before_it_passes_the_budget_and_takes_enter_for_no() {
    let jalon = Jalon::new();
    let walk = ["walk", "--sandbox", "--brief", "--until", "app-host", "--budget", "0.3"];
    let mut terminal = Terminal::start(&jalon, &walk);
    terminal.answer_all(ENTER);
    terminal.say_to_plan(&["Step 1/", "demo-vpc"], "");
    terminal.expect("so far about $0.016 an hour");
    terminal.answer("Do it? ›", ENTER);
    terminal.expect("With this step, it will cost about $0.39 a day, more than the budget of");
    terminal.answer("Do it all the same?", ENTER);
    terminal.expect("· no");
    terminal.answer("Do it? ›", ENTER);
    terminal.answer("Do it all the same?", "y");
    terminal.expect("instance demo-app-host");
    terminal.expect_said("checks passed");
    assert_eq!(terminal.end(), 0);
}
