//! Coordinates: how wide columns and channels are, how high rows, and where everything therefore is.

use super::boxes::{MARGIN, Point, Rect, snapped};
use super::cards::{self, PAD};
use super::channels::Channel;
use super::grid::{CHANNELS_OF_A_ROW, Cell, Grid, Slot, Spot, What};
use super::legs::Legs;
use super::ports::Side;
use super::widths::{GAP, INNER, WITH_BADGES, WITHOUT_BADGES, Widths};

/// From the border of a column or row to the middle of a number: an arrow's length and the number's radius.
pub(super) const TO_BADGE: i32 = 17;
/// Between the last row of a VPC and its lower border.
const FOOT: i32 = 16;

/// Where everything is.
pub(super) struct Places {
    width: i32,
    /// The rectangle of each node, by its place in the grid.
    pub(super) nodes: Vec<Rect>,
    /// The frames of the VPCs.
    pub(super) vpcs: Vec<Rect>,
    /// Where the heading of each VPC begins, and how wide it may be.
    pub(super) headings: Vec<(Point, i32)>,
    /// Where the first track of each channel begins.
    pub(super) horizontals: Vec<i32>,
    pub(super) verticals: Vec<i32>,
    /// The region's frame, where something is in it.
    pub(super) region: Option<Rect>,
    /// Where the names of the zones stand: the VPC, the point, the zone and the width of its column.
    pub(super) zones: Vec<(usize, Point, String, i32)>,
    /// Below everything.
    pub(super) bottom: i32,
}

impl Places {
    /// How wide the drawing has to be.
    pub(super) fn width(grid: &Grid, legs: &Legs) -> i32 {
        let widths = Widths { grid, legs };
        let rows = (0..grid.rows.len()).map(|row| widths.row(row)).max().unwrap_or(0);
        let content = rows.max(widths.outside()).max(widths.reached_in_region() + 2 * INNER);
        snapped(2 * MARGIN + widths.channel(0).0 + content)
    }

    /// Finds a place for everything, in this width and below `top`.
    pub(super) fn new(grid: &Grid, legs: &Legs, width: i32, top: i32) -> Self {
        let widths = Widths { grid, legs };
        let mut places = Self {
            width,
            nodes: vec![Rect::default(); grid.nodes.len()],
            vpcs: vec![Rect::default(); grid.picture.vpcs.len()],
            headings: vec![(Point { x: 0, y: 0 }, 0); grid.picture.vpcs.len()],
            horizontals: vec![0; grid.horizontals()],
            verticals: vec![0; grid.verticals],
            region: None,
            zones: Vec::new(),
            bottom: top,
        };
        places.verticals[0] = MARGIN;
        let left = MARGIN + widths.channel(0).0;
        places.put_outside(&widths, left);
        for row in 0..grid.rows.len() {
            places.put_columns(&widths, row, left);
            places.put_row(&widths, row);
        }
        places.put_region(&widths, left);
        places
    }

    /// The height of a card.
    fn height(widths: &Widths, node: usize, width: i32) -> i32 {
        let What::Thing(thing) = widths.grid.nodes[node].what else {
            return 0;
        };
        let picture = widths.grid.picture;
        let texts = cards::of_thing(&picture.things[thing], &picture.captions, width).height() + 2 * PAD;
        let ports = &widths.legs.ports;
        let sides = ports.length(node, Side::Left).max(ports.length(node, Side::Right));
        snapped(texts.max(sides).max(40))
    }

    fn put_outside(&mut self, widths: &Widths, left: i32) {
        let mut x = snapped(left + INNER);
        let mut height = 0;
        for node in self.of_spot(widths, Spot::Outside) {
            let width = widths.card(node);
            let rect = Rect {
                x,
                y: self.bottom,
                width,
                height: Self::height(widths, node, width),
            };
            height = height.max(rect.height);
            self.nodes[node] = rect;
            x = rect.right() + 2 * GAP;
        }
        // They stand on the same line, whose lower side is that of all.
        for node in self.of_spot(widths, Spot::Outside) {
            self.nodes[node].height = height;
        }
        self.bottom += height;
    }

    fn of_spot(&self, widths: &Widths, spot: Spot) -> Vec<usize> {
        let nodes = widths.grid.nodes.iter().enumerate();
        nodes.filter(|(_, node)| node.spot == spot).map(|(index, _)| index).collect()
    }

