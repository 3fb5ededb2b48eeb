//! The channels between things, in which lines run, each path on a track of its own.

use std::collections::BTreeMap;

/// A channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Channel {
    /// Between two rows, across the whole drawing; numbered from the top.
    Horizontal(usize),
    /// Between two columns; the first is the outer one.
    Vertical(usize),
}

/// How far tracks are from each other.
pub(super) const TRACK: i32 = 8;

/// Which paths run in which channel.
#[derive(Default)]
pub(super) struct Tracks(BTreeMap<Channel, Vec<usize>>);

impl Tracks {
    /// Gives a path a track in a channel, once.
    pub(super) fn add(&mut self, channel: Channel, edge: usize) {
        let edges = self.0.entry(channel).or_default();
        if let Err(at) = edges.binary_search(&edge) {
            edges.insert(at, edge);
        }
    }

    /// How wide the tracks of a channel are together.
    pub(super) fn breadth(&self, channel: Channel) -> i32 {
        let count = self.0.get(&channel).map_or(0, Vec::len);
        TRACK * i32::try_from(count).unwrap_or(0)
    }

    /// How far the track of a path is from the first one's beginning. It is on no line with a port: those are on multiples of four.
    pub(super) fn offset(&self, channel: Channel, edge: usize) -> i32 {
        let edges = self.0.get(&channel).map_or(&[][..], Vec::as_slice);
        let index = edges.iter().position(|other| *other == edge).unwrap_or(0);
        2 + TRACK * i32::try_from(index).unwrap_or(0)
    }
}
