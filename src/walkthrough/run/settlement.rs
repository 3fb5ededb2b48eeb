//! A shortage of the account in a guided walk: it is settled before anything is made.

use std::sync::Arc;

use super::interviewer::{Interviewer, Settlement};
use crate::walkthrough::{Error, Result, Session, Step, plan_steps};

/// The steps to walk, once a shortage is settled. Where the walk can't be planned yet, its questions come first, and nobody knows.
///
/// # Errors
///
/// [`Error::Stopped`] where the person stops here; when what fits can't be remembered.
pub(super) async fn settle_shortage(
    session: &Arc<Session>,
    steps: Vec<&'static dyn Step>,
    interviewer: &dyn Interviewer,
) -> Result<Vec<&'static dyn Step>> {
    if session.talk().accepts_shortage {
        return Ok(steps);
    }
    let Ok(answers) = session.planned_answers().await else {
        return Ok(steps);
    };
    let answers = Arc::new(answers);
    let Ok(plans) = plan_steps(session, &session.steps().with_needs(&steps), &answers).await else {
        return Ok(steps);
    };
    let preflight = session.look_at_quotas(&plans, &answers).await;
    if !preflight.is_short() {
        return Ok(steps);
    }
    let asking = async { Ok(interviewer.settle_shortage(&preflight).await) };
    match (session.interruption().unless_stopped(asking).await?, &preflight.fit) {
        (Settlement::TakeFit, Some(fit)) => {
            session.take_fit(fit, &answers)?;
            Ok(session.without_left_out(steps, true))
        }
        (Settlement::Quit, _) => Err(Error::Stopped(session.interruption().quit().await)),
        _ => {
            session.note_talk(|talk| talk.accepts_shortage = true)?;
            Ok(steps)
        }
    }
}
