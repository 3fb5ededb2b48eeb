//! Accounts of companies: tags without which nothing may be made, tags that may not be set, and images that are prescribed.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_ec2::types::Filter;
use jalon::aws::Aws;
use jalon::walkthrough::{Session, StepPlan, run_step, unattended_walk};
use jalon_sandbox::{Account, Plan};

use crate::support::{Endpoint, Jalon, Rehearsal, ServedSandbox, advice, problem};

const TAG: &str = "cost-center";

/// What a walk ends with that puts a tag on everything.
async fn walk_with_tag(rehearsal: &Rehearsal, value: &str) -> Arc<Session> {
    let session = rehearsal.session(&[]).await.unwrap();
    session.put_on_everything(&[(TAG.to_owned(), value.to_owned())]).unwrap();
    unattended_walk(&session, session.steps().iter().collect()).await.unwrap();
    session
}

/// The ids in EC2 that have a tag, of whatever kind.
async fn tagged(aws: &Aws, key: &str, value: &str) -> BTreeSet<String> {
    let filter = |name: &str, value: &str| Filter::builder().name(name).values(value).build();
    let call = aws.ec2().describe_tags().filters(filter("key", key));
    let found = call.filters(filter("value", value)).send().await.unwrap();
    let ids = found.tags().iter().filter_map(|tag| tag.resource_id());
    ids.map(str::to_owned).collect()
}

/// Checks that everything of the deployment has the tag.
async fn has_tag_everywhere(rehearsal: &Rehearsal, value: &str) {
    tokio::time::sleep(Duration::from_secs(120)).await;
    let aws = rehearsal.aws();
    let (own, given) = (tagged(&aws, "jalon:deployment", "demo").await, tagged(&aws, TAG, value).await);
    assert_eq!(own, given, "in EC2, other things have the tag than are the deployment's");
    for kind in ["vol-", "eni-", "snap-", "eipalloc-", "key-"] {
        assert!(given.iter().any(|id| id.starts_with(kind)), "no {kind} among {given:?}");
    }
    let databases = aws.rds().describe_db_instances().send().await.unwrap();
    let of_database = databases.db_instances()[0].tag_list();
    assert!(
        of_database
            .iter()
            .any(|tag| tag.key() == Some(TAG) && tag.value() == Some(value))
    );
    let snapshots = aws
        .rds()
        .describe_db_snapshots()
        .snapshot_type("manual")
        .send()
        .await
        .unwrap();
    let of_snapshot = snapshots.db_snapshots()[0].tag_list();
    assert!(of_snapshot.iter().any(|tag| tag.key() == Some(TAG)), "{of_snapshot:?}");
    let buckets = aws.s3().list_buckets().send().await.unwrap();
    let bucket = buckets.buckets()[0].name().unwrap();
    let tags = aws.s3().get_bucket_tagging().bucket(bucket).send().await.unwrap();
    assert!(tags.tag_set().iter().any(|tag| tag.key() == TAG && tag.value() == value));
}

#[tokio::test(start_paused = true)]
async fn a_tag_that_an_organization_demands_is_on_everything() {
    let rehearsal = Rehearsal::with_account(Account {
        mandatory_tag: Some(TAG.to_owned()),
        ..Account::default()
    });
    let error = rehearsal.walk(None, &[]).await.err().unwrap();
    let said = format!("{}\n{}", problem(&error), advice(&error).unwrap());
    assert!(
        said.contains("service control policy") && said.contains("--tag KEY=VALUE"),
        "{said}"
    );
    walk_with_tag(&rehearsal, "42").await;
    has_tag_everywhere(&rehearsal, "42").await;
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(plans.iter().all(StepPlan::is_settled), "{plans:?}");
}

#[tokio::test(start_paused = true)]
async fn a_tag_that_is_given_later_is_put_on_what_is_there() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    tokio::time::sleep(Duration::from_secs(3600)).await;
    walk_with_tag(&rehearsal, "7").await;
    has_tag_everywhere(&rehearsal, "7").await;
}

#[tokio::test(start_paused = true)]
async fn a_bucket_is_tagged_where_a_policy_denies_it_at_the_creation() {
    let mut account = Account::default();
    account.denied.push("s3:TagResource".parse().unwrap());
    let rehearsal = Rehearsal::with_account(account);
    let session = rehearsal.run("site", false).await.unwrap();
    let s3 = session.aws().s3();
    let buckets = s3.list_buckets().send().await.unwrap();
    let tags = s3.get_bucket_tagging().bucket(buckets.buckets()[0].name().unwrap());
    let tags = tags.send().await.unwrap();
    assert!(tags.tag_set().iter().any(|tag| tag.key() == "jalon:id"), "{tags:?}");
}

