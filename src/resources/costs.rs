//! What resources cost, by the prices of their region. Rules: docs/PRICES.md.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::{Observed, Pausing, State};
use crate::prices::{self, Accrued, Basis, Charge, Cost, Dated, HOURS_A_MONTH, Item, Pause, PriceList, Unit};

/// What a resource is charged for, stopped or not; nothing where its kind is free.
fn charges(observed: &Observed) -> Vec<Charge> {
    observed
        .kind()
        .row()
        .charges
        .map_or_else(Vec::new, |charges| charges(observed))
}

/// What a resource is charged for as it is now: what is stopped is charged for what it stores.
pub fn charges_now(observed: &Observed) -> Vec<Charge> {
    let mut charges = charges(observed);
    if observed.state == State::Stopped {
        charges.retain(|charge| charge.basis != Basis::Running);
    }
    charges
}

/// What these are charged for as they are now.
pub(super) fn charges_of<'a>(resources: impl Iterator<Item = &'a Observed>) -> Vec<Charge> {
    resources.flat_map(charges_now).collect()
}

/// Everything that these are charged for, running or not, each item once.
pub fn charged_items<'a>(resources: impl Iterator<Item = &'a Observed>) -> BTreeSet<Item> {
    let charges = resources.filter(|observed| observed.is_live()).flat_map(charges);
    charges.map(|charge| charge.item).collect()
}

/// What these cost an hour together, about, and without what is charged by use.
pub fn hourly_cost<'a>(resources: impl Iterator<Item = &'a Observed>, list: &PriceList) -> Cost {
    prices::hourly_cost(charges_of(resources).iter(), list)
}

/// What these cost an hour together once their deployment is paused, about.
pub fn hourly_cost_when_paused<'a>(resources: impl Iterator<Item = &'a Observed>, list: &PriceList) -> Cost {
    let charges = resources.flat_map(|observed| {
        let mut charges = charges_now(observed);
        match observed.kind().row().pausing {
            Pausing::TakenAway => charges.clear(),
            Pausing::Stopped { .. } => charges.retain(|charge| charge.basis != Basis::Running),
            Pausing::Stays => {}
        }
        charges
    });
    prices::hourly_cost(charges.collect::<Vec<Charge>>().iter(), list)
}

/// What a resource costs an hour by itself, about.
pub fn hourly_price(observed: &Observed, list: &PriceList) -> Cost {
    hourly_cost(std::iter::once(observed), list)
}

/// What these have cost until `now`, at most, in a deployment with these pauses. What they had cost when the last pause began is not in it.
pub fn cost_so_far<'a>(
    resources: impl Iterator<Item = &'a Observed>,
    pauses: &[Pause],
    now: Timestamp,
    list: &PriceList,
) -> Accrued {
    let begun = pauses.last().map(|pause| pause.from);
    let dated = |observed: &Observed| Dated {
        id: observed.id.clone(),
        charges: charges(observed),
        since: observed.since(),
        pauses: pauses
            .iter()
            .copied()
            .filter(|pause| stopped_for(observed, pause, now))
            .collect(),
    };
    let all: Vec<Dated> = resources.map(dated).collect();
    let since = Accrued::of(&all, now, list).since;
    let counted = |thing: Dated| Dated {
        since: thing.since.max(begun.filter(|_| thing.since.is_some())),
        ..thing
    };
    let all: Vec<Dated> = all.into_iter().map(counted).collect();
    Accrued {
        since,
        ..Accrued::of(&all, now, list)
    }
}

/// Whether a pause has stopped something. What runs in a pause that lasts was started since, nobody knows when.
fn stopped_for(observed: &Observed, pause: &Pause, now: Timestamp) -> bool {
    let is_stoppable = matches!(observed.kind().row().pausing, Pausing::Stopped { .. });
    is_stoppable && (pause.until <= now || observed.state == State::Stopped)
}

/// What a resource stores.
fn stored(observed: &Observed) -> Vec<Charge> {
    let mut charges = charges(observed);
    charges.retain(|charge| charge.basis != Basis::Use && charge.item.unit() == Unit::GibMonth);
    charges
}

/// How large something stored is, in GiB: a snapshot's full size, of which it usually holds less.
pub fn stored_gib(observed: &Observed) -> f64 {
    stored(observed).iter().filter_map(|charge| charge.units).sum()
}

/// What something stored costs a month at most.
pub fn monthly_storage_cost(observed: &Observed, list: &PriceList) -> Cost {
    prices::hourly_cost(stored(observed).iter(), list) * HOURS_A_MONTH
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::VolumeFacts;

    fn disk(volume_type: Option<&str>, size_gib: Option<i32>) -> Cost {
        let facts = VolumeFacts {
            is_encrypted: Some(true),
            volume_type: volume_type.map(str::to_owned),
            size_gib,
        };
        monthly_storage_cost(
            &Observed::new("vol-1", State::Ready, facts),
            &PriceList::of_table("us-east-1"),
        )
        .rounded()
    }

    #[test]
    fn storage_is_priced_by_its_type() {
        assert_eq!(disk(Some("gp3"), Some(20)), Cost::known(1.6));
        assert_eq!(disk(Some("gp2"), Some(20)), Cost::known(2.0));
        for unknown in [disk(Some("io2"), Some(20)), disk(None, Some(20)), disk(Some("gp3"), None)] {
            assert_eq!((unknown.dollars, unknown.unpriced.len()), (0.0, 1), "{unknown:?}");
        }
    }
}
