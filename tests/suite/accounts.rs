//! Accounts that refuse: each refusal reaches the person with its cause and what to do, and once it is lifted the walk ends whole.

use std::time::Duration;

use jalon::checkpoint::StepStatus;
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::StepPlan;
use jalon_sandbox::{Account, Bucket, Call, Expiry, Intervention, Latencies, Plan, Throttling};
use tokio::time::Instant;

use crate::support::{Endpoint, Rehearsal, ServedSandbox, advice, problem, statuses};

/// The longest a walk may take, in seconds of AWS time, to stop at something that was refused at once.
const SOON: Duration = Duration::from_secs(30);

/// Walks into a refusal and returns what the person reads: the error and its advice.
async fn refused(rehearsal: &Rehearsal, set: &[&str]) -> String {
    match rehearsal.walk(None, set).await {
        Ok(_) => panic!("the account refused nothing"),
        Err(error) => format!("{}\n{}", problem(&error), advice(&error).unwrap_or_default()),
    }
}

#[track_caller]
fn assert_tells(text: &str, wanted: &[&str]) {
    for part in wanted {
        assert!(text.contains(part), "\"{part}\" is missing in: {text}");
    }
}

/// Walks to the end: every step is done, nothing is there twice, nothing is left to do.
async fn ends_whole(rehearsal: &Rehearsal, set: &[&str]) {
    let session = rehearsal.walk(None, set).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(statuses(&session), vec![StepStatus::Done; WALKTHROUGH.count()]);
    assert!(rehearsal.plan(set).await.unwrap().iter().all(StepPlan::is_settled));
    let keys = rehearsal.live_keys().await;
    let mut distinct = keys.clone();
    distinct.dedup();
    assert_eq!(keys, distinct, "something is there twice");
}

/// The simulated time since the first call to an operation was answered with one of these codes.
fn since_first(rehearsal: &Rehearsal, codes: &[&str], operation: &str) -> Duration {
    let calls = rehearsal.simulator.calls();
    let is_refused = |call: &&Call| {
        let code = call.error.as_deref().unwrap_or_default();
        codes.contains(&code) && call.operation.starts_with(operation)
    };
    let refused = calls.iter().find(is_refused);
    let at = refused
        .unwrap_or_else(|| panic!("no {operation} was answered with {codes:?}"))
        .at;
    Duration::try_from(rehearsal.simulator.now().duration_since(at)).unwrap()
}

#[tokio::test(start_paused = true)]
async fn where_a_zone_is_full_the_advice_puts_the_hosts_into_another() {
    let full_zones = vec!["us-east-1a".to_owned()];
    let rehearsal = Rehearsal::with_account(Account {
        full_zones,
        ..Account::default()
    });
    let begun = rehearsal.simulator.now();
    let mut moved = Vec::new();
    // The hosts are made at the same time, and any of them is refused first.
    while moved.len() < 3 {
        let given: Vec<&str> = moved
            .iter()
            .map(String::as_str)
            .filter(|given| !given.starts_with("second"))
            .collect();
        let said = refused(&rehearsal, &given).await;
        assert_tells(
            &said,
            &["InsufficientInstanceCapacity", "us-east-1b", "another instance type"],
        );
        let mut advised = said.split_whitespace().filter(|word| word.ends_with(".zone=2"));
        let advised = advised.next().unwrap_or_else(|| panic!("no other zone is advised: {said}"));
        if moved.iter().any(|known| known == advised) {
            break;
        }
        moved.push(advised.to_owned());
    }
    assert!(moved.contains(&"second-vpc.zone=2".to_owned()), "{moved:?}");
    let took = Duration::try_from(rehearsal.simulator.now().duration_since(begun)).unwrap();
    assert!(took < Duration::from_secs(1200), "the refusals took {took:?}");
    // The AI team's subnet is there already.
    let said = refused(&rehearsal, &["second-vpc.zone=2"]).await;
    assert_tells(&said, &["subnet/ai", "--set second-vpc.zone=1", "destroy --only subnet-"]);
    rehearsal.simulator.change_account(|account| account.full_zones.clear());
    ends_whole(&rehearsal, &["second-vpc.zone=1"]).await;
}

#[tokio::test(start_paused = true)]
async fn the_free_plan_has_room_for_the_default_walk() {
    ends_whole(&Rehearsal::with_account(Account::of(Plan::FreePlan)), &[]).await;
}

#[tokio::test(start_paused = true)]
async fn the_free_plan_refuses_what_costs_more_and_says_what_it_has() {
    let rehearsal = Rehearsal::with_account(Account::of(Plan::FreePlan));
    let text = refused(&rehearsal, &["database.backup-retention-days=7"]).await;
    assert_tells(
        &text,
        &["FreeTierRestrictionError", "request id", "database.backup-retention-days=1"],
    );
    let text = refused(
        &rehearsal,
        &["database.backup-retention-days=1", "ai-host.instance-type=t3.medium"],
    )
    .await;
    assert_tells(
        &text,
        &["InvalidParameterCombination", "not eligible for Free Tier", "t3.micro"],
    );
    ends_whole(&rehearsal, &["ai-host.instance-type=t3.micro"]).await;
}

