//! The beginning of a guided walk: what it is, and all answers with where each comes from.

use super::accessible::mark;
use super::commands::Commands;
use super::money::{an_hour_and_a_month, at_prices};
use super::prompts::Refusal;
use super::questions::{name_of, stop_text, value_text};
use super::style::Stream;
use super::text::{fitted, from_here, shown_path, width, wrap};
use crate::foreign::shown;
use crate::locale::say;
use crate::walkthrough::{Advised, AnswerRow, Asked, Opening, Origin, Resumption, nearest_above};

/// How alike a key has to be to the one that was typed, of 1.
const ALIKE: f64 = 0.6;

/// What is walked, how long it takes, what it costs, how to stop and how to ask.
pub(super) fn welcome_text(opening: &Opening, commands: &Commands) -> String {
    let s = Stream::Err;
    let say = say();
    let what = say.walk_what(opening.steps);
    let takes = opening.takes.map(|time| say.walk_takes(time.as_secs().div_ceil(60).max(1)));
    let lines = [
        (say.walk_name_time(), takes),
        (say.walk_name_cost(), cost_text(opening)),
        (say.walk_name_stop(), Some(stop_text(commands))),
        (say.walk_name_ask(), Some(say.walk_how_to_ask())),
    ];
    let mut text = format!("\n{}\n", wrap(&what, width(), "", ""));
    for (name, line) in lines {
        if let Some(line) = line {
            let gap = " ".repeat(7_usize.saturating_sub(console::measure_text_width(&name)));
            let first = format!("  {}{gap}", s.bold(name));
            text.push_str(&format!("\n{}", wrap(&line, width(), &first, "         ")));
        }
    }
    text
}

/// How a walk goes on that was stopped.
pub(super) fn resumption_text(resumption: &Resumption, commands: &Commands) -> String {
    let say = say();
    let mut sentences = vec![say.walk_goes_on()];
    let (done, confirmed) = (resumption.done.len(), &resumption.confirmed);
    sentences.extend((done > 0).then(|| say.walk_done(done)));
    sentences.extend((!confirmed.is_empty()).then(|| say.walk_confirmed(confirmed.len(), confirmed.join(", "))));
    sentences.extend(resumption.next.map(|next| say.walk_next(next)));
    let change = commands.code(&Advised::WalkSetting {
        key: "KEY",
        value: "VALUE".to_owned(),
    });
    sentences.push(say.walk_changes_answer(change));
    let mut text = format!("\n{}", wrap(&sentences.join(" "), width(), "", ""));
    for (step, error) in &resumption.failed {
        let first = format!(
            "  {} {}: ",
            Stream::Err.bad(mark("✘", &say.check_failed_mark())),
            Stream::Err.bold(step)
        );
        text.push_str(&format!("\n{}", wrap(&shown(error), width(), &first, "    ")));
    }
    text
}

/// What everything costs once it is walked.
fn cost_text(opening: &Opening) -> Option<String> {
    let price = opening.price.as_ref()?;
    let total = price.total.as_ref()?;
    if total.is_nothing() {
        return Some(say().walk_costs_nothing());
    }
    let cost = format!("{}, {}", an_hour_and_a_month(total), at_prices(&price.prices, &price.items));
    Some(match opening.beginning.cloud.as_str() {
        "sandbox" => say().walk_costs_in_sandbox(cost),
        _ => format!("{}.", capitalized(&cost)),
    })
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}

/// All answers, a step on each line, with a mark where one isn't the default.
pub(super) fn table_text(opening: &Opening) -> String {
    let s = Stream::Err;
    let mut steps: Vec<(&str, Vec<String>)> = Vec::new();
    for row in &opening.rows {
        let item = item_text(row, opening);
        match steps.last_mut() {
            Some((step, items)) if *step == row.step => items.push(item),
            _ => steps.push((row.step, vec![item])),
        }
    }
    let names = steps.iter().map(|(step, _)| step.len()).max().unwrap_or_default();
    let mut text = format!("\n{}\n", say().walk_answers());
    for (step, items) in steps {
        let first = format!("  {}{}  ", s.accent(step), " ".repeat(names - step.len()));
        text.push_str(&items_text(&items, &first, names + 4));
        text.push('\n');
    }
    if let Some(cost) = cost_text(opening).filter(|_| !opening.is_first) {
        text.push_str(&format!("{}\n", fitted(&cost, width())));
    }
    text.truncate(text.trim_end().len());
    text
}

/// Items behind each other, each whole on a line.
fn items_text(items: &[String], first: &str, indent: usize) -> String {
    let mut text = first.to_owned();
    let mut column = indent;
    for (at, item) in items.iter().enumerate() {
        let comma = if at + 1 < items.len() { "," } else { "" };
        let item_width = console::measure_text_width(item) + comma.len();
        if at > 0 && column + 1 + item_width > width() {
            text.push_str(&format!("\n{}", " ".repeat(indent)));
            column = indent;
        } else if at > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(&format!("{item}{comma}"));
        column += item_width;
    }
    text
}

fn item_text(row: &AnswerRow, opening: &Opening) -> String {
    let s = Stream::Err;
    let name = name_of(row.asked.key());
    let say = say();
    let marked = |value: String, mark: String| format!("{name} {} {}", s.bold(value), s.dim(format!("({mark})")));
    match (&row.answer, row.asked) {
        (_, Asked::Secret(_)) => {
            let file = shown_path(from_here(&opening.secrets_file));
            let kept = match row.is_kept {
                true => say.answer_kept_in(file),
                false => say.answer_generated_in(file),
            };
            format!("{name} {}", s.dim(format!("({kept})")))
        }
        (None, Asked::Question(_)) => format!("{name} {}", s.change(format!("({})", say.answer_asked_in_step()))),
        (Some((answer, origin)), Asked::Question(_)) => {
            let value = value_text(answer);
            match origin {
                Origin::Default => format!("{name} {}", s.bold(value)),
                Origin::Now => marked(value, say.answer_from_you()),
                Origin::Option => marked(value, say.answer_from_option()),
                Origin::File => marked(value, say.answer_from_file()),
                Origin::Before => marked(value, say.answer_from_before()),
                Origin::Found => marked(value, say.answer_found()),
                Origin::OwnAddress => marked(value, say.answer_own_address()),
            }
        }
    }
}

/// Which of them a person names, by its key or by the end of it that no other has.
pub(super) fn named<'a>(rows: &'a [AnswerRow], typed: &str) -> Result<&'a AnswerRow, Refusal> {
    let typed = typed.trim();
    let key = |row: &&AnswerRow| row.asked.key();
    if let Some(row) = rows.iter().find(|row| key(row) == typed) {
        return Ok(row);
    }
    let mut by_name = rows.iter().filter(|row| name_of(row.asked.key()) == typed);
    if let (Some(row), None) = (by_name.next(), by_name.next()) {
        return Ok(row);
    }
    let by_name = rows.iter().find(|row| name_of(row.asked.key()) == typed).map(|row| key(&row));
    let nearest = || nearest_above(ALIKE, typed, rows.iter().map(|row| row.asked.key()));
    Err(Refusal {
        problem: say().answer_unknown(typed),
        instead: by_name.or_else(nearest).map(str::to_owned),
    })
}

/// Every key, for whoever asks.
pub(super) fn keys_text(rows: &[AnswerRow]) -> String {
    let keys: Vec<&str> = rows.iter().map(|row| row.asked.key()).collect();
    wrap(&keys.join(", "), width(), "", "")
}
