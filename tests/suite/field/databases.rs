//! Databases in statuses and versions that a fresh one never has.

use jalon::walkthrough::Verdict;

use crate::support::{Rehearsal, advice, checks, problem};

#[tokio::test(start_paused = true)]
async fn a_database_that_is_backed_up_is_available() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(Some("database"), &[]).await.unwrap();
    let snapshot = session.aws().rds().create_db_snapshot();
    let snapshot = snapshot.db_instance_identifier("demo-db").db_snapshot_identifier("by-hand");
    snapshot.send().await.unwrap();
    let session = rehearsal.session(&[]).await.unwrap();
    let step = session.steps().get("database").unwrap();
    let results = checks(&session, &[step]).await;
    let available = results[0]
        .checks
        .iter()
        .find(|check| format!("{check:?}").contains("the database is available"));
    let available = available.unwrap();
    assert!(matches!(available.verdict, Verdict::Passed), "{available:?}");
}

#[tokio::test(start_paused = true)]
async fn no_database_is_made_in_extended_support() {
    let rehearsal = Rehearsal::new();
    let error = rehearsal.walk(None, &["database.version=5.7"]).await.err().unwrap();
    let said = problem(&error);
    assert!(
        said.contains("standard support of MySQL 5.7") && said.contains("2024-02-29"),
        "{said}"
    );
    assert!(advice(&error).unwrap().contains("database.version"));
    let calls = rehearsal.simulator.calls();
    assert!(!calls.iter().any(|call| call.operation == "CreateDBInstance"));
    let session = rehearsal.walk(Some("database"), &["database.version=8.4"]).await.unwrap();
    let described = session.aws().rds().describe_db_instances().send().await.unwrap();
    assert_eq!(
        described.db_instances()[0].engine_lifecycle_support(),
        Some("open-source-rds-extended-support-disabled")
    );
}
