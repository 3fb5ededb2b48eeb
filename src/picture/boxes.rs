//! What a drawing consists of: rectangles, lines and texts with whole coordinates.

use super::measure::{Font, width};
use super::model::{EdgeKind, Glyph, State};

/// Around everything.
pub(super) const MARGIN: i32 = 16;
/// A point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// Its left side.
    pub x: i32,
    /// Its top side.
    pub y: i32,
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
}

impl Rect {
    /// Its right side.
    pub fn right(self) -> i32 {
        self.x + self.width
    }

    /// Its bottom side.
    pub fn bottom(self) -> i32 {
        self.y + self.height
    }

    /// Whether the other one lies in it whole.
    pub fn holds(self, other: Self) -> bool {
        self.x <= other.x && self.y <= other.y && other.right() <= self.right() && other.bottom() <= self.bottom()
    }

    /// Whether the two share more than a border.
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether a point lies on its border.
    pub fn has_on_border(self, point: Point) -> bool {
        let within = Rect {
            x: self.x + 1,
            y: self.y + 1,
            width: self.width - 2,
            height: self.height - 2,
        };
        self.has(point) && !within.has(point)
    }

    fn has(self, point: Point) -> bool {
        (self.x..=self.right()).contains(&point.x) && (self.y..=self.bottom()).contains(&point.y)
    }
}

/// A line of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where its baseline begins.
    pub at: Point,
    /// How it is set.
    pub font: Font,
    /// Whether it is less important than others.
    pub is_dim: bool,
    /// Whether it says how something differs.
    pub is_remark: bool,
    /// The text.
    pub content: String,
}

impl Text {
    /// The room it takes at most.
    pub fn room(&self) -> Rect {
        Rect {
            x: self.at.x,
            y: self.at.y - self.font.size,
            width: width(&self.content, self.font),
            height: self.font.line(),
        }
    }
}

/// Which frame it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameLevel {
    /// A VPC.
    Vpc,
    /// A subnet that leads to an internet gateway.
    Public,
    /// A subnet that does not.
    Private,
    /// The region.
    Region,
}

/// A frame with its heading.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The id of what it is.
    pub id: String,
    /// Where it is.
    pub rect: Rect,
    /// Which it is.
    pub level: FrameLevel,
    /// How it stands.
    pub state: State,
    /// All there is to say of it, for a reader.
    pub spoken: String,
    /// Its heading.
    pub texts: Vec<Text>,
    /// The frame it is in, by its place in the list.
    pub within: Option<usize>,
}

/// A thing with its glyph and texts.
#[derive(Clone, Debug)]
pub struct Card {
    /// The id of the thing.
    pub id: String,
    /// Where it is.
    pub rect: Rect,
    /// Its glyph.
    pub glyph: Glyph,
    /// How it stands.
    pub state: State,
    /// All there is to say of it, for a reader.
    pub spoken: String,
    /// Its texts.
    pub texts: Vec<Text>,
    /// The frame it is in, by its place in the list; a gateway is on the border of its VPC.
    pub within: Option<usize>,
}

/// A part of a path, from one thing to the next.
#[derive(Clone, Debug)]
pub struct Line {
    /// Which path, by its place in the list.
    pub edge: usize,
    /// The thing it begins at, by its id.
    pub from: String,
    /// The thing it leads to; none where it is stopped as it leaves.
    pub to: Option<String>,
    /// Its corners.
    pub points: Vec<Point>,
    /// Whether it ends with an arrow.
    pub has_arrow: bool,
}

/// How a mark is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadgeShape {
    /// An end of a path.
    End,
    /// Where it is stopped.
    Stop,
}

/// The number of a path, at its ends and where it is stopped.
#[derive(Clone, Debug)]
pub struct Badge {
    /// Which path, by its place in the list.
    pub edge: usize,
    /// Its middle.
    pub at: Point,
    /// How it is drawn.
    pub shape: BadgeShape,
}

/// A box or a line in the key, with the name of what it stands for.
#[derive(Clone, Debug)]
pub struct Sample {
    /// What it stands for.
    pub of: SampleOf,
    /// Where it is.
    pub rect: Rect,
    /// The name.
    pub text: Text,
}

/// What a sample stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleOf {
    /// A state of things: a box.
    State(State),
    /// A kind of path: a line with the mark at its end.
    Edge(EdgeKind),
}

/// The next multiple of eight: what stands on them shares no line with tracks.
pub(super) fn snapped(length: i32) -> i32 {
    (length + 7).div_euclid(8) * 8
}
