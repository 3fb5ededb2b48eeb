//! The grid: which row, column and cell each thing is in. No coordinates yet.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Arrangement, Picture, Place};

/// How many horizontal channels a row of VPCs has: above its gateways, above its public subnets, between these and the private ones, and
/// below those.
pub(super) const CHANNELS_OF_A_ROW: usize = 4;

/// The grid.
pub(super) struct Grid<'p> {
    pub(super) picture: &'p Picture,
    pub(super) rows: Vec<Row>,
    pub(super) columns: Vec<Column>,
    pub(super) nodes: Vec<Node<'p>>,
    /// How many vertical channels there are. The first is the outer one, on the left of everything.
    pub(super) verticals: usize,
    by_id: BTreeMap<&'p str, usize>,
}

/// A row of VPCs, as what stands in it from the left to the right.
#[derive(Default)]
pub(super) struct Row {
    pub(super) slots: Vec<Slot>,
}

/// What stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// The frame of a VPC begins.
    Begin(usize),
    /// It ends.
    End(usize),
    /// A vertical channel.
    Channel(usize),
    /// A column.
    Column(usize),
}

/// A column: a zone of a VPC, or what is between two VPCs.
pub(super) struct Column {
    pub(super) row: usize,
    /// The channels on its left and right.
    pub(super) sides: [usize; 2],
    /// The zone.
    pub(super) zone: String,
    /// Its cells in the public row and in the private one.
    pub(super) cells: [Vec<Cell>; 2],
}

/// A subnet with the things in it, or things in no subnet.
pub(super) struct Cell {
    pub(super) subnet: Option<usize>,
    pub(super) cards: Vec<usize>,
}

/// What lines lead to.
pub(super) struct Node<'p> {
    pub(super) id: &'p str,
    pub(super) what: What,
    pub(super) spot: Spot,
}

/// What a node is, by its places in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Thing(usize),
    Subnet { vpc: usize, subnet: usize },
}

/// Where a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// Above everything.
    Outside,
    /// On the upper border of a VPC, above a column.
    Border { column: usize },
    /// In a cell of a column, in the public row or in the private one.
    Cell { column: usize, band: usize },
    /// Below the private row, in a column.
    Below { column: usize },
    /// Below everything.
    Region,
}

impl<'p> Grid<'p> {
    /// Puts everything in its place.
    pub(super) fn new(picture: &'p Picture, arrangement: Arrangement) -> Self {
        let mut grid = Self {
            picture,
            rows: Vec::new(),
            columns: Vec::new(),
            nodes: Vec::new(),
            verticals: 1,
            by_id: BTreeMap::new(),
        };
        let homes: Vec<Home> = picture
            .things
            .iter()
            .map(|thing| home(picture, &thing.place, arrangement))
            .collect();
        for vpc in 0..picture.vpcs.len() {
            if grid.rows.is_empty() || arrangement == Arrangement::Tall {
                grid.rows.push(Row::default());
            }
            grid.add_vpc(vpc, &homes);
            grid.add_gap(vpc, &homes);
        }
        for (index, _) in homes.iter().enumerate().filter(|(_, home)| **home == Home::Outside) {
            grid.add_thing(index, Spot::Outside);
        }
        for (index, _) in homes.iter().enumerate().filter(|(_, home)| **home == Home::Region) {
            grid.add_thing(index, Spot::Region);
        }
        grid
    }

