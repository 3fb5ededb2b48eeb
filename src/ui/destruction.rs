//! Taking a deployment down: what goes, what stays, and the name typed to confirm it.

use super::Ui;
use super::board::Row;
use super::interviewer::ROWS_OF_QUESTION;
use super::lines::err;
use super::money::{a_month_at_most, an_hour, an_hour_and_a_month, so_far_text};
use super::nouns::resource_text;
use super::style::Stream;
use super::text::{fitted, width, wrap};
use super::unread::{rows_of, screen_rows};
use crate::locale::{kept, say};
use crate::prices::PriceList;
use crate::resources::{Bucket, BucketFacts, Kind, Observed, hourly_cost, stored_gib};
use crate::ui::problem::place_text;
use crate::walkthrough::{Advised, DestroyPlan, Place, Steps};

impl Ui {
    /// Shows what goes and what stays.
    pub async fn show_destruction(&self, deployment: &str, place: &Place, plan: &DestroyPlan) {
        // Who is asked has to see what goes.
        let is_asked = !plan.goes.is_empty() && self.can_ask();
        if self.options.json || (self.options.quiet && !is_asked) {
            return;
        }
        let text = |is_short| destruction_text(deployment, place, plan, is_short);
        let whole = text(false);
        match is_asked && !self.options.verbose && rows_of(&whole) + ROWS_OF_QUESTION > screen_rows() {
            true => self.tell(&text(true), is_asked).await,
            false => self.tell(&whole, is_asked).await,
        }
    }

    /// Shows a text above a question, with nothing of it scrolled away, or above none.
    pub(super) async fn tell(&self, text: &str, is_asked: bool) {
        match is_asked {
            true => self.asker().show(text, ROWS_OF_QUESTION).await,
            false => err(text),
        }
    }

    /// Has the board begin with the steps of what goes or is stopped.
    pub fn prepare_taking_down<'a>(&self, steps: Steps, all: impl Iterator<Item = &'a Observed>) {
        let whole: Vec<&Observed> = all.filter(|observed| observed.kind().part_of().is_none()).collect();
        let goes = |step: &str| whole.iter().filter(|observed| observed.step() == Some(step)).count();
        let rows = steps.iter().map(|step| (step.id(), goes(step.id())));
        let rows = rows.filter(|(_, goes)| *goes > 0);
        self.screen
            .prepare_board(rows.map(|(step, goes)| Row::new(step).taking_down(goes)));
    }

    /// Asks for the deployment's name: whether it was typed.
    pub async fn confirm_name(&self, deployment: &str) -> bool {
        self.asker().type_name(deployment, kept(say().typed_to_take_down())).await
    }

    /// Shows what stays on AWS when a deployment is no longer managed.
    pub async fn show_what_is_kept(&self, deployment: &str, region: &str, stays: &[Observed]) {
        // Who is asked has to see what stays.
        if self.options.json || (self.options.quiet && !self.can_ask()) || stays.is_empty() {
            return;
        }
        let s = Stream::Err;
        let price = an_hour(&hourly_cost(stays.iter(), &PriceList::of_table(region)));
        let text = say().forget_stays(stays.len(), deployment, price);
        let mut lines = vec![wrap(&text, width(), "", "")];
        lines.extend(stays.iter().map(|observed| listed(&s.good("=").to_string(), observed, s)));
        self.tell(&lines.join("\n"), self.can_ask()).await;
    }

    /// Asks for the name of a deployment that is to be forgotten: whether it was typed.
    pub async fn confirm_forgetting(&self, deployment: &str) -> bool {
        self.asker().type_name(deployment, kept(say().typed_to_forget())).await
    }

    /// Asks whether the served sandbox is to be emptied: whether its name was typed.
    pub async fn confirm_reset(&self) -> bool {
        self.asker().type_name("served", kept(say().typed_to_empty())).await
    }

    /// Reports the end, and what the snapshots that stay cost.
    pub fn show_destroyed(&self, plan: &DestroyPlan) {
        if self.options.json || self.options.quiet {
            return;
        }
        let s = Stream::Err;
        if !plan.goes.is_empty() {
            err_fitted(&say().destruction_done(plan.count(), s.good("✔").bold().to_string()));
        }
        if !plan.stays.is_empty() {
            err(&say().destruction_kept(plan.stays.len()));
            for observed in &plan.stays {
                err_fitted(&format!("  {} {}", s.good("="), described(observed, s)));
                let (gib, monthly) = (stored_gib(observed), plan.monthly_cost(observed));
                let size = say().destruction_size(gib.to_string(), a_month_at_most(&monthly));
                err_fitted(&format!("      {size}"));
            }
            let text = say().destruction_kept_costs(
                a_month_at_most(&plan.monthly_cost_of_what_stays()),
                plan.prices.region(),
                self.options.commands.code(&Advised::Destroy),
            );
            err(&wrap(&text, width(), "", ""));
        }
    }
}

