//! The ways of paths through the grid: from thing to thing, by the sides they leave and reach, and through which channels.

use super::channels::{Channel, Strand, Tracks};
use super::grid::{CHANNELS_OF_A_ROW, Grid, Spot};
use super::model::{Edge, Stop, Verdict};
use super::ports::{Ports, Side};

/// The outer channel, which is free from the top to the bottom.
const OUTER: Channel = Channel::Vertical(0);

/// A way from one thing to the next.
pub(super) struct Leg {
    pub(super) strand: Strand,
    pub(super) from: (usize, Side),
    pub(super) to: (usize, Side),
    pub(super) channels: Vec<Channel>,
    /// Whether the path's number stands where it begins: at the path's own beginning, and behind a gateway among hosts.
    pub(super) is_numbered: bool,
    pub(super) end: LegEnd,
}

/// How a leg ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LegEnd {
    /// The path goes on.
    Passes,
    /// It arrives.
    Arrives,
    /// It is not let in.
    IsStopped,
    /// It arrives, and the answer does not get back.
    Returns,
    /// It is stopped as it leaves: the leg leads nowhere.
    Leaves,
}

/// All legs, with the ports and tracks that they take.
#[derive(Default)]
pub(super) struct Legs {
    pub(super) all: Vec<Leg>,
    pub(super) ports: Ports,
    pub(super) tracks: Tracks,
}

impl Legs {
    /// The legs of all paths of the picture.
    pub(super) fn of(grid: &Grid) -> Self {
        let mut legs = Self::default();
        for (index, edge) in grid.picture.edges.iter().enumerate() {
            legs.add_edge(grid, index, edge);
        }
        legs
    }

    fn add_edge(&mut self, grid: &Grid, index: usize, edge: &Edge) {
        let mut strand = Strand { edge: index, passed: 0 };
        let known = |ids: &[String]| -> Vec<usize> { ids.iter().filter_map(|id| grid.node(id)).collect() };
        let from = known(&edge.from);
        let mut chain = known(&edge.via);
        let end = match &edge.verdict {
            Verdict::Open | Verdict::Unknown { is_open: true, .. } => LegEnd::Arrives,
            Verdict::Stopped { at: Stop::Entering, .. } => LegEnd::IsStopped,
            Verdict::Stopped { at: Stop::Returning, .. } => LegEnd::Returns,
            Verdict::Stopped { at: Stop::Leaving, .. } => LegEnd::Leaves,
            // Nobody knows where it will be stopped.
            Verdict::Unknown { is_open: false, .. } => return,
        };
        if end != LegEnd::Leaves {
            let Some(to) = grid.node(&edge.to) else { return };
            chain.push(to);
        }
        chain.dedup();
        let Some(first) = chain.first().copied() else {
            for node in from {
                self.add_stub(grid, strand, node, true);
            }
            return;
        };
        let last = chain.len() - 1;
        let end_at = |position: usize| match (position == last, end) {
            (false, _) | (true, LegEnd::Leaves) => LegEnd::Passes,
            (true, end) => end,
        };
        for node in from.into_iter().filter(|node| *node != first) {
            self.add_leg(grid, strand, [node, first], true, end_at(0));
        }
        for (position, pair) in chain.windows(2).enumerate() {
            strand.passed += usize::from(grid.is_among_hosts(pair[0]));
            self.add_leg(grid, strand, [pair[0], pair[1]], false, end_at(position + 1));
        }
        if end == LegEnd::Leaves {
            strand.passed += usize::from(grid.is_among_hosts(chain[last]));
            self.add_stub(grid, strand, chain[last], false);
        }
    }

    fn add_leg(&mut self, grid: &Grid, strand: Strand, [from, to]: [usize; 2], is_first: bool, end: LegEnd) {
        let sides = [self.side(grid, strand, from, to), self.side(grid, strand, to, from)];
        let is_numbered = is_first || grid.is_among_hosts(from);
        self.ports.add(from, sides[0], strand, is_numbered);
        self.ports.add(to, sides[1], strand, end != LegEnd::Passes);
        let channels = way(grid, (from, sides[0]), (to, sides[1]));
        for channel in &channels {
            self.tracks.add(*channel, strand);
        }
        self.all.push(Leg {
            strand,
            from: (from, sides[0]),
            to: (to, sides[1]),
            channels,
            is_numbered,
            end,
        });
    }

    fn add_stub(&mut self, grid: &Grid, strand: Strand, node: usize, is_first: bool) {
        let side = match grid.nodes[node].spot {
            Spot::Outside | Spot::Border { .. } => Side::Bottom,
            Spot::Below { .. } | Spot::Region => Side::Top,
            Spot::Cell { .. } => self.ports.emptier(node, strand),
        };
        self.ports.add(node, side, strand, true);
        self.all.push(Leg {
            strand,
            from: (node, side),
            to: (node, side),
            channels: Vec::new(),
            is_numbered: is_first,
            end: LegEnd::Leaves,
        });
    }

