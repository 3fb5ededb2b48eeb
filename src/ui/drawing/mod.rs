//! The picture of a deployment: what a drawing holds, put into places and words.

mod found;
mod frames;
mod paths;
mod things;

use super::money::total_text;
use super::nouns::noun_text;
use super::text::count;
use crate::picture::{Captions, Edge, EdgeKind, Picture, State};
use crate::resources::Kind;
use crate::walkthrough::{Drawing, PlannedResource};
use found::Found;

/// The picture of a drawing.
pub fn picture_of(drawing: &Drawing) -> Picture {
    let found = Found::of(drawing);
    let vpcs = frames::vpcs(&found);
    let mut picture = Picture {
        title: drawing.deployment.clone(),
        subtitle: vec![place_text(drawing), total_text(&drawing.price)],
        things: things::things(&found),
        vpcs,
        edges: Vec::new(),
        captions: captions(drawing),
    };
    picture.edges = paths::edges(drawing, &picture);
    things::add_outside(&mut picture, drawing);
    picture.captions.description = description(&picture);
    picture
}

fn place_text(drawing: &Drawing) -> String {
    let cloud = match drawing.cloud.as_str() {
        "aws" => "AWS",
        "sandbox" => "the sandbox, nothing is real",
        other => other,
    };
    format!("{}, account {}, {cloud}", drawing.region, drawing.account)
}

fn captions(drawing: &Drawing) -> Captions {
    let unknown = match drawing.is_paused {
        true => "asleep while the deployment is paused",
        false => "not built yet",
    };
    let state = |state, name: &str| (state, name.to_owned());
    let edge = |kind, name: &str| (kind, name.to_owned());
    Captions {
        description: String::new(),
        region: format!("{}, outside of the VPCs", drawing.region),
        paths: "Promised paths".to_owned(),
        broken: "not as promised".to_owned(),
        stopped: "closed, as promised".to_owned(),
        unknown: unknown.to_owned(),
        states: vec![
            state(State::Planned, "to be built"),
            state(State::Built, "built"),
            state(State::Differs, "differs from what is wanted"),
            state(State::Foreign, "somebody else's"),
            state(State::Paused, "paused"),
        ],
        edges: vec![
            edge(EdgeKind::Open, "open, as promised"),
            edge(EdgeKind::Expected, "to be open"),
            edge(EdgeKind::Closed, "closed, as promised"),
            edge(EdgeKind::Broken, "not as promised"),
        ],
        rows: ["public".to_owned(), "private".to_owned()],
    }
}

/// What the picture shows, for who can't see it.
fn description(picture: &Picture) -> String {
    let subnets = picture.vpcs.iter().map(|vpc| vpc.subnets.len()).sum();
    let broken = picture.edges.iter().filter(|edge| !edge.is_kept).count();
    let open = picture.edges.iter().filter(|edge| edge.is_open()).count();
    let kept = match broken {
        0 => String::new(),
        broken => format!(" {broken} of them not as promised."),
    };
    format!(
        "{} with {}, {} in and around them, and {}: {open} open, {} closed.{kept}",
        count(picture.vpcs.len(), "VPC"),
        count(subnets, "subnet"),
        count(picture.things.len(), "thing"),
        count(picture.edges.len(), "path"),
        picture.edges.iter().filter(|edge: &&Edge| !edge.is_open()).count(),
    )
}

/// What a kind is called.
fn kind_text(kind: Kind) -> String {
    noun_text(kind.noun()).to_owned()
}

/// The ids by which a resource of a plan needs others of a kind.
fn needs(resource: &PlannedResource, kind: Kind) -> impl Iterator<Item = &String> {
    let prefix = format!("{}/", kind.as_str());
    resource.needs.iter().filter(move |need| need.starts_with(&prefix))
}
