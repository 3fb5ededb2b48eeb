//! A password that somebody changes on AWS: it is told, kept as advised, and the application gets it.

use jalon::aws::{Aws, Clock, Cloud, Connection};
use jalon_sandbox::{Account, Latencies, Options, Simulator};

use crate::support::{Jalon, next, one_line, write_private};

#[test]
fn a_password_that_was_changed_on_aws_is_kept_as_advised() {
    let jalon = Jalon::new();
    jalon.run(&["walk", "--sandbox", "--yes", "--until", "app"]).ends_with(0);
    let answers = jalon.folder().join("new.toml");
    write_private(&answers, "[database]\npassword = \"rotated-in-the-console\"\n");
    let walk = ["walk", "--yes", "--until", "app", "--answers", "new.toml"];
    let refused = jalon.run(&walk).ends_with(2);
    let advice = next(&refused.stderr);
    assert!(!advice.contains("--set"), "{advice}");
    assert!(advice.contains("secrets.json as database.password"), "{advice}");
    let file = jalon.kept("secrets.json");
    let mut secrets: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    secrets["database.password"] = "rotated-in-the-console".into();
    std::fs::write(&file, secrets.to_string()).unwrap();
    // Nobody has changed it on AWS yet, and the database says so.
    let refused = jalon.run(&walk).ends_with(1);
    assert!(
        one_line(&refused.stderr).contains("Access denied for user 'admin'"),
        "{}",
        refused.stderr
    );
    change_password_on_aws(&jalon, "rotated-in-the-console");
    jalon.run(&walk).ends_with(0);
    let verified = jalon.run(&["verify", "app"]).ends_with(0).stdout;
    assert!(
        verified.contains("✓ a user who signs up is a row of the users table"),
        "{verified}"
    );
}

/// Changes the password of the database in a deployment's sandbox, as in the console.
fn change_password_on_aws(jalon: &Jalon, password: &str) {
    let simulator = Simulator::open(Options {
        region: "us-east-1".to_owned(),
        seed: 0,
        speed: 1000.0,
        latencies: Latencies::default(),
        account: Account::default(),
        directory: Some(jalon.kept("sandbox")),
        read_only: false,
    });
    let aws = Aws::connect(Connection {
        cloud: Cloud::Sandbox,
        region: "us-east-1".to_owned(),
        outbound: jalon::aws::Outbound::default(),
        profile: None,
        http_client: Some(simulator.unwrap().http_client()),
        clock: Clock::scaled(1000.0),
    });
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let change = aws.rds().modify_db_instance().db_instance_identifier("demo-db");
        let change = change.master_user_password(password).apply_immediately(true);
        change.send().await.unwrap();
        // RDS takes a minute or so to bring it into force.
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    });
}
