//! What stands on cards and in the headings of frames, and how much room that takes.

use super::boxes::{Point, Text};
use super::measure::{Font, clean, fitted, width, wrapped};
use super::model::{Captions, State, Subnet, Thing, Vpc};

/// How wide a card is at least.
pub(super) const CARD: i32 = 200;
/// Between the border of a card or frame and its texts.
pub(super) const PAD: i32 = 8;
/// Where the texts of a card begin: right of its glyph.
const TEXTS: i32 = 40;
/// How many lines a remark takes at most.
const MOST_OF_A_REMARK: usize = 4;

const NAME: Font = Font::bold(12);
const SUBNET: Font = Font::bold(11);
const PLAIN: Font = Font::regular(10);
const ID: Font = Font::mono(10);
const HEADING: Font = Font::bold(13);

/// Lines of text below each other, before it is known where.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(Vec<Text>);

impl Lines {
    fn add(&mut self, content: String, font: Font, is_dim: bool, is_remark: bool) {
        if content.is_empty() {
            return;
        }
        let y = self.height() + font.size;
        self.0.push(Text {
            at: Point { x: 0, y },
            font,
            is_dim,
            is_remark,
            content,
        });
    }

    fn add_remarks(&mut self, remarks: &[String], width: i32) {
        for line in remarks
            .iter()
            .flat_map(|remark| wrapped(remark, PLAIN, width, MOST_OF_A_REMARK))
        {
            self.add(line, PLAIN, false, true);
        }
    }

    /// How high all of them are.
    pub(super) fn height(&self) -> i32 {
        self.0.iter().map(|text| text.font.line()).sum()
    }

    /// The same, from this point on.
    pub(super) fn at(self, x: i32, y: i32) -> Vec<Text> {
        let place = |text: Text| Text {
            at: Point {
                x: text.at.x + x,
                y: text.at.y + y,
            },
            ..text
        };
        self.0.into_iter().map(place).collect()
    }
}

/// What stands on a card of this width.
pub(super) fn of_thing(thing: &Thing, captions: &Captions, width: i32) -> Lines {
    let room = width - TEXTS - PAD;
    let mut lines = Lines::default();
    lines.add(fitted(&thing.name, NAME, room), NAME, false, false);
    for line in wrapped(&thing.kind, PLAIN, room, 2) {
        lines.add(line, PLAIN, true, false);
    }
    if let Some(id) = &thing.resource_id {
        lines.add(fitted(id, ID, room), ID, true, false);
    }
    for address in &thing.addresses {
        lines.add(fitted(address, ID, room), ID, false, false);
    }
    if let Some(price) = &thing.price {
        for line in wrapped(price, PLAIN, room, 2) {
            lines.add(line, PLAIN, false, false);
        }
    }
    for line in thing
        .notes
        .iter()
        .flat_map(|note| wrapped(note, PLAIN, room, MOST_OF_A_REMARK))
    {
        lines.add(line, PLAIN, true, false);
    }
    add_state(&mut lines, thing.state, captions, room);
    lines.add_remarks(&thing.remarks, room);
    lines
}

/// Where the texts of a card begin, from its corner.
pub(super) const fn texts_of_card() -> (i32, i32) {
    (TEXTS, PAD)
}

/// The heading of a subnet's frame of this width.
pub(super) fn of_subnet(subnet: &Subnet, captions: &Captions, width: i32) -> Lines {
    let room = width - 2 * PAD;
    let mut lines = Lines::default();
    lines.add(fitted(&subnet.name, SUBNET, room), SUBNET, false, false);
    for detail in &subnet.details {
        lines.add(fitted(detail, ID, room), ID, true, false);
    }
    add_state(&mut lines, subnet.state, captions, room);
    lines.add_remarks(&subnet.remarks, room);
    lines
}

/// The heading of a VPC's frame, in this width.
pub(super) fn of_vpc(vpc: &Vpc, captions: &Captions, width: i32) -> Lines {
    let mut lines = Lines::default();
    lines.add(fitted(&vpc.name, HEADING, width), HEADING, false, false);
    for detail in &vpc.details {
        lines.add(fitted(detail, ID, width), ID, true, false);
    }
    add_state(&mut lines, vpc.state, captions, width);
    lines.add_remarks(&vpc.remarks, width);
    lines
}

/// A heading of any other kind.
pub(super) fn heading(text: &str, width: i32) -> Lines {
    let mut lines = Lines::default();
    lines.add(fitted(text, NAME, width), NAME, true, false);
    lines
}

/// How wide such a heading is.
pub(super) fn heading_width(text: &str) -> i32 {
    width(text, NAME)
}

/// The title of the drawing and what stands below it.
pub(super) fn title(title: &str, subtitle: &[String], width: i32) -> Lines {
    const TITLE: Font = Font::bold(20);
    const SUBTITLE: Font = Font::regular(12);
    let mut lines = Lines::default();
    lines.add(fitted(title, TITLE, width), TITLE, false, false);
    for line in subtitle.iter().flat_map(|line| wrapped(line, SUBTITLE, width, 3)) {
        lines.add(line, SUBTITLE, true, false);
    }
    lines
}

/// The state in words: a border alone does not say it.
fn add_state(lines: &mut Lines, state: State, captions: &Captions, width: i32) {
    if state != State::Built {
        for line in wrapped(captions.state(state), PLAIN, width, 2) {
            lines.add(line, PLAIN, false, state == State::Differs);
        }
    }
}

/// Everything there is to say, for who can't see the drawing.
pub(super) fn spoken<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let parts: Vec<String> = parts.into_iter().map(clean).filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// All of a thing.
pub(super) fn spoken_of_thing(thing: &Thing, captions: &Captions) -> String {
    let state = Some(captions.state(thing.state)).filter(|_| thing.state != State::Built);
    let id = thing.resource_id.as_deref();
    let named = [thing.name.as_str(), thing.kind.as_str()].into_iter().chain(id);
    let known = thing.addresses.iter().chain(&thing.price).map(String::as_str);
    spoken(
        named
            .chain(known)
            .chain(state)
            .chain(thing.notes.iter().chain(&thing.remarks).map(String::as_str)),
    )
}

/// All of a frame.
pub(super) fn spoken_of_frame(name: &str, details: &[String], remarks: &[String], state: State, captions: &Captions) -> String {
    let state = Some(captions.state(state)).filter(|_| state != State::Built);
    let rest = details.iter().chain(remarks).map(String::as_str);
    spoken(std::iter::once(name).chain(state).chain(rest))
}