#[tokio::test(start_paused = true)]
async fn the_learner_lab_is_walked_by_default_and_denies_gp3() {
    let rehearsal = Rehearsal::with_account(Account::of(Plan::LearnerLab));
    let text = refused(&rehearsal, &["database.storage-type=gp3"]).await;
    assert_tells(
        &text,
        &[
            "AccessDenied",
            "rds:CreateDBInstance",
            "explicit deny",
            "database.storage-type=gp2",
        ],
    );
    assert!(since_first(&rehearsal, &["AccessDenied"], "CreateDBInstance") < SOON);
    ends_whole(&rehearsal, &["database.storage-type=gp2"]).await;
    let untold = Rehearsal::with_account(Account::of(Plan::LearnerLab));
    ends_whole(&untold, &[]).await;
}

#[tokio::test(start_paused = true)]
async fn a_learner_lab_in_a_region_it_may_not_be_used_in_is_refused_at_once() {
    let rehearsal = Rehearsal::seeded_in("eu-west-3", 1, Latencies::default());
    rehearsal
        .simulator
        .change_account(|account| *account = Account::of(Plan::LearnerLab));
    let error = rehearsal.walk(None, &[]).await.err().unwrap();
    let told = format!("{}: {:?}", problem(&error), advice(&error));
    assert_tells(&told, &["Learner Lab", "eu-west-3", "us-east-1, us-west-2"]);
    assert!(rehearsal.simulator.calls().len() < 5, "{:?}", rehearsal.simulator.calls());
}

#[tokio::test(start_paused = true)]
async fn a_region_full_of_vpcs_stops_the_walk_until_there_is_room() {
    let rehearsal = Rehearsal::new();
    let aws = rehearsal.aws();
    let mut others = Vec::new();
    for number in 0..5 {
        let made = aws
            .ec2()
            .create_vpc()
            .cidr_block(format!("172.{}.0.0/16", 16 + number))
            .send()
            .await;
        others.push(made.unwrap().vpc.unwrap().vpc_id.unwrap());
    }
    // Nothing shows it before.
    rehearsal
        .simulator
        .change_account(|account| account.denied = vec!["servicequotas:*".parse().unwrap()]);
    tokio::time::sleep(Duration::from_secs(5)).await;
    let started = Instant::now();
    let text = refused(&rehearsal, &[]).await;
    assert_tells(
        &text,
        &[
            "VpcLimitExceeded",
            "maximum number of VPCs",
            "request id",
            "Service Quotas",
            "L-F678F1CE",
        ],
    );
    assert!(started.elapsed() < SOON, "it took {:?}", started.elapsed());
    for vpc in &others[..2] {
        aws.ec2().delete_vpc().vpc_id(vpc).send().await.unwrap();
    }
    ends_whole(&rehearsal, &[]).await;
}

#[tokio::test(start_paused = true)]
async fn a_new_account_has_too_few_processors_for_three_instances() {
    let mut account = Account::default();
    account.quotas.standard_vcpus = 5;
    // Nothing shows it before.
    account.denied = vec!["servicequotas:*".parse().unwrap()];
    let rehearsal = Rehearsal::with_account(account);
    let text = refused(&rehearsal, &[]).await;
    assert_tells(&text, &["VcpuLimitExceeded", "limit of 5", "Running On-Demand Standard"]);
    rehearsal
        .simulator
        .change_account(|account| account.quotas.standard_vcpus = 6);
    ends_whole(&rehearsal, &[]).await;
}