    /// The columns of a row, from the left to the right; heights follow.
    fn put_columns(&mut self, widths: &Widths, row: usize, left: i32) {
        let mut x = snapped(left);
        let mut open = None;
        for slot in &widths.grid.rows[row].slots {
            match *slot {
                Slot::Begin(vpc) => {
                    self.vpcs[vpc].x = x;
                    open = Some(vpc);
                }
                Slot::End(vpc) => {
                    self.vpcs[vpc].width = x - self.vpcs[vpc].x;
                    open = None;
                    x += GAP;
                }
                Slot::Channel(channel) => {
                    let (width, first) = widths.channel(channel);
                    self.verticals[channel] = x + first;
                    x += width;
                }
                Slot::Column(column) => {
                    let width = widths.column(column);
                    self.put_column(
                        widths,
                        column,
                        Rect {
                            x,
                            y: 0,
                            width,
                            height: 0,
                        },
                    );
                    if let Some(vpc) = open {
                        let zone = &widths.grid.columns[column].zone;
                        self.zones.push((vpc, Point { x, y: 0 }, zone.clone(), width));
                        if self.headings[vpc].1 == 0 {
                            self.headings[vpc] = (Point { x, y: 0 }, width);
                        }
                    }
                    x += width;
                }
            }
        }
    }

    /// How far from the left everything in a column is, and how wide.
    fn put_column(&mut self, widths: &Widths, column: usize, place: Rect) {
        for (index, node) in widths.grid.nodes.iter().enumerate() {
            let (x, width) = match (node.spot, node.what) {
                (Spot::Cell { column: of, .. }, What::Subnet { .. }) if of == column => (place.x, place.width),
                (Spot::Cell { column: of, .. }, What::Thing(_)) if of == column => (place.x + INNER, place.width - 2 * INNER),
                (Spot::Border { column: of } | Spot::Below { column: of }, _) if of == column => {
                    (place.x + INNER, widths.card(index))
                }
                _ => continue,
            };
            (self.nodes[index].x, self.nodes[index].width) = (snapped(x), width);
        }
    }

    /// The heights of a row of VPCs, from its gateways to its lower border.
    fn put_row(&mut self, widths: &Widths, row: usize) {
        let in_row = |spot: Spot| match spot {
            Spot::Border { column } | Spot::Below { column } | Spot::Cell { column, .. } => widths.grid.row_of(column) == row,
            _ => false,
        };
        let first = row * CHANNELS_OF_A_ROW;
        let nodes: Vec<usize> = (0..self.nodes.len())
            .filter(|node| in_row(widths.grid.nodes[*node].spot))
            .collect();
        let of = |is: fn(Spot) -> bool| -> Vec<usize> {
            nodes
                .iter()
                .copied()
                .filter(|node| is(widths.grid.nodes[*node].spot))
                .collect()
        };
        let borders = of(|spot| matches!(spot, Spot::Border { .. }));
        let below = of(|spot| matches!(spot, Spot::Below { .. }));
        let has_numbers_above = row == 0 && !self.of_spot(widths, Spot::Outside).is_empty();
        self.put_channel(
            widths,
            first,
            [has_numbers_above, self.any_badges(widths, &borders, Side::Top)],
        );
        let gateways = self.put_band(widths, &borders);
        let frame = self.bottom + snapped(gateways / 2);
        self.bottom += gateways.max(8);
        self.put_channel(widths, first + 1, [self.any_badges(widths, &borders, Side::Bottom), false]);
        self.put_headings(widths, row);
        self.put_cells(widths, row, 0);
        self.put_channel(widths, first + 2, [false, false]);
        self.put_cells(widths, row, 1);
        self.put_channel(widths, first + 3, [false, self.any_badges(widths, &below, Side::Top)]);
        self.bottom += self.put_band(widths, &below);
        self.bottom += FOOT;
        let ends: Vec<usize> = vpcs_of(widths.grid, row).collect();
        for vpc in ends {
            (self.vpcs[vpc].y, self.vpcs[vpc].height) = (frame, self.bottom - frame);
        }
        self.bottom += GAP;
    }

    fn any_badges(&self, widths: &Widths, nodes: &[usize], side: Side) -> bool {
        nodes.iter().any(|node| widths.legs.ports.has_badges(*node, side))
    }

    /// A horizontal channel, with or without room for numbers above and below its tracks.
    fn put_channel(&mut self, widths: &Widths, number: usize, badges: [bool; 2]) {
        let [above, below] = badges.map(|has| if has { WITH_BADGES } else { WITHOUT_BADGES });
        let tracks = widths.legs.tracks.breadth(Channel::Horizontal(number));
        self.bottom = snapped(self.bottom);
        self.horizontals[number] = self.bottom + above;
        self.bottom = snapped(self.bottom + above + tracks + below);
    }

    /// Cards beside each other; returns how high the highest is.
    fn put_band(&mut self, widths: &Widths, nodes: &[usize]) -> i32 {
        let mut highest = 0;
        for node in nodes {
            let height = Self::height(widths, *node, self.nodes[*node].width);
            (self.nodes[*node].y, self.nodes[*node].height) = (self.bottom, height);
            highest = highest.max(height);
        }
        highest
    }

