//! How wide columns, channels and rows are, by what stands in them and which numbers stand beside them.

use super::boxes::snapped;
use super::cards::{self, CARD};
use super::channels::Channel;
use super::grid::{Grid, Slot, Spot};
use super::legs::Legs;
use super::ports::Side;

/// Between the frame of a subnet and its cards.
pub(super) const INNER: i32 = 16;
/// Between cards, and between subnets of one cell.
pub(super) const GAP: i32 = 16;
/// The room for numbers beside a column or row, and where there are none.
pub(super) const WITH_BADGES: i32 = 32;
pub(super) const WITHOUT_BADGES: i32 = 8;

/// How wide the things of the grid are.
pub(super) struct Widths<'g, 'p> {
    pub(super) grid: &'g Grid<'p>,
    pub(super) legs: &'g Legs,
}

impl Widths<'_, '_> {
    /// A card, by its ports.
    pub(super) fn card(&self, node: usize) -> i32 {
        let ports = &self.legs.ports;
        let longest = ports.length(node, Side::Top).max(ports.length(node, Side::Bottom));
        snapped(longest.max(CARD))
    }

    pub(super) fn column(&self, column: usize) -> i32 {
        let nodes = self.grid.nodes.iter().enumerate();
        let above = nodes.filter(|(_, node)| match node.spot {
            Spot::Border { column: of } | Spot::Below { column: of } => of == column,
            _ => false,
        });
        let widest = above.map(|(index, _)| self.card(index)).max().unwrap_or(CARD);
        widest + 2 * INNER
    }

    /// The margin of a vertical channel on one side: what numbers need.
    fn margin(&self, channel: usize, side: Side) -> i32 {
        let at = usize::from(side == Side::Left);
        let ports = &self.legs.ports;
        let nodes = self.grid.nodes.iter().enumerate();
        let mut facing = nodes.filter(|(_, node)| match node.spot {
            Spot::Cell { column, .. } => self.grid.columns[column].sides[1 - at] == channel,
            _ => false,
        });
        match facing.any(|(index, _)| ports.has_badges(index, side)) {
            true => WITH_BADGES,
            false => WITHOUT_BADGES,
        }
    }

    /// How wide a vertical channel is, and how far in its first track is.
    pub(super) fn channel(&self, channel: usize) -> (i32, i32) {
        let tracks = self.legs.tracks.breadth(Channel::Vertical(channel));
        if channel == 0 {
            return (snapped(tracks), 0);
        }
        // Columns on the left of the channel face it with their right sides.
        let (left, right) = (self.margin(channel, Side::Right), self.margin(channel, Side::Left));
        (left + tracks + right, left)
    }

    pub(super) fn row(&self, row: usize) -> i32 {
        let slots = self.grid.rows[row].slots.iter();
        let widths = slots.map(|slot| match slot {
            Slot::Channel(channel) => self.channel(*channel).0,
            Slot::Column(column) => self.column(*column),
            Slot::Begin(_) => 0,
            Slot::End(_) => GAP,
        });
        widths.sum()
    }

    /// The things outside, beside each other.
    pub(super) fn outside(&self) -> i32 {
        let nodes = self.grid.nodes.iter().enumerate();
        let outside = nodes.filter(|(_, node)| node.spot == Spot::Outside);
        outside.map(|(index, _)| self.card(index) + 2 * GAP).sum()
    }

    /// Those of the region that lines lead to: they have to stand in one row, beside the region's heading.
    pub(super) fn reached_in_region(&self) -> i32 {
        let reached = self.of_region_reached();
        self.beside_heading() + reached.map(|index| self.card(index) + GAP).sum::<i32>()
    }

    /// How much room the region's heading takes beside the cards: none where no line comes in from above.
    pub(super) fn beside_heading(&self) -> i32 {
        match self.of_region_reached().next() {
            Some(_) => snapped(cards::heading_width(&self.grid.picture.captions.region) + GAP),
            None => 0,
        }
    }

    fn of_region_reached(&self) -> impl Iterator<Item = usize> {
        let nodes = self.grid.nodes.iter().enumerate();
        let region = nodes.filter(|(index, node)| node.spot == Spot::Region && self.is_reached(*index));
        region.map(|(index, _)| index)
    }

    pub(super) fn is_reached(&self, node: usize) -> bool {
        !self.legs.ports.of(node, Side::Top).is_empty()
    }
}
