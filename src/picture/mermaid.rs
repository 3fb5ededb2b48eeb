//! The picture as a Mermaid flowchart, for pages that draw those.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::measure::clean;
use super::model::{Edge, Picture, Place, State, Thing};

/// The picture as a Mermaid flowchart. Equal pictures give equal bytes.
pub fn mermaid(picture: &Picture) -> String {
    let names = names(picture);
    let mut text = format!("flowchart TB\n  accTitle: {}\n", plain(&picture.title));
    let _ = writeln!(text, "  accDescr: {}", plain(&picture.captions.description));
    for thing in things_in(picture, |place| *place == Place::Outside) {
        add_thing(&mut text, &names, thing, 1);
    }
    for (number, vpc) in picture.vpcs.iter().enumerate() {
        let _ = writeln!(text, "  subgraph v{number}[\"{}\"]", label(&vpc.name, &vpc.details));
        for thing in things_in(
            picture,
            |place| matches!(place, Place::Border(id) | Place::Vpc(id) if *id == vpc.id),
        ) {
            add_thing(&mut text, &names, thing, 2);
        }
        for subnet in &vpc.subnets {
            let name = names.get(subnet.id.as_str()).cloned().unwrap_or_default();
            let _ = writeln!(text, "    subgraph {name}[\"{}\"]", label(&subnet.name, &subnet.details));
            for thing in things_in(picture, |place| matches!(place, Place::Subnet(id) if *id == subnet.id)) {
                add_thing(&mut text, &names, thing, 3);
            }
            text.push_str("    end\n");
        }
        text.push_str("  end\n");
    }
    for thing in things_in(picture, |place| matches!(place, Place::Between(..) | Place::Region)) {
        add_thing(&mut text, &names, thing, 1);
    }
    for (index, edge) in picture.edges.iter().enumerate() {
        add_edge(&mut text, &names, index, edge);
    }
    text.push_str("  classDef planned stroke-dasharray:6 4\n  classDef differs stroke-width:4px\n");
    text.push_str("  classDef foreign fill:#ddd,stroke-dasharray:2 4\n  classDef paused stroke-dasharray:10 3 2 3\n");
    text
}

/// What Mermaid calls things and subnets: no id of ours may mean something to it.
fn names(picture: &Picture) -> BTreeMap<&str, String> {
    let mut names = BTreeMap::new();
    let subnets = picture.vpcs.iter().flat_map(|vpc| &vpc.subnets);
    for (number, subnet) in subnets.enumerate() {
        names.entry(subnet.id.as_str()).or_insert_with(|| format!("s{number}"));
    }
    for (number, thing) in picture.things.iter().enumerate() {
        names.entry(thing.id.as_str()).or_insert_with(|| format!("t{number}"));
    }
    names
}

fn things_in(picture: &Picture, is_there: impl Fn(&Place) -> bool) -> impl Iterator<Item = &Thing> {
    picture.things.iter().filter(move |thing| is_there(&thing.place))
}

fn add_thing(text: &mut String, names: &BTreeMap<&str, String>, thing: &Thing, depth: usize) {
    let Some(name) = names.get(thing.id.as_str()) else { return };
    let class = match thing.state {
        State::Built => "",
        State::Planned => ":::planned",
        State::Differs => ":::differs",
        State::Foreign => ":::foreign",
        State::Paused => ":::paused",
    };
    let mut details = vec![thing.kind.clone()];
    details.extend(thing.resource_id.clone());
    details.extend(thing.addresses.iter().cloned());
    details.extend(thing.price.clone());
    let indent = "  ".repeat(depth);
    let _ = writeln!(text, "{indent}{name}[\"{}\"]{class}", label(&thing.name, &details));
}

fn add_edge(text: &mut String, names: &BTreeMap<&str, String>, index: usize, edge: &Edge) {
    let arrow = match (edge.is_known(), edge.is_open()) {
        (true, true) => "-->",
        (false, true) => "-.->",
        (_, false) => "-.-x",
    };
    for from in &edge.from {
        let (Some(from), Some(to)) = (names.get(from.as_str()), names.get(edge.to.as_str())) else {
            continue;
        };
        let _ = writeln!(text, "  {from} {arrow}|\"{}: {}\"| {to}", index + 1, quoted(&edge.label));
    }
}

fn label(name: &str, details: &[String]) -> String {
    let details = details.iter().filter(|detail| !detail.is_empty());
    let parts: Vec<String> = std::iter::once(quoted(name))
        .chain(details.map(|detail| quoted(detail)))
        .collect();
    parts.join("<br/>")
}

/// A text within a label: what Mermaid or HTML acts on is written as its number.
fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    for character in clean(text).chars() {
        match character {
            '"' | '<' | '>' | '&' | '#' | '`' | '|' | '[' | ']' | '{' | '}' | ';' => {
                let _ = write!(quoted, "#{};", u32::from(character));
            }
            other => quoted.push(other),
        }
    }
    quoted
}

/// A text outside of labels, where there are no numbers.
fn plain(text: &str) -> String {
    let safe = |c: &char| c.is_alphanumeric() || " .,:()$-/".contains(*c);
    clean(text).chars().filter(safe).collect()
}
