//! The model of a picture: what there is, where, and which paths are promised. Plain values; its texts are written by whoever fills it.

use std::collections::BTreeSet;

/// Everything a picture shows.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// Its heading: the deployment's name.
    pub title: String,
    /// What stands below the heading, a line each: where it lives, what it costs.
    pub subtitle: Vec<String>,
    /// The VPCs, in order.
    pub vpcs: Vec<Vpc>,
    /// The things in them, on their borders and outside of them.
    pub things: Vec<Thing>,
    /// The promised paths.
    pub edges: Vec<Edge>,
    /// The words of the drawing itself.
    pub captions: Captions,
}

/// How several VPCs stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// Beside each other: for a screen or a wall.
    Wide,
    /// Below each other: for a phone or a page.
    Tall,
}

/// A VPC: a frame.
#[derive(Clone, Debug, Default)]
pub struct Vpc {
    /// What edges and places name it by.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What stands below: its address range, AWS's id.
    pub details: Vec<String>,
    /// What is to be said of it beside that: how it differs.
    pub remarks: Vec<String>,
    /// How it stands.
    pub state: State,
    /// Its subnets.
    pub subnets: Vec<Subnet>,
}

/// A subnet: a cell of its VPC, in the column of its zone and the row of its kind.
#[derive(Clone, Debug, Default)]
pub struct Subnet {
    /// What edges and places name it by.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The availability zone; empty where nobody knows it.
    pub zone: String,
    /// Whether its route table leads to an internet gateway.
    pub is_public: bool,
    /// What `jalon reach` calls it.
    pub end: Option<String>,
    /// What stands below its name: its address range, AWS's id.
    pub details: Vec<String>,
    /// What is to be said of it beside that.
    pub remarks: Vec<String>,
    /// How it stands.
    pub state: State,
}

/// A thing: a card with a glyph.
#[derive(Clone, Debug, Default)]
pub struct Thing {
    /// What edges name it by.
    pub id: String,
    /// What `jalon reach` calls it; none where nothing can be sent to it.
    pub end: Option<String>,
    /// What it is drawn as.
    pub glyph: Glyph,
    /// Its name.
    pub name: String,
    /// What it is, in words: `instance, t3.micro`.
    pub kind: String,
    /// AWS's id, where it is there.
    pub resource_id: Option<String>,
    /// Its addresses.
    pub addresses: Vec<String>,
    /// What it costs.
    pub price: Option<String>,
    /// What else there is to know: which groups guard it.
    pub notes: Vec<String>,
    /// How it differs from what is wanted.
    pub remarks: Vec<String>,
    /// How it stands.
    pub state: State,
    /// Where it is.
    pub place: Place,
}

/// What a thing is drawn as. The glyphs are the project's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyph {
    /// The Internet.
    Internet,
    /// The person.
    Person,
    /// A host.
    Host,
    /// A database.
    Database,
    /// A NAT gateway.
    NatGateway,
    /// An internet gateway.
    InternetGateway,
    /// A gateway endpoint.
    Endpoint,
    /// A bucket.
    Bucket,
    /// Snapshots.
    Snapshots,
    /// A peering connection.
    Peering,
    /// Anything else.
    #[default]
    Other,
}

/// How a thing stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is to be built.
    Planned,
    /// It is there, as wanted.
    #[default]
    Built,
    /// It is there and differs from what is wanted, or is missing.
    Differs,
    /// Somebody else put it there.
    Foreign,
    /// It is stopped or taken away while the deployment is paused.
    Paused,
}

/// Where a thing is. VPCs and subnets are named by their ids; one that isn't in the picture leaves the thing in the region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Beside the region: the Internet, the person.
    Outside,
    /// On the border of a VPC.
    Border(String),
    /// In a subnet.
    Subnet(String),
    /// In a VPC, in no single subnet.
    Vpc(String),
    /// Between two VPCs.
    Between(String, String),
    /// In the region, outside of any VPC.
    #[default]
    Region,
}

/// A promised path, or several that differ in where they begin.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    /// The things and subnets it begins at.
    pub from: Vec<String>,
    /// The things it passes, in order, as far as it gets.
    pub via: Vec<String>,
    /// The thing or subnet it leads to.
    pub to: String,
    /// Its ends and traffic in words: `app-host → database, tcp 3306`.
    pub label: String,
    /// Where it leads and with what, in words: `database, tcp 3306`. It is not drawn.
    pub reaches: String,
    /// Whether it is open.
    pub verdict: Verdict,
    /// Whether the verdict is what was promised.
    pub is_kept: bool,
    /// What lets it in, in words; empty where it is not open. It is not drawn.
    pub let_in: String,
}

