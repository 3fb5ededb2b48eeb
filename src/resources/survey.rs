//! What an account holds of deployments that are not remembered here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::costs::charges_of;
use super::{
    Inventory, Kind, Listing, LivePrices, Observed, Ownership, Scope, Selection, TaggedDeployment, Uploads, charged_items,
    cost_so_far, hourly_cost,
};
use crate::aws::{Aws, AwsError, DeploymentId};
use crate::checkpoint::{Folder, SiteRecord};
use crate::prices::{Accrued, Cost, Item, Pause, PriceList, in_sums};

/// How much there is of a deployment, and what it costs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// How many resources there are, parts of others not counted.
    pub resources: usize,
    /// What they cost an hour, about; `None` where not all of them can be read.
    pub cost_an_hour: Option<Cost>,
    /// What they have cost so far, at most; `None` where not all of them can be read.
    pub so_far: Option<Accrued>,
    /// The latest expiry that any of them is tagged with; snapshots may outlive what they are of.
    pub expires_at: Option<Timestamp>,
    /// When the first of them was made, as far as that is known.
    pub since: Option<Timestamp>,
    /// What they are charged for by size or time.
    pub items: BTreeSet<Item>,
    /// The prices of these sums.
    pub prices: Arc<PriceList>,
}

impl Survey {
    /// Whether everything was read, and nothing is there.
    pub fn is_empty(&self) -> bool {
        self.resources == 0 && self.cost_an_hour.as_ref().is_some_and(Cost::is_nothing)
    }

    /// Counts these, at these prices and until `now`, in a deployment with these pauses.
    pub fn of<'a>(
        inventory: &Inventory,
        resources: impl Iterator<Item = &'a Observed>,
        pauses: &[Pause],
        prices: &Arc<PriceList>,
        now: Timestamp,
    ) -> Self {
        let live: Vec<&Observed> = resources.filter(|observed| observed.is_live()).collect();
        let is_whole_resource = |observed: &&&Observed| observed.kind().part_of().is_none();
        let is_whole = inventory.unreadable().is_empty();
        Self {
            resources: live.iter().filter(is_whole_resource).count(),
            cost_an_hour: is_whole.then(|| hourly_cost(live.iter().copied(), prices).rounded()),
            so_far: is_whole.then(|| cost_so_far(live.iter().copied(), pauses, now, prices)),
            expires_at: latest_expiry(live.iter().copied()),
            since: live.iter().filter_map(|observed| observed.since()).min(),
            items: in_sums(charges_of(live.iter().copied()).iter()),
            prices: Arc::clone(prices),
        }
    }
}

/// Counts what bears a deployment's tags. What is found by a name that only the deployment's own memory holds, as its bucket, isn't counted. AWS is asked for the prices, where
/// `live` is given.
///
/// # Errors
///
/// When a kind can't be listed for another reason than a denial.
pub async fn survey(aws: &Aws, deployment: &TaggedDeployment, live: Option<&LivePrices>) -> Result<Survey, AwsError> {
    let id = deployment.id.clone();
    let scope = Scope {
        ownership: Arc::new(Ownership {
            deployment: deployment.name.clone(),
            id: id.clone().unwrap_or_else(|| DeploymentId::from("")),
            recorded: BTreeMap::new(),
            begun: BTreeSet::new(),
            unsettled: BTreeSet::new(),
            shows_tokens: false,
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
    let prices = match live {
        Some(live) => live.look_up(aws, charged_items(inventory.all())).await.prices,
        None => PriceList::of_table(aws.region()),
    };
    let (prices, now) = (Arc::new(prices), aws.clock().now());
    Ok(Survey::of(&inventory, inventory.all(), &[], &prices, now))
}

/// The latest expiry that any of these is tagged with. Snapshots may outlive the deployment that they are of.
pub fn latest_expiry<'a>(resources: impl Iterator<Item = &'a Observed>) -> Option<Timestamp> {
    let that_go = resources.filter(|observed| !observed.kind().row().is_snapshot);
    that_go.filter_map(Observed::expires_at).max()
}