    /// The headings of the VPCs, and below them the names of the zones.
    fn put_headings(&mut self, widths: &Widths, row: usize) {
        let picture = widths.grid.picture;
        let mut height = 0;
        for vpc in vpcs_of(widths.grid, row) {
            self.headings[vpc].0.y = self.bottom;
            let lines = cards::of_vpc(&picture.vpcs[vpc], &picture.captions, self.headings[vpc].1);
            height = height.max(lines.height());
        }
        let zones = self.bottom + height + 4;
        for (vpc, point, ..) in &mut self.zones {
            if vpcs_of(widths.grid, row).any(|of| of == *vpc) {
                point.y = zones;
            }
        }
        self.bottom = snapped(zones + 20);
    }

    /// The cells of one of the two rows of subnets.
    fn put_cells(&mut self, widths: &Widths, row: usize, band: usize) {
        let mut lowest = self.bottom;
        for column in widths.grid.columns.iter().filter(|column| column.row == row) {
            let mut y = self.bottom;
            for cell in &column.cells[band] {
                if y > self.bottom {
                    y += GAP;
                }
                y = self.put_cell(widths, cell, y);
            }
            lowest = lowest.max(y);
        }
        // The last subnet of each cell reaches down to the others.
        for column in widths.grid.columns.iter().filter(|column| column.row == row) {
            if let Some(frame) = column.cells[band].last().and_then(|cell| cell.subnet) {
                self.nodes[frame].height = lowest - self.nodes[frame].y;
            }
        }
        self.bottom = lowest;
    }

    /// One subnet with its cards; returns where it ends.
    fn put_cell(&mut self, widths: &Widths, cell: &Cell, top: i32) -> i32 {
        let mut y = top;
        if let Some(frame) = cell.subnet {
            y = snapped(top + self.head(widths, frame));
        }
        for (index, node) in cell.cards.iter().enumerate() {
            if index > 0 {
                y += GAP;
            }
            let height = Self::height(widths, *node, self.nodes[*node].width);
            (self.nodes[*node].y, self.nodes[*node].height) = (y, height);
            y += height;
        }
        if let Some(frame) = cell.subnet {
            if !cell.cards.is_empty() {
                y = snapped(y + INNER);
            }
            (self.nodes[frame].y, self.nodes[frame].height) = (top, y - top);
        }
        y
    }

    /// The heading of a subnet, high enough for its ports.
    fn head(&self, widths: &Widths, frame: usize) -> i32 {
        let What::Subnet { vpc, subnet } = widths.grid.nodes[frame].what else {
            return 0;
        };
        let picture = widths.grid.picture;
        let subnet = &picture.vpcs[vpc].subnets[subnet];
        let texts = cards::of_subnet(subnet, &picture.captions, self.nodes[frame].width).height() + 2 * PAD;
        let ports = &widths.legs.ports;
        let sides = ports.length(frame, Side::Left).max(ports.length(frame, Side::Right));
        texts.max(sides)
    }

    /// What is in the region: first what lines lead to, in one row, then the rest in as many rows as it takes.
    fn put_region(&mut self, widths: &Widths, left: i32) {
        let mut nodes = self.of_spot(widths, Spot::Region);
        nodes.sort_by_key(|node| !widths.is_reached(*node));
        let has_badges = self.any_badges(widths, &nodes, Side::Top);
        // Without a VPC, numbers of what is outside stand here.
        let has_numbers_above = widths.grid.rows.is_empty() && !self.of_spot(widths, Spot::Outside).is_empty();
        self.put_channel(widths, widths.grid.horizontals() - 1, [has_numbers_above, has_badges]);
        if nodes.is_empty() {
            return;
        }
        let (top, right) = (self.bottom, self.width - MARGIN);
        let beside_heading = widths.beside_heading();
        let start = snapped(left + INNER) + beside_heading;
        let below_heading = if beside_heading == 0 { 28 } else { INNER };
        let (mut x, mut y, mut highest) = (start, snapped(top + below_heading), 0);
        for node in nodes {
            let width = widths.card(node);
            if x > start && x + width + INNER > right {
                (x, y, highest) = (start, y + highest + GAP, 0);
            }
            let height = Self::height(widths, node, width);
            self.nodes[node] = Rect { x, y, width, height };
            highest = highest.max(height);
            x += width + GAP;
        }
        self.bottom = snapped(y + highest + INNER);
        self.region = Some(Rect {
            x: left,
            y: top,
            width: right - left,
            height: self.bottom - top,
        });
    }
}

/// The VPCs of a row.
fn vpcs_of<'g>(grid: &'g Grid<'_>, row: usize) -> impl Iterator<Item = usize> + 'g {
    grid.rows[row].slots.iter().filter_map(|slot| match slot {
        Slot::Begin(vpc) => Some(*vpc),
        _ => None,
    })
}
