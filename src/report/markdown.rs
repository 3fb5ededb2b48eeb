//! The dossier as Markdown, with the picture as a Mermaid flowchart.

use std::fmt::Write;

use super::dossier::{Costs, Dossier, Outcome, PROOFS, Proof, ProofVerdict, Receipt, StepPart, Way};
use crate::foreign::plain;
use crate::picture::mermaid;

/// What is in every dossier of this form.
pub(super) const MARK: &str = "<!-- a dossier of jalon -->\n";

/// The dossier as a Markdown document.
pub fn markdown(dossier: &Dossier) -> String {
    let mut text = format!("{MARK}# {}: an AWS environment\n", cell(&dossier.deployment));
    if let Some(stamp) = &dossier.stamp {
        let _ = write!(text, "\n> **{stamp}.**\n");
    }
    let by: Vec<String> = [&dossier.author, &dossier.course]
        .into_iter()
        .flatten()
        .map(|by| cell(by))
        .collect();
    if !by.is_empty() {
        let _ = write!(text, "\n{}\n", by.join(" · "));
    }
    text.push('\n');
    for (name, value) in &dossier.summary {
        let _ = writeln!(text, "- **{name}**: {}", cell(value));
    }
    if let Some(receipt) = &dossier.receipt {
        text.push_str(&receipt_text(receipt));
    }
    let _ = write!(text, "\n## The picture\n\n```mermaid\n{}```\n", mermaid(&dossier.picture));
    text.push_str(&ways(&dossier.ways));
    text.push_str(&addresses(dossier));
    let _ = write!(text, "\n## Step by step, with proofs\n\n{PROOFS}\n");
    for step in &dossier.steps {
        text.push_str(&step_text(step));
    }
    text.push_str(&timeline(dossier));
    text.push_str(&costs(&dossier.costs));
    text.push_str(&answers(dossier));
    plain(&text).into_owned()
}

/// A text that means nothing to Markdown, on one line.
fn cell(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '\n' | '\r' => escaped.push(' '),
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '#' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// A table; nothing where it has no rows.
fn table<const N: usize>(heading: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let rows: Vec<String> = rows.map(|row| format!("| {} |\n", row.join(" | "))).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!("\n| {} |\n|{}\n{}", heading.join(" | "), "---|".repeat(N), rows.concat())
}

fn ways(ways: &[Way]) -> String {
    if ways.is_empty() {
        return String::new();
    }
    let rows = ways.iter().map(|way| {
        let verdict = match way.outcome {
            Outcome::Kept => format!("{}, as promised", way.verdict),
            Outcome::Broken => format!("**{}, not as promised**", way.verdict),
            Outcome::Unknown => format!("to be {}", way.verdict),
        };
        [way.number.to_string(), cell(&way.label), verdict, cell(&way.reason)]
    });
    let table = table(["No.", "From, to, and how", "It is", "Why"], rows);
    format!("\n## Who reaches whom\n{table}")
}

fn addresses(dossier: &Dossier) -> String {
    let rows = dossier.addresses.iter().map(|row| {
        let indent = "&emsp;".repeat(row.depth);
        [
            format!("{indent}{}", cell(&row.name)),
            cell(&row.kind),
            cell(&row.address),
            cell(&row.place),
        ]
    });
    let table = table(["Name", "What", "Range or address", "Where"], rows);
    if table.is_empty() {
        table
    } else {
        format!("\n## Address plan\n{table}")
    }
}

fn step_text(step: &StepPart) -> String {
    let mut text = format!(
        "\n### {}. {} ({})\n\n{}\n",
        step.number,
        cell(&step.title),
        step.status,
        step.lesson
    );
    let built = step.built.iter().map(|row| {
        let id = match &row.link {
            Some(link) => format!("[{}]({link})", cell(&row.id)),
            None => cell(&row.id),
        };
        [cell(&row.name), cell(&row.kind), id, row.state.clone()]
    });
    text.push_str(&table(["Name", "What", "Id", "It is"], built));
    if !step.outputs.is_empty() {
        text.push('\n');
    }
    for (name, value) in &step.outputs {
        let _ = writeln!(text, "- {}: {}", cell(name), cell(value));
    }
    if !step.proofs.is_empty() {
        text.push_str("\nProofs:\n\n");
    }
    for proof in &step.proofs {
        text.push_str(&proof_text(proof));
    }
    text
}

fn proof_text(proof: &Proof) -> String {
    let word = match proof.verdict {
        ProofVerdict::Holds => proof.method.word(),
        ProofVerdict::Failed => "FAILED",
        ProofVerdict::NotRun => "not run",
    };
    let seen = match proof.seen.as_str() {
        "" => String::new(),
        seen => format!(": {}", cell(seen)),
    };
    let mut text = format!("- **{word}** {}{seen}. Looked at {}.\n", cell(&proof.claim), proof.how);
    for (index, hop) in proof.hops.iter().enumerate() {
        let _ = writeln!(text, "  {}. {}", index + 1, cell(hop));
    }
    text
}

fn timeline(dossier: &Dossier) -> String {
    let Some(timeline) = &dossier.timeline else {
        return String::new();
    };
    let rows = timeline
        .bars
        .iter()
        .map(|bar| [cell(&bar.name), cell(&bar.after), bar.times.clone()]);
    let table = table(["What", "Built from", "From, to"], rows);
    format!("\n## The last walk\n\n{}\n{table}", timeline.heading)
}

fn costs(costs: &Costs) -> String {
    let rows = costs
        .rows
        .iter()
        .map(|row| [cell(&row.name), cell(&row.kind), cell(&row.price)]);
    let mut text = format!("\n## What it costs\n\n{}\n", cell(&costs.total));
    if let Some(so_far) = &costs.so_far {
        let _ = write!(text, "\n{}\n", cell(so_far));
    }
    text.push_str(&table(["Thing", "What", "Price"], rows));
    if !costs.by_use.is_empty() {
        text.push_str("\nCharged by use, and extra:\n\n");
    }
    for item in &costs.by_use {
        let _ = writeln!(text, "- {}", cell(item));
    }
    let _ = write!(text, "\n{}\n", costs.source);
    text
}

fn answers(dossier: &Dossier) -> String {
    let rows = dossier.answers.iter().map(|row| {
        let default = row.instead_of.as_deref().map_or_else(|| "the same".to_owned(), cell);
        [format!("{} `{}`", cell(&row.prompt), row.key), cell(&row.answer), default]
    });
    format!("\n## What was asked for\n{}", table(["Question", "Answer", "Default"], rows))
}

fn receipt_text(receipt: &Receipt) -> String {
    let rows = receipt
        .deleted
        .iter()
        .map(|row| [row.at.clone(), cell(&row.key), cell(&row.id)]);
    let remains: Vec<String> = receipt
        .remains
        .iter()
        .map(|remains| format!("\n**{}**\n", cell(remains)))
        .collect();
    format!(
        "\n## What was taken down\n\n{}\n{}{}",
        receipt.summary,
        remains.concat(),
        table(["At (UTC)", "What", "Id"], rows)
    )
}
