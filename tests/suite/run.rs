//! One step by name.

use jalon::checkpoint::StepStatus;
use jalon::walkthrough::Error;

use crate::support::Rehearsal;

#[tokio::test(start_paused = true)]
async fn a_step_with_unmet_needs_names_them_and_makes_nothing() {
    let rehearsal = Rehearsal::new();
    let refused = rehearsal.run("database", false).await.err().unwrap();
    assert!(
        matches!(&refused, Error::UnmetNeeds { needs, .. } if needs == &["vpc", "app-host"]),
        "{refused}"
    );
    assert!(refused.advice().unwrap().contains("jalon run database --with-needs"));
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
