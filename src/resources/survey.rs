//! What an account holds of deployments that are not remembered here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Inventory, Kind, Listing, Observed, Ownership, Scope, Selection, TaggedDeployment, Uploads, hourly_price};
use crate::aws::{Aws, AwsError, DeploymentId};
use crate::checkpoint::{Folder, SiteRecord};

/// How much there is of a deployment, and what it costs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Survey {
    /// How many resources there are.
    pub resources: usize,
    /// What they cost an hour, about, in US dollars at us-east-1 prices; `None` where not all of them can be read.
    pub dollars_an_hour: Option<f64>,
}

impl Survey {
    /// Counts these.
    pub fn of<'a>(inventory: &Inventory, resources: impl Iterator<Item = &'a Observed>) -> Self {
        let live: Vec<&Observed> = resources.filter(|observed| observed.is_live()).collect();
        let is_whole = inventory.unreadable().is_empty();
        Self {
            resources: live.len(),
            dollars_an_hour: is_whole.then(|| live.iter().map(|observed| hourly_price(observed)).sum()),
        }
    }
}

/// Counts what bears a deployment's tags. What is found by a name that only the deployment's own memory holds, as its bucket, isn't counted.
///
/// # Errors
///
/// When a kind can't be listed for another reason than a denial.
pub async fn survey(aws: &Aws, deployment: &TaggedDeployment) -> Result<Survey, AwsError> {
    let id = deployment.id.clone();
    let scope = Scope {
        ownership: Arc::new(Ownership {
            deployment: deployment.name.clone(),
            id: id.clone().unwrap_or_else(|| DeploymentId::from("")),
            recorded: BTreeMap::new(),
            begun: BTreeSet::new(),
            unsettled: BTreeSet::new(),
            taken_over: BTreeSet::from([id]),
        }),
        selection: Selection::Tagged,
        bucket: None,
        bucket_before: None,
        // No bucket is listed, so nothing is read of it.
        uploads: Arc::new(Uploads::recorded_in(SiteRecord::in_folder(&Folder::at(""), false))),
        db_subnet_group: String::new(),
    };
    let by_tag = Kind::listed().filter(|kind| matches!(kind.row().listing, Listing::ByTag(_)));
    let inventory = Inventory::sweep(aws, &scope, by_tag).await?;
    Ok(Survey::of(&inventory, inventory.all()))
}
