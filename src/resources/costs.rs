//! What resources cost, by the prices of their region. Rules: docs/PRICES.md.

use super::{Facts, Observed, Pausing, State};
use crate::prices::{Cost, HOURS_A_MONTH, Item};

/// What these cost an hour together, about. DB snapshots cost nothing while there is a database that is as large (AWS Database Blog,
/// "Demystifying Amazon RDS backup storage costs").
pub fn hourly_cost<'a>(resources: impl Iterator<Item = &'a Observed>, region: &str) -> Cost {
    let all: Vec<&Observed> = resources.collect();
    let has_database = all.iter().any(|observed| matches!(observed.facts, Facts::DbInstance(_)));
    let costs = all.into_iter().filter_map(|observed| match &observed.facts {
        Facts::DbSnapshot(_) if has_database => None,
        _ => Some(hourly_price(observed, region)),
    });
    costs.sum()
}

/// What these cost an hour together once their deployment is paused, about.
pub fn hourly_cost_when_paused<'a>(resources: impl Iterator<Item = &'a Observed>, region: &str) -> Cost {
    let left = resources.filter_map(|observed| match observed.kind().row().pausing {
        Pausing::TakenAway => None,
        Pausing::Stopped { .. } => Some(stopped(observed)),
        Pausing::Stays => Some(observed.clone()),
    });
    let left: Vec<Observed> = left.collect();
    hourly_cost(left.iter(), region)
}

/// The same, stopped: an instance gives its public address back then.
fn stopped(observed: &Observed) -> Observed {
    let mut stopped = observed.clone();
    stopped.state = State::Stopped;
    if let Facts::Instance(instance) = &mut stopped.facts {
        instance.public_address = None;
    }
    stopped
}

/// What a resource costs an hour by itself, about. What is stopped costs what it stores.
pub fn hourly_price(observed: &Observed, region: &str) -> Cost {
    let is_stopped = observed.state == State::Stopped;
    let own = match &observed.facts {
        Facts::NatGateway(_) => Item::NatGateway.cost(1.0, region),
        Facts::Address(_) => Item::PublicIpv4.cost(1.0, region),
        Facts::Instance(instance) => {
            let address = instance.public_address.map(|_| Item::PublicIpv4.cost(1.0, region));
            let hour = (!is_stopped).then(|| Item::Instance(known(instance.instance_type.as_deref())).cost(1.0, region));
            address.into_iter().chain(hour).sum()
        }
        Facts::DbInstance(db) if !is_stopped => {
            let class = known(db.class.as_deref());
            let item = if db.is_multi_az {
                Item::MultiAzDbInstance
            } else {
                Item::DbInstance
            };
            item(class).cost(1.0, region)
        }
        _ => Cost::default(),
    };
    own + monthly_storage_cost(observed, region) * HOURS_A_MONTH.recip()
}

/// What something stored is priced as, and how large it is in GiB: a snapshot's full size, of which it usually holds less.
fn stored(facts: &Facts) -> Option<(Item<'_>, Option<i32>)> {
    Some(match facts {
        Facts::Volume(volume) => (Item::Volume(known(volume.volume_type.as_deref())), volume.size_gib),
        Facts::EbsSnapshots(set) => (Item::EbsSnapshot, Some(set.size_gib)),
        Facts::DbInstance(db) => {
            let item = if db.is_multi_az {
                Item::MultiAzDbStorage
            } else {
                Item::DbStorage
            };
            (item(known(db.storage_type.as_deref())), db.size_gib)
        }
        Facts::DbSnapshot(snapshot) => (Item::DbSnapshot, snapshot.size_gib),
        _ => return None,
    })
}

/// What AWS calls it; an endpoint other than AWS may leave it out.
fn known(name: Option<&str>) -> &str {
    name.unwrap_or("a type that is not reported")
}

/// How large something stored is, in GiB: a snapshot's full size, of which it usually holds less.
pub fn stored_gib(observed: &Observed) -> f64 {
    let size = stored(&observed.facts).and_then(|(_, size)| size);
    size.map_or(0.0, f64::from)
}

/// What something stored costs a month at most.
pub fn monthly_storage_cost(observed: &Observed, region: &str) -> Cost {
    stored(&observed.facts).map_or_else(Cost::default, |(item, _)| item.cost(stored_gib(observed), region))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::VolumeFacts;

    fn disk(volume_type: Option<&str>) -> Cost {
        let facts = VolumeFacts {
            is_encrypted: Some(true),
            volume_type: volume_type.map(str::to_owned),
            size_gib: Some(20),
        };
        monthly_storage_cost(&Observed::new("vol-1", State::Ready, facts), "us-east-1")
    }

    #[test]
    fn storage_is_priced_by_its_type() {
        assert_eq!(disk(Some("gp3")).dollars, 1.6);
        assert_eq!(disk(Some("gp2")).dollars, 2.0);
        for unknown in [Some("io2"), None] {
            assert_eq!(disk(unknown).unpriced.len(), 1, "{unknown:?}");
        }
    }
}
