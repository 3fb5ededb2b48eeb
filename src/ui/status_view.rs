//! The state of a deployment, for people.

use super::expiry::costs_on;
use super::lines::out;
use super::mismatches::{addition_text, mismatch_text};
use super::money::{an_hour_and_a_month, at_prices, cents, so_far_text};
use super::pausing::pause_text;
use super::style::Stream;
use super::text::{fitted, width_of, wrap};
use crate::checkpoint::StepStatus;
use crate::locale::say;
use crate::walkthrough::{DeploymentStatus, ResourceLine};

/// How far a step can be.
const STEPS: [&str; 6] = ["pending", "running", "waiting", "done", "failed", "skipped"];
/// The states of resources.
const RESOURCES: [&str; 8] = [
    "ready",
    "pending",
    "missing",
    "differs",
    "untracked",
    "paused",
    "expired",
    "leftover",
];

/// How wide the widest of some words is, and this at least.
fn widest(least: usize, words: &[String]) -> usize {
    let widths = words.iter().map(|word| console::measure_text_width(word));
    widths.max().unwrap_or_default().max(least)
}

/// One line of the list of steps.
pub fn print_step_line(number: usize, id: &str, status: StepStatus, title: &str) {
    out(&step_line(number, id, status.as_str(), title));
}

fn step_line(number: usize, id: &str, status: &str, title: &str) -> String {
    let s = Stream::Out;
    let wide = widest(8, &STEPS.map(|status| say().status_step(status)));
    let padded = format!("{:<wide$}", say().status_step(status));
    let colored = match status {
        "done" => s.good(padded),
        "failed" => s.bad(padded),
        "running" | "waiting" => s.accent(padded),
        "skipped" => s.change(padded),
        _ => s.dim(padded),
    };
    let first = format!("{number:>2}  {id:<12} {colored} ");
    wrap(title, width_of(s), &first, &" ".repeat(18 + wide))
}

/// Prints the whole state.
pub fn print_status(status: &DeploymentStatus) {
    let s = Stream::Out;
    let cloud = match status.cloud.as_str() {
        "sandbox" => say().status_sandbox(),
        other => other.to_owned(),
    };
    let place = say().status_place(cloud, status.account.as_str(), status.region.as_str());
    print_fitted(&format!("{} {}", s.bold(&status.deployment), s.dim(place)));
    out("");
    for (index, step) in status.steps.iter().enumerate() {
        out(&step_line(index + 1, &step.id, &step.status, &step.title));
        if let Some(error) = &step.error {
            out(&wrap(&s.bad(error).to_string(), width_of(s), "      ", "      "));
        }
    }
    if !status.resources.is_empty() {
        out(&format!("\n{}", s.bold(say().status_resources())));
        let widest = status
            .resources
            .iter()
            .map(|resource| resource.key.chars().count())
            .max()
            .unwrap_or(0);
        for resource in &status.resources {
            print_resource(resource, widest.min(36), s);
        }
    }
    if !status.outputs.is_empty() {
        out(&format!("\n{}", s.bold(say().status_outputs())));
        print_outputs(status.outputs.iter());
    }
    if let Some(text) = pause_text(status) {
        out(&format!("\n{}", wrap(&text, width_of(s), "", "")));
    }
    if let Some(cost) = status.cost_an_hour.as_ref().filter(|cost| !cost.is_nothing()) {
        let text = say().money_it_costs(an_hour_and_a_month(cost), at_prices(&status.prices, &status.items));
        out(&format!("\n{}", wrap(&text, width_of(s), "", "")));
    }
    if status.expiring.is_some_and(|expiring| expiring.is_over()) {
        let text = say().status_expired(costs_on());
        out(&wrap(&text, width_of(s), "", ""));
    }
    if let Some(budget) = status.budget_a_day {
        out(&say().status_budget(cents(budget)));
    }
    if let Some(text) = status.so_far.as_ref().and_then(so_far_text) {
        out(&wrap(&text, width_of(s), "", ""));
    }
}

/// Outputs, name and value.
pub(super) fn print_outputs<'a>(outputs: impl Iterator<Item = (&'a String, &'a String)>) {
    for (name, value) in outputs {
        let line = format!("  {name:<18} {value}");
        // A command that is broken into lines can't be copied.
        match console::measure_text_width(&line) <= width_of(Stream::Out) {
            true => out(&line),
            false => out(&format!("  {name}\n      {value}")),
        }
    }
}

/// Prints data, broken into lines where it doesn't fit.
fn print_fitted(text: &str) {
    out(&fitted(text, width_of(Stream::Out)));
}

fn print_resource(resource: &ResourceLine, widest: usize, s: Stream) {
    let wide = self::widest(9, &RESOURCES.map(|status| say().status_resource(status)));
    let padded = format!("{:<wide$}", say().status_resource(resource.status.as_str()));
    let colored = match resource.status.as_str() {
        "ready" => s.good(padded),
        "pending" => s.accent(padded),
        "differs" | "untracked" | "paused" | "expired" | "leftover" => s.change(padded),
        _ => s.bad(padded),
    };
    let id = resource.id.as_deref().unwrap_or("-");
    print_fitted(&format!("  {:<widest$} {colored} {}", resource.key, s.dim(id)));
    for mismatch in &resource.differences {
        print_fitted(&format!("      {}", s.change(mismatch_text(mismatch))));
    }
    for addition in &resource.additions {
        let addition = say().status_addition(addition_text(addition));
        print_fitted(&format!("      {}", s.dim(addition)));
    }
}
