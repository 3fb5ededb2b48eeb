//! Pausing and resuming: what costs by the hour is stopped or away meanwhile, nobody takes that for a fault, and all comes back as it was.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::Duration;

use jalon::walkthrough::{Action, NotRunReason, PausePlan, StepPlan, Verdict, read_status};
use jalon_sandbox::{ApiError, Faults, Intervention};
use jalon_testkit::{all_checks, keys};

use crate::support::{Kill, Process, Rehearsal, advice, problem};

/// What runs, or is there, that costs by the hour.
fn awake(rehearsal: &Rehearsal) -> Vec<String> {
    let there = rehearsal.simulator.ground_truth();
    let of = |kind: &str| there.iter().filter(|existing| existing.kind == kind).count();
    let mut awake = vec![
        format!("{} addresses", of("elastic-ip")),
        format!("{} NAT gateways", of("natgateway")),
    ];
    awake.sort();
    awake
}

/// Neither a plan nor a status nor a check finds anything wrong with a paused deployment, and no walk begins.
async fn nobody_takes_it_for_a_fault(rehearsal: &Rehearsal) {
    let session = rehearsal.session(&[]).await.unwrap();
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(plans.iter().all(StepPlan::is_settled), "{plans:#?}");
    let asleep = keys(&plans, Action::Asleep);
    for key in [
        "instance/app-host",
        "instance/test-host",
        "instance/ai-host",
        "db-instance/main",
        "nat-gateway/main",
    ] {
        assert!(asleep.iter().any(|asleep| asleep == key), "{key} is not among {asleep:?}");
    }
    let status = read_status(&session).await.unwrap();
    assert!(status.pause.is_some());
    assert!(
        !status
            .resources
            .iter()
            .any(|line| ["missing", "differs"].contains(&line.status.as_str())),
        "{status:#?}"
    );
    for result in all_checks(&session).await {
        assert!(!result.checks.iter().any(|check| check.failed()), "{result:#?}");
        let is_told = |check: &jalon::walkthrough::Check| {
            matches!(
                check.verdict,
                Verdict::NotRun {
                    reason: NotRunReason::Paused
                }
            )
        };
        assert!(result.checks.iter().any(is_told), "{result:#?}");
    }
    let refused = session.refuse_paused().unwrap_err();
    assert!(
        problem(&refused).starts_with("the deployment demo is paused, since "),
        "{}",
        problem(&refused)
    );
    assert_eq!(advice(&refused).as_deref(), Some("bring it back with `jalon resume`"));
}

#[tokio::test(start_paused = true)]
async fn a_paused_deployment_costs_what_it_stores_and_comes_back_as_it_was() {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    let (before, running) = (rehearsal.live_keys().await, awake(&rehearsal));

    let session = rehearsal.pause().await.unwrap();
    let cost = |session: &jalon::walkthrough::Session| session.survey().unwrap().cost_an_hour.unwrap().dollars;
    let session_now = rehearsal.session(&[]).await.unwrap();
    assert!(cost(&session_now) < 0.02, "{}", cost(&session_now));
    assert_eq!(awake(&rehearsal), ["0 NAT gateways", "0 addresses"]);
    let wakes = session.database_wakes_at().unwrap();
    let days = wakes.duration_since(session.aws().clock().now()).as_hours() / 24;
    assert!((6..=7).contains(&days), "the database wakes at {wakes}");

    nobody_takes_it_for_a_fault(&rehearsal).await;

    // After a week RDS wakes the database, and the same command stops it again.
    tokio::time::sleep(Duration::from_secs(8 * 24 * 3600)).await;
    let session = rehearsal.session(&[]).await.unwrap();
    assert_eq!(PausePlan::new(&session).stops.len(), 1, "the database alone runs");
    rehearsal.pause().await.unwrap();
    let session = rehearsal.session(&[]).await.unwrap();
    assert!(PausePlan::new(&session).is_empty());

    rehearsal.resume().await.unwrap();
    tokio::time::sleep(Duration::from_secs(300)).await;
    assert_eq!((rehearsal.live_keys().await, awake(&rehearsal)), (before, running));
    let session = rehearsal.session(&[]).await.unwrap();
    assert!(session.pause().is_none());
    for result in all_checks(&session).await {
        assert!(
            result.checks.iter().all(|check| matches!(check.verdict, Verdict::Passed)),
            "{result:#?}"
        );
    }
    let pauses = session.checkpoint().read(|state| state.pauses.clone());
    assert_eq!(pauses.len(), 1, "{pauses:?}");
    let lasted = pauses[0].until.unwrap().duration_since(pauses[0].from);
    assert!((8..9).contains(&(lasted.as_hours() / 24)), "{pauses:?}");
}

/// What a deployment costs an hour now, and has cost until now.
async fn costs(rehearsal: &Rehearsal) -> (f64, f64) {
    let survey = rehearsal.session(&[]).await.unwrap().survey().unwrap();
    (survey.cost_an_hour.unwrap().dollars, survey.so_far.unwrap().cost.dollars)
}

