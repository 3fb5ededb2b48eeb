//! How long AWS usually takes, and what it charges. Sources: logs of public runs and price pages, collected in AWS.md.

use std::time::Duration;

use crate::aws::Kind;

/// How long a kind usually takes from its create call to ready.
pub fn usual_creation(kind: Kind) -> Duration {
    Duration::from_secs(match kind {
        Kind::NatGateway => 105,
        Kind::Instance => 10,
        Kind::DbInstance => 264,
        Kind::EbsSnapshots => 180,
        Kind::DbSnapshot => 200,
        Kind::Vpc | Kind::Subnet | Kind::VpcPeering => 2,
        _ => 0,
    })
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

/// What one of a kind costs an hour in us-east-1, in US dollars; 0 for what is free or billed by what is stored.
pub fn hourly_price(kind: Kind, size: Option<&str>) -> f64 {
    const PUBLIC_IPV4: f64 = 0.005;
    match kind {
        Kind::NatGateway => 0.045,
        Kind::Address => PUBLIC_IPV4,
        Kind::Instance => match size {
            Some("t3.micro") => 0.0104,
            Some("t3.small") => 0.0208,
            Some("t4g.micro") => 0.0084,
            Some("t4g.small") => 0.0168,
            _ => 0.0104,
        },
        Kind::DbInstance => match size {
            Some("db.t3.micro") => 0.017,
            _ => 0.016,
        },
        _ => 0.0,
    }
}

/// What a stored GiB of a kind costs a month in us-east-1, in US dollars.
pub fn monthly_storage_price(kind: Kind) -> f64 {
    match kind {
        Kind::Volume => 0.08,
        Kind::EbsSnapshots => 0.05,
        Kind::DbInstance => 0.115,
        Kind::DbSnapshot => 0.095,
        _ => 0.0,
    }
}
