//! What the deployment costs, thing by thing.

use super::dossier::{CostRow, Costs};
use crate::locale::say;
use crate::prices::{Cost, hourly_cost};
use crate::resources::{Kind, hourly_price};
use crate::ui::{an_hour, item_text, noun_text, so_far_text, total_text};
use crate::walkthrough::DossierFacts;

/// The costs, once the plan is carried out; what a rehearsal would cost.
pub(super) fn costs(facts: &DossierFacts, is_rehearsal: bool) -> Costs {
    let (drawing, region) = (&facts.drawing, facts.drawing.region.as_str());
    let prices = &*drawing.price.prices;
    let planned = drawing.plans.iter().flat_map(|plan| &plan.resources);
    let ours = planned.filter(|resource| resource.part.is_none()).map(|resource| {
        let cost = hourly_cost(resource.charges.iter(), prices);
        (resource.name.clone(), resource.aws_kind, cost)
    });
    let others = drawing.others.iter();
    let others = others.map(|observed| (observed.key_or_id(), observed.kind(), hourly_price(observed, prices)));
    let mut all: Vec<(String, Kind, Cost)> = ours.chain(others).filter(|(.., cost)| !cost.is_nothing()).collect();
    // The dearest first.
    all.sort_by(|(.., one), (.., other)| other.dollars.total_cmp(&one.dollars));
    Costs {
        rows: all.iter().map(|(name, kind, cost)| row(name, *kind, an_hour(cost))).collect(),
        total: total_text(&drawing.price),
        so_far: match is_rehearsal {
            true => Some(say().report_cost_nothing()),
            false => facts.status.so_far.as_ref().and_then(so_far_text),
        },
        by_use: drawing.price.by_use.iter().map(|item| item_text(item, prices)).collect(),
        source: say().report_prices(region),
    }
}

fn row(name: &str, kind: Kind, price: String) -> CostRow {
    CostRow {
        name: name.to_owned(),
        kind: noun_text(kind.noun()).to_owned(),
        price,
    }
}
