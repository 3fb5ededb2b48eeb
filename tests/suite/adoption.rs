//! A lost state directory: everything is found again by its tags, and nothing is made.

use jalon::checkpoint::StepStatus;
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::Action;

use crate::support::{Rehearsal, keys, statuses};

async fn is_adopted_whole(set: &[&str]) {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, set).await.unwrap();
    rehearsal.lose_the_state_directory();
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(plans.iter().all(jalon::walkthrough::StepPlan::is_settled), "{plans:#?}");
    assert!(keys(&plans, Action::Adopt).len() >= 40);
    let before = rehearsal.calls();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    assert_eq!(rehearsal.mutations_since(before), Vec::<String>::new());
    assert_eq!(statuses(&session), vec![StepStatus::Done; WALKTHROUGH.count()]);
}

#[tokio::test(start_paused = true)]
async fn where_nothing_is_remembered_one_look_tells_that_ec2_holds_nothing() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.session(&[]).await.unwrap();
    assert_eq!(session.inventory(|inventory| inventory.all().count()), 0);
    let calls = rehearsal.simulator.calls();
    let listings: Vec<&str> = calls
        .iter()
        .map(|call| call.operation.as_str())
        .filter(|operation| operation.starts_with("Describe"))
        .filter(|operation| !operation.starts_with("DescribeDB"))
        .collect();
    assert_eq!(listings, ["DescribeTags"]);
}

#[tokio::test(start_paused = true)]
async fn a_policy_that_hides_tags_hides_no_deployment() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.lose_the_state_directory();
    let denied = "ec2:DescribeTags".parse().unwrap();
    rehearsal.simulator.change_account(|account| account.denied = vec![denied]);
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(plans.iter().all(jalon::walkthrough::StepPlan::is_settled), "{plans:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_deployment_of_defaults_is_adopted() {
    is_adopted_whole(&[]).await;
}

#[tokio::test(start_paused = true)]
async fn answers_that_aws_tells_need_not_be_given_again() {
    is_adopted_whole(&[
        "vpc.name=harbour",
        "vpc.cidr=10.9.0.0/16",
        "vpc.availability-zones=3",
        "app-host.port=8080",
        "app-host.trusted-cidrs=203.0.113.7/32,203.0.113.9/32",
        "database.identifier=ledger",
        "database.name=ledger",
        "database.user=keeper",
        "database.backup-retention-days=0",
        "database.storage-ceiling-gib=50",
        "site.bucket=harbour-site-of-ours",
        "snapshots.label=first",
        "second-vpc.cidr=10.10.0.0/16",
        "second-vpc.internet=nat",
    ])
    .await;
}
