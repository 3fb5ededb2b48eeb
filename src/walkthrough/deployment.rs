//! Which deployment this is: its name, account, region and cloud, and whether they are those it was made with.

use std::collections::BTreeMap;

use crate::aws::{Aws, Cloud, DeploymentId, LEARNER_LAB_REGIONS, ResourceKey};
use crate::checkpoint::{FORMAT, Folder, StateFile, read_state};
use crate::walkthrough::{Error, Misuse, Place, Result};

/// Who a deployment is.
#[derive(Clone, Debug)]
pub struct Identification {
    /// Its name.
    pub deployment: String,
    /// The account's twelve digits.
    pub account: String,
    /// The region's code.
    pub region: String,
    /// Where it lives.
    pub cloud: Cloud,
    /// Whether the person named the account's credentials or the endpoint on this run, rather than the shell's surroundings.
    is_account_chosen: bool,
}

impl Identification {
    /// The same, where the person named the account's credentials or the endpoint on this run.
    pub fn with_account_chosen(self, is_account_chosen: bool) -> Self {
        Self {
            is_account_chosen,
            ..self
        }
    }

    /// What is remembered of this deployment, or a new memory. A deployment that holds nothing moves where the person says, and only
    /// then.
    ///
    /// # Errors
    ///
    /// When there is a state file that can't be used, or it belongs to another account, region or endpoint.
    pub fn recall(&self, folder: &Folder, now: jiff::Timestamp) -> Result<StateFile> {
        let state = match read_state(folder, &self.deployment)? {
            Some(state) if state.resources.is_empty() && self.is_move_chosen(&state) => self.moved(state),
            Some(state) => {
                self.check(&state)?;
                state
            }
            None => self.new_state(now),
        };
        Ok(current(state, now))
    }

    /// Whether the person chose every difference from the remembered place. Only an option or a variable of AWS's own leads to another
    /// cloud or region; another account may come from whatever credentials the shell has.
    fn is_move_chosen(&self, state: &StateFile) -> bool {
        let is_same_cloud = state.cloud == self.cloud.as_str() && state.endpoint_url.as_deref() == self.cloud.endpoint_url();
        self.is_account_chosen || !is_same_cloud || state.account == self.account
    }

    fn moved(&self, state: StateFile) -> StateFile {
        StateFile {
            account: self.account.clone(),
            region: self.region.clone(),
            cloud: self.cloud.as_str().to_owned(),
            endpoint_url: self.cloud.endpoint_url().map(str::to_owned),
            ..state
        }
    }

    fn check(&self, state: &StateFile) -> Result<()> {
        let made = Place::of_state(state);
        let asked = Place::in_cloud(&self.cloud, &self.account, &self.region);
        if made == asked {
            return Ok(());
        }
        Err(Error::AnotherCloud {
            deployment: self.deployment.clone(),
            made: Box::new(made),
            asked: Box::new(asked),
            holds_nothing: state.resources.is_empty(),
        })
    }

    fn new_state(&self, now: jiff::Timestamp) -> StateFile {
        StateFile {
            format: FORMAT,
            deployment: self.deployment.clone(),
            id: None,
            account: self.account.clone(),
            region: self.region.clone(),
            cloud: self.cloud.as_str().to_owned(),
            endpoint_url: self.cloud.endpoint_url().map(str::to_owned),
            created_at: now,
            last_command: None,
            answers: Default::default(),
            tags: Default::default(),
            budget_a_day: None,
            expiry: None,
            steps: Default::default(),
            resources: Default::default(),
            generations: Default::default(),
            unsettled: Default::default(),
            pauses: Default::default(),
            talk: Default::default(),
            is_brief: false,
            outputs: Default::default(),
        }
    }
}

/// The state in today's format, whichever it was read in, with an id where it has none yet and today's keys.
fn current(state: StateFile, now: jiff::Timestamp) -> StateFile {
    let mut resources = with_current_keys(state.resources);
    for record in resources.values_mut() {
        record.needs = record.needs.iter().map(|key| current_key(key)).collect();
    }
    StateFile {
        format: FORMAT,
        id: state.id.or_else(|| Some(DeploymentId::new(now).to_string())),
        resources,
        generations: with_current_keys(state.generations),
        unsettled: with_current_keys(state.unsettled),
        ..state
    }
}

fn with_current_keys<T>(by_key: BTreeMap<String, T>) -> BTreeMap<String, T> {
    by_key.into_iter().map(|(key, value)| (current_key(&key), value)).collect()
}

fn current_key(key: &str) -> String {
    ResourceKey::written(key).to_string()
}

/// Asks AWS which account this is.
///
/// # Errors
///
/// Missing, expired and unknown credentials come out here first.
pub async fn identify(aws: &Aws, deployment: &str) -> Result<Identification> {
    let account = aws.account().await?;
    if aws.is_learner_lab() && !LEARNER_LAB_REGIONS.contains(&aws.region()) {
        return Err(Error::from(Misuse::LearnerLabRegion {
            given: aws.region().to_owned(),
            known: &LEARNER_LAB_REGIONS,
        }));
    }
    Ok(Identification {
        deployment: deployment.to_owned(),
        account,
        region: aws.region().to_owned(),
        cloud: aws.cloud().clone(),
        is_account_chosen: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(account: &str, region: &str, url: &str) -> Identification {
        Identification {
            deployment: "demo".to_owned(),
            account: account.to_owned(),
            region: region.to_owned(),
            cloud: Cloud::Endpoint { url: url.to_owned() },
            is_account_chosen: false,
        }
    }

    /// The place that is remembered after a run against `asked`, where an emptied deployment is remembered at `made`.
    fn remembered(made: &Identification, asked: &Identification) -> Result<(String, String, Option<String>)> {
        let folder = tempfile::tempdir().unwrap();
        let folder = Folder::at(folder.path());
        let now = jiff::Timestamp::UNIX_EPOCH;
        crate::checkpoint::Checkpoint::create(&folder, made.recall(&folder, now)?)?;
        let state = asked.recall(&folder, now)?;
        Ok((state.account, state.region, state.endpoint_url))
    }

    #[test]
    fn an_emptied_deployment_moves_only_where_the_person_says() {
        let here = at("111111111111", "us-east-1", "http://127.0.0.1:9");
        let other_account = at("222222222222", "us-east-1", "http://127.0.0.1:9");
        let refused = remembered(&here, &other_account).unwrap_err();
        assert!(refused.to_string().contains("111111111111"), "{refused}");
        assert!(
            matches!(refused, Error::AnotherCloud { holds_nothing: true, .. }),
            "{refused}"
        );
        for chosen in [
            other_account.clone().with_account_chosen(true),
            at("111111111111", "eu-west-1", "http://127.0.0.1:9"),
            at("222222222222", "us-east-1", "http://127.0.0.1:10"),
        ] {
            let place = (
                chosen.account.clone(),
                chosen.region.clone(),
                chosen.cloud.endpoint_url().map(str::to_owned),
            );
            assert_eq!(remembered(&here, &chosen).unwrap(), place);
        }
    }
}
