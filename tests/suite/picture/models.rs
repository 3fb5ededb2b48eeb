//! Pictures to draw: one by hand, and as many as one likes by chance.

use jalon::picture::{Captions, Edge, EdgeKind, Glyph, Picture, Place, State, Stop, Subnet, Thing, Verdict, Vpc};
use proptest::prelude::*;

/// The words of a picture.
pub fn captions() -> Captions {
    let state = |state, name: &str| (state, name.to_owned());
    Captions {
        description: "What there is, and who reaches whom".to_owned(),
        region: "us-east-1, outside of the VPCs".to_owned(),
        paths: "Promised paths".to_owned(),
        broken: "not as promised".to_owned(),
        stopped: "closed, as promised".to_owned(),
        unknown: "not checked".to_owned(),
        states: vec![
            state(State::Planned, "planned"),
            state(State::Built, "built"),
            state(State::Differs, "differs"),
            state(State::Foreign, "somebody else's"),
            state(State::Paused, "paused"),
        ],
        edges: vec![
            (EdgeKind::Open, "open, as promised".to_owned()),
            (EdgeKind::Expected, "to be open".to_owned()),
            (EdgeKind::Closed, "closed, as promised".to_owned()),
            (EdgeKind::Broken, "not as promised".to_owned()),
        ],
        rows: ["public".to_owned(), "private".to_owned()],
        colon: ": ".to_owned(),
    }
}

/// Names as nobody should give them, and as somebody will.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0..40usize).prop_map(|length| "demo-subnet-private1-us-east-1a-with-a-long-name".chars().take(length).collect()),
        1 => Just("<b>&amp;\"'</b>]]><!--".to_owned()),
        1 => Just("שלום עולם".to_owned()),
        1 => Just("\u{202e}\u{1b}[31mred\u{7}\0 \u{2028}x".to_owned()),
        1 => Just("東京🗼のホスト名がとても長い場合はどうなる".to_owned()),
        1 => prop::collection::vec(any::<char>(), 0..20).prop_map(|characters| characters.into_iter().collect()),
        1 => Just(String::new()),
        1 => (30..90usize).prop_map(|length| "W@%".chars().cycle().take(length).collect()),
    ]
}

fn any_state() -> impl Strategy<Value = State> {
    prop_oneof![
        Just(State::Planned),
        Just(State::Built),
        Just(State::Differs),
        Just(State::Foreign),
        Just(State::Paused)
    ]
}

fn any_glyph() -> impl Strategy<Value = Glyph> {
    prop_oneof![
        Just(Glyph::Host),
        Just(Glyph::Database),
        Just(Glyph::NatGateway),
        Just(Glyph::InternetGateway),
        Just(Glyph::Bucket),
        Just(Glyph::Snapshots),
        Just(Glyph::Peering),
        Just(Glyph::Endpoint),
        Just(Glyph::Person),
        Just(Glyph::Internet),
        Just(Glyph::Other)
    ]
}

fn any_subnet() -> impl Strategy<Value = Subnet> {
    (
        any_name(),
        0..4usize,
        any::<bool>(),
        any_state(),
        prop::collection::vec(any_name(), 0..3),
    )
        .prop_map(|(name, zone, is_public, state, remarks)| Subnet {
            id: String::new(),
            end: None,
            zone: ["us-east-1a", "us-east-1b", "us-east-1c", ""][zone].to_owned(),
            details: vec![name.clone(), "10.0.0.0/20".to_owned()],
            name,
            is_public,
            remarks,
            state,
        })
}

/// A place by chance: which kind, and which of the VPCs and subnets.
fn place(kind: usize, one: usize, other: usize, vpcs: &[Vpc]) -> Place {
    let vpc = |number: usize| match vpcs.len() {
        0 => "nowhere".to_owned(),
        count => vpcs[number % count].id.clone(),
    };
    let subnets: Vec<&Subnet> = vpcs.iter().flat_map(|vpc| &vpc.subnets).collect();
    match kind {
        0 => Place::Outside,
        1 => Place::Border(vpc(one)),
        2..=6 => match subnets.len() {
            0 => Place::Subnet("nowhere".to_owned()),
            count => Place::Subnet(subnets[one % count].id.clone()),
        },
        7 => Place::Vpc(vpc(one)),
        8 => Place::Between(vpc(one), vpc(other)),
        _ => Place::Region,
    }
}