    /// The side on which a line leaves a thing for another one.
    fn side(&self, grid: &Grid, strand: Strand, node: usize, other: usize) -> Side {
        let there = grid.nodes[other].spot;
        match grid.nodes[node].spot {
            Spot::Outside => Side::Bottom,
            Spot::Region | Spot::Below { .. } => Side::Top,
            Spot::Border { column } => match is_above(grid, there, column) {
                true => Side::Top,
                false => Side::Bottom,
            },
            Spot::Cell { column, .. } => match there {
                Spot::Cell { column: other, .. } if other > column => Side::Right,
                Spot::Cell { .. } => Side::Left,
                Spot::Border { column: other } | Spot::Below { column: other }
                    if other != column && grid.row_of(other) == grid.row_of(column) =>
                {
                    if other > column {
                        Side::Right
                    } else {
                        Side::Left
                    }
                }
                _ => self.ports.emptier(node, strand),
            },
        }
    }
}

/// Whether a gateway above this column reaches a place from its upper side.
fn is_above(grid: &Grid, there: Spot, column: usize) -> bool {
    match there {
        Spot::Outside | Spot::Border { .. } => true,
        Spot::Region => false,
        Spot::Cell { column: other, .. } | Spot::Below { column: other } => grid.row_of(other) < grid.row_of(column),
    }
}

/// What a side faces.
fn facing(grid: &Grid, (node, side): (usize, Side)) -> Channel {
    let of_row = |column: usize, number: usize| Channel::Horizontal(grid.row_of(column) * CHANNELS_OF_A_ROW + number);
    match (grid.nodes[node].spot, side) {
        (Spot::Outside, _) => Channel::Horizontal(0),
        (Spot::Region, _) => Channel::Horizontal(grid.horizontals() - 1),
        (Spot::Border { column }, Side::Top) => of_row(column, 0),
        (Spot::Border { column }, _) => of_row(column, 1),
        (Spot::Below { column }, _) => of_row(column, 3),
        (Spot::Cell { column, .. }, Side::Right) => Channel::Vertical(grid.columns[column].sides[1]),
        (Spot::Cell { column, .. }, _) => Channel::Vertical(grid.columns[column].sides[0]),
    }
}

/// The channels from one side to another.
fn way(grid: &Grid, from: (usize, Side), to: (usize, Side)) -> Vec<Channel> {
    let (first, last) = (facing(grid, from), facing(grid, to));
    if first == last {
        return vec![first];
    }
    match (first, last) {
        (Channel::Horizontal(one), Channel::Horizontal(other)) => {
            let column = column_of(grid.nodes[to.0].spot).or_else(|| column_of(grid.nodes[from.0].spot));
            let inner = column.filter(|column| [one, other].iter().all(|number| touches(grid, *column, *number)));
            let vertical = inner.map_or(OUTER, |column| Channel::Vertical(grid.columns[column].sides[0]));
            vec![first, vertical, last]
        }
        (Channel::Horizontal(number), Channel::Vertical(_)) => down(grid, number, to.0, last),
        (Channel::Vertical(_), Channel::Horizontal(number)) => {
            let mut channels = down(grid, number, from.0, first);
            channels.reverse();
            channels
        }
        (Channel::Vertical(_), Channel::Vertical(_)) => across(grid, (from.0, first), (to.0, last)),
    }
}

/// Whether the channels beside a column reach a horizontal one.
fn touches(grid: &Grid, column: usize, number: usize) -> bool {
    number / CHANNELS_OF_A_ROW == grid.row_of(column)
}

/// From a horizontal channel to a vertical one beside a node.
fn down(grid: &Grid, number: usize, node: usize, vertical: Channel) -> Vec<Channel> {
    let column = column_of(grid.nodes[node].spot).unwrap_or_default();
    let row = grid.row_of(column);
    if touches(grid, column, number) {
        return vec![Channel::Horizontal(number), vertical];
    }
    let entry = match number / CHANNELS_OF_A_ROW < row {
        true => row * CHANNELS_OF_A_ROW,
        false => row * CHANNELS_OF_A_ROW + 3,
    };
    vec![Channel::Horizontal(number), OUTER, Channel::Horizontal(entry), vertical]
}

/// From one vertical channel to another.
fn across(grid: &Grid, (from, first): (usize, Channel), (to, last): (usize, Channel)) -> Vec<Channel> {
    let place = |node: usize| match grid.nodes[node].spot {
        Spot::Cell { column, band } => (grid.row_of(column), band),
        _ => (0, 0),
    };
    let ((one, band), (other, other_band)) = (place(from), place(to));
    let of_row = |row: usize, number: usize| Channel::Horizontal(row * CHANNELS_OF_A_ROW + number);
    match one.cmp(&other) {
        std::cmp::Ordering::Equal => {
            let number = match (band, other_band) {
                (0, 0) => 1,
                (1, 1) => 3,
                _ => 2,
            };
            vec![first, of_row(one, number), last]
        }
        std::cmp::Ordering::Less => vec![first, of_row(one, 3), OUTER, of_row(other, 0), last],
        std::cmp::Ordering::Greater => vec![first, of_row(one, 0), OUTER, of_row(other, 3), last],
    }
}

fn column_of(spot: Spot) -> Option<usize> {
    match spot {
        Spot::Border { column } | Spot::Below { column } | Spot::Cell { column, .. } => Some(column),
        Spot::Outside | Spot::Region => None,
    }
}
