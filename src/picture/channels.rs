//! The channels between things, in which lines run, each on a track of its own.

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

/// A path, or a part of it: behind a gateway that stands among hosts it goes on as another line, since both would leave it on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Strand {
    /// Which path, by its place in the list.
    pub(super) edge: usize,
    /// How many such gateways it has passed.
    pub(super) passed: usize,
}

/// Which strands run in which channel.
#[derive(Default)]
pub(super) struct Tracks(BTreeMap<Channel, Vec<Strand>>);

impl Tracks {
    /// Gives a strand a track in a channel, once.
    pub(super) fn add(&mut self, channel: Channel, strand: Strand) {
        let strands = self.0.entry(channel).or_default();
        if let Err(at) = strands.binary_search(&strand) {
            strands.insert(at, strand);
        }
    }

    /// How wide the tracks of a channel are together.
    pub(super) fn breadth(&self, channel: Channel) -> i32 {
        let count = self.0.get(&channel).map_or(0, Vec::len);
        TRACK * i32::try_from(count).unwrap_or(0)
    }

    /// How far the track of a strand is from the first one's beginning. It is on no line with a port: those are on multiples of four.
    pub(super) fn offset(&self, channel: Channel, strand: Strand) -> i32 {
        let strands = self.0.get(&channel).map_or(&[][..], Vec::as_slice);
        let index = strands.iter().position(|other| *other == strand).unwrap_or(0);
        2 + TRACK * i32::try_from(index).unwrap_or(0)
    }
}