type ThingSeed = (String, Glyph, State, (usize, usize, usize), Vec<String>);

fn any_thing() -> impl Strategy<Value = ThingSeed> {
    (
        any_name(),
        any_glyph(),
        any_state(),
        (0..10usize, 0..64usize, 0..64usize),
        prop_oneof![9 => prop::collection::vec(any_name(), 0..3), 1 => prop::collection::vec(any_name(), 30)],
    )
}

type EdgeSeed = (Vec<usize>, Vec<usize>, usize, usize, bool, String);

fn any_edge() -> impl Strategy<Value = EdgeSeed> {
    (
        prop::collection::vec(0..64usize, 1..4),
        prop::collection::vec(0..64usize, 0..3),
        0..64usize,
        0..6usize,
        any::<bool>(),
        any_name(),
    )
}

fn verdict(kind: usize, reason: &str) -> Verdict {
    let stopped = |at| Verdict::Stopped {
        at,
        reason: reason.to_owned(),
    };
    let unknown = |is_open| Verdict::Unknown {
        is_open,
        reason: String::new(),
    };
    match kind {
        0 => stopped(Stop::Leaving),
        1 => stopped(Stop::Entering),
        2 => stopped(Stop::Returning),
        3 => unknown(true),
        4 => unknown(false),
        _ => Verdict::Open,
    }
}

/// Any picture.
pub fn any_picture() -> impl Strategy<Value = Picture> {
    let vpcs = prop::collection::vec((any_name(), any_state(), prop::collection::vec(any_subnet(), 0..7)), 0..4);
    let things = prop::collection::vec(any_thing(), 0..24);
    let edges = prop::collection::vec(any_edge(), 0..24);
    (any_name(), vpcs, things, edges).prop_map(|(title, vpcs, things, edges)| assembled(title, vpcs, things, edges))
}

fn assembled(title: String, vpcs: Vec<(String, State, Vec<Subnet>)>, things: Vec<ThingSeed>, edges: Vec<EdgeSeed>) -> Picture {
    let numbered = |(number, (name, state, mut subnets)): (usize, (String, State, Vec<Subnet>))| {
        for (index, subnet) in subnets.iter_mut().enumerate() {
            subnet.id = format!("subnet-{number}-{index}");
        }
        Vpc {
            id: format!("vpc-{number}"),
            details: vec!["10.0.0.0/16".to_owned(), name.clone()],
            remarks: Vec::new(),
            name,
            state,
            subnets,
        }
    };
    let vpcs: Vec<Vpc> = vpcs.into_iter().enumerate().map(numbered).collect();
    let thing = |(number, (name, glyph, state, (kind, one, other), remarks)): (usize, ThingSeed)| Thing {
        id: format!("thing-{number}"),
        end: None,
        kind: name.clone(),
        resource_id: (number % 3 > 0).then(|| "i-0123456789abcdef0".to_owned()),
        addresses: vec!["10.0.0.7".to_owned(); number % 3],
        price: (number % 2 > 0).then(|| "about $0.010 an hour".to_owned()),
        place: place(kind, one, other, &vpcs),
        notes: remarks.iter().take(1).cloned().collect(),
        name,
        glyph,
        remarks,
        state,
    };
    let things: Vec<Thing> = things.into_iter().enumerate().map(thing).collect();
    let mut ids: Vec<String> = things.iter().map(|thing| thing.id.clone()).collect();
    ids.extend(vpcs.iter().flat_map(|vpc| &vpc.subnets).map(|subnet| subnet.id.clone()));
    ids.push("nothing".to_owned());
    let id = |number: &usize| ids[number % ids.len()].clone();
    let edge = |(from, via, to, kind, is_kept, label): EdgeSeed| Edge {
        from: from.iter().map(id).collect(),
        via: via.iter().map(id).collect(),
        to: id(&to),
        verdict: verdict(kind, &label),
        label,
        reaches: String::new(),
        is_kept,
        let_in: String::new(),
    };
    let edges = edges.into_iter().map(edge).collect();
    Picture {
        title,
        subtitle: vec!["us-east-1, the sandbox".to_owned()],
        vpcs,
        things,
        edges,
        captions: captions(),
    }
}
