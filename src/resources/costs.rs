//! What resources cost. Sources: AWS's price pages (docs/AWS.md, "Prices").

use super::{Facts, Observed};

/// Hours in a month, as price pages count them.
const HOURS_A_MONTH: f64 = 730.0;
/// A public IPv4 address, an hour.
const PUBLIC_IPV4: f64 = 0.005;

/// What these cost an hour together, about, in US dollars at us-east-1 prices. DB snapshots cost nothing while there is a database that is
/// as large (AWS Database Blog, "Demystifying Amazon RDS backup storage costs").
pub fn hourly_cost<'a>(resources: impl Iterator<Item = &'a Observed>) -> f64 {
    let all: Vec<&Observed> = resources.collect();
    let has_database = all.iter().any(|observed| matches!(observed.facts, Facts::DbInstance(_)));
    let costs = all.into_iter().map(|observed| match &observed.facts {
        Facts::DbSnapshot(_) if has_database => 0.0,
        _ => hourly_price(observed),
    });
    costs.sum()
}

/// What a resource costs an hour by itself, about, in US dollars at us-east-1 prices; 0 for what is free, and for instance types and DB
/// instance classes whose price isn't known here.
pub fn hourly_price(observed: &Observed) -> f64 {
    let own = match &observed.facts {
        Facts::NatGateway(_) => 0.045,
        Facts::Address(_) => PUBLIC_IPV4,
        Facts::Instance(instance) => {
            let address = instance.public_address.map_or(0.0, |_| PUBLIC_IPV4);
            instance.instance_type.as_deref().and_then(t3_price).unwrap_or(0.0) + address
        }
        Facts::DbInstance(db) => match db.class.as_deref() {
            Some("db.t4g.micro") => 0.016,
            Some("db.t3.micro") => 0.017,
            _ => 0.0,
        },
        _ => 0.0,
    };
    own + monthly_storage_cost(observed) / HOURS_A_MONTH
}

/// What a t3 instance costs an hour: each size twice the one before it.
fn t3_price(instance_type: &str) -> Option<f64> {
    const MICRO: f64 = 0.0104;
    let micros = match instance_type.strip_prefix("t3.")? {
        "nano" => 0.5,
        "micro" => 1.0,
        "small" => 2.0,
        "medium" => 4.0,
        "large" => 8.0,
        _ => return None,
    };
    Some(micros * MICRO)
}

/// What a stored GiB of a kind costs a month, in US dollars at us-east-1 prices; 0 where it isn't known here.
///
/// A DB snapshot's $0.095 is recalled, unverified; snapshots cost nothing while they are together no larger than the region's databases
/// (AWS Database Blog, "Demystifying Amazon RDS backup storage costs").
fn monthly_storage_price(facts: &Facts) -> f64 {
    match facts {
        Facts::Volume(_) => 0.08,
        Facts::EbsSnapshots(_) => 0.05,
        Facts::DbInstance(_) => 0.115,
        Facts::DbSnapshot(_) => 0.095,
        _ => 0.0,
    }
}

/// How large something stored is, in GiB: a snapshot's full size, of which it usually holds less.
pub fn stored_gib(observed: &Observed) -> f64 {
    let size = match &observed.facts {
        Facts::Volume(volume) => volume.size_gib,
        Facts::EbsSnapshots(set) => Some(set.size_gib),
        Facts::DbInstance(db) => db.size_gib,
        Facts::DbSnapshot(snapshot) => snapshot.size_gib,
        _ => None,
    };
    size.map_or(0.0, f64::from)
}

/// What something stored costs a month at most, in US dollars at us-east-1 prices.
pub fn monthly_storage_cost(observed: &Observed) -> f64 {
    stored_gib(observed) * monthly_storage_price(&observed.facts)
}
