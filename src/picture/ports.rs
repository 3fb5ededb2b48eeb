//! Which sides of things lines lead to, in which order.

use std::collections::BTreeMap;

use super::channels::Strand;

/// A side of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Left,
    Right,
    Top,
    Bottom,
}

/// How far ports of one side are from each other.
pub(super) const PITCH: i32 = 16;

/// A port: the lines that lead to it are one strand, which may come from many things.
#[derive(Clone, Copy, Debug)]
pub(super) struct Port {
    pub(super) strand: Strand,
    /// Whether its number stands there: at the ends of the path, not where it only passes.
    pub(super) has_badge: bool,
}

/// All ports.
#[derive(Default)]
pub(super) struct Ports(BTreeMap<(usize, Side), Vec<Port>>);

impl Ports {
    /// The ports of a side, in order.
    pub(super) fn of(&self, node: usize, side: Side) -> &[Port] {
        self.0.get(&(node, side)).map_or(&[], Vec::as_slice)
    }

    /// Which port of its side a strand has.
    pub(super) fn index(&self, node: usize, side: Side, strand: Strand) -> usize {
        let mut ports = self.of(node, side).iter();
        ports.position(|port| port.strand == strand).unwrap_or(0)
    }

    /// Makes sure that a strand has a port on a side.
    pub(super) fn add(&mut self, node: usize, side: Side, strand: Strand, has_badge: bool) {
        let ports = self.0.entry((node, side)).or_default();
        match ports.iter_mut().find(|port| port.strand == strand) {
            Some(port) => port.has_badge |= has_badge,
            None => ports.push(Port { strand, has_badge }),
        }
    }

    /// The left or the right side: that on which the strand is already, else the emptier one.
    pub(super) fn emptier(&self, node: usize, strand: Strand) -> Side {
        let has = |side| self.of(node, side).iter().any(|port| port.strand == strand);
        let count = |side| self.of(node, side).len();
        match (has(Side::Left), has(Side::Right)) {
            (true, _) => Side::Left,
            (false, true) => Side::Right,
            _ if count(Side::Right) < count(Side::Left) => Side::Right,
            _ => Side::Left,
        }
    }

    /// How long a side has to be for its ports.
    pub(super) fn length(&self, node: usize, side: Side) -> i32 {
        let count = i32::try_from(self.of(node, side).len()).unwrap_or(0);
        match (count, side) {
            (0, _) => 0,
            (_, Side::Left | Side::Right) => PITCH * count + 8,
            (_, Side::Top | Side::Bottom) => PITCH * count + 24,
        }
    }

    /// How far a port is from the beginning of its side. Ports of opposite sides never lie on one line: else two lines could run along
    /// each other where they meet a channel from both sides.
    pub(super) fn offset(side: Side, index: usize) -> i32 {
        let along = PITCH * i32::try_from(index).unwrap_or(0);
        match side {
            Side::Left => 8 + along,
            Side::Right => 12 + along,
            Side::Bottom => 16 + along,
            Side::Top => 20 + along,
        }
    }

    /// Whether a number stands at one of the ports of a side.
    pub(super) fn has_badges(&self, node: usize, side: Side) -> bool {
        self.of(node, side).iter().any(|port| port.has_badge)
    }
}
