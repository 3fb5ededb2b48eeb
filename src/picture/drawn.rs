//! What is drawn where everything has its place: frames, cards, lines and numbers.

use std::collections::BTreeSet;

use super::boxes::{Badge, BadgeShape, Card, Frame, FrameLevel, Line, Point, Rect};
use super::cards::{self, PAD};
use super::channels::{Channel, Strand};
use super::grid::{Grid, Spot, What};
use super::legs::{Leg, LegEnd, Legs};
use super::model::State;
use super::place::{Places, TO_BADGE};
use super::ports::{Ports, Side};
use super::widths::INNER;

impl Places {
    /// The frames: those of VPCs, the subnets in them, the region.
    pub(super) fn frames(&self, grid: &Grid) -> Vec<Frame> {
        let picture = grid.picture;
        let mut frames = Vec::new();
        for (index, vpc) in picture.vpcs.iter().enumerate() {
            let (at, width) = self.headings[index];
            let mut texts = cards::of_vpc(vpc, &picture.captions, width).at(at.x, at.y);
            for (of, at, zone, width) in &self.zones {
                if *of == index {
                    texts.extend(cards::heading(zone, *width).at(at.x, at.y));
                }
            }
            frames.push(Frame {
                id: vpc.id.clone(),
                rect: self.vpcs[index],
                level: FrameLevel::Vpc,
                state: vpc.state,
                spoken: cards::spoken_of_frame(&vpc.name, &vpc.details, &vpc.remarks, vpc.state, &picture.captions),
                texts,
                within: None,
            });
        }
        for (node, rect) in grid.nodes.iter().zip(&self.nodes) {
            if let What::Subnet { vpc, subnet } = node.what {
                frames.push(self.subnet(grid, vpc, subnet, *rect));
            }
        }
        if let Some(rect) = self.region {
            let caption = &picture.captions.region;
            frames.push(Frame {
                id: String::new(),
                rect,
                level: FrameLevel::Region,
                state: State::Built,
                spoken: caption.clone(),
                texts: cards::heading(caption, rect.width - 2 * PAD).at(rect.x + PAD, rect.y + PAD),
                within: None,
            });
        }
        frames
    }

    fn subnet(&self, grid: &Grid, vpc: usize, subnet: usize, rect: Rect) -> Frame {
        let captions = &grid.picture.captions;
        let subnet = &grid.picture.vpcs[vpc].subnets[subnet];
        Frame {
            id: subnet.id.clone(),
            rect,
            level: match subnet.is_public {
                true => FrameLevel::Public,
                false => FrameLevel::Private,
            },
            state: subnet.state,
            spoken: cards::spoken_of_frame(&subnet.name, &subnet.details, &subnet.remarks, subnet.state, captions),
            texts: cards::of_subnet(subnet, captions, rect.width).at(rect.x + PAD, rect.y + PAD),
            within: Some(vpc),
        }
    }

    /// The things.
    pub(super) fn cards(&self, grid: &Grid) -> Vec<Card> {
        let captions = &grid.picture.captions;
        let (x, y) = cards::texts_of_card();
        let mut all = Vec::new();
        for (node, rect) in grid.nodes.iter().zip(&self.nodes) {
            if let What::Thing(thing) = node.what {
                let thing = &grid.picture.things[thing];
                all.push(Card {
                    id: thing.id.clone(),
                    rect: *rect,
                    glyph: thing.glyph,
                    state: thing.state,
                    spoken: cards::spoken_of_thing(thing, captions),
                    texts: cards::of_thing(thing, captions, rect.width).at(rect.x + x, rect.y + y),
                    within: self.frame_of(grid, node.spot, *rect),
                });
            }
        }
        all
    }

    /// The frame in which something is, by its place among the frames.
    fn frame_of(&self, grid: &Grid, spot: Spot, rect: Rect) -> Option<usize> {
        let frames = || {
            let all = grid.nodes.iter().zip(&self.nodes);
            all.filter(|(node, _)| matches!(node.what, What::Subnet { .. }))
        };
        let in_subnet = || {
            frames()
                .position(|(_, frame)| frame.holds(rect))
                .map(|index| index + self.vpcs.len())
        };
        match spot {
            Spot::Cell { .. } => in_subnet(),
            Spot::Below { .. } => self.vpcs.iter().position(|frame| frame.holds(rect)),
            Spot::Border { .. } => self.vpcs.iter().position(|frame| frame.overlaps(rect)),
            Spot::Region => Some(self.vpcs.len() + frames().count()),
            Spot::Outside => None,
        }
    }

