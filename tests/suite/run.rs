//! One step by name.

use std::sync::Arc;

use jalon::checkpoint::{StateFile, StepStatus};
use jalon::steps::WALKTHROUGH;
use jalon::walkthrough::{Action, Error, plan_steps, run_step};
use jalon_sandbox::Service;

use crate::support::{Rehearsal, advice, keys};

#[tokio::test(start_paused = true)]
async fn a_step_with_unmet_needs_names_them_and_makes_nothing() {
    let rehearsal = Rehearsal::new();
    let refused = rehearsal.run("database", false).await.err().unwrap();
    assert!(
        matches!(&refused, Error::UnmetNeeds { needs, .. } if needs == &["vpc", "app-host"]),
        "{refused}"
    );
    assert!(advice(&refused).unwrap().contains("jalon run database --with-needs"));
    assert_eq!(rehearsal.mutations_since(0), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn a_step_runs_on_what_earlier_runs_made() {
    let rehearsal = Rehearsal::new();
    rehearsal.run("vpc", false).await.unwrap();
    let session = rehearsal.run("nat-gateway", false).await.unwrap();
    assert_eq!(session.step_status("nat-gateway"), StepStatus::Done);
    assert_eq!(session.step_status("app-host"), StepStatus::Pending);
}

#[tokio::test(start_paused = true)]
async fn needs_are_run_too_when_asked() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.run("database", true).await.unwrap();
    for step in ["vpc", "app-host", "database"] {
        assert_eq!(session.step_status(step), StepStatus::Done, "{step}");
    }
    assert_eq!(session.step_status("second-vpc"), StepStatus::Pending);
}

#[tokio::test(start_paused = true)]
async fn a_step_that_is_about_few_kinds_looks_at_no_others_and_sees_the_same() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    let narrow: Vec<_> = WALKTHROUGH.iter().filter(|step| step.kinds().is_some()).collect();
    assert!(!narrow.is_empty());
    for step in narrow {
        let session = rehearsal.session(&[]).await.unwrap();
        let before = rehearsal.calls();
        session.sweep_for(step).await.unwrap();
        let calls = rehearsal.simulator.calls();
        assert!(calls.len() > before);
        let of_others = calls[before..].iter().filter(|call| call.service != Service::S3);
        assert_eq!(of_others.count(), 0, "{}: {:?}", step.id(), &calls[before..]);
        let answers = Arc::new(session.planned_answers().await.unwrap());
        let plans = plan_steps(&session, &[step], &answers).await.unwrap();
        assert_eq!(plans[0].resources.len(), keys(&plans, Action::Keep).len(), "{:?}", plans[0]);
        assert_eq!(
            session.survey().and_then(|survey| survey.cost_an_hour),
            None,
            "what was not looked at has no price"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn everything_is_looked_at_where_an_answer_has_to_be_learned_from_aws() {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &["database.storage-ceiling-gib=40"]).await.unwrap();
    let session = rehearsal.session(&[]).await.unwrap();
    session
        .checkpoint()
        .update(|state| state.answers.remove("database.storage-ceiling-gib"))
        .unwrap();
    let session = rehearsal.session(&[]).await.unwrap();
    let site = WALKTHROUGH.get("site").unwrap();
    session.sweep_for(site).await.unwrap();
    run_step(&session, site, false, None).await.unwrap();
    let ceiling = |state: &StateFile| state.answers["database.storage-ceiling-gib"].clone();
    assert_eq!(session.checkpoint().read(ceiling), 40);
    assert!(session.survey().and_then(|survey| survey.cost_an_hour).is_some());
}