    /// The node of this id, if it is in the picture.
    pub(super) fn node(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// Whether it stands where hosts do, so that a line enters and leaves it on one of two sides.
    pub(super) fn is_among_hosts(&self, node: usize) -> bool {
        matches!(self.nodes[node].spot, Spot::Cell { .. })
    }

    /// The row of a column's VPC.
    pub(super) fn row_of(&self, column: usize) -> usize {
        self.columns[column].row
    }

    /// How many horizontal channels there are.
    pub(super) fn horizontals(&self) -> usize {
        self.rows.len() * CHANNELS_OF_A_ROW + 1
    }

    fn add_vpc(&mut self, vpc: usize, homes: &[Home]) {
        let model = &self.picture.vpcs[vpc];
        let at_home = |wanted: Home| -> Vec<usize> {
            let all = homes.iter().enumerate();
            all.filter(|(_, home)| **home == wanted).map(|(index, _)| index).collect()
        };
        let (borders, below) = (at_home(Home::Border(vpc)), at_home(Home::Below(vpc)));
        let zones: BTreeSet<&str> = model.subnets.iter().map(|subnet| subnet.zone.as_str()).collect();
        let mut zones: Vec<&str> = zones.into_iter().collect();
        // What is in a zone that nobody knows stands behind the others.
        zones.sort_by_key(|zone| zone.is_empty());
        let count = zones.len().max(borders.len()).max(below.len()).max(1);
        self.slot(Slot::Begin(vpc));
        for number in 0..count {
            let column = self.add_column(zones.get(number).copied().unwrap_or_default(), number > 0);
            for (index, subnet) in model.subnets.iter().enumerate() {
                if Some(&subnet.zone.as_str()) == zones.get(number) {
                    self.add_subnet(vpc, index, column, homes);
                }
            }
            if let Some(thing) = borders.get(number) {
                self.add_thing(*thing, Spot::Border { column });
            }
            if let Some(thing) = below.get(number) {
                self.add_thing(*thing, Spot::Below { column });
            }
        }
        self.slot(Slot::End(vpc));
    }

    /// What is between a VPC and the next one.
    fn add_gap(&mut self, vpc: usize, homes: &[Home]) {
        let all = homes.iter().enumerate();
        let between: Vec<usize> = all
            .filter(|(_, home)| **home == Home::After(vpc))
            .map(|(index, _)| index)
            .collect();
        if between.is_empty() {
            return;
        }
        let column = self.add_column("", false);
        let spot = Spot::Cell { column, band: 0 };
        let cards = between.into_iter().map(|thing| self.add_thing(thing, spot)).collect();
        self.columns[column].cells[0].push(Cell { subnet: None, cards });
    }

    /// Adds a column with the channels beside it; it shares the left one with the column before it, where it follows one.
    fn add_column(&mut self, zone: &str, follows: bool) -> usize {
        if !follows {
            let channel = self.verticals;
            self.verticals += 1;
            self.slot(Slot::Channel(channel));
        }
        let column = self.columns.len();
        self.columns.push(Column {
            row: self.rows.len() - 1,
            sides: [self.verticals - 1, self.verticals],
            zone: zone.to_owned(),
            cells: [Vec::new(), Vec::new()],
        });
        self.slot(Slot::Column(column));
        self.slot(Slot::Channel(self.verticals));
        self.verticals += 1;
        column
    }

    fn add_subnet(&mut self, vpc: usize, subnet: usize, column: usize, homes: &[Home]) {
        let band = usize::from(!self.picture.vpcs[vpc].subnets[subnet].is_public);
        let spot = Spot::Cell { column, band };
        let frame = self.add_node(&self.picture.vpcs[vpc].subnets[subnet].id, What::Subnet { vpc, subnet }, spot);
        let mut cards = Vec::new();
        for (index, _) in homes
            .iter()
            .enumerate()
            .filter(|(_, home)| **home == Home::Subnet(vpc, subnet))
        {
            cards.push(self.add_thing(index, spot));
        }
        self.columns[column].cells[band].push(Cell {
            subnet: Some(frame),
            cards,
        });
    }

    fn add_thing(&mut self, thing: usize, spot: Spot) -> usize {
        self.add_node(&self.picture.things[thing].id, What::Thing(thing), spot)
    }

    fn add_node(&mut self, id: &'p str, what: What, spot: Spot) -> usize {
        let node = self.nodes.len();
        self.nodes.push(Node { id, what, spot });
        self.by_id.entry(id).or_insert(node);
        node
    }

    fn slot(&mut self, slot: Slot) {
        if let Some(row) = self.rows.last_mut() {
            row.slots.push(slot);
        }
    }
}

/// Where a thing goes, by the places of its VPC and subnet in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Home {
    Outside,
    Border(usize),
    Subnet(usize, usize),
    Below(usize),
    After(usize),
    Region,
}

fn home(picture: &Picture, place: &Place, arrangement: Arrangement) -> Home {
    let vpc = |id: &String| picture.vpcs.iter().position(|vpc| vpc.id == *id);
    match place {
        Place::Outside => Home::Outside,
        Place::Region => Home::Region,
        Place::Border(id) => vpc(id).map_or(Home::Region, Home::Border),
        Place::Vpc(id) => vpc(id).map_or(Home::Region, Home::Below),
        Place::Subnet(id) => {
            let mut all = picture.vpcs.iter().enumerate();
            let found = all.find_map(|(index, vpc)| Some((index, vpc.subnets.iter().position(|subnet| subnet.id == *id)?)));
            found.map_or(Home::Region, |(vpc, subnet)| Home::Subnet(vpc, subnet))
        }
        Place::Between(one, other) => {
            let sides = [vpc(one), vpc(other)];
            let known = || sides.iter().flatten().copied();
            match arrangement {
                // Where VPCs are below each other, it stands on the border between them.
                Arrangement::Tall => known().max().map_or(Home::Region, Home::Border),
                Arrangement::Wide => known().min().map_or(Home::Region, Home::After),
            }
        }
    }
}
