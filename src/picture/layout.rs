//! The layout: everything with its coordinates.

use super::boxes::{Badge, Card, Frame, Line, MARGIN, Sample, Text, snapped};
use super::cards;
use super::grid::Grid;
use super::legend::Legend;
use super::legs::Legs;
use super::model::{Arrangement, Picture};
use super::place::Places;

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
    /// The heading of the list.
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
        let legend = Legend::new(picture, width, places.bottom + MARGIN);
        Self {
            width,
            height: legend.bottom,
            title: title.at(MARGIN, MARGIN),
            frames: places.frames(&grid),
            cards: places.cards(&grid),
            lines: places.lines(&grid, &legs),
            badges: places.badges(&grid, &legs),
            list: legend.list,
            headings: legend.headings,
            samples: legend.samples,
        }
    }
}
