//! A choice of a few: with the arrows, or by typing how it begins.

use std::io;

use console::{Key, measure_text_width, truncate_str};

use super::aside::{Aside, Said, answered, asked_mark, word};
use super::by_line;
use super::frame::Frame;
use crate::locale::say;
use crate::ui::accessible::is_accessible;
use crate::ui::style::Stream;
use crate::ui::text::{fitted, width};

/// A prompt for one of a few.
pub(in crate::ui) struct Menu {
    /// A few words.
    pub(in crate::ui) prompt: String,
    /// What can be chosen.
    pub(in crate::ui) items: Vec<String>,
    /// What Enter takes: its place, from 0.
    pub(in crate::ui) default: usize,
    /// What can be said besides.
    pub(in crate::ui) aside: Aside,
    /// Whether nothing of it stays on the screen once it is answered.
    pub(in crate::ui) is_fleeting: bool,
}

impl Menu {
    /// A menu of which Enter takes the first item, and which stays on the screen.
    pub(in crate::ui) fn of(prompt: String, items: Vec<String>) -> Self {
        Self {
            prompt,
            items,
            default: 0,
            aside: Aside::default(),
            is_fleeting: false,
        }
    }

    /// The same of choices, each in words.
    pub(in crate::ui) fn of_choices<T>(prompt: String, choices: &[(String, T)]) -> Self {
        Self::of(prompt, choices.iter().map(|(text, _)| text.clone()).collect())
    }

    /// How many rows it takes once it is drawn.
    pub(in crate::ui) fn rows(&self) -> usize {
        self.aside.above(&[]).len() + self.drawn(self.default, "").len()
    }

    /// Asks for one of the items, by its place, from 0.
    ///
    /// # Errors
    ///
    /// When the terminal can't be read, or the person breaks off.
    pub(in crate::ui) fn choose(&self) -> io::Result<Said<usize>> {
        if is_accessible() {
            return self.choose_by_line();
        }
        let mut frame = Frame::new();
        let mut notes: Vec<String> = Vec::new();
        let mut chosen = self.default.min(self.items.len().saturating_sub(1));
        let mut typed = String::new();
        loop {
            let mut lines = self.aside.above(&notes);
            lines.extend(self.drawn(chosen, &typed));
            frame.draw(&lines, None)?;
            match frame.read_key()? {
                Key::ArrowDown | Key::ArrowRight | Key::Tab => (chosen, typed) = (self.after(chosen), String::new()),
                Key::ArrowUp | Key::ArrowLeft | Key::BackTab => (chosen, typed) = (self.before(chosen), String::new()),
                Key::Backspace => drop(typed.pop()),
                Key::Char(character) if !character.is_control() => {
                    typed.push(character);
                    chosen = self.beginning_with(&typed).unwrap_or(chosen);
                }
                Key::Enter => {
                    match word(&typed).map(|word| self.aside.follow(&word)) {
                        Some(Ok(shown)) => notes = shown,
                        Some(Err(())) => {
                            frame.clear()?;
                            return Ok(Said::Back);
                        }
                        None if !typed.trim().is_empty() && self.beginning_with(&typed).is_none() => {
                            let none = format!("✘ {}", say().prompt_none_begins(typed.as_str()));
                            notes = vec![Stream::Err.bad(none).to_string()];
                        }
                        None => {
                            let item = self.items.get(chosen).map_or("", String::as_str);
                            match self.is_fleeting {
                                true => frame.leave()?,
                                false => frame.end(&fitted(&answered(&self.prompt, item), width()))?,
                            }
                            return Ok(Said::This(chosen));
                        }
                    }
                    typed.clear();
                }
                _ => {}
            }
        }
    }

