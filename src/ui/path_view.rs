//! Paths: hop by hop, or in one line.

use super::checks::{path_claim_text, path_reason_text};
use super::hops::hop_text;
use super::lines::{err, out};
use super::style::Stream;
use super::text::{all_of, width, wrap};
use crate::locale::{kept, say};
use crate::walkthrough::PathQuestion;
use jalon_reachability::{Answer, End, Hop, LabelKind, Leg, Network, Outcome, Path, Verdict};

/// Prints a question's path hop by hop, and the verdict.
pub fn print_answer(question: &PathQuestion, answer: &Answer) {
    out(&answer_text(question, answer, Stream::Out));
}

/// A question's path hop by hop, and the verdict.
pub(super) fn answer_text(question: &PathQuestion, answer: &Answer, s: Stream) -> String {
    let hops = answer.path().map(|path| format!("{}\n\n", hop_lines(&path.hops, "", s)));
    let say = say();
    let reason = path_reason_text(&question.reason(answer.path()));
    let claim = |is_open| path_claim_text(question, is_open);
    let (mark, text) = match answer.verdict() {
        Verdict::Open => (s.good("✔"), say.path_open(claim(true))),
        Verdict::Closed => (s.bad("✗"), say.path_closed(claim(false), reason)),
        Verdict::Unknown => (s.change("?"), say.path_unknown(claim(true), reason)),
        Verdict::Partly => (
            s.bad("✗"),
            say.path_partly(claim(true), answer.open_path().map(ends).unwrap_or_default(), reason),
        ),
    };
    let verdict = wrap(
        &capitalized(&question.from, &text),
        width(),
        &format!("{} ", mark.bold()),
        "  ",
    );
    hops.unwrap_or_default() + &verdict
}

/// Says which of the person's own ranges the answer is not about, where one is.
pub fn note_unfollowed(question: &PathQuestion, network: &Network) {
    let is_asked = [&question.from, &question.to].contains(&&End::Me);
    if is_asked && !network.trusted_ipv6.is_empty() {
        let ranges: Vec<String> = network.trusted_ipv6.iter().map(ToString::to_string).collect();
        let text = say().path_ipv6_not_followed(all_of(&ranges));
        err(&wrap(&text, width(), "", ""));
    }
}

/// Between which addresses a path leads, and what lets it in.
fn ends(path: &Path) -> String {
    let first = path.hops.first().map(hop_text).unwrap_or_default();
    let entrance = path.entrance().map(hop_text).unwrap_or_default();
    say().path_ends(first, entrance)
}

/// The sentence about a path from this end. Names of hosts and subnets stay as they are typed.
fn capitalized(from: &End, text: &str) -> String {
    let mut letters = text.chars();
    match (from, letters.next()) {
        (End::Internet | End::Me, Some(first)) => first.to_uppercase().chain(letters).collect(),
        (end, Some(first)) if end.is_the_database() => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// A line for each hop, the way there and the way back apart.
pub(super) fn hop_lines(hops: &[Hop], indent: &str, s: Stream) -> String {
    let mut lines = Vec::new();
    let (there, back) = (say().path_there(), say().path_back());
    let mut leg = None;
    for hop in hops {
        let wide = console::measure_text_width(&there).max(console::measure_text_width(&back)) + 1;
        let name = match hop.leg {
            _ if leg == Some(hop.leg) => "",
            Leg::There => &there,
            Leg::Back => &back,
        };
        let name = format!("{name:<wide$}");
        leg = Some(hop.leg);
        let first = format!("{indent}{}{} ", s.dim(name), mark(&hop.outcome, s));
        let further = format!("{indent}{}", " ".repeat(wide + 2));
        lines.push(wrap(&hop_text(hop), width(), &first, &further));
    }
    lines.join("\n")
}

/// The path in short, as what it passes on its way there; network ACLs are left out where they let it pass.
pub(super) fn short_line(hops: &[Hop], indent: &str, s: Stream) -> String {
    let mut names: Vec<String> = Vec::new();
    for hop in hops {
        let is_worth_naming = match &hop.outcome {
            Outcome::Passes(_) => hop.leg == Leg::There && hop.label.kind != LabelKind::NetworkAcl,
            Outcome::Stops(_) | Outcome::Unknown(_) => true,
        };
        let name = match (&hop.outcome, hop.leg) {
            (Outcome::Passes(_), _) => short_name(hop).to_owned(),
            (_, Leg::There) => format!("✗ {}", short_name(hop)),
            (_, Leg::Back) => format!("{} ✗ {}", say().path_back(), short_name(hop)),
        };
        if is_worth_naming && names.last() != Some(&name) {
            names.push(name);
        }
    }
    s.dim(joined(&names, indent)).to_string()
}

/// Names joined by arrows, broken into lines after an arrow only.
fn joined(names: &[String], indent: &str) -> String {
    let mut lines = vec![indent.to_owned()];
    for (index, name) in names.iter().enumerate() {
        let arrow = if index + 1 < names.len() { " →" } else { "" };
        let piece = format!("{name}{arrow}");
        if let Some(line) = lines.last_mut() {
            let space = if line.len() > indent.len() { " " } else { "" };
            let columns = console::measure_text_width(line) + space.len() + console::measure_text_width(&piece);
            if columns <= width() || space.is_empty() {
                line.push_str(space);
                line.push_str(&piece);
                continue;
            }
        }
        lines.push(format!("{indent}{piece}"));
    }
    lines.join("\n")
}

fn short_name(hop: &Hop) -> &str {
    match hop.label.kind {
        LabelKind::Internet => kept(say().label_internet()),
        LabelKind::OwnAddress => kept(say().path_you()),
        LabelKind::Instance => hop.name().strip_prefix("instance/").unwrap_or(hop.name()),
        _ => hop.name(),
    }
}

fn mark(outcome: &Outcome, s: Stream) -> String {
    match outcome {
        Outcome::Passes(_) => s.good("✓").to_string(),
        Outcome::Stops(_) => s.bad("✗").to_string(),
        Outcome::Unknown(_) => s.change("?").to_string(),
    }
}
