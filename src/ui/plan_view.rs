//! Plans as trees: each resource under the one it is built in.

use std::fmt::Write as _;

use super::accessible::mark as sign;
use super::lines::out;
use super::mismatches::{addition_text, detail_text, mismatch_text};
use super::money::{an_hour, by_use_lines, step_price_text, total_text};
use super::notice::skip_text;
use super::nouns::noun_text;
use super::style::Stream;
use super::text::{count, fitted, width, width_of, wrap};
use crate::resources::Field;
use crate::walkthrough::{Action, PlanPrice, PlannedResource, StepPlan};

/// Prints plans as data, with their prices.
pub fn print_plan(plans: &[StepPlan], price: &PlanPrice) {
    let s = Stream::Out;
    let is_whole = plans.len() == price.steps.len();
    if is_whole && !price.others.is_nothing() {
        let text = format!("What is there and in none of these plans costs {}.", an_hour(&price.others));
        out(&wrap(&text, width_of(s), "", ""));
    }
    for plan in plans {
        let heading = fitted(&format!("{} {}", s.bold(&plan.step), s.dim(plan.title)), width_of(s));
        if let Some(reason) = plan.left_out {
            let left_out = format!("  left out: {}", skip_text(reason));
            out(&format!("{heading}\n{}", fitted(&left_out, width_of(s))));
        } else if plan.resources.is_empty() {
            out(&format!("{heading}\n  nothing on AWS itself"));
        } else if plan.is_settled() && !plan.resources.iter().any(is_worth_showing) {
            out(&format!("{heading}\n  {}, all up to date", count(plan.count(), "resource")));
        } else {
            out(&format!("{heading}\n{}", tree(plan, s)));
        }
        if let Some(price) = price.of_step(&plan.step).filter(|_| is_priced(plan)) {
            out(&s.dim(wrap(&step_price_text(price), width_of(s), "  ", "  ")).to_string());
        }
    }
    let walked = plans.iter().filter(|plan| plan.left_out.is_none());
    let totals = totals(walked.flat_map(|plan| &plan.resources));
    out(&format!("\n{}", fitted(&totals, width_of(s))));
    let by_use = match plans {
        [plan] => price
            .of_step(&plan.step)
            .map(|price| price.by_use.as_slice())
            .unwrap_or_default(),
        _ => &price.by_use,
    };
    if is_whole {
        out(&wrap(&total_text(price), width_of(s), "", ""));
    }
    for line in by_use_lines(by_use, &price.prices, width_of(s)) {
        out(&line);
    }
}

/// Whether a step has something that may cost.
pub(super) fn is_priced(plan: &StepPlan) -> bool {
    plan.left_out.is_none() && !plan.resources.is_empty()
}

/// Whether a person should see it though nothing would be changed.
fn is_worth_showing(resource: &PlannedResource) -> bool {
    matches!(resource.action, Action::Adopt | Action::Asleep | Action::Expired) || !resource.additions.is_empty()
}

/// One line that counts: `12 to create with 3 parts, 1 to change, 30 to keep`. A route is a part of its table, as everywhere else.
pub(super) fn totals<'a>(resources: impl Iterator<Item = &'a PlannedResource>) -> String {
    let all: Vec<&PlannedResource> = resources.collect();
    let parts = [
        (Action::Create, "to create"),
        (Action::Change, "to change"),
        (Action::Adopt, "to adopt"),
        (Action::Delete, "to delete"),
        (Action::Asleep, "paused"),
        (Action::Expired, "stopped, since it expired"),
        (Action::Conflict, "in conflict"),
        (Action::Keep, "to keep"),
    ];
    let told: Vec<String> = parts
        .iter()
        .filter_map(|(action, words)| {
            let of_action = all.iter().filter(|resource| resource.action == *action);
            let (parts, whole): (Vec<&&PlannedResource>, Vec<&&PlannedResource>) =
                of_action.partition(|resource| resource.is_part());
            match (whole.len(), parts.len()) {
                (0, 0) => None,
                (whole, 0) => Some(format!("{whole} {words}")),
                (0, parts) => Some(format!("{} {words}", count(parts, "part"))),
                (whole, parts) => Some(format!("{whole} {words} with {}", count(parts, "part"))),
            }
        })
        .collect();
    if told.is_empty() {
        "Nothing to do.".to_owned()
    } else {
        format!("{}.", told.join(", "))
    }
}

/// A step's resources as a tree.
pub(super) fn tree(plan: &StepPlan, s: Stream) -> String {
    let mut text = String::new();
    let roots: Vec<&PlannedResource> = plan
        .resources
        .iter()
        .filter(|resource| parent(plan, resource).is_none())
        .collect();
    for root in roots {
        branch(plan, root, "  ", &mut text, s);
    }
    text.truncate(text.trim_end().len());
    text
}

fn branch(plan: &StepPlan, resource: &PlannedResource, indent: &str, text: &mut String, s: Stream) {
    let (mark, word) = match resource.action {
        Action::Create => (s.good(sign("+", "create:")), ""),
        Action::Change => (s.change("~"), "  change"),
        Action::Adopt => (s.change("~"), "  adopt"),
        Action::Keep => (s.dim(sign("=", "keep:")), ""),
        Action::Asleep => (s.dim("z"), "  paused"),
        Action::Expired => (s.dim("z"), "  has stopped itself: the deployment expired"),
        Action::Delete => (s.bad("-"), "  delete"),
        Action::Conflict => (s.bad("!"), "  conflict"),
    };
    let what = resource.part.map_or_else(|| noun_text(resource.aws_kind.noun()), Field::name);
    let line = format!("{indent}{mark} {} {}{word}", s.dim(what), resource.name);
    let _ = writeln!(text, "{}", with_detail(line, &detail_text(resource), indent, s));
    for mismatch in &resource.differences {
        let mismatch = format!("{indent}    {}", mismatch_text(mismatch));
        let _ = writeln!(text, "{}", fitted(&mismatch, width()));
    }
    for addition in &resource.additions {
        let addition = s.dim(format!("somebody else's, stays: {}", addition_text(addition)));
        let _ = writeln!(text, "{}", fitted(&format!("{indent}    {addition}"), width()));
    }
    let children = plan
        .resources
        .iter()
        .filter(|child| parent(plan, child) == Some(resource.key.as_str()));
    for child in children {
        branch(plan, child, &format!("{indent}  "), text, s);
    }
}

/// Puts a detail behind a line, or under it where it does not fit.
fn with_detail(line: String, detail: &str, indent: &str, s: Stream) -> String {
    if detail.is_empty() {
        return fitted(&line, width());
    }
    let fits = console::measure_text_width(&line) + 2 + console::measure_text_width(detail) <= width();
    let separator = if fits { "  ".to_owned() } else { format!("\n{indent}    ") };
    fitted(&format!("{line}{separator}{}", s.dim(detail)), width())
}

/// The resource of the same plan that this one is built in: the first it needs.
fn parent<'a>(plan: &StepPlan, resource: &'a PlannedResource) -> Option<&'a str> {
    let first = resource.needs.first()?;
    plan.resources
        .iter()
        .any(|other| other.key == *first)
        .then_some(first.as_str())
}
