//! The whole in a few lines, with what is spoken of marked: frames beside each other, in them a line for the public and one for the
//! private subnets.

use console::measure_text_width;

use super::model::{Picture, Place, Thing, Vpc};

/// What stands between two frames where nothing joins them.
const GAP: &str = "    ";
/// What joins two frames.
const JOINED: &str = "══";
/// What stands between two names.
const BETWEEN: &str = " · ";

/// How something stands to what is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is there, or being made.
    There,
    /// It is what is spoken of.
    Now,
    /// It comes later.
    Ahead,
    /// It only holds the rest together: a border.
    Border,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// As it is written.
    pub text: String,
    /// How what it names stands to what is spoken of.
    pub mark: Mark,
}

/// How things are named and marked.
pub struct Naming<'a> {
    /// How what has this id stands to what is spoken of.
    pub mark: &'a dyn Fn(&str) -> Mark,
    /// What a thing is called.
    pub name: &'a dyn Fn(&Thing) -> String,
    /// A name as it is written with its mark.
    pub written: &'a dyn Fn(&str, Mark) -> String,
}

type Line = Vec<Piece>;

/// The map of a picture in lines of at most so many columns, as far as names allow.
pub fn map(picture: &Picture, naming: &Naming<'_>, columns: usize) -> Vec<Line> {
    let frames: Vec<Vec<Line>> = picture.vpcs.iter().map(|vpc| frame(picture, vpc, naming)).collect();
    let joint = things_in(picture, |place| matches!(place, Place::Between(..))).next();
    let wide: usize = frames.iter().map(|frame| frame.first().map_or(0, wide)).sum();
    let mut lines = match wide + 8 * frames.len().saturating_sub(1) <= columns {
        true => beside(&frames, joint.map(|thing| naming.piece(JOINED, (naming.mark)(&thing.id)))),
        false => below(
            frames,
            joint.map(|thing| naming.piece(&format!("{JOINED} {}", (naming.name)(thing)), (naming.mark)(&thing.id))),
        ),
    };
    let region: Vec<&Thing> = things_in(picture, |place| *place == Place::Region).collect();
    if !region.is_empty() {
        lines.push(naming.names(&region));
    }
    lines
}

impl Naming<'_> {
    fn piece(&self, name: &str, mark: Mark) -> Piece {
        Piece {
            text: (self.written)(name, mark),
            mark,
        }
    }

    /// The names of things in a line.
    fn names(&self, things: &[&Thing]) -> Line {
        let mut line = Line::new();
        for thing in things {
            if !line.is_empty() {
                line.push(border(BETWEEN));
            }
            line.push(self.piece(&(self.name)(thing), (self.mark)(&thing.id)));
        }
        line
    }
}

fn things_in(picture: &Picture, is_there: impl Fn(&Place) -> bool) -> impl Iterator<Item = &Thing> {
    picture.things.iter().filter(move |thing| is_there(&thing.place))
}

/// A VPC with its gateway on the border.
fn frame(picture: &Picture, vpc: &Vpc, naming: &Naming<'_>) -> Vec<Line> {
    let range = vpc.details.first().map_or(vpc.name.clone(), |range| format!("VPC {range}"));
    let mut title = vec![naming.piece(&range, (naming.mark)(&vpc.id))];
    for gateway in things_in(picture, |place| matches!(place, Place::Border(id) if *id == vpc.id)) {
        title.push(border(BETWEEN));
        title.push(naming.piece(&(naming.name)(gateway), (naming.mark)(&gateway.id)));
    }
    let rows: Vec<(Piece, Line)> = [true, false]
        .into_iter()
        .filter_map(|is_public| row(picture, vpc, is_public, naming))
        .collect();
    let label = rows
        .iter()
        .map(|(label, _)| measure_text_width(&label.text))
        .max()
        .unwrap_or(0);
    let rows = rows.into_iter().map(|(name, things)| {
        let gap = " ".repeat(label - measure_text_width(&name.text) + 2);
        [vec![name, border(&gap)], things].concat()
    });
    boxed(title, rows.collect())
}

/// The subnets of a kind, with what is in them; what is in the VPC and in no single subnet stands with the private ones.
fn row(picture: &Picture, vpc: &Vpc, is_public: bool, naming: &Naming<'_>) -> Option<(Piece, Line)> {
    let subnets: Vec<&str> = vpc
        .subnets
        .iter()
        .filter(|subnet| subnet.is_public == is_public)
        .map(|subnet| subnet.id.as_str())
        .collect();
    let things: Vec<&Thing> = things_in(picture, |place| match place {
        Place::Subnet(id) => subnets.contains(&id.as_str()),
        Place::Vpc(id) => !is_public && *id == vpc.id,
        _ => false,
    })
    .collect();
    if subnets.is_empty() && things.is_empty() {
        return None;
    }
    let has = |mark: Mark| subnets.iter().any(|id| (naming.mark)(id) == mark);
    let mark = match (has(Mark::Now), has(Mark::There)) {
        (true, _) => Mark::Now,
        (false, true) => Mark::There,
        (false, false) => Mark::Ahead,
    };
    let [public, private] = &picture.captions.rows;
    Some((
        naming.piece(if is_public { public } else { private }, mark),
        naming.names(&things),
    ))
}

