//! `jalon policy`: a run passes in the sandbox under exactly the policy that it prints, and under none that lacks one of its actions.

mod sources;

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use jalon::resources::{Kind, enabled_regions, permissions, tagged_deployments};
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::{
    Error, Event, Experiments, Given, PolicyDocument, PolicyNames, Purpose, Result, Step, plan_steps, try_step, verify_steps,
};
use jalon_sandbox::{Account, Call};
use serde_json::Value;

use crate::support::{Endpoint, Jalon, Rehearsal, ServedSandbox, problem};
use crate::tries::making::Person;

const PURPOSES: [(Purpose, &str); 5] = [
    (Purpose::Walk, "walk"),
    (Purpose::Destroy, "destroy"),
    (Purpose::ReadOnly, "read-only"),
    (Purpose::Pause, "pause"),
    (Purpose::Try, "try"),
];

/// The vCPUs that the account may have.
const QUOTA: &str = "servicequotas:GetServiceQuota";
/// How many a type has.
const SIZES: &str = "ec2:DescribeInstanceTypes";
/// What is read before there is anything.
const BEFORE_A_WALK: [&str; 5] = [
    QUOTA,
    SIZES,
    "ec2:DescribeInstanceTypeOfferings",
    "ec2:DescribeVpcBlockPublicAccessOptions",
    "rds:DescribeOrderableDBInstanceOptions",
];
/// AWS alone has quotas that the account was never given another value of.
const DEFAULTS: &str = "servicequotas:GetAWSDefaultServiceQuota";

/// The policy of a deployment for a purpose, as it is printed before anything is built.
fn policy_of(deployment: &str, purpose: Purpose, steps: &[&str]) -> PolicyDocument {
    let names = PolicyNames::known(deployment, None, &Given::default(), &WALKTHROUGH).unwrap();
    let chosen: Vec<&'static dyn Step> = match steps {
        [] => WALKTHROUGH.iter().collect(),
        named => named.iter().map(|step| WALKTHROUGH.get(step).unwrap()).collect(),
    };
    PolicyDocument::new(purpose, &WALKTHROUGH, &chosen, &names)
}

fn policy(purpose: Purpose) -> PolicyDocument {
    policy_of("demo", purpose, &[])
}

/// From now on, the user may do only what a policy allows.
fn narrow(rehearsal: &Rehearsal, policy: &impl serde::Serialize) {
    let text = serde_json::to_string(policy).unwrap();
    let policy = text.parse().unwrap_or_else(|wrong| panic!("{wrong}: {text}"));
    rehearsal.simulator.change_account(|account| account.policies = vec![policy]);
}

/// The policy without one action.
fn without(policy: &PolicyDocument, action: &str) -> Value {
    let mut document = serde_json::to_value(policy).unwrap();
    let statements = document["Statement"].as_array_mut().unwrap();
    for statement in statements.iter_mut() {
        statement["Action"].as_array_mut().unwrap().retain(|known| known != action);
    }
    statements.retain(|statement| !statement["Action"].as_array().unwrap().is_empty());
    document
}

/// The actions of a policy for which this is true.
fn actions(policy: &PolicyDocument, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let actions = policy.actions().into_iter();
    actions.filter(|action| is_wanted(action)).map(str::to_owned).collect()
}

fn reads(action: &str) -> bool {
    policy(Purpose::ReadOnly).actions().contains(action)
}

/// The first step that needs the action.
fn step_for(action: &str) -> &'static str {
    let needs = |kind: &Kind| permissions(*kind).iter().any(|permission| permission.action == action);
    let step = WALKTHROUGH.iter().find(|step| step.makes().iter().any(needs));
    step.map_or("vpc", |step| step.id())
}

async fn later() {
    tokio::time::sleep(Duration::from_secs(600)).await;
}

/// Walks, looks at everything once more and walks again.
async fn walk_and_check(rehearsal: &Rehearsal, until: Option<&str>) -> Result<String> {
    rehearsal.walk(until, &[]).await?;
    let session = rehearsal.walk(until, &[]).await?;
    session.sweep().await?;
    let answers = session.planned_answers().await?.into();
    let steps: Vec<_> = WALKTHROUGH.iter().collect();
    Ok(format!("{:?}", verify_steps(&session, &steps, &answers).await?))
}

