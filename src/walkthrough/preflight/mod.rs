//! Whether an account will allow a plan, asked before anything is made: what AWS shows of its quotas and permissions, read only.
//!
//! Unknown is a verdict of its own. It stops nothing, and it is never taken for enough.

mod fit;
mod permissions;
mod quotas;
mod surroundings;

use std::sync::Arc;
use std::time::Duration;

use fit::Host;

use crate::aws::{self, Aws, AwsError, Cloud};
use crate::resources::Quota;
use crate::walkthrough::{Action, Answer, Answers, Error, Fit, Preflight, Result, Session, StepPlan};

/// How long one look may take: what is not known by then is unknown.
const WITHIN: Duration = Duration::from_secs(2);

impl Session {
    /// Looks at everything that shows whether the account allows these plans.
    pub async fn preflight(self: &Arc<Self>, plans: &[StepPlan], answers: &Answers) -> Preflight {
        let hosts = Host::of_plans(self, plans, answers);
        let (mut findings, quotas, permissions) = tokio::join!(
            surroundings::look(self, plans, answers),
            quotas::look(self, plans, &hosts, &Quota::ALL),
            permissions::look(self, plans),
        );
        let fit = quotas.fit;
        findings.extend(quotas.findings);
        findings.extend(permissions);
        Preflight { findings, fit }
    }

    /// Looks at the quotas that accounts are short of, where the plans make anything that counts for them.
    pub(in crate::walkthrough) async fn look_at_quotas(&self, plans: &[StepPlan], answers: &Answers) -> Preflight {
        let hosts = Host::of_plans(self, plans, answers);
        quotas::look(self, plans, &hosts, &Quota::OF_WALKS).await
    }

    /// Refuses plans for which the account is short of something, before anything is made.
    ///
    /// # Errors
    ///
    /// [`Error::Shortage`], where the shortage is proven.
    pub(in crate::walkthrough) async fn refuse_shortage(&self, plans: &[StepPlan], answers: &Answers) -> Result<()> {
        refuse_short(&self.look_at_quotas(plans, answers).await)
    }

    /// Takes what fits from now on: the answers and the steps that are left out.
    ///
    /// # Errors
    ///
    /// When it can't be remembered.
    pub(in crate::walkthrough) fn take_fit(&self, fit: &Fit, known: &Answers) -> Result<()> {
        let mut taken = Answers::default();
        for (key, instance_type) in &fit.set {
            let Some(question) = self.steps().asked_as(key)?.question() else {
                continue;
            };
            let checked = question.validate(Answer::Text(instance_type.to_string()), known);
            let answer = checked.map_err(|problem| Error::answer(question.key(), problem))?;
            taken.set(question, answer);
        }
        self.remember(&taken)?;
        let skipped: Vec<_> = fit.skip.iter().map(|step| self.steps().get(step)).collect::<Result<_>>()?;
        self.leave_out(&skipped)
    }
}

/// Succeeds where the account is proven to be short of nothing.
///
/// # Errors
///
/// [`Error::Shortage`] where it is short of something, or denied it.
pub fn refuse_short(preflight: &Preflight) -> Result<()> {
    match preflight.is_short() {
        true => Err(Error::Shortage(Box::new(preflight.clone()))),
        false => Ok(()),
    }
}

/// How many resources of a kind the plans make that may be none of AWS's yet; `None` where an earlier run may have made some already.
fn wanted(session: &Session, plans: &[StepPlan], quota: Quota) -> Option<u32> {
    let made = created(plans).filter(|resource| resource.aws_kind == quota.kind());
    let mut count = 0;
    for resource in made {
        let is_begun = session.checkpoint().read(|state| state.resources.contains_key(&resource.key));
        if is_begun {
            return None;
        }
        count += 1;
    }
    Some(count)
}

/// What the plans make.
fn created(plans: &[StepPlan]) -> impl Iterator<Item = &crate::walkthrough::PlannedResource> {
    let resources = plans.iter().flat_map(StepPlan::walked_resources);
    resources.filter(|resource| resource.action == Action::Create)
}

/// A look that is given up where it takes too long. The sandbox answers or does not.
async fn in_time<T>(aws: &Aws, action: &aws::Action, look: impl Future<Output = Result<T, AwsError>>) -> Result<T, AwsError> {
    if *aws.cloud() == Cloud::Sandbox {
        return look.await;
    }
    let looked = tokio::time::timeout(WITHIN, look).await;
    looked.unwrap_or_else(|_| Err(AwsError::too_late(action)))
}
