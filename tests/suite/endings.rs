//! What AWS takes on and then gives up: the walk stops with AWS's reason, the step and the next command; after that command it
//! ends whole, with nothing twice, and can be taken down to nothing.

use std::sync::Arc;
use std::time::Duration;

use jalon::resources::{Kind, Observed, State};
use jalon::walkthrough::{Session, StepPlan};
use jalon_sandbox::{Failure, FailureTarget};

use crate::support::{Rehearsal, advice, problem};

/// What the advice leaves to the person before the command is run again.
#[derive(Clone, Copy)]
enum Person {
    OnlyRunsItAgain,
    DeletesTheDatabase,
    DeletesTheDbSnapshot,
    GivesTheDatabaseMoreStorage,
}

/// Which host is launched first is nobody's promise.
const ANY_HOST: &str = "app-host|test-host|ai-host";

/// A failure, the step it stops (or one of several), and what the person then does.
const ENDINGS: [(&str, &str, Person); 16] = [
    ("nat-gateway:InternalError", "nat-gateway", Person::OnlyRunsItAgain),
    (
        "nat-gateway:InsufficientFreeAddressesInSubnet",
        "nat-gateway",
        Person::OnlyRunsItAgain,
    ),
    ("instance:Server.InternalError", ANY_HOST, Person::OnlyRunsItAgain),
    (
        "instance:Server.InsufficientInstanceCapacity",
        ANY_HOST,
        Person::OnlyRunsItAgain,
    ),
    ("instance:Client.VolumeLimitExceeded", ANY_HOST, Person::OnlyRunsItAgain),
    (
        "instance:Client.InvalidKMSKey.InvalidState",
        ANY_HOST,
        Person::OnlyRunsItAgain,
    ),
    ("instance:Client.InternalError", ANY_HOST, Person::OnlyRunsItAgain),
    ("ebs-snapshot:error", "snapshots", Person::OnlyRunsItAgain),
    ("peering:failed", "peering", Person::OnlyRunsItAgain),
    ("peering:expired", "peering", Person::OnlyRunsItAgain),
    ("db-instance:failed", "database", Person::DeletesTheDatabase),
    ("db-instance:incompatible-network", "database", Person::DeletesTheDatabase),
    ("db-instance:incompatible-parameters", "database", Person::DeletesTheDatabase),
    ("db-instance:insufficient-capacity", "database", Person::DeletesTheDatabase),
    ("db-instance:storage-full", "snapshots", Person::GivesTheDatabaseMoreStorage),
    ("db-snapshot:failed", "snapshots", Person::DeletesTheDbSnapshot),
];

/// A walk that was stopped by a failure.
async fn stopped_by(name: &str, step: &str) -> Rehearsal {
    let failure: Failure = name.parse().unwrap();
    let rehearsal = Rehearsal::new();
    rehearsal.simulator.inject_next(failure, 1);
    let error = rehearsal.walk(None, &[]).await.err();
    let error = error.unwrap_or_else(|| panic!("{name} did not stop the walk"));
    let told = problem(&error);
    assert!(told.contains(failure.code()), "{name}: AWS's reason is missing: {told}");
    assert!(
        step.split('|').any(|step| told.contains(&format!("the step {step} "))),
        "{name}: the step is missing: {told}"
    );
    let advice = advice(&error).unwrap_or_default();
    assert!(
        advice.contains("run the same command again"),
        "{name}: the way on is missing: {advice}"
    );
    rehearsal
}

/// Everything of the deployment AWS still holds, but what goes by itself.
async fn remaining(rehearsal: &Rehearsal) -> Vec<String> {
    tokio::time::sleep(Duration::from_secs(10)).await;
    let session = rehearsal.session(&[]).await.unwrap();
    let fades = |observed: &Observed| match observed.state {
        State::Gone => true,
        State::Failed(_) => matches!(observed.kind(), Kind::NatGateway | Kind::Instance | Kind::VpcPeering),
        _ => false,
    };
    session.inventory(|inventory| {
        let ours = inventory
            .all()
            .filter(|observed| observed.belongs_to("demo") && !fades(observed));
        ours.map(|observed| format!("{} {}", observed.kind(), observed.key().unwrap()))
            .collect()
    })
}

async fn do_what_the_advice_says(session: &Arc<Session>, person: Person) {
    let rds = session.aws().rds();
    let id = |kind| session.inventory(|inventory| inventory.of(kind).first().unwrap().id.clone());
    match person {
        Person::OnlyRunsItAgain => {}
        Person::DeletesTheDatabase => {
            let delete = rds.delete_db_instance().db_instance_identifier(id(Kind::DbInstance));
            delete.skip_final_snapshot(true).send().await.unwrap();
            tokio::time::sleep(Duration::from_secs(300)).await;
        }
        Person::DeletesTheDbSnapshot => {
            let delete = rds.delete_db_snapshot().db_snapshot_identifier(id(Kind::DbSnapshot));
            delete.send().await.unwrap();
        }
        Person::GivesTheDatabaseMoreStorage => {
            let modify = rds.modify_db_instance().db_instance_identifier(id(Kind::DbInstance));
            modify.allocated_storage(40).apply_immediately(true).send().await.unwrap();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_walk_stopped_by_aws_ends_whole_after_what_the_advice_says() {
    let whole = Rehearsal::new();
    whole.walk(None, &[]).await.unwrap();
    tokio::time::sleep(Duration::from_secs(10)).await;
    let expected = whole.live_keys().await;
    for (name, step, person) in ENDINGS {
        let rehearsal = stopped_by(name, step).await;
        do_what_the_advice_says(&rehearsal.session(&[]).await.unwrap(), person).await;
        let again = rehearsal.walk(None, &[]).await;
        again.unwrap_or_else(|error| panic!("walked again after {name}: {error}"));
        let plans = rehearsal.plan(&[]).await.unwrap();
        assert!(plans.iter().all(StepPlan::is_settled), "after {name}: {plans:#?}");
        assert_eq!(rehearsal.live_keys().await, expected, "after {name}");
        rehearsal.destroy(false).await.unwrap();
        assert_eq!(remaining(&rehearsal).await, Vec::<String>::new(), "destroyed after {name}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_aws_gave_up_is_taken_down_with_the_rest() {
    for (name, step, _) in ENDINGS {
        let rehearsal = stopped_by(name, step).await;
        let destroyed = rehearsal.destroy(false).await;
        destroyed.unwrap_or_else(|error| panic!("taken down after {name}: {error}"));
        assert_eq!(remaining(&rehearsal).await, Vec::<String>::new(), "taken down after {name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_database_aws_gave_up_is_not_made_beside_itself() {
    let rehearsal = stopped_by("db-instance:failed", "database").await;
    let before = rehearsal.calls();
    let refused = rehearsal.walk(None, &[]).await.err().unwrap();
    assert!(problem(&refused).contains("failed"), "{refused}");
    assert!(advice(&refused).unwrap().contains("deleted there"), "{refused}");
    assert!(!rehearsal.mutations_since(before).contains(&"CreateDBInstance".to_owned()));
}

#[tokio::test(start_paused = true)]
async fn every_known_failure_is_tested_here() {
    let is_of_aws = |failure: &Failure| !matches!(failure.target(), FailureTarget::FirstBoot | FailureTarget::ImageBuild);
    let known: Vec<String> = Failure::all().filter(is_of_aws).map(|failure| failure.to_string()).collect();
    assert_eq!(
        known,
        ENDINGS.map(|(name, _, _)| name),
        "a failure without a test, or a test without one"
    );
}