/// What goes and what stays; in short, a step on each line.
fn destruction_text(deployment: &str, place: &Place, plan: &DestroyPlan, is_short: bool) -> String {
    let s = Stream::Err;
    let mut lines = Vec::new();
    if plan.goes.is_empty() {
        let nothing = say().destruction_nothing_left(deployment, place_text(place));
        lines.push(wrap(&nothing, width(), "", ""));
    } else {
        let (mark, deployment) = (s.bad("!").bold().to_string(), s.bold(deployment).to_string());
        lines.push(fitted(&say().destruction_goes(plan.count(), mark, deployment), width()));
        let whole: Vec<&Observed> = plan
            .goes
            .iter()
            .filter(|observed| !plan.goes_with_another(observed))
            .collect();
        match is_short {
            true => lines.extend(by_step(&whole, s)),
            false => lines.extend(whole.iter().map(|observed| listed(&s.bad("-").to_string(), observed, s))),
        }
        lines.extend(lost_text(plan));
        lines.extend(costs_text(plan));
    }
    if !plan.stays.is_empty() {
        lines.push(say().destruction_stays());
        lines.extend(
            plan.stays
                .iter()
                .map(|observed| listed(&s.good("=").to_string(), observed, s)),
        );
        let goes_on = a_month_at_most(&plan.monthly_cost_of_what_stays());
        let text = say().destruction_goes_on_costing(goes_on, plan.prices.region());
        lines.push(wrap(&text, width(), "", ""));
    }
    lines.join("\n")
}

/// One resource on its line.
fn listed(mark: &str, observed: &Observed, s: Stream) -> String {
    fitted(&format!("  {mark} {}", described(observed, s)), width())
}

/// The resources of each step behind each other by their keys; those of none have a line of their own.
fn by_step(all: &[&Observed], s: Stream) -> Vec<String> {
    let mut steps: Vec<(&str, Vec<String>)> = Vec::new();
    let mut others = Vec::new();
    for observed in all {
        let (Some(step), Some(key)) = (observed.step(), observed.key()) else {
            others.push(listed(&s.bad("-").to_string(), observed, s));
            continue;
        };
        let named = format!("{key}{}", foreign_objects_text(observed));
        match steps.iter_mut().find(|(known, _)| *known == step) {
            Some((_, keys)) => keys.push(named),
            None => steps.push((step, vec![named])),
        }
    }
    let line = |(step, keys): (&str, Vec<String>)| {
        let first = format!("  {} {} ", s.bad("-"), s.bold(say().labelled(step, "").trim_end()));
        wrap(&keys.join(", "), width(), &first, "      ")
    };
    let whole = say().destruction_ids("-v");
    let lines = steps.into_iter().map(line).chain(others);
    lines
        .chain([s.dim(wrap(&whole, width(), "    ", "    ")).to_string()])
        .collect()
}

/// Which data goes with what goes, and how it is kept.
fn lost_text(plan: &DestroyPlan) -> Option<String> {
    let say = say();
    let goes = |is_it: fn(Kind) -> bool| plan.goes.iter().any(|observed| is_it(observed.kind()));
    let has_snapshots = goes(|kind| kind.row().is_snapshot);
    let data = [
        (goes(|kind| kind == Kind::DbInstance), say.destruction_data_database()),
        (goes(|kind| kind == Kind::Instance), say.destruction_data_disks()),
        (goes(|kind| kind == Kind::Bucket), say.destruction_data_files()),
        (has_snapshots, say.destruction_data_snapshots()),
    ];
    let data: Vec<String> = data.into_iter().filter(|(goes, _)| *goes).map(|(_, what)| what).collect();
    if data.is_empty() {
        return None;
    }
    let mut text = say.destruction_data(data.join(", "));
    if has_snapshots && data.len() > 1 {
        text.extend([" ", say.destruction_keep_snapshots().as_str()]);
    }
    Some(wrap(&text, width(), "", ""))
}

/// What ends with what goes, and what it has cost so far.
fn costs_text(plan: &DestroyPlan) -> Option<String> {
    let ends = plan.cost_of_what_goes();
    let ends = match ends.is_nothing() {
        true => None,
        false => Some(say().destruction_costs(an_hour_and_a_month(&ends))),
    };
    let text: Vec<String> = [ends, so_far_text(&plan.so_far)].into_iter().flatten().collect();
    (!text.is_empty()).then(|| wrap(&text.join(" "), width(), "", ""))
}

/// Reports something, broken into lines where it doesn't fit.
fn err_fitted(text: &str) {
    err(&fitted(text, width()));
}

fn described(observed: &Observed, s: Stream) -> String {
    format!("{}{}", resource_text(observed, s), foreign_objects_text(observed))
}

fn foreign_objects_text(observed: &Observed) -> String {
    match observed.facts_of::<Bucket>().map_or(0, BucketFacts::foreign_objects) {
        0 => String::new(),
        number => format!(", {}", say().destruction_with_foreign_objects(number)),
    }
}
