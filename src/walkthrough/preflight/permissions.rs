//! Whether the caller may make what the plans make: EC2 says so without making anything (`DryRun`).

use std::collections::BTreeSet;

use futures_util::future::join_all;

use super::{created, in_time};
use crate::aws::Cloud;
use crate::resources::{DryRun, Kind, dry_run, judging};
use crate::walkthrough::{Finding, Session, StepPlan, Subject, Suffices};

/// Asks for each kind that the plans make, all at once.
pub(super) async fn look(session: &Session, plans: &[StepPlan]) -> Vec<Finding> {
    let kinds: BTreeSet<Kind> = created(plans)
        .map(|resource| resource.aws_kind)
        .filter(|kind| kind.part_of().is_none())
        .collect();
    join_all(kinds.into_iter().map(|kind| ask(session, kind))).await
}

async fn ask(session: &Session, kind: Kind) -> Finding {
    let aws = session.aws();
    // An endpoint that does not know `DryRun` would make the thing.
    let is_aws = matches!(aws.cloud(), Cloud::Aws | Cloud::Sandbox);
    let suffices = match dry_run(aws, kind).filter(|_| is_aws) {
        None => Suffices::Unknown(None),
        Some(asking) => match in_time(aws, &judging(kind), asking).await {
            Ok(DryRun::Allowed) => Suffices::Ok,
            Ok(DryRun::Denied) => Suffices::Denied,
            Err(error) => Suffices::Unknown(Some(Box::new(error))),
        },
    };
    Finding::new(Subject::Create(kind), suffices)
}