/// Reads everything as somebody does who knows nothing of the deployment, and returns what checks and plans say.
async fn look(rehearsal: &Rehearsal) -> Result<String> {
    let session = rehearsal.session_elsewhere().await?;
    let answers = session.planned_answers().await?.into();
    let steps: Vec<_> = WALKTHROUGH.iter().collect();
    let plans = plan_steps(&session, &steps, &answers).await?;
    let checks = verify_steps(&session, &steps, &answers).await?;
    tagged_deployments(session.aws(), None).await?;
    enabled_regions(session.aws()).await?;
    Ok(format!("{checks:?}{plans:?}"))
}

/// Goes through the experiments of all steps.
async fn try_all(rehearsal: &Rehearsal) -> Result<String> {
    let session = rehearsal.session(&[]).await?;
    let answers = session.planned_answers().await?.into();
    let experiments = Experiments::new(&session, &answers);
    for step in WALKTHROUGH.iter() {
        try_step(&experiments, step, &Person::who(true)).await?;
    }
    Ok(String::new())
}

/// What a person is told by a run: what it ends with, and its notices.
async fn told(rehearsal: &Rehearsal, run: impl Future<Output = Result<String>>) -> String {
    let before = rehearsal.events().len();
    let ended = run.await.unwrap_or_else(|error| problem(&error));
    let notices = rehearsal.events().into_iter().skip(before);
    let notices = notices.filter(|(_, event)| matches!(event, Event::Notice(_)));
    notices.fold(ended, |all, (_, notice)| format!("{all}\n{notice:?}"))
}

fn assert_names(action: &str, told: &str) {
    // Without s3:TagResource, jalon tags the bucket by a call of its own, which the policy does not allow either.
    let named = match action {
        "s3:TagResource" => "s3:PutBucketTagging",
        // A bucket whose tags can't be read is shown as somebody else's.
        "s3:GetBucketTagging" => "Differences([Foreign])",
        action => action,
    };
    assert!(told.contains(named), "without {action}: {told}");
}

fn refused(call: &Call) -> bool {
    // S3 refuses a public policy for a moment after the access block was opened.
    let denials = ["UnauthorizedOperation", "AccessDenied", "AccessDeniedException"];
    call.operation != "PutBucketPolicy" && call.error.as_deref().is_some_and(|code| denials.contains(&code))
}