#[tokio::test(start_paused = true)]
async fn what_two_days_cost_of_which_one_was_paused_is_right_to_two_percent() {
    let day = Duration::from_secs(24 * 3600);
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let (an_hour_awake, at_first) = costs(&rehearsal).await;
    tokio::time::sleep(day).await;
    rehearsal.pause().await.unwrap();
    let (an_hour_paused, _) = costs(&rehearsal).await;
    tokio::time::sleep(day).await;
    let right = at_first + 24.0 * (an_hour_awake + an_hour_paused);
    let is_right = |so_far: f64| (so_far / right - 1.0).abs() < 0.02;
    let (_, so_far) = costs(&rehearsal).await;
    assert!(is_right(so_far), "{so_far}, where {right} is right, while it is paused");
    rehearsal.resume().await.unwrap();
    let (_, so_far) = costs(&rehearsal).await;
    assert!(is_right(so_far), "{so_far}, where {right} is right, once it is back");
}

#[tokio::test(start_paused = true)]
async fn a_deployment_that_is_half_built_is_paused_and_only_what_was_built_comes_back() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("app-host"), &[]).await.unwrap();
    let before = rehearsal.live_keys().await;
    rehearsal.pause().await.unwrap();
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert_eq!(keys(&plans, Action::Asleep), ["instance/app-host"]);
    assert!(
        keys(&plans, Action::Create).iter().any(|key| key == "nat-gateway/main"),
        "what was never built is not asleep"
    );
    rehearsal.resume().await.unwrap();
    assert_eq!(rehearsal.live_keys().await, before);
}

#[tokio::test(start_paused = true)]
async fn a_paused_deployment_is_taken_down_whole() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.pause().await.unwrap();
    rehearsal.destroy(false).await.unwrap();
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
    let session = rehearsal.session(&[]).await.unwrap();
    assert!(session.pause().is_none(), "what is gone is not paused");
}

#[tokio::test(start_paused = true)]
async fn a_database_that_is_backed_up_is_stopped_once_that_is_over() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(Some("database"), &[]).await.unwrap();
    let session = rehearsal.session(&[]).await.unwrap();
    let snapshot = session.aws().rds().create_db_snapshot();
    let snapshot = snapshot.db_instance_identifier("demo-db").db_snapshot_identifier("by-hand");
    snapshot.send().await.unwrap();
    rehearsal.pause().await.unwrap();
    let session = rehearsal.session(&[]).await.unwrap();
    assert!(PausePlan::new(&session).is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_database_that_starts_already_though_nobody_heard_of_it_is_let_start() {
    for fault in [
        "cut-after:StartDBInstance@1",
        "time-out:StartDBInstance@1",
        "internal-error-after:StartDBInstance@1",
    ] {
        let rehearsal = Rehearsal::new();
        rehearsal.walk(None, &[]).await.unwrap();
        rehearsal.pause().await.unwrap();
        tokio::time::sleep(Duration::from_secs(60)).await;
        rehearsal.simulator.set_faults(Faults::new(vec![fault.parse().unwrap()], 1));
        rehearsal.resume().await.unwrap_or_else(|error| panic!("{fault}: {error:?}"));
        let plans = rehearsal.plan(&[]).await.unwrap();
        assert!(plans.iter().all(StepPlan::is_settled), "{fault}: {plans:#?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_database_that_is_still_being_stopped_is_started_once_it_is() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.pause().await.unwrap();
    tokio::time::sleep(Duration::from_secs(60)).await;
    // As lists that are behind: RDS knows better, three times.
    let refusals = AtomicU32::new(0);
    rehearsal
        .simulator
        .set_interceptor(move |call| match call.operation.as_str() {
            "StartDBInstance" if refusals.fetch_add(1, Ordering::Relaxed) < 3 => Intervention::Answer(ApiError::new(
                "InvalidDBInstanceState",
                "Instance demo-db is not in stopped state.",
            )),
            _ => Intervention::Proceed,
        });
    rehearsal.resume().await.unwrap();
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(plans.iter().all(StepPlan::is_settled), "{plans:#?}");
}

/// How many requests a resumption has begun when it makes the NAT gateway.
async fn requests_until_the_nat_gateway() -> usize {
    let rehearsal = Rehearsal::new().with_hosts();
    rehearsal.walk(None, &[]).await.unwrap();
    rehearsal.pause().await.unwrap();
    let (process, begun) = (Process::immortal(), Arc::new(AtomicUsize::new(0)));
    let (counted, count) = (process.clone(), Arc::clone(&begun));
    rehearsal.simulator.set_interceptor(move |call| {
        if call.operation == "CreateNatGateway" {
            count.store(counted.calls(), Ordering::Relaxed);
        }
        Intervention::Proceed
    });
    rehearsal.resume_as(&process).await.unwrap();
    begun.load(Ordering::Relaxed)
}

/// AWS lists the NAT gateway that the pause took away for an hour, under the key of the new one.
#[tokio::test(start_paused = true)]
async fn what_a_killed_resumption_has_just_made_is_taken_away_by_the_next_pause() {
    let begun = requests_until_the_nat_gateway().await;
    for number in begun.saturating_sub(3)..=begun {
        let rehearsal = Rehearsal::new().with_hosts();
        rehearsal.walk(None, &[]).await.unwrap();
        rehearsal.pause().await.unwrap();
        let process = Process::killed_at(Kill::BeforeAnswer(number));
        assert!(process.live(rehearsal.resume_as(&process)).await.is_none());
        let paused = rehearsal.pause().await;
        paused.unwrap_or_else(|error| panic!("killed at request {number} of {begun}: {error:?}"));
        tokio::time::sleep(Duration::from_secs(120)).await;
        assert_eq!(
            awake(&rehearsal),
            ["0 NAT gateways", "0 addresses"],
            "killed at request {number}"
        );
    }
}