    /// The paths.
    pub(super) fn lines(&self, grid: &Grid, legs: &Legs) -> Vec<Line> {
        let id = |node: usize| grid.nodes[node].id.to_owned();
        let of = |leg: &Leg| Line {
            edge: leg.strand.edge,
            from: id(leg.from.0),
            to: (leg.end != LegEnd::Leaves).then(|| id(leg.to.0)),
            points: self.points(grid, legs, leg),
            has_arrow: match leg.end {
                LegEnd::Arrives | LegEnd::Returns => true,
                // Which way it passes a gateway among hosts.
                LegEnd::Passes => grid.is_among_hosts(leg.to.0),
                LegEnd::IsStopped | LegEnd::Leaves => false,
            },
        };
        legs.all.iter().map(of).collect()
    }

    fn points(&self, grid: &Grid, legs: &Legs, leg: &Leg) -> Vec<Point> {
        let start = self.port(legs, leg.from, leg.strand);
        let mut points = vec![start];
        let mut at = start;
        if leg.end == LegEnd::Leaves {
            points.push(self.mark(grid, legs, leg.from, leg.strand));
            return points;
        }
        for channel in &leg.channels {
            let offset = legs.tracks.offset(*channel, leg.strand);
            match *channel {
                Channel::Vertical(number) => at.x = self.verticals[number] + offset,
                Channel::Horizontal(number) => at.y = self.horizontals[number] + offset,
            }
            points.push(at);
        }
        let end = self.port(legs, leg.to, leg.strand);
        points.push(match leg.channels.last() {
            Some(Channel::Vertical(_)) => Point { x: at.x, y: end.y },
            _ => Point { x: end.x, y: at.y },
        });
        points.push(match leg.end {
            LegEnd::IsStopped => self.mark(grid, legs, leg.to, leg.strand),
            _ => end,
        });
        points.dedup();
        points
    }

    /// Where a path touches a thing.
    fn port(&self, legs: &Legs, (node, side): (usize, Side), strand: Strand) -> Point {
        let rect = self.nodes[node];
        let along = Ports::offset(side, legs.ports.index(node, side, strand));
        match side {
            Side::Left => Point {
                x: rect.x,
                y: rect.y + along,
            },
            Side::Right => Point {
                x: rect.right(),
                y: rect.y + along,
            },
            Side::Top => Point {
                x: rect.x + along,
                y: rect.y,
            },
            Side::Bottom => Point {
                x: rect.x + along,
                y: rect.bottom(),
            },
        }
    }

    /// Where the number of a path stands beside a thing.
    fn mark(&self, grid: &Grid, legs: &Legs, (node, side): (usize, Side), strand: Strand) -> Point {
        let Point { x, y } = self.port(legs, (node, side), strand);
        // Beside the frame that a card stands in.
        let is_inside = matches!(
            (grid.nodes[node].spot, grid.nodes[node].what),
            (Spot::Cell { .. }, What::Thing(_)) | (Spot::Region, _)
        );
        let away = if is_inside { INNER + TO_BADGE } else { TO_BADGE };
        match side {
            Side::Left => Point { x: x - away, y },
            Side::Right => Point { x: x + away, y },
            Side::Top => Point { x, y: y - away },
            Side::Bottom => Point { x, y: y + away },
        }
    }

    /// The numbers at the ends of the paths.
    pub(super) fn badges(&self, grid: &Grid, legs: &Legs) -> Vec<Badge> {
        let mut seen = BTreeSet::new();
        let mut badges = Vec::new();
        let mut add = |leg: &Leg, end, shape| {
            let at = self.mark(grid, legs, end, leg.strand);
            let edge = leg.strand.edge;
            if seen.insert((edge, at)) {
                badges.push(Badge { edge, at, shape });
            }
        };
        // Where a path is stopped counts before where it begins.
        for leg in &legs.all {
            match leg.end {
                LegEnd::IsStopped | LegEnd::Returns => add(leg, leg.to, BadgeShape::Stop),
                LegEnd::Leaves => add(leg, leg.from, BadgeShape::Stop),
                LegEnd::Arrives => add(leg, leg.to, BadgeShape::End),
                LegEnd::Passes => {}
            }
        }
        for leg in legs.all.iter().filter(|leg| leg.is_numbered) {
            add(leg, leg.from, BadgeShape::End);
        }
        badges
    }
}
