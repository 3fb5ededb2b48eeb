//! Paths: hop by hop, or in one line.

use super::lines::out;
use super::style::Stream;
use super::text::{width, wrap};
use crate::reachability::{Answer, Hop, Leg, Outcome, Path, Verdict};
use crate::walkthrough::PathQuestion;

/// Prints a question's path hop by hop, and the verdict.
pub fn print_answer(question: &PathQuestion, answer: &Answer) {
    let s = Stream::Out;
    if let Some(path) = answer.path() {
        out(&hop_lines(&path.hops, "", s));
        out("");
    }
    let reason = answer.stop().map_or_else(|| question.nobody(), |hop| hop.text.clone());
    let (mark, text) = match answer.verdict() {
        Verdict::Open => (s.good("✔"), format!("{}.", question.claim(true))),
        Verdict::Closed => (s.bad("✗"), format!("{}: {reason}.", question.claim(false))),
        Verdict::Unknown => (
            s.change("?"),
            format!("Whether {} can't be told: {reason}.", question.claim(true)),
        ),
        Verdict::Partly => (
            s.bad("✗"),
            format!(
                "{}, not from or to all its addresses: {reason}. But this one is open: {}.",
                question.claim(false),
                answer.open_path().map(ends).unwrap_or_default()
            ),
        ),
    };
    out(&wrap(&capitalized(&text), width(), &format!("{} ", mark.bold()), "  "));
}

/// Between which addresses a path leads, and what lets it in.
fn ends(path: &Path) -> String {
    let first = path.hops.first().map(|hop| hop.text.clone()).unwrap_or_default();
    let entrance = path.entrance().map(|hop| hop.text.clone()).unwrap_or_default();
    format!("{first}, and {entrance}")
}

fn capitalized(text: &str) -> String {
    // Names of hosts and subnets stay as they are typed.
    match text.strip_prefix("the ").or_else(|| text.strip_prefix("your ")) {
        Some(rest) if text.starts_with("the ") => format!("The {rest}"),
        Some(rest) => format!("Your {rest}"),
        None => text.to_owned(),
    }
}

/// A line for each hop, the way there and the way back apart.
pub(super) fn hop_lines(hops: &[Hop], indent: &str, s: Stream) -> String {
    let mut lines = Vec::new();
    let mut leg = None;
    for hop in hops {
        let name = match hop.leg {
            _ if leg == Some(hop.leg) => "      ",
            Leg::There => "there ",
            Leg::Back => "back  ",
        };
        leg = Some(hop.leg);
        let first = format!("{indent}{}{} ", s.dim(name), mark(hop.outcome, s));
        let further = format!("{indent}        ");
        lines.push(wrap(&hop.text, width(), &first, &further));
    }
    lines.join("\n")
}

/// The path in short, as what it passes on its way there; network ACLs are left out where they let it pass.
pub(super) fn short_line(hops: &[Hop], indent: &str, s: Stream) -> String {
    let mut names: Vec<String> = Vec::new();
    for hop in hops {
        let is_worth_naming = match hop.outcome {
            Outcome::Passes => hop.leg == Leg::There && hop.kind != "network-acl",
            Outcome::Stops | Outcome::Unknown => true,
        };
        let name = match (hop.outcome, hop.leg) {
            (Outcome::Passes, _) => short_name(hop).to_owned(),
            (_, Leg::There) => format!("✗ {}", short_name(hop)),
            (_, Leg::Back) => format!("back ✗ {}", short_name(hop)),
        };
        if is_worth_naming && names.last() != Some(&name) {
            names.push(name);
        }
    }
    let text = names.join(" → ");
    let lines = wrap(&text, width(), indent, indent);
    s.dim(lines).to_string()
}

fn short_name(hop: &Hop) -> &str {
    match hop.kind.as_str() {
        "internet" => "Internet",
        "own-address" => "you",
        "instance" => hop.name().strip_prefix("instance/").unwrap_or(hop.name()),
        _ => hop.name(),
    }
}

fn mark(outcome: Outcome, s: Stream) -> String {
    match outcome {
        Outcome::Passes => s.good("✓").to_string(),
        Outcome::Stops => s.bad("✗").to_string(),
        Outcome::Unknown => s.change("?").to_string(),
    }
}
