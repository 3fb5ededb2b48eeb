//! Quotas minus what is in use, for exactly what the plans make.

use futures_util::future::join_all;

use super::fit::{self, Host};
use super::{in_time, wanted};
use crate::aws::{Action, AwsError, Noun, Which};
use crate::resources::{InstanceType, Quota, default_vcpus};
use crate::walkthrough::{Finding, Preflight, Session, StepPlan, Subject, Suffices};

/// How many processors the types of the hosts have, and the smaller type.
type Vcpus = Vec<(InstanceType, u32)>;

/// Looks at these quotas, all at once, as far as the plans make anything that counts for them.
pub(super) async fn look(session: &Session, plans: &[StepPlan], hosts: &[Host], quotas: &[Quota]) -> Preflight {
    let concerned: Vec<(Quota, Option<u32>)> = quotas
        .iter()
        .map(|quota| (*quota, wanted(session, plans, *quota)))
        .filter(|(_, wanted)| *wanted != Some(0))
        .collect();
    if concerned.is_empty() {
        return Preflight::default();
    }
    let counts_vcpus = concerned.iter().any(|(quota, _)| *quota == Quota::StandardVcpus);
    let (numbers, vcpus) = tokio::join!(
        join_all(concerned.iter().map(|(quota, _)| numbers(session, *quota))),
        vcpus_of(session, hosts, counts_vcpus),
    );
    let vcpus = vcpus.ok();
    let sized = vcpus.as_ref().and_then(|vcpus| sized(hosts, vcpus));
    let smaller = vcpus.as_ref().and_then(smaller);
    let mut preflight = Preflight::default();
    for ((quota, wanted), numbers) in concerned.into_iter().zip(numbers) {
        let wanted = match quota {
            // A host that may be there already is counted by nobody twice.
            Quota::StandardVcpus => wanted
                .and(sized.as_ref())
                .map(|hosts| hosts.iter().map(|(_, vcpus)| vcpus).sum()),
            _ => wanted,
        };
        let finding = judge(quota, wanted, numbers);
        if let (Quota::StandardVcpus, Suffices::Short { .. }) = (quota, &finding.suffices) {
            let free = finding
                .limit
                .unwrap_or_default()
                .saturating_sub(finding.used.unwrap_or_default());
            let sizes = sized.as_ref().zip(smaller.as_ref());
            preflight.fit = sizes.and_then(|(sized, smaller)| fit::fit(sized, free, smaller));
        }
        preflight.findings.push(finding);
    }
    preflight
}

/// How much the account may have, and has.
async fn numbers(session: &Session, quota: Quota) -> Result<(u32, Option<u32>), AwsError> {
    let aws = session.aws();
    let action = Action::Read(Noun::Quota, quota.code().to_owned());
    in_time(aws, &action, async { tokio::try_join!(quota.limit(aws), quota.used(aws)) }).await
}

async fn vcpus_of(session: &Session, hosts: &[Host], is_asked: bool) -> Result<Vcpus, AwsError> {
    if !is_asked {
        return Ok(Vec::new());
    }
    let mut types: Vec<InstanceType> = hosts.iter().map(|host| host.instance_type.clone()).collect();
    types.push(InstanceType::with_one_vcpu());
    types.sort();
    types.dedup();
    let action = Action::List(Noun::InstanceType, Which::OfAccount);
    in_time(session.aws(), &action, default_vcpus(session.aws(), &types)).await
}

/// The hosts with their processors, where all are known.
fn sized(hosts: &[Host], vcpus: &Vcpus) -> Option<Vec<(Host, u32)>> {
    let sized = hosts.iter().map(|host| {
        let (_, number) = vcpus.iter().find(|(named, _)| *named == host.instance_type)?;
        Some((host.clone(), *number))
    });
    sized.collect()
}

/// The smaller type, where AWS offers it here.
fn smaller(vcpus: &Vcpus) -> Option<(InstanceType, u32)> {
    vcpus
        .iter()
        .find(|(named, _)| *named == InstanceType::with_one_vcpu())
        .cloned()
}

fn judge(quota: Quota, wanted: Option<u32>, numbers: Result<(u32, Option<u32>), AwsError>) -> Finding {
    let (limit, used) = match numbers {
        Ok((limit, used)) => (limit, used),
        Err(error) => {
            return Finding {
                wanted,
                ..Finding::new(Subject::Quota(quota), Suffices::Unknown(Some(Box::new(error))))
            };
        }
    };
    let needed = used.zip(wanted).map(|(used, wanted)| used.saturating_add(wanted));
    let suffices = match needed {
        Some(needed) if needed <= limit => Suffices::Ok,
        Some(needed) if !quota.counts_too_many() => Suffices::Short { by: needed - limit },
        _ => Suffices::Unknown(None),
    };
    Finding {
        limit: Some(limit),
        used,
        wanted,
        ..Finding::new(Subject::Quota(quota), suffices)
    }
}
