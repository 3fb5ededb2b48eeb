//! The dossier as Markdown, with the picture as a Mermaid flowchart.

use std::fmt::Write;

use super::dossier::{Costs, Dossier, Outcome, Proof, ProofVerdict, Receipt, StepPart, Way};
use crate::foreign::plain;
use crate::locale::say;
use crate::picture::mermaid;

/// What is in every dossier of this form.
pub(super) const MARK: &str = "<!-- a dossier of jalon -->\n";

/// The dossier as a Markdown document.
pub fn markdown(dossier: &Dossier) -> String {
    let say = say();
    let mut text = format!("{MARK}# {}\n", say.report_title(cell(&dossier.deployment)));
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
        let _ = writeln!(text, "- {}", say.report_fact(format!("**{name}**"), cell(value)));
    }
    if let Some(receipt) = &dossier.receipt {
        text.push_str(&receipt_text(receipt));
    }
    if !dossier.short.is_empty() {
        let sentences: String = dossier
            .short
            .iter()
            .map(|sentence| format!("- {}\n", cell(sentence)))
            .collect();
        let _ = write!(text, "\n## {}\n\n{sentences}", say.report_in_short());
    }
    let _ = write!(
        text,
        "\n## {}\n\n```mermaid\n{}```\n",
        say.report_picture(),
        mermaid(&dossier.picture)
    );
    text.push_str(&ways(&dossier.ways));
    text.push_str(&addresses(dossier));
    let _ = write!(text, "\n## {}\n\n{}\n", say.report_steps(), say.report_proofs_meaning());
    for step in &dossier.steps {
        text.push_str(&step_text(step));
    }
    text.push_str(&timeline(dossier));
    text.push_str(&costs(&dossier.costs));
    text.push_str(&answers(dossier));
    let words: String = dossier
        .words
        .iter()
        .map(|(word, meaning)| format!("- **{word}**: {meaning}\n"))
        .collect();
    let _ = write!(text, "\n## {}\n\n{words}", say.report_words());
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
fn table<const N: usize>(heading: [String; N], rows: impl Iterator<Item = [String; N]>) -> String {
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
            Outcome::Broken => format!("**{}**", way.verdict()),
            Outcome::Kept | Outcome::Unknown => way.verdict(),
        };
        [way.number.to_string(), cell(&way.label), verdict, cell(&way.reason)]
    });
    let say = say();
    let heading = [
        say.report_way_number(),
        say.report_way(),
        say.report_it_is(),
        say.report_why(),
    ];
    format!("\n## {}\n{}", say.report_ways(), table(heading, rows))
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
    let say = say();
    let heading = [say.report_name(), say.report_what(), say.report_range(), say.report_place()];
    let table = table(heading, rows);
    if table.is_empty() {
        table
    } else {
        format!("\n## {}\n{table}", say.report_addresses())
    }
}

fn step_text(step: &StepPart) -> String {
    let say = say();
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
    let heading = [say.report_name(), say.report_what(), say.report_id(), say.report_it_is()];
    text.push_str(&table(heading, built));
    if !step.outputs.is_empty() {
        text.push('\n');
    }
    for (name, value) in &step.outputs {
        let _ = writeln!(text, "- {}", say.report_fact(cell(name), cell(value)));
    }
    if !step.proofs.is_empty() {
        let _ = write!(text, "\n{}\n\n", say.report_proofs_follow());
    }
    for proof in &step.proofs {
        text.push_str(&proof_text(proof));
    }
    text
}

fn proof_text(proof: &Proof) -> String {
    let say = say();
    let word = match proof.verdict {
        ProofVerdict::Holds | ProofVerdict::NotRun => proof.word(),
        ProofVerdict::Failed => proof.word().to_uppercase(),
    };
    let seen = match proof.seen.as_str() {
        "" => String::new(),
        seen => say.report_proof_seen(cell(seen)),
    };
    let mut text = format!(
        "- **{word}** {}{seen}. {}\n",
        cell(&proof.claim),
        say.report_looked_at(proof.how.as_str())
    );
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
    let say = say();
    let table = table([say.report_resource(), say.report_built_from(), say.report_times()], rows);
    format!("\n## {}\n\n{}\n{table}", say.report_timeline(), timeline.heading)
}

fn costs(costs: &Costs) -> String {
    let rows = costs
        .rows
        .iter()
        .map(|row| [cell(&row.name), cell(&row.kind), cell(&row.price)]);
    let say = say();
    let mut text = format!("\n## {}\n\n{}\n", say.report_costs(), cell(&costs.total));
    if let Some(so_far) = &costs.so_far {
        let _ = write!(text, "\n{}\n", cell(so_far));
    }
    text.push_str(&table([say.report_thing(), say.report_what(), say.report_price()], rows));
    if !costs.by_use.is_empty() {
        let _ = write!(text, "\n{}\n\n", say.money_by_use_heading());
    }
    for item in &costs.by_use {
        let _ = writeln!(text, "- {}", cell(item));
    }
    let _ = write!(text, "\n{}\n", costs.source);
    text
}

fn answers(dossier: &Dossier) -> String {
    let say = say();
    let rows = dossier.answers.iter().map(|row| {
        let default = row.instead_of.as_deref().map_or_else(|| say.report_same(), cell);
        [format!("{} `{}`", cell(&row.prompt), row.key), cell(&row.answer), default]
    });
    let heading = [say.report_question(), say.report_answer(), say.report_default()];
    format!("\n## {}\n{}", say.report_answers(), table(heading, rows))
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
    let say = say();
    format!(
        "\n## {}\n\n{}\n{}{}",
        say.report_receipt(),
        receipt.summary,
        remains.concat(),
        table([say.report_deleted_at(), say.report_resource(), say.report_id()], rows)
    )
}
