//! Lessons: their Markdown, set for the terminal.

use super::accessible::is_accessible;
use super::lines::out;
use super::style::{Stream, code_style};
use super::text::{fitted, width, wrap};
use crate::locale::say;

/// Around what is drawn.
const FENCE: &str = "```";

/// Prints a lesson as data.
pub fn print_lesson(lesson: &str) {
    out(&set(lesson, Stream::Out));
}

/// Sets a lesson: headings, paragraphs, lists, code and bold.
pub(super) fn set(lesson: &str, stream: Stream) -> String {
    joined(&pieces(lesson, stream))
}

/// Sets a lesson without its title in pages of so many lines, the first one of fewer: of none, where what stands above leaves no room for its
/// beginning.
pub(super) fn pages(lesson: &str, stream: Stream, lines: usize, of_first: usize) -> Vec<String> {
    let pieces = pieces(without_title(lesson), stream);
    let mut pages: Vec<Vec<Piece>> = vec![Vec::new()];
    for (at, piece) in pieces.iter().enumerate() {
        let room = if pages.len() == 1 { of_first } else { lines };
        // A heading stays with what follows.
        let with_next: &[Piece] = match pieces.get(at..at + 2) {
            Some(two) if piece.is_heading => two,
            _ => std::slice::from_ref(piece),
        };
        if let Some(page) = pages.last_mut() {
            let needed = joined(&[page.as_slice(), with_next].concat()).lines().count();
            match needed <= room || (page.is_empty() && room >= lines) {
                true => page.push(piece.clone()),
                false => pages.push(vec![piece.clone()]),
            }
        }
    }
    pages.iter().map(|page| joined(page)).collect()
}

/// What stands together on a page.
#[derive(Clone)]
struct Piece {
    text: String,
    is_heading: bool,
    /// Whether it follows its predecessor without an empty line.
    is_close: bool,
}

fn joined(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for piece in pieces {
        if !text.is_empty() {
            text.push_str(if piece.is_close { "\n" } else { "\n\n" });
        }
        text.push_str(&piece.text);
    }
    text
}

fn without_title(lesson: &str) -> &str {
    match lesson.strip_prefix("# ") {
        Some(titled) => titled.split_once('\n').map_or("", |(_, rest)| rest),
        None => lesson,
    }
}

fn pieces(lesson: &str, stream: Stream) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let piece = |text: String| Piece {
        text,
        is_heading: false,
        is_close: false,
    };
    for block in blocks_of(lesson) {
        match block {
            Block::Title(text) => pieces.push(piece(stream.bold(text).underlined().to_string())),
            Block::Heading(text) => pieces.push(Piece {
                is_heading: true,
                ..piece(stream.accent(text).bold().to_string())
            }),
            Block::Paragraph(text) => pieces.push(piece(wrap(&inline(&text, stream), width(), "", ""))),
            Block::Drawing(lines) => pieces.push(piece(drawn(&lines, stream))),
            Block::Items { items, are_errors } => {
                let mark = if are_errors { stream.bad("✗") } else { stream.of("•") };
                let first = format!("  {mark} ");
                let items = items.iter().enumerate().map(|(at, item)| Piece {
                    is_close: at > 0,
                    ..piece(wrap(&inline(item, stream), width(), &first, "    "))
                });
                pieces.extend(items);
            }
        }
    }
    pieces
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
    /// What stands as it is, between fences.
    Drawing(Vec<String>),
    Items {
        items: Vec<String>,
        /// What people do wrong, rather than what they are to do.
        are_errors: bool,
    },
}

fn blocks_of(lesson: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    let mut is_drawing = false;
    for line in lesson.lines() {
        let text = line.trim();
        if text == FENCE {
            is_drawing = !is_drawing;
            blocks.extend(is_drawing.then(|| Block::Drawing(Vec::new())));
            open = false;
        } else if let (true, Some(Block::Drawing(lines))) = (is_drawing, blocks.last_mut()) {
            lines.push(line.to_owned());
        } else if text.is_empty() {
            open = false;
        } else if let Some(title) = text.strip_prefix("# ") {
            blocks.push(Block::Title(title.to_owned()));
        } else if let Some(heading) = text.strip_prefix("## ") {
            blocks.push(Block::Heading(heading.to_owned()));
        } else if let Some(item) = text.strip_prefix("- ") {
            match blocks.last_mut() {
                Some(Block::Items { items, .. }) => items.push(item.to_owned()),
                last => {
                    let are_errors = matches!(last, Some(Block::Heading(heading)) if *heading == say().lesson_errors());
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

/// A drawing, indented. Where a screen reader reads it, or there is no room, its arrows are plain.
fn drawn(lines: &[String], stream: Stream) -> String {
    let lines = lines.iter().map(|line| match is_accessible() {
        true => line.replace("─▶", "->").replace("◀─", "<-").replace("─✕ ", "-X"),
        false => stream.accent(line).to_string(),
    });
    let fitted = lines.map(|line| fitted(&format!("  {line}"), width()));
    fitted.collect::<Vec<_>>().join("\n")
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
    fn pages_hold_what_fits_and_no_heading_ends_one() {
        console::set_colors_enabled(false);
        let lesson = "# A title\n\n## What it is\n\none\n\ntwo\n\n## Why\n\n- three\n- four\n";
        let pages = |lines, of_first| pages(lesson, Stream::Out, lines, of_first);
        assert_eq!(pages(20, 20), ["What it is\n\none\n\ntwo\n\nWhy\n\n  • three\n  • four"]);
        assert_eq!(pages(5, 3), ["What it is\n\none", "two\n\nWhy\n\n  • three", "  • four"]);
        assert_eq!(pages(3, 1), ["", "What it is\n\none", "two", "Why\n\n  • three", "  • four"]);
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
