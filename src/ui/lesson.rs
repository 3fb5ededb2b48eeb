//! Lessons: their Markdown, set for the terminal.

use super::lines::out;
use super::style::{Stream, code_style};
use super::text::{width, wrap};

/// Prints a lesson as data.
pub fn print_lesson(lesson: &str) {
    out(&set(lesson, Stream::Out));
}

/// Sets a lesson: headings, paragraphs, lists, code and bold.
pub(super) fn set(lesson: &str, stream: Stream) -> String {
    let mut blocks = Vec::new();
    for block in blocks_of(lesson) {
        blocks.push(match block {
            Block::Title(text) => stream.bold(text).underlined().to_string(),
            Block::Heading(text) => stream.accent(text).bold().to_string(),
            Block::Paragraph(text) => wrap(&inline(&text, stream), width(), "", ""),
            Block::Items { items, are_errors } => {
                let mark = if are_errors { stream.bad("✗") } else { stream.of("•") };
                let first = format!("  {mark} ");
                let items: Vec<String> = items
                    .iter()
                    .map(|item| wrap(&inline(item, stream), width(), &first, "    "))
                    .collect();
                items.join("\n")
            }
        });
    }
    blocks.join("\n\n")
}

/// The paragraph under the first section: what the step is about, in a few lines.
pub(super) fn summary(lesson: &str) -> String {
    wrap(&inline(&lesson_opening(lesson), Stream::Err), width(), "", "")
}

/// A lesson's first paragraph, in Markdown and on one line.
pub fn lesson_opening(lesson: &str) -> String {
    let first = blocks_of(lesson).into_iter().find_map(|block| match block {
        Block::Paragraph(text) => Some(text),
        _ => None,
    });
    first.unwrap_or_default()
}

enum Block {
    Title(String),
    Heading(String),
    Paragraph(String),
    Items {
        items: Vec<String>,
        /// What people do wrong, rather than what they are to do.
        are_errors: bool,
    },
}

/// The heading over what people do wrong.
const ERRORS: &str = "What beginners get wrong";

fn blocks_of(lesson: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in lesson.lines() {
        let text = line.trim();
        if text.is_empty() {
            open = false;
        } else if let Some(title) = text.strip_prefix("# ") {
            blocks.push(Block::Title(title.to_owned()));
        } else if let Some(heading) = text.strip_prefix("## ") {
            blocks.push(Block::Heading(heading.to_owned()));
        } else if let Some(item) = text.strip_prefix("- ") {
            match blocks.last_mut() {
                Some(Block::Items { items, .. }) => items.push(item.to_owned()),
                last => {
                    let are_errors = matches!(last, Some(Block::Heading(heading)) if heading == ERRORS);
                    let items = vec![item.to_owned()];
                    blocks.push(Block::Items { items, are_errors });
                }
            }
            open = true;
        } else if open {
            match blocks.last_mut() {
                Some(Block::Items { items, .. }) => append(items.last_mut(), text),
                Some(Block::Paragraph(paragraph)) => append(Some(paragraph), text),
                _ => {}
            }
        } else {
            blocks.push(Block::Paragraph(text.to_owned()));
            open = true;
        }
    }
    blocks
}

fn append(text: Option<&mut String>, more: &str) {
    if let Some(text) = text {
        text.push(' ');
        text.push_str(more);
    }
}

/// Code and bold. Styles go word by word, so that a line break inside them does no harm.
fn inline(text: &str, stream: Stream) -> String {
    let mut set = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            set.push_str(&each_word(part, |word| match stream {
                Stream::Out => code_style().for_stdout().apply_to(word).to_string(),
                Stream::Err => code_style().for_stderr().apply_to(word).to_string(),
            }));
            continue;
        }
        for (index, part) in part.split("**").enumerate() {
            if index % 2 == 1 {
                set.push_str(&each_word(part, |word| stream.bold(word).to_string()));
            } else {
                set.push_str(part);
            }
        }
    }
    set
}

fn each_word(text: &str, style: impl Fn(&str) -> String) -> String {
    let words: Vec<String> = text.split(' ').map(style).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_marked_as_errors() {
        console::set_colors_enabled(false);
        let lesson = "## What it is\n\n- one\n\n## What beginners get wrong\n\n- Opening it.\n- Leaving it.\n";
        assert_eq!(
            set(lesson, Stream::Out),
            "What it is\n\n  • one\n\nWhat beginners get wrong\n\n  ✗ Opening it.\n  ✗ Leaving it."
        );
    }

    #[test]
    fn a_lesson_is_set_without_its_marks() {
        console::set_colors_enabled(false);
        let lesson = "# A title\n\n## What it is\n\nA **thing** with\n`code` in it.\n\n- one\n  and on\n- two\n";
        assert_eq!(
            set(lesson, Stream::Out),
            "A title\n\nWhat it is\n\nA thing with code in it.\n\n  • one and on\n  • two"
        );
    }
}
