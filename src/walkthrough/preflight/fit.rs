//! What fits into the processors that an account has: smaller hosts first, then fewer of them.

use crate::resources::{InstanceType, Kind};
use crate::walkthrough::preflight::created;
use crate::walkthrough::{Answers, Fit, Session, StepPlan};

/// A host that the plans make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Host {
    /// The step that makes it.
    pub(super) step: String,
    /// The key of the question for its type.
    pub(super) key: &'static str,
    /// Its type.
    pub(super) instance_type: InstanceType,
    /// Whether another step that is walked builds on it.
    pub(super) is_needed: bool,
}

impl Host {
    /// The hosts that these plans make, in order.
    pub(super) fn of_plans(session: &Session, plans: &[StepPlan], answers: &Answers) -> Vec<Self> {
        let making = plans
            .iter()
            .filter(|plan| created(std::slice::from_ref(plan)).any(|resource| resource.aws_kind == Kind::Instance));
        let hosts = making.filter_map(|plan| {
            let key = session.steps().instance_type_of(Some(&plan.step))?;
            let walked = |step: &str| plans.iter().any(|plan| plan.step == step && plan.left_out.is_none());
            let mut others = session.steps().iter().filter(|step| walked(step.id()));
            Some(Self {
                step: plan.step.clone(),
                key,
                instance_type: answers.text(key)?.parse().ok()?,
                is_needed: others.any(|other| other.needs().contains(&plan.step.as_str())),
            })
        });
        hosts.collect()
    }
}

/// The way that changes least: the fewest hosts left out, then the fewest made smaller. Those go first that nothing builds on, in order.
/// `None` where nothing fits.
pub(super) fn fit(hosts: &[(Host, u32)], free: u32, smaller: &(InstanceType, u32)) -> Option<Fit> {
    let (mut ordered, needed): (Vec<_>, Vec<_>) = hosts.iter().partition(|(host, _)| !host.is_needed);
    let dispensable = ordered.len();
    ordered.extend(needed);
    (0..=dispensable).find_map(|skipped| {
        let (skip, rest) = ordered.split_at(skipped);
        (0..=rest.len()).find_map(|shrunk| {
            let (shrink, keep) = rest.split_at(shrunk);
            if shrink.iter().any(|(_, vcpus)| *vcpus <= smaller.1) {
                return None;
            }
            let kept: u32 = keep.iter().map(|(_, vcpus)| vcpus).sum();
            let vcpus = kept.checked_add(u32::try_from(shrink.len()).ok()?.checked_mul(smaller.1)?)?;
            (vcpus <= free && !rest.is_empty()).then(|| Fit {
                set: shrink.iter().map(|(host, _)| (host.key, smaller.0.clone())).collect(),
                skip: skip.iter().map(|(host, _)| host.step.clone()).collect(),
                vcpus,
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(step: &str, key: &'static str, is_needed: bool) -> (Host, u32) {
        let instance_type = "t3.micro".parse().unwrap();
        let host = Host {
            step: step.to_owned(),
            key,
            instance_type,
            is_needed,
        };
        (host, 2)
    }

    fn fitted(free: u32) -> Option<(Vec<&'static str>, Vec<String>, u32)> {
        let hosts = [
            host("app", "app.type", true),
            host("test", "test.type", false),
            host("ai", "ai.type", false),
        ];
        let found = fit(&hosts, free, &(InstanceType::with_one_vcpu(), 1))?;
        let keys = found.set.iter().map(|(key, _)| *key).collect();
        Some((keys, found.skip, found.vcpus))
    }

    #[test]
    fn the_way_that_changes_least_is_offered() {
        let test = || vec!["test".to_owned()];
        let both = || vec!["test".to_owned(), "ai".to_owned()];
        for (free, expected) in [
            (6, Some((vec![], vec![], 6))),
            (5, Some((vec!["test.type"], vec![], 5))),
            (4, Some((vec!["test.type", "ai.type"], vec![], 4))),
            (3, Some((vec!["test.type", "ai.type", "app.type"], vec![], 3))),
            (2, Some((vec!["ai.type", "app.type"], test(), 2))),
            (1, Some((vec!["app.type"], both(), 1))),
            (0, None),
        ] {
            assert_eq!(fitted(free), expected, "{free} free");
        }
    }
}