    /// Asks for the number of an item, or its words.
    fn choose_by_line(&self) -> io::Result<Said<usize>> {
        by_line::show(self.aside.above(&[]));
        by_line::list(&self.prompt, &self.items);
        loop {
            let typed = by_line::read_number(self.items.len(), self.default)?;
            match word(&typed).map(|word| self.aside.follow(&word)) {
                Some(Ok(shown)) => by_line::show(shown),
                Some(Err(())) => return Ok(Said::Back),
                None => match by_line::chosen(typed.trim(), &self.items, self.default) {
                    Some(at) => return Ok(Said::This(at)),
                    None => by_line::refuse(&say().prompt_there_is_none(typed.trim())),
                },
            }
        }
    }

    fn after(&self, chosen: usize) -> usize {
        (chosen + 1) % self.items.len().max(1)
    }

    fn before(&self, chosen: usize) -> usize {
        chosen.checked_sub(1).unwrap_or(self.items.len().saturating_sub(1))
    }

    /// The place of the first item that begins so.
    fn beginning_with(&self, typed: &str) -> Option<usize> {
        let typed = typed.trim().to_lowercase();
        if typed.is_empty() {
            return None;
        }
        self.items.iter().position(|item| item.to_lowercase().starts_with(&typed))
    }

    fn drawn(&self, chosen: usize, typed: &str) -> Vec<String> {
        let s = Stream::Err;
        let prompt = format!("{} {} {}", asked_mark(), s.bold(&self.prompt), s.dim("›"));
        let item = |(at, item): (usize, &String)| match at == chosen {
            true => s.accent(format!("❯ {item}")).to_string(),
            false => format!("  {item}"),
        };
        let items: Vec<String> = self.items.iter().enumerate().map(item).collect();
        let line = format!("{prompt} {}", items.join(" "));
        if measure_text_width(&line) + typed.chars().count() + 2 < width() {
            return vec![format!("{line}  {typed}")];
        }
        if items.iter().all(|item| measure_text_width(item) <= width() / 2) {
            return in_few_rows(prompt, &items, typed);
        }
        let rows = items.into_iter().map(|item| truncate_str(&item, width(), "…").into_owned());
        std::iter::once(format!("{prompt} {typed}")).chain(rows).collect()
    }
}

/// Short items behind each other in as few rows as they take, with what is typed behind the last.
fn in_few_rows(prompt: String, items: &[String], typed: &str) -> Vec<String> {
    let mut rows = vec![prompt];
    for item in items.iter().map(String::as_str).chain([typed]) {
        let Some(row) = rows.last_mut() else { break };
        let wide = measure_text_width(row) + 1 + measure_text_width(item);
        match wide < width() {
            true => row.extend([" ", item]),
            false => rows.push(item.to_owned()),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn menu(items: &[&str]) -> Menu {
        Menu::of("Way out".to_owned(), items.iter().map(|item| (*item).to_owned()).collect())
    }

    #[test]
    fn what_is_typed_chooses_and_arrows_go_round() {
        let menu = menu(&["gateway", "nat"]);
        assert_eq!(menu.beginning_with("NA"), Some(1));
        assert_eq!(menu.beginning_with("x"), None);
        assert_eq!(menu.beginning_with(""), None);
        assert_eq!((menu.after(1), menu.before(0)), (0, 1));
    }

    #[test]
    fn short_items_share_rows_where_they_do_not_fit_in_one() {
        console::set_colors_enabled_stderr(false);
        let items = ["oui, continuer sans rien changer", "laisser cette étape de côté", "expliquer"];
        assert_eq!(
            menu(&items).drawn(2, "e"),
            [
                "? Way out ›   oui, continuer sans rien changer   laisser cette étape de côté",
                "❯ expliquer e"
            ]
        );
    }

    #[test]
    fn a_menu_stands_in_a_line_or_in_rows_where_it_does_not_fit() {
        console::set_colors_enabled_stderr(false);
        assert_eq!(menu(&["gateway", "nat"]).drawn(1, ""), ["? Way out ›   gateway ❯ nat  "]);
        let long = "a way that takes the whole of the line and more of it than there is";
        let rows = menu(&[long, "nat"]).drawn(0, "n");
        assert_eq!(rows, ["? Way out › n".to_owned(), format!("❯ {long}"), "  nat".to_owned()]);
    }
}
