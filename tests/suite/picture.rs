//! Pictures: whatever is drawn, no box lies on another, no text leaves its box, and lines end where they should.

mod breaks;
pub mod browser;
mod command;
mod deployments;
mod models;

use std::collections::BTreeMap;

use jalon::picture::{Arrangement, FrameLevel, Layout, Picture, Point, Rect, Text, mermaid, svg, text, width};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use models::any_picture;

/// How many pictures are drawn.
const PICTURES: u32 = 2_000;

fn inside(rect: Rect, text: &Text) -> bool {
    rect.holds(text.room())
}

/// What holds for every drawing.
fn judge(picture: &Picture, arrangement: Arrangement) -> Result<(), TestCaseError> {
    let layout = Layout::new(picture, arrangement);
    let page = Rect {
        x: 0,
        y: 0,
        width: layout.width,
        height: layout.height,
    };
    for (index, card) in layout.cards.iter().enumerate() {
        prop_assert!(page.holds(card.rect), "{} is off the page: {:?}", card.id, card.rect);
        for text in &card.texts {
            prop_assert!(inside(card.rect, text), "{:?} leaves {:?}", text, card.rect);
        }
        for other in &layout.cards[index + 1..] {
            prop_assert!(!card.rect.overlaps(other.rect), "{} lies on {}", card.id, other.id);
        }
        if let Some(frame) = card.within.map(|frame| &layout.frames[frame]) {
            let is_gateway = frame.level == FrameLevel::Vpc && frame.rect.y > card.rect.y;
            prop_assert!(
                is_gateway || frame.rect.holds(card.rect),
                "{} is not in {}",
                card.id,
                frame.id
            );
        }
    }
    for (index, frame) in layout.frames.iter().enumerate() {
        prop_assert!(page.holds(frame.rect), "{} is off the page", frame.id);
        for text in &frame.texts {
            prop_assert!(inside(frame.rect, text), "{text:?} leaves {:?}", frame.rect);
            let is_on = |card: &jalon::picture::Card| card.rect.overlaps(text.room());
            prop_assert!(!layout.cards.iter().any(is_on), "{text:?} is under a card");
        }
        for other in layout.frames[index + 1..].iter().filter(|other| other.within == frame.within) {
            prop_assert!(!frame.rect.overlaps(other.rect), "{} lies on {}", frame.id, other.id);
        }
    }
    for text in layout.title.iter().chain(&layout.headings) {
        prop_assert!(inside(page, text), "{text:?} is off the page");
    }
    for (badge, texts) in &layout.list {
        for text in texts {
            prop_assert!(inside(page, text) && text.at.x > badge.at.x, "{text:?} is off the page");
        }
    }
    for sample in &layout.samples {
        prop_assert!(inside(page, &sample.text) && page.holds(sample.rect));
    }
    judge_lines(&layout)
}

/// A part of a line: from where, to where, and of which path.
type Stretch = (i32, i32, usize);

fn judge_lines(layout: &Layout) -> Result<(), TestCaseError> {
    let cards = layout.cards.iter().map(|card| (card.id.as_str(), card.rect));
    let frames = layout.frames.iter().map(|frame| (frame.id.as_str(), frame.rect));
    let boxes: BTreeMap<&str, Rect> = cards.chain(frames).collect();
    let mut taken: BTreeMap<(bool, i32), Vec<Stretch>> = BTreeMap::new();
    for line in &layout.lines {
        let (first, last) = (line.points[0], line.points[line.points.len() - 1]);
        prop_assert!(boxes[line.from.as_str()].has_on_border(first), "{line:?} begins in the air");
        let is_mark = layout.badges.iter().any(|badge| badge.at == last && badge.edge == line.edge);
        let arrives = line.to.as_deref().is_some_and(|to| boxes[to].has_on_border(last));
        prop_assert!(arrives || is_mark, "{line:?} ends in the air");
        for pair in line.points.windows(2) {
            let (a, b) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
            prop_assert!(a.x == b.x || a.y == b.y, "{line:?} is slanted");
            let stretch = Rect {
                x: a.x,
                y: a.y,
                width: b.x - a.x,
                height: b.y - a.y,
            };
            for card in &layout.cards {
                prop_assert!(!crosses(card.rect, stretch), "{line:?} crosses {}", card.id);
            }
            let (key, span) = if a.x == b.x {
                ((true, a.x), (a.y, b.y))
            } else {
                ((false, a.y), (a.x, b.x))
            };
            taken.entry(key).or_default().push((span.0, span.1, line.edge));
        }
    }
    for (at, stretches) in &taken {
        for (index, one) in stretches.iter().enumerate() {
            for other in &stretches[index + 1..] {
                let share = one.2 != other.2 && one.0 < other.1 && other.0 < one.1;
                prop_assert!(!share, "two paths run along each other at {at:?}: {one:?}, {other:?}");
            }
        }
    }
    judge_badges(layout)
}

