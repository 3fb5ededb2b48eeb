//! The prices that a session computes with: the table's, or AWS's where it is asked.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::prices::{Item, PriceList};
use crate::resources::{LivePrices, NoAnswer, charged_items};
use crate::walkthrough::{Event, Notice, Session, StepPlan};

/// The prices, and what became of asking for them.
pub(super) struct Pricing {
    live: OnceLock<LivePrices>,
    list: Mutex<Arc<PriceList>>,
    unanswered: Mutex<Vec<(Item, NoAnswer)>>,
}

impl Pricing {
    /// The table's prices of a region.
    pub(super) fn of_table(region: &str) -> Self {
        Self {
            live: OnceLock::new(),
            list: Mutex::new(Arc::new(PriceList::of_table(region))),
            unanswered: Mutex::default(),
        }
    }
}

impl Session {
    /// Asks AWS for prices from now on; the table's stay in place of what it does not say.
    pub fn use_live_prices(&self) {
        let live = || LivePrices::kept_in(&self.folder().state_dir());
        self.pricing.live.get_or_init(live);
    }

    /// The prices that are known now.
    pub fn prices(&self) -> Arc<PriceList> {
        let list = self.pricing.list.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&list)
    }

    /// Why a price is the table's although AWS was to be asked; `None` where AWS isn't asked at all.
    pub(in crate::walkthrough) fn unanswered_prices(&self) -> Option<Vec<(Item, NoAnswer)>> {
        self.pricing.live.get()?;
        let unanswered = self.pricing.unanswered.lock().unwrap_or_else(PoisonError::into_inner);
        Some(unanswered.clone())
    }

    /// Asks AWS for the prices of what the deployment has and of what these plans make, if AWS is to be asked, each once.
    pub async fn look_up_prices(&self, plans: &[StepPlan]) {
        let Some(live) = self.pricing.live.get() else { return };
        let mut items = self.inventory(|inventory| charged_items(inventory.own(self.deployment())));
        items.extend(plans.iter().flat_map(StepPlan::charges).map(|charge| charge.item));
        let looked_up = live.look_up(self.aws(), items).await;
        *self.pricing.list.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(looked_up.prices);
        self.report_unanswered(&looked_up.unanswered);
        let mut unanswered = self.pricing.unanswered.lock().unwrap_or_else(PoisonError::into_inner);
        unanswered.extend(looked_up.unanswered);
    }

    /// Says which prices are the table's, and why.
    fn report_unanswered(&self, unanswered: &[(Item, NoAnswer)]) {
        let rows = |is_wanted: fn(&NoAnswer) -> bool| -> Vec<String> {
            let rows: BTreeSet<String> = unanswered
                .iter()
                .filter(|(_, reason)| is_wanted(reason))
                .map(|(item, _)| item.row())
                .collect();
            rows.into_iter().collect()
        };
        let error = unanswered.iter().find_map(|(_, reason)| match reason {
            NoAnswer::Failed(error) => Some(error.clone()),
            NoAnswer::NotSingle => None,
        });
        let failed = rows(|reason| matches!(reason, NoAnswer::Failed(_)));
        let not_single = rows(|reason| matches!(reason, NoAnswer::NotSingle));
        for (items, error) in [(failed, error), (not_single, None)] {
            if !items.is_empty() {
                self.report(Event::Notice(Notice::TablePrices { items, error }));
            }
        }
    }
}
