//! Plans as trees: each resource under the one it is built in.

use std::fmt::Write as _;

use console::StyledObject;

use super::accessible::mark as sign;
use super::lines::out;
use super::mismatches::{addition_text, detail_text, field_text, mismatch_text};
use super::money::{an_hour, by_use_lines, step_price_text, total_text};
use super::notice::skip_text;
use super::nouns::noun_text;
use super::style::Stream;
use super::text::{count, fitted, width, width_of, wrap};
use crate::locale::{kept, say};
use crate::walkthrough::{Action, PlanPrice, PlannedResource, StepPlan};

/// Prints plans as data, with their prices.
pub fn print_plan(plans: &[StepPlan], price: &PlanPrice) {
    out(&plan_text(plans, price, Stream::Out));
}

/// Plans with their prices.
pub(super) fn plan_text(plans: &[StepPlan], price: &PlanPrice, s: Stream) -> String {
    let mut lines = Vec::new();
    let is_whole = plans.len() == price.steps.len();
    if is_whole && !price.others.is_nothing() {
        let text = say().plan_others_cost(an_hour(&price.others));
        lines.push(wrap(&text, width_of(s), "", ""));
    }
    for plan in plans {
        let heading = fitted(&format!("{} {}", s.bold(&plan.step), s.dim(plan.title)), width_of(s));
        let below = if let Some(reason) = plan.left_out {
            fitted(&format!("  {}", say().plan_left_out(skip_text(reason))), width_of(s))
        } else if plan.resources.is_empty() {
            format!("  {}", say().plan_nothing_on_aws())
        } else if plan.is_settled() && !plan.resources.iter().any(is_worth_showing) {
            format!("  {}", say().plan_all_up_to_date(plan.count()))
        } else {
            tree(plan, s)
        };
        lines.push(format!("{heading}\n{below}"));
        if let Some(price) = price.of_step(&plan.step).filter(|_| is_priced(plan)) {
            lines.push(s.dim(wrap(&step_price_text(price), width_of(s), "  ", "  ")).to_string());
        }
    }
    let walked = plans.iter().filter(|plan| plan.left_out.is_none());
    let totals = totals(walked.flat_map(|plan| &plan.resources));
    lines.push(format!("\n{}", fitted(&totals, width_of(s))));
    let by_use = match plans {
        [plan] => price
            .of_step(&plan.step)
            .map(|price| price.by_use.as_slice())
            .unwrap_or_default(),
        _ => &price.by_use,
    };
    if is_whole {
        lines.push(wrap(&total_text(price), width_of(s), "", ""));
    }
    lines.extend(by_use_lines(by_use, &price.prices, width_of(s)));
    lines.join("\n")
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
    let actions = [
        Action::Create,
        Action::Change,
        Action::Adopt,
        Action::Delete,
        Action::Asleep,
        Action::Expired,
        Action::Conflict,
        Action::Keep,
    ];
    let told: Vec<String> = actions
        .iter()
        .filter_map(|action| {
            let of_action = all.iter().filter(|resource| resource.action == *action);
            let (parts, whole): (Vec<&&PlannedResource>, Vec<&&PlannedResource>) =
                of_action.partition(|resource| resource.is_part());
            match (whole.len(), parts.len()) {
                (0, 0) => None,
                (whole, 0) => Some(total_text_of(*action, whole.to_string())),
                (0, parts) => Some(total_text_of(*action, count(parts, "part"))),
                (whole, parts) => {
                    let whole = total_text_of(*action, whole.to_string());
                    Some(say().plan_total_with_parts(whole, count(parts, "part")))
                }
            }
        })
        .collect();
    if told.is_empty() {
        say().plan_nothing_to_do()
    } else {
        format!("{}.", told.join(", "))
    }
}

/// So many things to which a plan does this: `12 to create`.
fn total_text_of(action: Action, what: String) -> String {
    let say = say();
    match action {
        Action::Create => say.plan_total_create(what),
        Action::Change => say.plan_total_change(what),
        Action::Adopt => say.plan_total_adopt(what),
        Action::Delete => say.plan_total_delete(what),
        Action::Asleep => say.plan_total_asleep(what),
        Action::Expired => say.plan_total_expired(what),
        Action::Conflict => say.plan_total_conflict(what),
        Action::Keep => say.plan_total_keep(what),
    }
}

/// What a step makes and what that costs, above the question whether to.
pub(super) fn planned_text(plan: &StepPlan, price: &PlanPrice) -> String {
    let s = Stream::Err;
    if plan.resources.is_empty() {
        return format!("\n{}\n", say().plan_makes_nothing());
    }
    let heading = s.dim(say().plan_makes(plan.step.as_str()));
    let totals = s.bold(totals(plan.resources.iter()));
    let text = format!("\n{heading}\n{}\n{totals}", tree(plan, s));
    let Some(step) = price.of_step(&plan.step) else {
        return text;
    };
    let mut lines = vec![wrap(&step_price_text(step), width(), "", "")];
    lines.extend(by_use_lines(&step.by_use, &price.prices, width()));
    format!("{text}\n{}\n", s.dim(lines.join("\n")))
}

/// A step's resources as a tree.
fn tree(plan: &StepPlan, s: Stream) -> String {
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
    let (mark, word) = mark_and_word(resource.action, s);
    let word = word.map(|word| format!("  {word}")).unwrap_or_default();
    let what = resource
        .part
        .map_or_else(|| noun_text(resource.aws_kind.noun()).to_owned(), field_text);
    let line = format!("{indent}{mark} {} {}{word}", s.dim(what), resource.name);
    let _ = writeln!(text, "{}", with_detail(line, &detail_text(resource), indent, s));
    for mismatch in &resource.differences {
        let mismatch = format!("{indent}    {}", mismatch_text(mismatch));
        let _ = writeln!(text, "{}", fitted(&mismatch, width()));
    }
    for addition in &resource.additions {
        let addition = s.dim(say().plan_addition(addition_text(addition)));
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

/// What stands before a resource, and behind its name where that doesn't say it all.
fn mark_and_word(action: Action, s: Stream) -> (StyledObject<&'static str>, Option<String>) {
    let say = say();
    match action {
        Action::Create => (s.good(sign("+", kept(say.plan_mark_create()))), None),
        Action::Change => (s.change("~"), Some(say.plan_word_change())),
        Action::Adopt => (s.change("~"), Some(say.plan_word_adopt())),
        Action::Keep => (s.dim(sign("=", kept(say.plan_mark_keep()))), None),
        Action::Asleep => (s.dim("z"), Some(say.plan_word_paused())),
        Action::Expired => (s.dim("z"), Some(say.plan_word_expired())),
        Action::Delete => (s.bad("-"), Some(say.plan_word_delete())),
        Action::Conflict => (s.bad("!"), Some(say.plan_word_conflict())),
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