#[tokio::test(start_paused = true)]
async fn a_denied_action_stops_the_walk_until_it_is_allowed() {
    let denials = [
        ("ec2:RunInstances", "UnauthorizedOperation"),
        ("ec2:CreateNat*", "UnauthorizedOperation"),
        ("rds:CreateDBSnapshot", "AccessDenied"),
        ("s3:PutBucketPolicy", "AccessDenied"),
        ("ec2:Describe*", "UnauthorizedOperation"),
    ];
    for (action, code) in denials {
        let mut account = Account::default();
        account.denied.push(action.parse().unwrap());
        let rehearsal = Rehearsal::with_account(account);
        let text = refused(&rehearsal, &[]).await;
        assert_tells(
            &text,
            &[code, "request id", "is not authorized to perform", "ask for a policy"],
        );
        let (_, operation) = action.split_once(':').unwrap();
        let waited = since_first(&rehearsal, &[code], operation.trim_end_matches('*'));
        assert!(waited < SOON, "{action}: {waited:?}");
        rehearsal.simulator.change_account(|account| account.denied.clear());
        ends_whole(&rehearsal, &[]).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_failed_wait_is_told_before_the_slowest_resource_is_ready() {
    let rehearsal = Rehearsal::new();
    let simulator = rehearsal.simulator.clone();
    // The disk's snapshots are waited for beside the database, which takes minutes more.
    rehearsal.simulator.set_interceptor(move |call| {
        if call.operation == "CreateSnapshots" {
            simulator.change_account(|account| account.denied.push("ec2:DescribeSnapshots".parse().unwrap()));
        }
        Intervention::Proceed
    });
    let text = refused(&rehearsal, &[]).await;
    assert_tells(&text, &["could not list the EBS snapshots", "UnauthorizedOperation"]);
    let waited = since_first(&rehearsal, &["UnauthorizedOperation"], "DescribeSnapshots");
    assert!(waited < Duration::from_secs(3), "{waited:?}");
    rehearsal.simulator.set_interceptor(|_| Intervention::Proceed);
    rehearsal.simulator.change_account(|account| account.denied.clear());
    ends_whole(&rehearsal, &[]).await;
}

#[tokio::test(start_paused = true)]
async fn expired_credentials_stop_the_walk_soon_and_a_login_goes_on_with_it() {
    const CODES: [&str; 2] = ["RequestExpired", "ExpiredToken"];
    for calls in [0, 10, 30, 60, 90, 110] {
        let mut account = Account::default();
        account.credentials.expiry = Some(Expiry::AfterCalls(calls));
        let rehearsal = Rehearsal::with_account(account);
        let text = refused(&rehearsal, &[]).await;
        assert!(CODES.iter().any(|code| text.contains(code)), "after {calls} calls: {text}");
        assert_tells(&text, &["request id", "log in again"]);
        assert!(since_first(&rehearsal, &CODES, "") < SOON, "after {calls} calls");
        rehearsal
            .simulator
            .change_account(|account| account.credentials.expiry = None);
        ends_whole(&rehearsal, &[]).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_walk_that_outlasts_many_logins_ends_whole() {
    let mut account = Account::default();
    account.credentials.expiry = Some(Expiry::After(Duration::from_secs(75)));
    let rehearsal = Rehearsal::with_account(account);
    let mut logins = 1;
    while rehearsal.walk(None, &[]).await.is_err() {
        rehearsal.simulator.renew_credentials();
        logins += 1;
        assert!(logins < 20, "the walk makes no progress");
    }
    assert!(logins > 3, "the credentials did not expire in {logins} logins");
    rehearsal.simulator.renew_credentials();
    ends_whole(&rehearsal, &[]).await;
}

#[tokio::test(start_paused = true)]
async fn a_throttled_walk_ends_whole_and_makes_nothing_twice() {
    let bucket = |capacity, refill| Bucket { capacity, refill };
    let scarce = Throttling {
        // All of S3 shares its buckets, and no account is held as short there.
        s3_reads: bucket(5.0, 5.0),
        s3_writes: bucket(5.0, 5.0),
        ..Throttling::uniform(bucket(2.0, 1.0))
    };
    let account = Account {
        throttling: Some(scarce),
        ..Account::default()
    };
    let rehearsal = Rehearsal::with_account(account);
    ends_whole(&rehearsal, &[]).await;
    let calls = rehearsal.simulator.calls();
    let throttled = calls
        .iter()
        .filter(|call| call.error.as_deref() == Some("RequestLimitExceeded"))
        .count();
    assert!(throttled > 20, "only {throttled} calls were throttled");
}

#[tokio::test(start_paused = true)]
async fn the_default_walk_stays_within_the_documented_call_rates() {
    let rehearsal = Rehearsal::new();
    ends_whole(&rehearsal, &[]).await;
    rehearsal.destroy(false).await.unwrap();
    let throttling = ["RequestLimitExceeded", "Throttling", "SlowDown"];
    let calls = rehearsal.simulator.calls();
    let throttled: Vec<_> = calls
        .iter()
        .filter(|call| call.error.as_deref().is_some_and(|code| throttling.contains(&code)))
        .collect();
    assert!(throttled.is_empty(), "{throttled:?}");
}

#[test]
fn a_served_sandbox_is_the_account_it_was_told_to_be() {
    // Each with the codes that may be shown: of several services that are asked at once, the first to answer counts.
    let refusals = [
        (
            &["--quota", "vpcs=0", "--deny", "servicequotas:*"][..],
            &["VpcLimitExceeded"][..],
            &["request id", "VPCs per Region"][..],
        ),
        (
            &["--deny", "ec2:CreateVpc"][..],
            &["UnauthorizedOperation"][..],
            &["ask for a policy"][..],
        ),
        (
            &["--expire-after", "1ms"][..],
            &["RequestExpired", "ExpiredToken"][..],
            &["put a key that is active"][..],
        ),
    ];
    for (options, codes, texts) in refusals {
        let sandbox = ServedSandbox::start_with(options);
        let run = sandbox.jalon().run(&["walk", "--yes", "--until", "vpc"]).ends_with(1);
        let told = run.stderr_line();
        assert!(
            codes.iter().any(|code| told.contains(&format!("AWS answered {code}"))),
            "{told}"
        );
        assert_tells(&told, texts);
    }
}
