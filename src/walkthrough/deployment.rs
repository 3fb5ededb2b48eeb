//! Which deployment this is: its name, account, region and cloud, and whether they are those it was made with.

use crate::aws::{Aws, Cloud};
use crate::checkpoint::{FORMAT, Folder, StateFile, read_state};
use crate::walkthrough::{Error, Result};

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
}

impl Identification {
    /// What is remembered of this deployment, or a new memory.
    ///
    /// # Errors
    ///
    /// When there is a state file that can't be used, or it belongs to another account, region or endpoint.
    pub fn recall(&self, folder: &Folder, now: jiff::Timestamp) -> Result<StateFile> {
        match read_state(folder, &self.deployment)? {
            Some(state) => {
                if state.resources.is_empty() {
                    // Answers alone bind it to no place.
                    return Ok(self.moved(state));
                }
                self.check(&state)?;
                Ok(state)
            }
            None => Ok(self.new_state(now)),
        }
    }

    fn moved(&self, state: StateFile) -> StateFile {
        StateFile {
            account: self.account.clone(),
            region: self.region.clone(),
            cloud: self.cloud.as_str().to_owned(),
            endpoint_url: endpoint_url(&self.cloud).map(str::to_owned),
            ..state
        }
    }

    fn check(&self, state: &StateFile) -> Result<()> {
        let made = place(&state.cloud, state.endpoint_url.as_deref(), &state.account, &state.region);
        let asked = place(self.cloud.as_str(), endpoint_url(&self.cloud), &self.account, &self.region);
        if made == asked {
            return Ok(());
        }
        Err(Error::AnotherCloud {
            deployment: self.deployment.clone(),
            made,
            asked,
            advice: "give the options and credentials it was made with, or another name with --deployment NAME".to_owned(),
        })
    }

    fn new_state(&self, now: jiff::Timestamp) -> StateFile {
        StateFile {
            format: FORMAT,
            deployment: self.deployment.clone(),
            account: self.account.clone(),
            region: self.region.clone(),
            cloud: self.cloud.as_str().to_owned(),
            endpoint_url: endpoint_url(&self.cloud).map(str::to_owned),
            created_at: now,
            answers: Default::default(),
            steps: Default::default(),
            resources: Default::default(),
            generations: Default::default(),
            outputs: Default::default(),
        }
    }
}

/// Asks AWS which account this is.
///
/// # Errors
///
/// Missing, expired and unknown credentials come out here first.
pub async fn identify(aws: &Aws, deployment: &str) -> Result<Identification> {
    Ok(Identification {
        deployment: deployment.to_owned(),
        account: aws.account().await?,
        region: aws.region().to_owned(),
        cloud: aws.cloud().clone(),
    })
}

fn endpoint_url(cloud: &Cloud) -> Option<&str> {
    match cloud {
        Cloud::Endpoint { url } => Some(url),
        Cloud::Aws | Cloud::Sandbox => None,
    }
}

fn place(cloud: &str, endpoint_url: Option<&str>, account: &str, region: &str) -> String {
    let cloud = match (cloud, endpoint_url) {
        ("aws", _) => "AWS".to_owned(),
        ("sandbox", _) => "the sandbox".to_owned(),
        (_, url) => format!("the endpoint {}", url.unwrap_or_default().trim_end_matches('/')),
    };
    format!("{cloud}, account {account}, region {region}")
}
