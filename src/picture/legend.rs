//! Below the drawing: the list of paths by their numbers, and what the borders mean.

use super::boxes::{Badge, BadgeShape, MARGIN, Point, Rect, Sample, SampleOf, Text, snapped};
use super::measure::{Font, fitted, width, wrapped};
use super::model::{Captions, Edge, Picture};

const HEADING: Font = Font::bold(13);
const LABEL: Font = Font::regular(11);
/// How wide a column of the list is at least; where two fit, there are two.
const COLUMN: i32 = 400;
/// Between a number and its text.
const INDENT: i32 = 24;
/// How many lines of reason are shown.
const MOST: usize = 4;
const SAMPLE: (i32, i32) = (28, 16);

/// Both.
#[derive(Default)]
pub(super) struct Legend {
    width: i32,
    /// The numbers and texts of the paths.
    pub(super) list: Vec<(Badge, Vec<Text>)>,
    /// The heading of the list.
    pub(super) headings: Vec<Text>,
    /// What the borders mean.
    pub(super) samples: Vec<Sample>,
    /// Below both.
    pub(super) bottom: i32,
}

impl Legend {
    /// Puts both below `top`.
    pub(super) fn new(picture: &Picture, width: i32, top: i32) -> Self {
        let mut legend = Self {
            width,
            bottom: top,
            ..Self::default()
        };
        add_list(&mut legend, picture);
        add_key(&mut legend, picture);
        legend
    }
}

fn add_list(legend: &mut Legend, picture: &Picture) {
    if picture.edges.is_empty() {
        return;
    }
    let room = legend.width - 2 * MARGIN;
    let columns = (room / COLUMN).max(1);
    let column = room / columns;
    legend.headings.push(Text {
        at: Point {
            x: MARGIN,
            y: legend.bottom + HEADING.size,
        },
        font: HEADING,
        is_dim: false,
        is_remark: false,
        content: fitted(&picture.captions.paths, HEADING, room),
    });
    let top = legend.bottom + HEADING.line() + 8;
    let texts: Vec<Vec<(String, bool)>> = picture
        .edges
        .iter()
        .map(|edge| lines_of(edge, &picture.captions, column - INDENT - MARGIN))
        .collect();
    let heights: Vec<i32> = texts
        .iter()
        .map(|lines| LABEL.line() * i32::try_from(lines.len()).unwrap_or(0) + 4)
        .collect();
    let each = heights.iter().sum::<i32>() / columns;
    let (mut x, mut y, mut lowest) = (MARGIN, top, top);
    for (edge, (lines, height)) in texts.into_iter().zip(heights).enumerate() {
        if y - top >= each && x + 2 * column <= legend.width {
            (x, y) = (x + column, top);
        }
        legend.list.push(entry(edge, lines, x, y, picture));
        y += height;
        lowest = lowest.max(y);
    }
    legend.bottom = snapped(lowest + 8);
}

fn entry(edge: usize, lines: Vec<(String, bool)>, x: i32, y: i32, picture: &Picture) -> (Badge, Vec<Text>) {
    let shape = match picture.edges[edge].is_open() {
        true => BadgeShape::End,
        false => BadgeShape::Stop,
    };
    let badge = Badge {
        edge,
        at: Point { x: x + 8, y: y + 8 },
        shape,
    };
    let text = |(index, (content, is_dim)): (usize, (String, bool))| Text {
        at: Point {
            x: x + INDENT,
            y: y + LABEL.size + LABEL.line() * i32::try_from(index).unwrap_or(0),
        },
        font: LABEL,
        is_dim,
        is_remark: !picture.edges[edge].is_kept,
        content,
    };
    (badge, lines.into_iter().enumerate().map(text).collect())
}

/// The lines of one path: its ends and verdict, and why.
fn lines_of(edge: &Edge, captions: &Captions, room: i32) -> Vec<(String, bool)> {
    let verdict = verdict_of(edge, captions);
    let label = match verdict.is_empty() {
        true => edge.label.clone(),
        false => format!("{} — {verdict}", edge.label),
    };
    let first = wrapped(&label, LABEL, room, 3).into_iter().map(|line| (line, false));
    let reason = wrapped(edge.reason(), LABEL, room, MOST).into_iter().map(|line| (line, true));
    first.chain(reason).collect()
}

/// What is said of a path beside its ends; nothing where it is open as promised.
pub(super) fn verdict_of<'c>(edge: &Edge, captions: &'c Captions) -> &'c str {
    match (edge.is_kept, edge.is_known(), edge.is_open()) {
        (false, ..) => &captions.broken,
        (true, false, _) => &captions.unknown,
        (true, true, false) => &captions.stopped,
        (true, true, true) => "",
    }
}

/// The states and the kinds of paths that the picture has, each with a box or a line drawn as theirs.
fn add_key(legend: &mut Legend, picture: &Picture) {
    let captions = &picture.captions;
    let states = picture
        .states()
        .into_iter()
        .map(|state| (SampleOf::State(state), captions.state(state)));
    let kinds = picture
        .edge_kinds()
        .into_iter()
        .map(|kind| (SampleOf::Edge(kind), captions.edge(kind)));
    let (mut x, mut y) = (MARGIN, legend.bottom);
    for (of, name) in states.chain(kinds) {
        let name = fitted(name, LABEL, legend.width - 2 * MARGIN - SAMPLE.0 - 8);
        let wide = SAMPLE.0 + 8 + width(&name, LABEL);
        if x > MARGIN && x + wide > legend.width - MARGIN {
            (x, y) = (MARGIN, y + SAMPLE.1 + 8);
        }
        legend.samples.push(Sample {
            of,
            rect: Rect {
                x,
                y,
                width: SAMPLE.0,
                height: SAMPLE.1,
            },
            text: Text {
                at: Point {
                    x: x + SAMPLE.0 + 8,
                    y: y + 12,
                },
                font: LABEL,
                is_dim: false,
                is_remark: false,
                content: name,
            },
        });
        x += wide + 24;
    }
    let below = if legend.samples.is_empty() { 0 } else { SAMPLE.1 };
    legend.bottom = y + below + MARGIN;
}