/// Whether a path is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// There and back.
    #[default]
    Open,
    /// It ends somewhere.
    Stopped {
        /// Where.
        at: Stop,
        /// Why, in words.
        reason: String,
    },
    /// Nobody knows yet.
    Unknown {
        /// Whether it is promised to be open.
        is_open: bool,
        /// Why, in words; empty where it is to be built.
        reason: String,
    },
}

/// How a path is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// Open, as promised.
    Open,
    /// Promised to be open; nobody knows yet.
    Expected,
    /// Closed, as promised.
    Closed,
    /// Not as promised.
    Broken,
}

/// Where a path ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It leaves the last thing on its way no more, or the first one.
    Leaving,
    /// It isn't let into the thing after the last one it passes.
    Entering,
    /// The request arrives, and the answer does not get back.
    Returning,
}

/// The words of the drawing itself.
#[derive(Clone, Debug, Default)]
pub struct Captions {
    /// What the picture shows, for who can't see it.
    pub description: String,
    /// Above what is in the region and in no VPC.
    pub region: String,
    /// Above the list of paths.
    pub paths: String,
    /// Behind a path that is stopped though it was promised, or open though it was not.
    pub broken: String,
    /// Behind a path that is stopped, as promised.
    pub stopped: String,
    /// Behind a path that nobody can look at.
    pub unknown: String,
    /// The names of the states, for the key.
    pub states: Vec<(State, String)>,
    /// The names of the kinds of paths, for the key.
    pub edges: Vec<(EdgeKind, String)>,
    /// The names of the rows, for a terminal: public, private.
    pub rows: [String; 2],
    /// What stands between a kind and a name, for a terminal.
    pub colon: String,
}

impl Captions {
    /// The name of a state.
    pub fn state(&self, state: State) -> &str {
        name_of(&self.states, state)
    }

    /// The name of a kind of path.
    pub fn edge(&self, kind: EdgeKind) -> &str {
        name_of(&self.edges, kind)
    }
}

fn name_of<T: PartialEq>(names: &[(T, String)], wanted: T) -> &str {
    let found = names.iter().find(|(of, _)| *of == wanted);
    found.map_or("", |(_, name)| name)
}

impl Edge {
    /// How it is drawn.
    pub fn kind(&self) -> EdgeKind {
        match (self.is_kept, self.is_known(), self.is_open()) {
            (false, ..) => EdgeKind::Broken,
            (true, _, false) => EdgeKind::Closed,
            (true, false, true) => EdgeKind::Expected,
            (true, true, true) => EdgeKind::Open,
        }
    }

    /// Whether nothing stops it, as far as anyone knows.
    pub fn is_open(&self) -> bool {
        matches!(self.verdict, Verdict::Open | Verdict::Unknown { is_open: true, .. })
    }

    /// Whether somebody has looked at it.
    pub fn is_known(&self) -> bool {
        !matches!(self.verdict, Verdict::Unknown { .. })
    }

    /// Why it is as it is; empty where there is nothing to say.
    pub fn reason(&self) -> &str {
        match &self.verdict {
            Verdict::Open => "",
            Verdict::Stopped { reason, .. } | Verdict::Unknown { reason, .. } => reason,
        }
    }
}

impl Picture {
    /// The things but those outside, which nobody builds.
    fn things_of_region(&self) -> impl Iterator<Item = &Thing> {
        self.things.iter().filter(|thing| thing.place != Place::Outside)
    }

    /// What `jalon reach` calls what has this id.
    pub(super) fn end_of(&self, id: &str) -> Option<&str> {
        let subnets = self.vpcs.iter().flat_map(|vpc| &vpc.subnets);
        let mut ends = subnets
            .map(|subnet| (&subnet.id, &subnet.end))
            .chain(self.things.iter().map(|thing| (&thing.id, &thing.end)));
        ends.find(|(of, _)| *of == id).and_then(|(_, end)| end.as_deref())
    }

    /// The states that there are.
    pub(super) fn states(&self) -> BTreeSet<State> {
        let of_frames = self.vpcs.iter().flat_map(|vpc| {
            let subnets = vpc.subnets.iter().map(|subnet| subnet.state);
            std::iter::once(vpc.state).chain(subnets)
        });
        of_frames.chain(self.things_of_region().map(|thing| thing.state)).collect()
    }

    /// The kinds of paths that there are.
    pub(super) fn edge_kinds(&self) -> BTreeSet<EdgeKind> {
        self.edges.iter().map(Edge::kind).collect()
    }
}
