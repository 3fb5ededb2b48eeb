//! How long AWS usually takes, and what it charges. Sources: logs of public runs and price pages, collected in AWS.md.

use std::time::Duration;

use crate::aws::{Kind, Observed};

/// How long a kind usually takes from its create call to ready.
pub fn usual_creation(kind: Kind) -> Duration {
    Duration::from_secs(match kind {
        Kind::NatGateway => 105,
        Kind::Instance => 10,
        Kind::DbInstance => 264,
        Kind::EbsSnapshots => 180,
        // At most 225, so usually less.
        Kind::DbSnapshot => 180,
        Kind::Vpc | Kind::Subnet | Kind::VpcPeering => 2,
        // An estimate: nobody has measured it.
        Kind::VpcEndpoint => 5,
        _ => 0,
    })
}

/// Whether anything is built from a kind: then what a change made of it is looked at before that is made.
pub fn is_built_on(kind: Kind) -> bool {
    !matches!(kind, Kind::EbsSnapshots | Kind::DbSnapshot | Kind::SiteContent)
}

/// How long a kind usually takes from its delete call to gone.
pub fn usual_deletion(kind: Kind) -> Duration {
    Duration::from_secs(match kind {
        Kind::NatGateway => 50,
        Kind::Instance => 25,
        Kind::DbInstance => 190,
        _ => 0,
    })
}

/// Hours in a month, as price pages count them.
const HOURS_A_MONTH: f64 = 730.0;
/// A public IPv4 address, an hour.
const PUBLIC_IPV4: f64 = 0.005;

/// What a resource costs an hour, about, in US dollars at us-east-1 prices; 0 for what is free, and for instance types and DB
/// instance classes whose price isn't known here.
pub fn hourly_price(observed: &Observed) -> f64 {
    let attribute = |name: &str| observed.attributes.get(name).map(String::as_str);
    match observed.kind {
        Kind::NatGateway => 0.045,
        Kind::Address => PUBLIC_IPV4,
        Kind::Instance => {
            let address = if attribute("public-address").is_some() {
                PUBLIC_IPV4
            } else {
                0.0
            };
            attribute("type").and_then(t3_price).unwrap_or(0.0) + address
        }
        Kind::DbInstance => match attribute("class") {
            Some("db.t4g.micro") => 0.016 + stored(observed),
            Some("db.t3.micro") => 0.017 + stored(observed),
            _ => stored(observed),
        },
        Kind::Volume | Kind::EbsSnapshots => stored(observed),
        _ => 0.0,
    }
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

/// What a resource's storage costs an hour, about, at its full size; snapshots hold less than that.
fn stored(observed: &Observed) -> f64 {
    monthly_storage_cost(observed) / HOURS_A_MONTH
}

/// What a stored GiB of a kind costs a month, in US dollars at us-east-1 prices; 0 where it isn't known here.
///
/// A DB snapshot's $0.095 is recalled, unverified; snapshots cost nothing while they are together no larger than the region's databases
/// (AWS Database Blog, "Demystifying Amazon RDS backup storage costs").
fn monthly_storage_price(kind: Kind) -> f64 {
    match kind {
        Kind::Volume => 0.08,
        Kind::EbsSnapshots => 0.05,
        Kind::DbInstance => 0.115,
        Kind::DbSnapshot => 0.095,
        _ => 0.0,
    }
}

/// How large something stored is, in GiB: a snapshot's full size, of which it usually holds less.
pub fn stored_gib(observed: &Observed) -> f64 {
    let size = observed.attributes.get("size");
    size.and_then(|size| size.parse().ok()).unwrap_or(0.0)
}

/// What something stored costs a month at most, in US dollars at us-east-1 prices.
pub fn monthly_storage_cost(observed: &Observed) -> f64 {
    stored_gib(observed) * monthly_storage_price(observed.kind)
}