#[tokio::test(start_paused = true)]
async fn where_images_are_prescribed_the_advice_names_the_answer() {
    let rehearsal = Rehearsal::with_account(Account {
        allowed_images: Some(vec!["310987654321".to_owned()]),
        ..Account::default()
    });
    for set in [&[][..], &["app-host.image=ami-0a1b2c3d4e5f60002"]] {
        let error = rehearsal.walk(Some("app-host"), set).await.err().unwrap();
        let said = advice(&error).unwrap();
        assert!(
            said.contains("Allowed AMIs") && said.contains("--set app-host.image=AMI"),
            "{said}"
        );
    }
    let prescribed = "app-host.image=ami-0a1b2c3d4e5f6000a";
    let session = rehearsal.walk(Some("app-host"), &[prescribed]).await.unwrap();
    let found = session.aws().ec2().describe_instances().send().await.unwrap();
    let host = &found.reservations()[0].instances()[0];
    assert_eq!(host.image_id(), Some("ami-0a1b2c3d4e5f6000a"));
}

#[test]
fn the_served_account_of_a_company_is_walked_with_what_it_demands() {
    let sandbox = ServedSandbox::start_with(&["--account", "company", "--full-zone", "us-east-1a"]);
    let jalon = sandbox.jalon();
    let refused = jalon.run(&["walk", "--yes", "--until", "vpc"]).ends_with(1).stderr_line();
    assert!(refused.contains("service control policy"), "{refused}");
    let tagged = ["walk", "--yes", "--until", "vpc", "--tag", "cost-center=42"];
    jalon.run(&tagged).ends_with(0);
    let prescribed = [
        "walk",
        "--yes",
        "--until",
        "app-host",
        "--set",
        "app-host.image=ami-0a1b2c3d4e5f6000a",
    ];
    let refused = jalon.run(&prescribed).ends_with(1).stderr_line();
    assert!(refused.contains("InsufficientInstanceCapacity"), "{refused}");
    let elsewhere = [&prescribed[..], &["--set", "app-host.zone=2"]].concat();
    jalon.run(&elsewhere).ends_with(0);
    let refused = jalon.run(&["run", "site", "--yes"]).ends_with(1).stderr_line();
    assert!(refused.contains("Block Public Access"), "{refused}");
    jalon
        .run(&["walk", "--yes", "--until", "app-host", "--skip", "site"])
        .ends_with(0);
}

#[tokio::test(start_paused = true)]
async fn a_company_rehearses_in_an_account_like_its_own() {
    let rehearsal = Rehearsal::with_account(Account::of(Plan::Company));
    let session = rehearsal.session(&[]).await.unwrap();
    session.put_on_everything(&[(TAG.to_owned(), "42".to_owned())]).unwrap();
    let refused = run_step(&session, rehearsal.steps.get("site").unwrap(), false, None).await;
    let error = refused.unwrap_err();
    assert!(problem(&error).contains("Block Public Access"), "{}", problem(&error));
    rehearsal.simulator.block_public_access(false);
    rehearsal.run("site", false).await.unwrap();
}

#[test]
fn a_walk_in_the_sandbox_is_in_the_account_it_was_told() {
    let jalon = Jalon::new();
    let walk = ["walk", "--yes", "--sandbox", "--account", "company", "--until", "vpc"];
    let refused = jalon.run(&walk).ends_with(1).stderr_line();
    assert!(refused.contains("service control policy"), "{refused}");
    let tagged = [&walk[..], &["--tag", "cost-center=42"]].concat();
    jalon.run(&tagged).ends_with(0);
    let elsewhere = Jalon::new();
    let walk = [
        "walk",
        "--yes",
        "--endpoint-url",
        "http://127.0.0.1:9",
        "--account",
        "company",
    ];
    let refused = elsewhere.run(&walk).ends_with(2).stderr_line();
    assert!(refused.contains("`--account company` is about a sandbox"), "{refused}");
}

#[tokio::test(start_paused = true)]
async fn a_new_account_is_walked_once_aws_has_verified_it() {
    let rehearsal = Rehearsal::with_account(Account::of(Plan::New));
    let error = rehearsal.walk(Some("database"), &[]).await.err().unwrap();
    let said = format!("{}\n{}", problem(&error), advice(&error).unwrap());
    assert!(
        said.contains("PendingVerification") && said.contains("minutes to four hours"),
        "{said}"
    );
    tokio::time::sleep(Duration::from_secs(600)).await;
    // Five processors are enough for two hosts, and for three where one of them is smaller.
    let session = rehearsal.walk(Some("database"), &[]).await.unwrap();
    assert!(
        session
            .checkpoint()
            .read(|state| state.resources.contains_key("db-instance/main"))
    );
    let error = rehearsal.walk(None, &[]).await.err().unwrap();
    assert!(problem(&error).contains("vCPUs: short by 1"), "{}", problem(&error));
    assert!(advice(&error).unwrap().contains("test-host.instance-type=t2.micro"));
    rehearsal.walk(None, &["test-host.instance-type=t2.micro"]).await.unwrap();
}