#[tokio::test(start_paused = true)]
async fn everything_passes_under_exactly_the_policies_for_it() {
    let passes = |ended: Result<String>| drop(ended.unwrap_or_else(|error| panic!("{}", problem(&error))));
    let rehearsal = Rehearsal::new().with_hosts();
    narrow(&rehearsal, &policy(Purpose::ReadOnly));
    rehearsal.plan(&[]).await.unwrap();
    narrow(&rehearsal, &policy(Purpose::Walk));
    passes(walk_and_check(&rehearsal, None).await);
    later().await;
    narrow(&rehearsal, &policy(Purpose::ReadOnly));
    passes(look(&rehearsal).await);
    narrow(&rehearsal, &policy(Purpose::Try));
    passes(try_all(&rehearsal).await);
    later().await;
    narrow(&rehearsal, &policy(Purpose::Pause));
    rehearsal.pause().await.unwrap();
    later().await;
    let session = rehearsal.resume().await.unwrap();
    let answers = session.planned_answers().await.unwrap().into();
    let steps: Vec<_> = WALKTHROUGH.iter().collect();
    verify_steps(&session, &steps, &answers).await.unwrap();
    later().await;
    narrow(&rehearsal, &policy(Purpose::Destroy));
    rehearsal.destroy(false).await.unwrap();
    let calls = rehearsal.simulator.calls();
    let refused: BTreeSet<&str> = calls
        .iter()
        .filter(|call| refused(call))
        .map(|call| call.operation.as_str())
        .collect();
    // A walk begins faster with it, and does without.
    assert_eq!(refused, BTreeSet::from(["DescribeTags"]));
    rehearsal.simulator.change_account(|account| account.policies.clear());
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_policy_for_some_steps_is_enough_for_them_and_for_no_others() {
    let rehearsal = Rehearsal::new();
    narrow(&rehearsal, &policy_of("demo", Purpose::Walk, &["app-host"]));
    rehearsal.walk(Some("app-host"), &[]).await.unwrap();
    let told = told(&rehearsal, walk_and_check(&rehearsal, Some("database"))).await;
    assert!(told.contains("rds:CreateDB"), "{told}");
    narrow(&rehearsal, &policy_of("demo", Purpose::Destroy, &["app-host"]));
    rehearsal.destroy(false).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_step_makes_the_kinds_that_it_says() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let records = session.checkpoint().read(|state| state.resources.clone());
    for step in WALKTHROUGH.iter() {
        let of_step = records.values().filter(|record| record.step == step.id());
        let made: BTreeSet<&str> = of_step.map(|record| record.kind.as_str()).collect();
        // A disk comes with its host.
        let said = step.makes().iter().filter(|kind| **kind != Kind::Volume);
        let said: BTreeSet<&str> = said.map(|kind| kind.as_str()).collect();
        assert!(made.is_subset(&said), "{} makes {made:?}, and says {said:?}", step.id());
        if step.id() != "second-vpc" {
            assert_eq!(made, said, "{}", step.id());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_read_that_the_policy_lacks_is_told_by_its_action() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.take_over();
    later().await;
    let whole = policy(Purpose::ReadOnly);
    let is_elsewhere = |action: &str| BEFORE_A_WALK.contains(&action) || ["s3:GetObject", DEFAULTS].contains(&action);
    for action in actions(&whole, |action| !is_elsewhere(action)) {
        narrow(&rehearsal, &without(&whole, &action));
        assert_names(&action, &told(&rehearsal, look(&rehearsal)).await);
    }
    // An object that can't be read is taken for somebody else's.
    narrow(&rehearsal, &without(&whole, "s3:GetObject"));
    let calls = rehearsal.calls();
    look(&rehearsal).await.unwrap();
    assert!(rehearsal.simulator.calls().iter().skip(calls).any(refused));
}

/// Plans a walk of nothing, and returns what a preflight of it says.
async fn preflight(rehearsal: &Rehearsal) -> Result<String> {
    let session = rehearsal.session(&[]).await?;
    let answers = session.planned_answers().await?.into();
    let steps: Vec<_> = WALKTHROUGH.iter().collect();
    let plans = plan_steps(&session, &steps, &answers).await?;
    Ok(format!("{:?}", session.preflight(&plans, &answers).await))
}

#[tokio::test(start_paused = true)]
async fn a_preflight_names_what_it_may_not_look_at() {
    let whole = policy(Purpose::ReadOnly);
    for action in BEFORE_A_WALK.iter().filter(|action| **action != SIZES) {
        let rehearsal = Rehearsal::new();
        narrow(&rehearsal, &without(&whole, action));
        assert_names(action, &told(&rehearsal, preflight(&rehearsal)).await);
    }
}

#[tokio::test(start_paused = true)]
async fn a_shortage_is_seen_before_a_walk_where_the_policy_lets_it_look() {
    let whole = policy(Purpose::Walk);
    for lacking in ["", QUOTA, SIZES] {
        let mut account = Account::default();
        account.quotas.standard_vcpus = 5;
        let rehearsal = Rehearsal::with_account(account);
        narrow(&rehearsal, &without(&whole, lacking));
        let ended = rehearsal.walk(None, &[]).await.err().unwrap();
        let is_seen = matches!(ended, Error::Shortage(_));
        assert_eq!(is_seen, lacking.is_empty(), "without {lacking}: {}", problem(&ended));
        assert_eq!(rehearsal.mutations_since(0).is_empty(), is_seen, "without {lacking}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_walk_fails_without_any_action_of_its_policy_and_names_it() {
    let whole = policy(Purpose::Walk);
    for action in actions(&whole, |action| !reads(action) || action.contains("TypeOfferings")) {
        let rehearsal = Rehearsal::new();
        narrow(&rehearsal, &without(&whole, &action));
        let step = step_for(&action);
        assert_names(&action, &told(&rehearsal, walk_and_check(&rehearsal, Some(step))).await);
    }
}

#[tokio::test(start_paused = true)]
async fn a_destruction_fails_without_any_action_of_its_policy_and_names_it() {
    let whole = policy(Purpose::Destroy);
    for action in actions(&whole, |action| !reads(action)) {
        let rehearsal = Rehearsal::new();
        // Groups whose rules name each other are of several steps.
        let step = Some(step_for(&action)).filter(|_| !action.contains("Revoke"));
        rehearsal.walk(step, &[]).await.unwrap();
        later().await;
        narrow(&rehearsal, &without(&whole, &action));
        let destruction = async { rehearsal.destroy(false).await.map(|()| String::new()) };
        assert_names(&action, &told(&rehearsal, destruction).await);
    }
}

#[tokio::test(start_paused = true)]
async fn a_pause_or_its_end_fails_without_any_action_of_its_policy_and_names_it() {
    let whole = policy(Purpose::Pause);
    for action in actions(&whole, |action| !reads(action)) {
        let rehearsal = Rehearsal::new();
        rehearsal.walk(Some("nat-gateway"), &[]).await.unwrap();
        later().await;
        narrow(&rehearsal, &without(&whole, &action));
        let pause = async {
            rehearsal.pause().await?;
            later().await;
            rehearsal.resume().await?;
            Ok(String::new())
        };
        assert_names(&action, &told(&rehearsal, pause).await);
    }
}

#[tokio::test(start_paused = true)]
async fn an_experiment_that_makes_something_fails_without_any_action_of_its_policy_and_names_it() {
    let whole = policy(Purpose::Try);
    for action in actions(&whole, |action| !reads(action)) {
        let rehearsal = Rehearsal::new().with_hosts();
        rehearsal.walk(None, &[]).await.unwrap();
        later().await;
        narrow(&rehearsal, &without(&whole, &action));
        assert_names(&action, &told(&rehearsal, try_all(&rehearsal)).await);
        // The policy of a walk is no policy to restore by, and harms nothing.
        narrow(&rehearsal, &policy(Purpose::Walk));
        let before = rehearsal.simulator.ground_truth();
        let refused = told(&rehearsal, try_all(&rehearsal)).await;
        assert!(refused.contains("rds:"), "{refused}");
        assert_eq!(rehearsal.simulator.ground_truth(), before);
    }
}

#[test]
fn each_policy_is_a_managed_policy_of_iam_for_the_longest_name_too() {
    let longest = "a23456789012345678901234567890";
    for (purpose, name) in PURPOSES {
        let text = serde_json::to_string(&policy_of(longest, purpose, &[])).unwrap();
        let policy = text.parse::<jalon_sandbox::IdentityPolicy>();
        assert!(policy.is_ok(), "{name}: {policy:?}");
        let document: Value = serde_json::from_str(&text).unwrap();
        let statements = document["Statement"].as_array().unwrap();
        let ids: BTreeSet<&str> = statements.iter().filter_map(|statement| statement["Sid"].as_str()).collect();
        assert_eq!(ids.len(), statements.len(), "{ids:?}");
        let is_plain = |id: &&str| id.chars().all(|character| character.is_ascii_alphanumeric());
        assert!(ids.iter().all(is_plain), "{ids:?}");
    }
}

#[test]
fn the_command_prints_what_the_served_sandbox_takes() {
    let jalon = Jalon::new();
    for (purpose, name) in PURPOSES {
        let printed = jalon.run(&["policy", "--for", name]).ends_with(0).stdout;
        let printed: Value = serde_json::from_str(&printed).unwrap();
        assert_eq!(printed, serde_json::to_value(policy(purpose)).unwrap(), "{name}");
    }
    let printed = jalon
        .run(&["policy", "--steps", "vpc,app-host", "--set", "site.bucket=harbour-site"])
        .ends_with(0)
        .stdout;
    assert!(
        printed.contains("arn:aws:s3:::harbour-site") && !printed.contains("CreateDBInstance"),
        "{printed}"
    );
    assert!(jalon.run(&["policy", "--steps", "vcp"]).ends_with(2).stderr.contains("vpc"));
    let file = jalon.folder().join("walk.json");
    fs::write(&file, jalon.run(&["policy", "--steps", "vpc"]).stdout).unwrap();
    let sandbox = ServedSandbox::start_with(&["--policy", file.to_str().unwrap()]);
    let user = sandbox.jalon();
    user.run(&["walk", "--yes", "--until", "vpc"]).ends_with(0);
    let refused = user.run(&["destroy", "--yes"]).ends_with(1).stderr_line();
    assert!(refused.contains("no identity-based policy allows"), "{refused}");
}
