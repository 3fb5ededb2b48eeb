//! What a deployment looks like: from a model of things and paths to a drawing. Pure: no AWS, no files, no terminal.
//!
//! [`Picture`] is the model, in plain values; whoever fills it makes its words. [`Layout`] puts it on a grid: VPCs are frames, zones columns,
//! public and private subnets rows, and between them run channels in which each path has a track of its own. So no line ever runs along
//! another or over a box. [`svg`], [`mermaid`] and [`text`] write it down,
//! and [`map`] shows in a few lines where in it something is. A [`Sketch`] draws one idea of a lesson.

mod boxes;
mod cards;
mod channels;
mod drawn;
mod glyphs;
mod grid;
mod layout;
mod legend;
mod legs;
mod map;
mod measure;
mod mermaid;
mod model;
mod place;
mod ports;
mod sketch;
mod style;
mod svg;
mod terminal;
mod widths;
mod xml;

pub use boxes::{Badge, BadgeShape, Card, Frame, FrameLevel, Line, Point, Rect, Sample, SampleOf, Text};
pub use layout::Layout;
pub use map::{Mark, Naming, Piece, map};
pub use measure::{Font, width};
pub use mermaid::mermaid;
pub use model::{Arrangement, Captions, Edge, EdgeKind, Glyph, Picture, Place, State, Stop, Subnet, Thing, Verdict, Vpc};
pub use sketch::{Sketch, Table, Way};
pub use svg::svg;
pub use terminal::text;
