//! The place of a step in the whole: a map of what is planned, in which what the step makes is marked.

use std::collections::BTreeMap;

use super::accessible::is_accessible;
use super::board::NARROWEST;
use super::drawing::picture_of;
use super::nouns::noun_text;
use super::style::Stream;
use super::text::{width, wrap};
use crate::locale::say;
use crate::picture::{Mark, Naming, Piece, Thing, map};
use crate::walkthrough::{Action, Drawing, StepIntroduction};

/// The map for a step, where there is room for one and the step makes anything that stands on it.
pub(super) fn map_text(step: &StepIntroduction) -> Option<String> {
    let drawing = step.whole.as_ref()?;
    if is_accessible() || width() < NARROWEST {
        return None;
    }
    let marks = marks(drawing, step.step);
    let mark = |id: &str| marks.get(id).copied().unwrap_or(Mark::Ahead);
    let resources = || drawing.plans.iter().flat_map(|plan| &plan.resources);
    let name = |thing: &Thing| {
        let kind = || {
            resources()
                .find(|resource| resource.key == thing.id)
                .map(|resource| resource.aws_kind)
        };
        // What can be reached by a name bears it; anything else is what it is.
        let name = thing.end.clone().or_else(|| Some(noun_text(kind()?.noun()).to_owned()));
        name.unwrap_or_else(|| thing.name.clone())
    };
    let naming = Naming {
        mark: &mark,
        name: &name,
        written: &written,
    };
    let lines = map(&picture_of(drawing), &naming, width());
    let is_on_it = lines.iter().flatten().any(|piece| piece.mark == Mark::Now);
    is_on_it.then(|| {
        let lines: Vec<String> = lines
            .iter()
            .map(|line| line.iter().map(colored).collect::<String>().trim_end().to_owned())
            .collect();
        match step.number {
            1 => format!("{}\n{}", lines.join("\n"), legend()),
            _ => lines.join("\n"),
        }
    })
}

/// How everything stands to a step: what it makes, what is there or comes before it, and what comes after it.
fn marks(drawing: &Drawing, step: &str) -> BTreeMap<String, Mark> {
    let at = drawing.plans.iter().position(|plan| plan.step == step);
    let mut marks = BTreeMap::new();
    for (place, plan) in drawing.plans.iter().enumerate() {
        for resource in &plan.resources {
            let mark = match Some(place).cmp(&at) {
                std::cmp::Ordering::Equal => Mark::Now,
                std::cmp::Ordering::Less => Mark::There,
                std::cmp::Ordering::Greater if resource.action == Action::Create => Mark::Ahead,
                std::cmp::Ordering::Greater => Mark::There,
            };
            marks.entry(resource.key.clone()).or_insert(mark);
        }
    }
    marks
}

/// A name with its mark. Where there are no colors, what comes later has one too.
fn written(name: &str, mark: Mark) -> String {
    match mark {
        Mark::Now => format!("[{name}]"),
        Mark::Ahead if !console::colors_enabled_stderr() => format!("({name})"),
        Mark::Ahead | Mark::There | Mark::Border => name.to_owned(),
    }
}

fn colored(piece: &Piece) -> String {
    let s = Stream::Err;
    match piece.mark {
        Mark::Now => s.accent(&piece.text).bold().to_string(),
        Mark::Ahead | Mark::Border => s.dim(&piece.text).to_string(),
        Mark::There => piece.text.clone(),
    }
}

fn legend() -> String {
    let text = match console::colors_enabled_stderr() {
        true => say().map_legend_in_color(),
        false => say().map_legend(),
    };
    Stream::Err.dim(wrap(&text, width(), "", "")).to_string()
}
