//! Prices that AWS is asked for: exactly those of the items at hand, all at once, and kept for 30 days.
//!
//! A price that AWS does not say is the table's: where nobody may ask, where no answer comes in time, where AWS has no single on-demand price.

mod answer;
mod query;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::join_all;
use jiff::tz::TimeZone;

use answer::single_price;
use query::Query;

use crate::aws::{Action, Aws, AwsError};
use crate::checkpoint::{Folder, KeptPrice, PriceRecord};
use crate::prices::{Item, Origin, Price, PriceList};

/// How long all of them may take together: what isn't known by then is the table's.
const WITHIN: Duration = Duration::from_secs(4);

/// How many products one answer has at most: a query that finds more is none for a single price.
const PRODUCTS: i32 = 100;

/// Why a price is the table's although AWS was to be asked.
#[derive(Clone, Debug)]
pub enum NoAnswer {
    /// AWS has no single on-demand price of it, or it can't be asked for.
    NotSingle,
    /// The call failed.
    Failed(Box<AwsError>),
}

/// What was looked up.
#[derive(Debug)]
pub struct LookedUp {
    /// The prices of the region, as far as anything was looked up in this run.
    pub prices: PriceList,
    /// Why those that were looked up now are the table's.
    pub unanswered: Vec<(Item, NoAnswer)>,
}

/// What AWS was asked for in this run, and what is kept of it.
#[derive(Debug)]
pub struct LivePrices {
    record: PriceRecord,
    known: Mutex<Known>,
}

/// By region and item; `None` where AWS did not say.
type Known = BTreeMap<(String, Item), Option<KeptPrice>>;

impl LivePrices {
    /// Prices that are kept in this folder.
    pub fn kept_in(folder: &Folder) -> Self {
        Self {
            record: PriceRecord::in_folder(folder),
            known: Mutex::default(),
        }
    }

    /// Looks up the prices of these items in the clients' region. Each is asked for once in a run, and not while one that is kept is younger
    /// than 30 days.
    pub async fn look_up(&self, aws: &Aws, items: BTreeSet<Item>) -> LookedUp {
        let region = aws.region();
        let place = format!("{} {region}", aws.cloud().endpoint_url().unwrap_or(aws.cloud().as_str()));
        let now = aws.clock().now();
        let kept = self.record.fresh(&place, now);
        let mut wanted = Vec::new();
        self.change(|known| {
            for item in items {
                let key = (region.to_owned(), item.clone());
                match kept.get(&item.row()) {
                    _ if known.contains_key(&key) => {}
                    Some(kept) => drop(known.insert(key, Some(*kept))),
                    None => wanted.push(item),
                }
            }
        });
        let answers = ask(aws, &wanted).await;
        let (mut unanswered, mut asked) = (Vec::new(), BTreeMap::new());
        for (item, answer) in wanted.into_iter().zip(answers) {
            match answer {
                Ok(dollars) => drop(asked.insert(item, KeptPrice { dollars, asked: now })),
                Err(reason) => unanswered.push((item, reason)),
            }
        }
        let by_row = asked.iter().map(|(item, kept)| (item.row(), *kept));
        self.record.keep(&place, by_row.collect(), now);
        let live = self.change(|known| {
            let of_region = |item: &Item| (region.to_owned(), item.clone());
            known.extend(asked.iter().map(|(item, kept)| (of_region(item), Some(*kept))));
            known.extend(unanswered.iter().map(|(item, _)| (of_region(item), None)));
            let known = known.iter().filter(|((known, _), _)| known == region);
            known
                .filter_map(|((_, item), kept)| Some((item.clone(), price(&(*kept)?))))
                .collect()
        });
        LookedUp {
            prices: PriceList::with_live(region, live),
            unanswered,
        }
    }

    fn change<T>(&self, change: impl FnOnce(&mut Known) -> T) -> T {
        change(&mut self.known.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn price(kept: &KeptPrice) -> Price {
    Price {
        dollars: kept.dollars,
        origin: Origin::Live(kept.asked.to_zoned(TimeZone::UTC).date()),
    }
}

/// Asks for all of them at once.
async fn ask(aws: &Aws, items: &[Item]) -> Vec<Result<f64, NoAnswer>> {
    join_all(items.iter().map(|item| ask_for(aws, item))).await
}

async fn ask_for(aws: &Aws, item: &Item) -> Result<f64, NoAnswer> {
    let query = Query::of(item, aws.region()).ok_or(NoAnswer::NotSingle)?;
    let action = Action::AskPrice(item.row());
    let asking = aws.read(action.clone()).send(|| {
        let call = aws.pricing().get_products().service_code(query.service);
        let call = call.set_filters(Some(query.filters())).format_version("aws_v1");
        call.max_results(PRODUCTS).send()
    });
    let answer = tokio::time::timeout(WITHIN, asking)
        .await
        .unwrap_or_else(|_| Err(AwsError::too_late(&action)))
        .map_err(|error| NoAnswer::Failed(Box::new(error)))?;
    let is_whole = answer.next_token().is_none_or(str::is_empty);
    let price = single_price(answer.price_list(), &query).filter(|_| is_whole);
    price.ok_or(NoAnswer::NotSingle)
}