fn boxed(title: Line, rows: Vec<Line>) -> Vec<Line> {
    let inner = rows.iter().map(wide).chain([wide(&title) + 1]).max().unwrap_or(0);
    let rest = inner - wide(&title);
    let mut lines = vec![[vec![border("┌ ")], title, vec![border(&format!(" {}┐", "─".repeat(rest)))]].concat()];
    for row in rows {
        let gap = " ".repeat(inner - wide(&row));
        lines.push([vec![border("│ ")], row, vec![border(&format!("{gap} │"))]].concat());
    }
    lines.push(vec![border(&format!("└{}┘", "─".repeat(inner + 2)))]);
    lines
}

/// Frames beside each other, joined in their first row.
fn beside(frames: &[Vec<Line>], joint: Option<Piece>) -> Vec<Line> {
    let high = frames.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = vec![Line::new(); high];
    for (place, frame) in frames.iter().enumerate() {
        let room = frame.first().map_or(0, wide);
        for (at, line) in lines.iter_mut().enumerate() {
            match (&joint, at) {
                _ if place == 0 => {}
                (Some(joint), 1) => line.extend([border(" "), joint.clone(), border(" ")]),
                (Some(joint), _) => line.push(border(&" ".repeat(measure_text_width(&joint.text) + 2))),
                (None, _) => line.push(border(GAP)),
            }
            match frame.get(at) {
                Some(of_frame) => line.extend(of_frame.iter().cloned()),
                None => line.push(border(&" ".repeat(room))),
            }
        }
    }
    lines
}

/// Frames below each other, with what joins them between.
fn below(frames: Vec<Vec<Line>>, joint: Option<Piece>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (place, frame) in frames.into_iter().enumerate() {
        if let Some(joint) = joint.as_ref().filter(|_| place > 0) {
            lines.push(vec![border("  "), joint.clone()]);
        }
        lines.extend(frame);
    }
    lines
}

fn border(text: &str) -> Piece {
    Piece {
        text: text.to_owned(),
        mark: Mark::Border,
    }
}

fn wide(line: &Line) -> usize {
    line.iter().map(|piece| measure_text_width(&piece.text)).sum()
}

#[cfg(test)]
mod tests {
    use super::super::model::{Captions, Subnet};
    use super::*;

    fn picture() -> Picture {
        let subnet = |id: &str, is_public| Subnet {
            id: id.to_owned(),
            is_public,
            ..Subnet::default()
        };
        let vpc = |id: &str, range: &str, subnets: Vec<Subnet>| Vpc {
            id: id.to_owned(),
            details: vec![range.to_owned()],
            subnets,
            ..Vpc::default()
        };
        let thing = |id: &str, place: Place| Thing {
            id: id.to_owned(),
            name: id.to_owned(),
            place,
            ..Thing::default()
        };
        Picture {
            vpcs: vec![
                vpc("main", "10.0.0.0/16", vec![subnet("public", true), subnet("private", false)]),
                vpc("ai", "10.1.0.0/16", vec![subnet("ai-subnet", true)]),
            ],
            things: vec![
                thing("gateway", Place::Border("main".to_owned())),
                thing("host", Place::Subnet("public".to_owned())),
                thing("database", Place::Vpc("main".to_owned())),
                thing("peering", Place::Between("main".to_owned(), "ai".to_owned())),
                thing("bucket", Place::Region),
                thing("somebody", Place::Outside),
            ],
            captions: Captions {
                rows: ["public".to_owned(), "private".to_owned()],
                ..Captions::default()
            },
            ..Picture::default()
        }
    }

    /// The map in plain text, where this is spoken of and what comes after it in the alphabet is yet to come.
    fn drawn(now: &str, columns: usize) -> Vec<String> {
        let mark = |id: &str| match id.cmp(now) {
            std::cmp::Ordering::Less => Mark::There,
            std::cmp::Ordering::Equal => Mark::Now,
            std::cmp::Ordering::Greater => Mark::Ahead,
        };
        let written = |name: &str, mark: Mark| match mark {
            Mark::Now => format!("[{name}]"),
            Mark::Ahead => format!("({name})"),
            Mark::There | Mark::Border => name.to_owned(),
        };
        let naming = Naming {
            mark: &mark,
            name: &|thing| thing.name.clone(),
            written: &written,
        };
        let lines = map(&picture(), &naming, columns);
        lines
            .iter()
            .map(|line| line.iter().map(|piece| piece.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn frames_stand_beside_each_other_and_what_is_spoken_of_is_marked() {
        assert_eq!(
            drawn("host", 78),
            [
                "┌ (VPC 10.0.0.0/16) · gateway ─┐      ┌ VPC 10.1.0.0/16 ─┐",
                "│ (public)   [host]            │ (══) │ public           │",
                "│ (private)  database          │      └──────────────────┘",
                "└──────────────────────────────┘                          ",
                "bucket",
            ]
        );
    }

    #[test]
    fn where_there_is_no_room_they_stand_below_each_other() {
        let lines = drawn("peering", 40);
        assert_eq!(lines[4], "  [══ peering]");
        assert!(lines.iter().all(|line| measure_text_width(line) <= 40), "{lines:#?}");
    }
}
