//! How a walk or a verification ended.

use super::UiOptions;
use super::checks::{claim_text, expected_text, not_run_text, seen_text};
use super::lines::{err, out};
use super::path_view::{hop_lines, short_line};
use super::status_view::print_outputs;
use super::style::Stream;
use super::text::{count, width, wrap};
use crate::walkthrough::{Advised, Check, Session, StepChecks, Verdict, hourly_cost};

/// Prints every check as data.
pub fn print_checks(results: &[StepChecks]) {
    let s = Stream::Out;
    for result in results.iter().filter(|result| !result.checks.is_empty()) {
        out(&s.bold(&result.step).to_string());
        for check in &result.checks {
            out(&check_line(check, s));
        }
    }
    out(&format!("\n{}", tally(results.iter().flat_map(|result| &result.checks))));
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
    if options.quiet {
        return;
    }
    err(&format!("{} {}", s.good("✔").bold(), tally(all.iter().copied())));
    let reason = all.iter().find_map(|check| match &check.verdict {
        Verdict::NotRun { reason } => Some(reason),
        _ => None,
    });
    if let Some(reason) = reason {
        err(&s
            .dim(format!(
                "  Not run: {}. {} lists every check.",
                not_run_text(reason),
                options.commands.code(&Advised::Verify)
            ))
            .to_string());
    }
    let outputs = session.checkpoint().read(|state| state.outputs.clone());
    if !outputs.is_empty() {
        err("");
        print_outputs(outputs.iter());
    }
    if let Some(hourly) = hourly_cost(session).filter(|hourly| *hourly > 0.0) {
        let text = format!(
            "It costs about ${hourly:.3} an hour, ${:.0} a month, at us-east-1 prices. Take it down with: {}",
            hourly * 730.0,
            options.commands.line(&Advised::Destroy)
        );
        err(&format!("\n{}", wrap(&text, width(), "", "")));
    }
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
        Verdict::Passed => format!("  {} {claim}", s.good("✓")),
        Verdict::Failed { expected, seen } => {
            let (expected, seen) = (expected_text(expected), seen_text(seen));
            let seen = if seen.is_empty() { "nothing" } else { &seen };
            format!("  {} {claim}\n      expected: {expected}\n      seen: {seen}", s.bad("✗"))
        }
        Verdict::NotRun { reason } => {
            let reason = s.dim(format!("(not run: {})", not_run_text(reason)));
            format!("  {} {claim} {reason}", s.change("·"))
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
    let mut text = format!("{} passed", count(passed, "check"));
    if failed > 0 {
        text.push_str(&format!(", {failed} failed"));
    }
    if not_run > 0 {
        text.push_str(&format!(", {not_run} not run"));
    }
    text
}