/// Whether a stretch leads through the inside of a box.
fn crosses(rect: Rect, stretch: Rect) -> bool {
    stretch.x < rect.right()
        && rect.x < stretch.right().max(stretch.x + 1)
        && { stretch.y < rect.bottom() && rect.y < stretch.bottom().max(stretch.y + 1) }
        && !(stretch.x == rect.x && stretch.width == 0)
        && !(stretch.y == rect.y && stretch.height == 0)
        && !touches(rect, stretch)
}

/// Whether it ends at the border from outside.
fn touches(rect: Rect, stretch: Rect) -> bool {
    stretch.right() == rect.x || stretch.x == rect.right() || stretch.bottom() == rect.y || stretch.y == rect.bottom()
}

/// No number lies on a thing or on another number.
fn judge_badges(layout: &Layout) -> Result<(), TestCaseError> {
    let room = |at: Point| Rect {
        x: at.x - 7,
        y: at.y - 7,
        width: 14,
        height: 14,
    };
    for (index, badge) in layout.badges.iter().enumerate() {
        for card in &layout.cards {
            prop_assert!(!card.rect.overlaps(room(badge.at)), "{badge:?} lies on {}", card.id);
        }
        for other in &layout.badges[index + 1..] {
            prop_assert!(!room(badge.at).overlaps(room(other.at)), "{badge:?} lies on {other:?}");
        }
    }
    Ok(())
}

/// Every element of the document is closed, and what is written is text.
fn is_well_formed(document: &str) -> Result<(), TestCaseError> {
    let mut reader = quick_xml::Reader::from_str(document);
    reader.config_mut().check_end_names = true;
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => break,
            Ok(quick_xml::events::Event::Start(start)) => {
                depth += 1;
                for attribute in start.attributes() {
                    let attribute = attribute.map_err(|error| TestCaseError::fail(error.to_string()))?;
                    prop_assert!(!attribute.value.contains('<'));
                }
            }
            Ok(quick_xml::events::Event::End(_)) => depth -= 1,
            Ok(
                quick_xml::events::Event::Empty(_) | quick_xml::events::Event::Text(_) | quick_xml::events::Event::GeneralRef(_),
            ) => {}
            Ok(other) => prop_assert!(false, "{other:?}"),
            Err(error) => prop_assert!(false, "{error}\n{document}"),
        }
    }
    prop_assert_eq!(depth, 0);
    let is_active = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
    prop_assert!(!document.contains(is_active));
    Ok(())
}

#[test]
fn nothing_lies_on_anything_else_where_vpcs_stand_beside_each_other() {
    draw_many(Arrangement::Wide);
}

#[test]
fn nothing_lies_on_anything_else_where_vpcs_stand_below_each_other() {
    draw_many(Arrangement::Tall);
}

/// Half of all pictures.
fn draw_many(arrangement: Arrangement) {
    let mut runner = TestRunner::new(Config {
        cases: (PICTURES / 2).max(Config::default().cases),
        failure_persistence: None,
        ..Config::default()
    });
    let drawn = runner.run(&any_picture(), |picture| {
        judge(&picture, arrangement)?;
        let document = svg(&picture, arrangement);
        is_well_formed(&document)?;
        prop_assert_eq!(document, svg(&picture.clone(), arrangement));
        let lines = text(&picture);
        for line in lines.lines() {
            prop_assert!(console_width(line) <= 80, "{line}");
        }
        prop_assert_eq!(mermaid(&picture), mermaid(&picture));
        Ok(())
    });
    if let Err(failure) = drawn {
        panic!("{failure}");
    }
}

/// How many columns a line takes on a terminal.
fn console_width(line: &str) -> usize {
    console::measure_text_width(line)
}

#[test]
fn a_wider_text_is_measured_wider() {
    let font = jalon::picture::Font {
        size: 12,
        is_bold: false,
        is_mono: false,
    };
    assert!(width("app-host", font) < width("app-hosts", font));
}
