//! What AWS denies to read is unknown: it is said once, and stops only what needs it.

use std::time::Duration;

use jalon::walkthrough::Error;

use crate::support::{Rehearsal, problem};

/// Denies one action from now on.
fn deny(rehearsal: &Rehearsal, action: &str) {
    let action = action.parse().unwrap();
    rehearsal.simulator.change_account(|account| account.denied.push(action));
}

fn allow_all(rehearsal: &Rehearsal) {
    rehearsal.simulator.change_account(|account| account.denied.clear());
}

async fn later() {
    tokio::time::sleep(Duration::from_secs(300)).await;
}

#[tokio::test(start_paused = true)]
async fn a_kind_that_cannot_be_listed_stops_only_the_steps_that_build_it() {
    for denied in [
        "rds:DescribeDBInstances",
        "rds:*",
        "ec2:DescribeNatGateways",
        "ec2:DescribeTags",
        "s3:*",
    ] {
        let rehearsal = Rehearsal::new();
        deny(&rehearsal, denied);
        let session = rehearsal
            .run("vpc", false)
            .await
            .unwrap_or_else(|error| panic!("{denied}: {}", problem(&error)));
        assert!(session.checkpoint().read(|state| state.resources.contains_key("vpc/main")));
        later().await;
        rehearsal
            .destroy(false)
            .await
            .unwrap_or_else(|error| panic!("{denied}: {}", problem(&error)));
        let told = rehearsal.notices().join("\n");
        assert_eq!(
            told.contains("AWS denies listing"),
            denied != "s3:*" && denied != "ec2:DescribeTags",
            "{denied}: {told}"
        );
        allow_all(&rehearsal);
        assert_eq!(rehearsal.live_keys().await, Vec::<String>::new(), "{denied}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_deployment_without_a_bucket_is_taken_down_where_buckets_cannot_be_listed() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("app-host"), &[]).await.unwrap();
    deny(&rehearsal, "s3:ListAllMyBuckets");
    later().await;
    rehearsal.walk(Some("app-host"), &[]).await.unwrap();
    rehearsal.destroy(false).await.unwrap();
    allow_all(&rehearsal);
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn what_is_hidden_stays_with_what_it_is_built_from_and_the_rest_goes_at_once() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    later().await;
    deny(&rehearsal, "rds:DescribeDBInstances");
    let began = tokio::time::Instant::now();
    let refused = rehearsal.destroy(false).await.unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(15 * 60), "{:?}", began.elapsed());
    let said = problem(&refused);
    assert!(matches!(refused, Error::Unseen { .. }), "{said}");
    assert!(said.contains("DB instances") && said.contains("db-instance/main"), "{said}");
    let secret = rehearsal.kept("secrets.json");
    assert!(secret.is_some(), "the database needs its password still");
    allow_all(&rehearsal);
    later().await;
    let left = rehearsal.live_keys().await;
    assert!(left.iter().any(|key| key.contains("db-instance")), "{left:?}");
    assert!(
        !left
            .iter()
            .any(|key| key.starts_with("instance") || key.starts_with("nat-gateway")),
        "{left:?}"
    );
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
    assert_eq!(rehearsal.kept("secrets.json"), None);
}

#[tokio::test(start_paused = true)]
async fn without_a_record_nobody_calls_a_deployment_gone_that_is_partly_hidden() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("database"), &[]).await.unwrap();
    rehearsal.lose_the_state_directory();
    later().await;
    deny(&rehearsal, "rds:*");
    let refused = rehearsal.destroy(false).await.unwrap_err();
    let said = problem(&refused);
    assert!(said.contains("RDSNetworkInterface"), "{said}");
    assert!(rehearsal.notices().join("\n").contains("DB instances"));
}

#[tokio::test(start_paused = true)]
async fn kept_snapshots_keep_the_password_and_the_key_they_need() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let (secrets, key) = (rehearsal.kept("secrets.json"), rehearsal.kept("id_ed25519"));
    assert!(secrets.is_some() && key.is_some());
    later().await;
    rehearsal.destroy(true).await.unwrap();
    assert_eq!((rehearsal.kept("secrets.json"), rehearsal.kept("id_ed25519")), (secrets, key));
    later().await;
    rehearsal.destroy(false).await.unwrap();
    assert_eq!((rehearsal.kept("secrets.json"), rehearsal.kept("id_ed25519")), (None, None));
}
