//! The picture of a deployment: what a drawing holds, put into places and words.

mod found;
mod frames;
mod paths;
mod things;
mod websites;

use super::money::total_text;
use super::nouns::noun_text;
use super::text::count;
use crate::locale::say;
use crate::picture::{Captions, Edge, EdgeKind, Picture, State};
use crate::resources::Kind;
use crate::walkthrough::{Drawing, PlannedResource};
use found::Found;
pub use things::{INTERNET, PERSON};

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
    picture.edges.extend(websites::edges(drawing));
    things::add_outside(&mut picture, drawing);
    picture.captions.description = description(&picture);
    picture
}

fn place_text(drawing: &Drawing) -> String {
    let cloud = match drawing.cloud.as_str() {
        "aws" => "AWS".to_owned(),
        "sandbox" => say().picture_sandbox(),
        other => other.to_owned(),
    };
    say().picture_place(drawing.region.as_str(), drawing.account.as_str(), cloud)
}

fn captions(drawing: &Drawing) -> Captions {
    let say = say();
    Captions {
        description: String::new(),
        region: say.picture_outside(drawing.region.as_str()),
        paths: say.picture_paths(),
        broken: say.picture_broken(),
        stopped: say.picture_closed(),
        unknown: match drawing.is_paused {
            true => say.picture_asleep(),
            false => say.picture_not_built(),
        },
        states: vec![
            (State::Planned, say.picture_to_be_built()),
            (State::Built, say.picture_built()),
            (State::Differs, say.picture_differs()),
            (State::Foreign, say.picture_foreign()),
            (State::Paused, say.picture_paused()),
        ],
        edges: vec![
            (EdgeKind::Open, say.picture_open()),
            (EdgeKind::Expected, say.picture_to_be_open()),
            (EdgeKind::Closed, say.picture_closed()),
            (EdgeKind::Broken, say.picture_broken()),
        ],
        rows: [say.picture_public(), say.picture_private()],
        colon: say.labelled("", ""),
    }
}

/// What the picture shows, for who can't see it.
fn description(picture: &Picture) -> String {
    let subnets = picture.vpcs.iter().map(|vpc| vpc.subnets.len()).sum();
    let broken = picture.edges.iter().filter(|edge| !edge.is_kept).count();
    let open = picture.edges.iter().filter(|edge| edge.is_open()).count();
    let closed = picture.edges.iter().filter(|edge: &&Edge| !edge.is_open()).count();
    let shown = say().picture_description(
        count(picture.vpcs.len(), "VPC"),
        count(subnets, "subnet"),
        count(picture.things.len(), "thing"),
        count(picture.edges.len(), "path"),
        open.to_string(),
        closed.to_string(),
    );
    match broken {
        0 => shown,
        broken => shown + &say().picture_not_kept(broken.to_string()),
    }
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
