//! How a walk or a verification ended.

use super::UiOptions;
use super::accessible::mark;
use super::checks::{claim_text, expected_text, not_run_text, seen_text};
use super::lines::{err, out};
use super::money::{an_hour_and_a_month, at_prices, so_far_text};
use super::path_view::{hop_lines, short_line};
use super::status_view::print_outputs;
use super::style::Stream;
use super::text::{fitted, width, width_of, wrap};
use crate::aws::Cloud;
use crate::locale::{kept, say};
use crate::walkthrough::{Advised, Check, Session, StepChecks, Verdict};

/// Prints every check as data; only those that failed where it has to be quiet.
pub fn print_checks(results: &[StepChecks], is_quiet: bool) {
    let text = checks_text(results, is_quiet, Stream::Out);
    if !text.is_empty() {
        out(&text);
    }
}

/// Every check, and how many there are of which verdict; only those that failed where it has to be quiet.
pub(super) fn checks_text(results: &[StepChecks], is_quiet: bool, s: Stream) -> String {
    let mut lines = Vec::new();
    for result in results {
        let mut shown = result.checks.iter().filter(|check| !is_quiet || check.failed()).peekable();
        if shown.peek().is_some() {
            lines.push(s.bold(&result.step).to_string());
        }
        lines.extend(shown.map(|check| check_line(check, s)));
    }
    if !is_quiet {
        let tally = tally(results.iter().flat_map(|result| &result.checks));
        lines.push(format!("\n{}", fitted(&tally, width_of(s))));
    }
    lines.join("\n")
}

/// Shows how the checks went, what there is now, what it costs and how to take it down.
pub(super) fn conclude(session: &Session, results: &[StepChecks], options: &UiOptions) {
    let s = Stream::Err;
    let all: Vec<&Check> = results.iter().flat_map(|result| &result.checks).collect();
    for result in results {
        for check in result.checks.iter().filter(|check| check.failed()) {
            err(&format!("{}: {}", s.bold(&result.step), check_line(check, s).trim_start()));
        }
    }
    let outputs = session.checkpoint().read(|state| state.outputs.clone());
    if options.quiet {
        print_outputs(outputs.iter());
        return;
    }
    let mark = match all.iter().any(|check| check.failed()) {
        true => s.bad("✘"),
        false => s.good("✔"),
    };
    err(&fitted(&format!("{} {}", mark.bold(), tally(all.iter().copied())), width()));
    if let Some(text) = why_not_all(&all, options) {
        err(&s.dim(wrap(&text, width(), "  ", "  ")).to_string());
    }
    if !outputs.is_empty() {
        err("");
        print_outputs(outputs.iter());
    }
    let survey = session.survey().unwrap_or_default();
    if let Some(cost) = survey.cost_an_hour.filter(|cost| !cost.is_nothing()) {
        let costs = say().money_it_costs(an_hour_and_a_month(&cost), at_prices(&survey.prices, &survey.items));
        let so_far = survey.so_far.as_ref().and_then(so_far_text);
        let take_down = say().conclusion_take_down(options.commands.line(&Advised::Destroy));
        show_below(&[Some(costs), so_far, Some(take_down)]);
    }
}

/// What goes on costing where a walk ends before all is walked, and how to take it down; nothing where nothing that costs stands.
pub(super) fn show_standing_cost(session: &Session, options: &UiOptions) {
    let cost = session.survey().and_then(|survey| survey.cost_an_hour);
    let Some(cost) = cost.filter(|cost| !cost.is_nothing()) else {
        return;
    };
    let (say, price) = (say(), an_hour_and_a_month(&cost));
    let destroy = options.commands.code(&Advised::Destroy);
    let text = match session.aws().cloud() {
        Cloud::Sandbox => say.stopped_costs_in_sandbox(price, destroy),
        _ => say.stopped_costs(price, destroy),
    };
    err(&wrap(&text, width(), "", ""));
}

/// What a person does next who was talked through a walk, and what a production environment has besides.
pub(super) fn show_what_next(session: &Session, options: &UiOptions) {
    let (say, code) = (say(), |advised| options.commands.code(&advised));
    let is_rehearsed = matches!(session.aws().cloud(), Cloud::Sandbox);
    let texts = [
        Some(say.walk_end_try(code(Advised::Try { step: None }))),
        Some(say.walk_end_keep(code(Advised::Report), code(Advised::Pause))),
        Some(say.walk_end_lacks()),
        is_rehearsed.then(|| say.walk_end_rehearsed()),
    ];
    show_below(&texts);
}

/// Shows texts below an empty line, each in lines of its own.
fn show_below(texts: &[Option<String>]) {
    err("");
    for text in texts.iter().flatten() {
        err(&wrap(text, width(), "", ""));
    }
}

/// Why not all checks were made.
fn why_not_all(checks: &[&Check], options: &UiOptions) -> Option<String> {
    let verify = options.commands.code(&Advised::Verify);
    let reason = checks.iter().find_map(|check| match &check.verdict {
        Verdict::NotRun { reason } => Some(reason),
        _ => None,
    })?;
    Some(say().checks_why_not_all(not_run_text(reason), verify))
}

/// A check, and the path it is about: in one line where all is well, hop by hop where it is not.
fn check_line(check: &Check, s: Stream) -> String {
    let line = verdict_line(check, s);
    match &check.verdict {
        _ if check.path.is_empty() => line,
        Verdict::Passed => format!("{line}\n{}", short_line(&check.path, "      ", s)),
        Verdict::Failed { .. } | Verdict::NotRun { .. } => format!("{line}\n{}", hop_lines(&check.path, "      ", s)),
    }
}

fn verdict_line(check: &Check, s: Stream) -> String {
    let claim = claim_text(&check.claim);
    match &check.verdict {
        Verdict::Passed => wrap(
            &claim,
            width_of(s),
            &format!("  {} ", s.good(mark("✓", kept(say().check_passed_mark())))),
            "    ",
        ),
        Verdict::Failed { expected, seen } => {
            let (expected, seen) = (expected_text(expected), seen_text(seen));
            let seen = if seen.is_empty() { say().seen_nothing() } else { seen };
            let mark = s.bad(mark("✗", kept(say().check_failed_mark())));
            let claim = wrap(&claim, width_of(s), &format!("  {mark} "), "    ");
            let expected = wrap(
                &expected,
                width_of(s),
                &format!("      {}", say().check_expected()),
                "        ",
            );
            let seen = wrap(&seen, width_of(s), &format!("      {}", say().check_seen()), "        ");
            format!("{claim}\n{expected}\n{seen}")
        }
        Verdict::NotRun { reason } => {
            let reason = s.dim(say().check_not_run(not_run_text(reason)));
            wrap(
                &format!("{claim} {reason}"),
                width_of(s),
                &format!("  {} ", s.change("·")),
                "    ",
            )
        }
    }
}

fn tally<'a>(checks: impl Iterator<Item = &'a Check>) -> String {
    let (mut passed, mut failed, mut not_run) = (0, 0, 0);
    for check in checks {
        match check.verdict {
            Verdict::Passed => passed += 1,
            Verdict::Failed { .. } => failed += 1,
            Verdict::NotRun { .. } => not_run += 1,
        }
    }
    let say = say();
    if passed + failed == 0 {
        return say.checks_none_made(not_run);
    }
    let mut text = say.checks_passed(passed);
    if failed > 0 {
        text.push_str(&say.checks_failed(failed));
    }
    if not_run > 0 {
        text.push_str(&say.checks_not_run(not_run));
    }
    text
}
