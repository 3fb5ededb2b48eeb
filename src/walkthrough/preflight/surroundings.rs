//! What surrounds a walk: the account, the region, this machine, and settings of the account that close what the plan opens.

use super::{created, in_time};
use crate::aws::{Action, Cloud, Noun, Which, caller_address};
use crate::hosts::is_open_ssh_there;
use crate::resources::{Kind, NoAnswer, internet_is_blocked, is_class_offered};
use crate::walkthrough::{Answers, Finding, Session, StepPlan, Subject, Suffices};

/// Looks at all of it at once. That there is a plan shows that the answers are allowed and the hosts' types are offered.
pub(super) async fn look(session: &Session, plans: &[StepPlan], answers: &Answers) -> Vec<Finding> {
    let aws = session.aws();
    let makes = |kind: Kind| created(plans).any(|resource| resource.aws_kind == kind);
    // AWS has answered a signed call of this region, so it takes the clock, and the account has the region.
    let account = Finding::new(
        Subject::Account {
            is_learner_lab: aws.is_learner_lab(),
        },
        Suffices::Ok,
    );
    let mut findings = vec![
        account.seeing(session.account()),
        Finding::new(Subject::Region, Suffices::Ok).seeing(aws.region()),
        Finding::new(Subject::Clock, Suffices::Ok),
        Finding::new(Subject::Answers, Suffices::Ok),
    ];
    let key = session.steps().roles().database_class.filter(|_| makes(Kind::DbInstance));
    let class = key.and_then(|key| answers.text(key)).map(str::to_owned);
    let (address, block, class) = tokio::join!(
        own_address(session),
        internet(session, makes(Kind::InternetGateway)),
        offered(session, class)
    );
    findings.push(address);
    findings.extend(prices(session));
    if *aws.cloud() == Cloud::Aws && makes(Kind::Instance) {
        let suffices = match is_open_ssh_there() {
            true => Suffices::Ok,
            false => Suffices::Unknown(None),
        };
        findings.push(Finding::new(Subject::Ssh, suffices));
    }
    findings.extend(class);
    findings.extend(block);
    if makes(Kind::Bucket) {
        // Only another service, S3 Control, shows it before.
        findings.push(Finding::new(Subject::BucketBlock, Suffices::Unknown(None)));
    }
    findings
}

/// What became of asking for the prices of the plans.
fn prices(session: &Session) -> Option<Finding> {
    let unanswered = session.unanswered_prices()?;
    let failed = unanswered.into_iter().find_map(|(_, reason)| match reason {
        NoAnswer::Failed(error) => Some(error),
        NoAnswer::NotSingle => None,
    });
    let suffices = failed.map_or(Suffices::Ok, |error| Suffices::Unknown(Some(error)));
    Some(Finding::new(Subject::Prices, suffices))
}

async fn own_address(session: &Session) -> Finding {
    let aws = session.aws();
    match caller_address(aws.cloud(), aws.outbound()).await {
        Some(address) => Finding::new(Subject::OwnAddress, Suffices::Ok).seeing(address.to_string()),
        None => Finding::new(Subject::OwnAddress, Suffices::Unknown(None)),
    }
}

async fn internet(session: &Session, is_asked: bool) -> Option<Finding> {
    if !is_asked {
        return None;
    }
    let action = Action::list(Noun::InternetGateway);
    let suffices = match in_time(session.aws(), &action, internet_is_blocked(session.aws())).await {
        Ok(false) => Suffices::Ok,
        Ok(true) => Suffices::Denied,
        Err(error) => Suffices::Unknown(Some(Box::new(error))),
    };
    Some(Finding::new(Subject::VpcBlock, suffices))
}

async fn offered(session: &Session, class: Option<String>) -> Option<Finding> {
    let class = class?;
    let action = Action::Find(Noun::DbInstance, Which::Offering(class.clone()));
    let suffices = match in_time(session.aws(), &action, is_class_offered(session.aws(), &class)).await {
        Ok(true) => Suffices::Ok,
        Ok(false) => Suffices::Denied,
        Err(error) => Suffices::Unknown(Some(Box::new(error))),
    };
    Some(Finding::new(Subject::DatabaseClass, suffices).seeing(class))
}
