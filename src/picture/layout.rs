//! The layout: everything with its coordinates.

use super::boxes::{Badge, Card, Frame, Line, Sample, Text};
use super::cards;
use super::grid::Grid;
use super::legend;
use super::legs::Legs;
use super::model::Picture;
use super::place::Places;

/// How several VPCs stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// Beside each other: for a screen or a wall.
    Wide,
    /// Below each other: for a phone or a page.
    Tall,
}

/// Around everything.
pub(super) const MARGIN: i32 = 16;
/// The narrowest drawing.
const NARROWEST: i32 = 480;

/// A drawing with its coordinates. Equal pictures have equal layouts.
#[derive(Clone, Debug)]
pub struct Layout {
    /// How wide it is.
    pub width: i32,
    /// How high it is.
    pub height: i32,
    /// The title and what stands below it.
    pub title: Vec<Text>,
    /// The frames, those that hold others first.
    pub frames: Vec<Frame>,
    /// The things.
    pub cards: Vec<Card>,
    /// The paths, in parts from thing to thing.
    pub lines: Vec<Line>,
    /// The numbers at the ends of the paths.
    pub badges: Vec<Badge>,
    /// The list of paths: numbers and texts.
    pub list: Vec<(Badge, Vec<Text>)>,
    /// The headings of the list and of the region.
    pub headings: Vec<Text>,
    /// What the borders mean.
    pub samples: Vec<Sample>,
}

impl Layout {
    /// Lays a picture out.
    pub fn new(picture: &Picture, arrangement: Arrangement) -> Self {
        let grid = Grid::new(picture, arrangement);
        let legs = Legs::of(&grid);
        let width = Places::width(&grid, &legs).max(NARROWEST);
        let title = cards::title(&picture.title, &picture.subtitle, width - 2 * MARGIN);
        let top = snapped(MARGIN + title.height() + MARGIN);
        let places = Places::new(&grid, &legs, width, top);
        let mut layout = Self {
            width,
            height: places.bottom,
            title: title.at(MARGIN, MARGIN),
            frames: places.frames(&grid),
            cards: places.cards(&grid),
            lines: places.lines(&grid, &legs),
            badges: places.badges(&grid, &legs),
            list: Vec::new(),
            headings: Vec::new(),
            samples: Vec::new(),
        };
        legend::add(&mut layout, picture);
        layout
    }
}

/// The next multiple of eight: what stands on them shares no line with tracks.
pub(super) fn snapped(length: i32) -> i32 {
    (length + 7).div_euclid(8) * 8
}
