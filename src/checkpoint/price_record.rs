//! Prices that AWS was asked for: `prices.json`, in the state directory, for all deployments in it.
//!
//! It saves calls, nothing more: a record that is lost, damaged or not this program's counts as empty, and one that can't be written is not
//! missed.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Folder;
use super::state_dir::make_deployment_folder;

/// The record's name in the state directory.
pub const PRICES_FILE: &str = "prices.json";

/// The format this version writes and reads.
const FORMAT: u64 = 1;

/// How long a price is kept.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A larger record is not this program's: all regions and items together need less.
const LARGEST: u64 = 1 << 20;

/// A price, and when AWS was asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptPrice {
    /// US dollars a unit.
    pub dollars: f64,
    /// When AWS was asked.
    pub asked: Timestamp,
}

/// Prices by the name of what they are of.
pub type KeptPrices = BTreeMap<String, KeptPrice>;

#[derive(Debug, Default, Serialize, Deserialize)]
struct Document {
    format: u64,
    /// By cloud and region: nobody takes the sandbox's prices for AWS's.
    places: BTreeMap<String, KeptPrices>,
}

/// The record in a state directory.
#[derive(Debug)]
pub struct PriceRecord {
    folder: Folder,
}

impl PriceRecord {
    /// The record in this folder. Nothing is read or written yet.
    pub fn in_folder(folder: &Folder) -> Self {
        Self { folder: folder.clone() }
    }

    /// The prices of a place that are kept and not too old. One of a moment to come is of another clock, and counts for nothing.
    pub fn fresh(&self, place: &str, now: Timestamp) -> KeptPrices {
        let mut prices = self.read().places.remove(place).unwrap_or_default();
        prices.retain(|_, kept| is_fresh(kept, now));
        prices
    }

    /// Keeps prices of a place beside those that are kept; what is too old goes.
    pub fn keep(&self, place: &str, prices: KeptPrices, now: Timestamp) {
        if prices.is_empty() {
            return;
        }
        let mut document = self.read();
        document.format = FORMAT;
        document.places.entry(place.to_owned()).or_default().extend(prices);
        for kept in document.places.values_mut() {
            kept.retain(|_, kept| is_fresh(kept, now));
        }
        document.places.retain(|_, kept| !kept.is_empty());
        // What can't be kept is asked for again.
        let _is_kept = serde_json::to_vec(&document).is_ok_and(|text| self.write(&text));
    }

    /// Writes the record; before anything else is remembered, there is no state directory yet.
    fn write(&self, text: &[u8]) -> bool {
        let write = || self.folder.replace(PRICES_FILE, text).is_ok();
        write() || (!self.folder.path().exists() && make_deployment_folder(self.folder.path()).is_ok() && write())
    }

    fn read(&self) -> Document {
        let size = std::fs::metadata(self.folder.file(PRICES_FILE)).map(|metadata| metadata.len());
        if size.is_ok_and(|size| size > LARGEST) {
            return Document::default();
        }
        let text = self.folder.read(PRICES_FILE).ok().flatten().unwrap_or_default();
        let document: Option<Document> = serde_json::from_slice(&text).ok();
        let mut document = document.filter(|document| document.format == FORMAT).unwrap_or_default();
        for kept in document.places.values_mut() {
            kept.retain(|_, kept| kept.dollars.is_finite() && kept.dollars > 0.0);
        }
        document
    }
}

fn is_fresh(kept: &KeptPrice, now: Timestamp) -> bool {
    let age = now.duration_since(kept.asked);
    age >= SignedDuration::ZERO && age < KEPT_FOR
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(1_790_000_000 + day * 86_400).unwrap()
    }

    fn price(dollars: f64, day: i64) -> KeptPrices {
        BTreeMap::from([("t3.micro".to_owned(), KeptPrice { dollars, asked: at(day) })])
    }

    #[test]
    fn a_price_is_kept_for_thirty_days_by_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let record = PriceRecord::in_folder(&Folder::at(folder.path()));
        assert!(record.fresh("aws us-east-1", at(0)).is_empty());
        record.keep("aws us-east-1", price(0.01, 0), at(0));
        record.keep("sandbox us-east-1", price(0.02, 0), at(0));
        assert_eq!(record.fresh("aws us-east-1", at(0)), price(0.01, 0));
        assert_eq!(record.fresh("aws us-east-1", at(29)), price(0.01, 0));
        for (place, day) in [("aws us-east-1", 30), ("aws us-east-1", -1), ("aws eu-west-1", 0)] {
            assert!(record.fresh(place, at(day)).is_empty(), "{place} {day}");
        }
        record.keep("aws eu-west-1", price(0.03, 31), at(31));
        let text = std::fs::read_to_string(folder.path().join(PRICES_FILE)).unwrap();
        assert!(!text.contains("sandbox"), "what is too old goes: {text}");
    }

    #[test]
    fn a_record_that_is_none_counts_as_empty() {
        let folder = tempfile::tempdir().unwrap();
        let record = PriceRecord::in_folder(&Folder::at(folder.path()));
        record.keep("aws us-east-1", price(0.01, 0), at(0));
        let file = folder.path().join(PRICES_FILE);
        let whole = std::fs::read(&file).unwrap();
        let too_large = [whole.as_slice(), &vec![b' '; 1 << 20]].concat();
        let free = String::from_utf8(whole.clone()).unwrap().replace("0.01", "0.0");
        for content in [
            &whole[..whole.len() / 2],
            b"[]",
            b"{\"format\":2,\"places\":{}}",
            b"\xff",
            &too_large,
            free.as_bytes(),
        ] {
            std::fs::write(&file, content).unwrap();
            assert!(record.fresh("aws us-east-1", at(0)).is_empty());
        }
        record.keep("aws us-east-1", price(0.01, 0), at(0));
        assert_eq!(record.fresh("aws us-east-1", at(0)), price(0.01, 0), "it is written anew");
    }
}
