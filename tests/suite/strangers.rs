//! What isn't the deployment's is never touched.

use aws_sdk_ec2::primitives::Blob;
use jalon::resources::Kind;
use jalon::walkthrough::Error;

use crate::support::{Rehearsal, advice, problem};

/// A walk that runs into a name another deployment has: it says so, and neither it nor taking down touches the other.
async fn a_taken_name_is_left_alone(others: &[&str], ours: &[&str], name: &str) {
    let other = Rehearsal::new().beside("other");
    other.walk(None, others).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    let whole = other.live_keys().await;
    let rehearsal = other.beside("demo");
    let refused = rehearsal.walk(None, ours).await.err().unwrap();
    let told = problem(&refused);
    assert!(
        told.contains(name) && told.contains("does not belong to this deployment"),
        "{told}"
    );
    assert!(advice(&refused).unwrap().contains("choose another name with --set"));
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
    assert_eq!(other.live_keys().await, whole);
    let plans = other.plan(others).await.unwrap();
    assert!(plans.iter().all(jalon::walkthrough::StepPlan::is_settled), "{plans:#?}");
}

#[tokio::test(start_paused = true)]
async fn another_deployments_bucket_is_left_alone() {
    let taken = ["site.bucket=the-one-and-only-name"];
    a_taken_name_is_left_alone(&taken, &taken, "the-one-and-only-name").await;
}

#[tokio::test(start_paused = true)]
async fn another_deployments_database_is_left_alone() {
    let taken = ["database.identifier=ledger"];
    a_taken_name_is_left_alone(&taken, &taken, "ledger").await;
}

#[tokio::test(start_paused = true)]
async fn a_key_pair_and_a_subnet_group_of_this_name_that_nobody_tagged_are_left_alone() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(Some("vpc"), &[]).await.unwrap();
    let key = key_of_another().await;
    let ec2 = session.aws().ec2();
    ec2.import_key_pair()
        .key_name("demo-key")
        .public_key_material(Blob::new(key))
        .send()
        .await
        .unwrap();
    let refused = rehearsal.walk(None, &[]).await.err().unwrap();
    let told = problem(&refused);
    assert!(
        told.contains("demo-key") && told.contains("does not belong to this deployment"),
        "{told}"
    );
    let Error::Step { step, .. } = refused else { panic!("{told}") };
    assert_eq!(step, "app-host");
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(ec2.describe_key_pairs().send().await.unwrap().key_pairs().len(), 1);

    ec2.delete_key_pair().key_name("demo-key").send().await.unwrap();
    let session = rehearsal.walk(Some("app-host"), &[]).await.unwrap();
    let subnets = session.inventory(|inventory| inventory.of(Kind::Subnet).iter().map(|subnet| subnet.id.clone()).collect());
    let make = session
        .aws()
        .rds()
        .create_db_subnet_group()
        .db_subnet_group_name("jalon-demo-database");
    make.db_subnet_group_description("Not ours")
        .set_subnet_ids(Some(subnets))
        .send()
        .await
        .unwrap();
    let told = problem(&rehearsal.walk(None, &[]).await.err().unwrap());
    assert!(
        told.contains("DB subnet group jalon-demo-database is there already"),
        "{told}"
    );
}

/// The public key of a deployment somewhere else.
async fn key_of_another() -> String {
    let elsewhere = Rehearsal::new().beside("elsewhere");
    elsewhere.walk(Some("app-host"), &[]).await.unwrap();
    elsewhere.kept("id_ed25519.pub").unwrap()
}
