//! The drawing as SVG: it stands alone, asks for nothing from elsewhere, and can be read aloud.

use super::boxes::{Badge, BadgeShape, Card, Frame, FrameLevel, Line, Point, Rect, Sample, SampleOf, Text};
use super::glyphs;
use super::layout::Layout;
use super::legend::verdict_of;
use super::measure::clean;
use super::model::{Arrangement, Edge, EdgeKind, Picture, State};
use super::style::STYLE;
use super::xml::Xml;

/// Around the corners of frames and cards.
const ROUND: i32 = 6;
/// Half a number's mark.
const RADIUS: i32 = 7;

/// The picture as an SVG document. Equal pictures give equal bytes.
pub fn svg(picture: &Picture, arrangement: Arrangement) -> String {
    let layout = Layout::new(picture, arrangement);
    let mut xml = Xml::default();
    let (width, height) = (layout.width, layout.height);
    xml.open(
        "svg",
        &[
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("class", &"jalon-picture"),
            ("role", &"graphics-document document"),
            ("viewBox", &format!("0 0 {width} {height}")),
            ("width", &width),
            ("height", &height),
        ],
    );
    xml.text("title", &[], &clean(&picture.title));
    xml.text("desc", &[], &clean(&picture.captions.description));
    xml.text("style", &[], STYLE);
    xml.empty("rect", &[("class", &"paper"), ("width", &width), ("height", &height)]);
    texts(&mut xml, &layout.title);
    for (index, frame) in layout.frames.iter().enumerate().filter(|(_, frame)| frame.within.is_none()) {
        draw_frame(&mut xml, &layout, picture, (index, frame));
    }
    for card in layout.cards.iter().filter(|card| card.within.is_none()) {
        draw_card(&mut xml, picture, card);
    }
    draw_paths(&mut xml, &layout, picture);
    texts(&mut xml, &layout.headings);
    draw_list(&mut xml, &layout, picture);
    for sample in &layout.samples {
        draw_sample(&mut xml, sample);
    }
    xml.finish()
}

/// A frame, then what is in it, so that it is read in this order.
fn draw_frame(xml: &mut Xml, layout: &Layout, picture: &Picture, (index, frame): (usize, &Frame)) {
    open_group(xml, "group", &frame.spoken, picture.end_of(&frame.id));
    xml.text("title", &[], &frame.spoken);
    let level = match frame.level {
        FrameLevel::Vpc => "vpc",
        FrameLevel::Public => "public",
        FrameLevel::Private => "private",
        FrameLevel::Region => "region",
    };
    draw_rect(xml, &format!("frame {level} {}", class_of(frame.state)), frame.rect, ROUND);
    texts(xml, &frame.texts);
    for (inner, frame) in layout
        .frames
        .iter()
        .enumerate()
        .filter(|(_, frame)| frame.within == Some(index))
    {
        draw_frame(xml, layout, picture, (inner, frame));
    }
    for card in layout.cards.iter().filter(|card| card.within == Some(index)) {
        draw_card(xml, picture, card);
    }
    xml.close();
}

/// A group that is read as one, with what `jalon reach` calls it.
fn open_group(xml: &mut Xml, role: &str, spoken: &str, end: Option<&str>) {
    match end {
        Some(end) => xml.open("g", &[("role", &role), ("aria-label", &spoken), ("data-end", &end)]),
        None => xml.open("g", &[("role", &role), ("aria-label", &spoken)]),
    }
}

fn draw_card(xml: &mut Xml, picture: &Picture, card: &Card) {
    open_group(xml, "img", &card.spoken, picture.end_of(&card.id));
    xml.text("title", &[], &card.spoken);
    draw_rect(xml, &format!("card {}", class_of(card.state)), card.rect, ROUND);
    xml.empty(
        "path",
        &[
            ("class", &"glyph"),
            ("transform", &format!("translate({} {})", card.rect.x + 8, card.rect.y + 8)),
            ("d", &glyphs::path(card.glyph)),
        ],
    );
    texts(xml, &card.texts);
    xml.close();
}

/// The lines and their numbers. They are hidden from a reader, who gets the list instead.
fn draw_paths(xml: &mut Xml, layout: &Layout, picture: &Picture) {
    xml.open("g", &[("aria-hidden", &"true")]);
    for line in &layout.lines {
        draw_line(xml, line, &picture.edges[line.edge]);
    }
    for badge in &layout.badges {
        draw_badge(xml, badge, &picture.edges[badge.edge]);
    }
    xml.close();
}

fn draw_line(xml: &mut Xml, line: &Line, edge: &Edge) {
    let class = class_of_edge(edge.kind());
    draw_polyline(xml, &line.points, class);
    if let ([.., before, tip], true) = (line.points.as_slice(), line.has_arrow) {
        xml.empty(
            "path",
            &[("class", &format!("arrow {class}").trim()), ("d", &arrow(*before, *tip))],
        );
    }
}

fn draw_polyline(xml: &mut Xml, points: &[Point], class: &str) {
    let points: Vec<String> = points.iter().map(|point| format!("{},{}", point.x, point.y)).collect();
    xml.empty(
        "polyline",
        &[("class", &format!("line {class}").trim()), ("points", &points.join(" "))],
    );
}

/// A triangle that points where the line goes.
fn arrow(before: Point, tip: Point) -> String {
    let (x, y) = ((tip.x - before.x).signum(), (tip.y - before.y).signum());
    let (back, side) = (8, 4);
    let (left, right) = (
        (tip.x - back * x - side * y, tip.y - back * y - side * x),
        (tip.x - back * x + side * y, tip.y - back * y + side * x),
    );
    format!("M{} {}L{} {}L{} {}z", tip.x, tip.y, left.0, left.1, right.0, right.1)
}

/// A numbered mark on a path.
fn draw_badge(xml: &mut Xml, badge: &Badge, edge: &Edge) {
    let Point { x, y } = badge.at;
    draw_mark(xml, badge.shape, class_of_edge(edge.kind()), badge.at);
    let number = (badge.edge + 1).to_string();
    let size = [9, 9, 8].get(number.len()).copied().unwrap_or(7);
    xml.text(
        "text",
        &[("class", &"number"), ("x", &x), ("y", &(y + 3)), ("font-size", &size)],
        &number,
    );
}

/// A disc at an end of a path, an octagon where it is stopped.
fn draw_mark(xml: &mut Xml, shape: BadgeShape, class: &str, at: Point) {
    let Point { x, y } = at;
    let class = format!("badge {class}");
    let class = class.trim();
    match shape {
        BadgeShape::End => xml.empty("circle", &[("class", &class), ("cx", &x), ("cy", &y), ("r", &RADIUS)]),
        BadgeShape::Stop => {
            let d = format!("M{} {}h6l5 5v6l-5 5h-6l-5 -5v-6z", x - 3, y - 8);
            xml.empty("path", &[("class", &class), ("d", &d)]);
        }
    }
}

fn draw_list(xml: &mut Xml, layout: &Layout, picture: &Picture) {
    xml.open("g", &[("role", &"list")]);
    for (badge, lines) in &layout.list {
        let edge = &picture.edges[badge.edge];
        let verdict = verdict_of(edge, &picture.captions);
        let spoken = [edge.label.as_str(), verdict, edge.reason()]
            .into_iter()
            .map(clean)
            .filter(|part| !part.is_empty());
        let spoken = spoken.collect::<Vec<_>>().join("; ");
        xml.open("g", &[("role", &"listitem"), ("aria-label", &spoken)]);
        draw_badge(xml, badge, edge);
        for line in lines {
            draw_text(xml, line, !edge.is_kept);
        }
        xml.close();
    }
    xml.close();
}

fn draw_sample(xml: &mut Xml, sample: &Sample) {
    match sample.of {
        SampleOf::State(state) => draw_rect(xml, &format!("card {}", class_of(state)), sample.rect, 3),
        SampleOf::Edge(kind) => draw_edge_sample(xml, kind, sample.rect),
    }
    draw_text(xml, &sample.text, false);
}

/// A piece of a path with the mark at its end.
fn draw_edge_sample(xml: &mut Xml, kind: EdgeKind, rect: Rect) {
    let class = class_of_edge(kind);
    let y = rect.y + rect.height / 2;
    let end = Point {
        x: rect.x + rect.width - RADIUS,
        y,
    };
    draw_polyline(xml, &[Point { x: rect.x, y }, end], class);
    let shape = match kind {
        EdgeKind::Closed => BadgeShape::Stop,
        EdgeKind::Open | EdgeKind::Expected | EdgeKind::Broken => BadgeShape::End,
    };
    draw_mark(xml, shape, class, end);
}

fn draw_rect(xml: &mut Xml, class: &str, rect: Rect, round: i32) {
    xml.empty(
        "rect",
        &[
            ("class", &class.trim()),
            ("x", &rect.x),
            ("y", &rect.y),
            ("width", &rect.width),
            ("height", &rect.height),
            ("rx", &round),
        ],
    );
}

fn texts(xml: &mut Xml, all: &[Text]) {
    for text in all {
        draw_text(xml, text, false);
    }
}

fn draw_text(xml: &mut Xml, text: &Text, is_broken: bool) {
    let classes = [
        (text.font.is_bold, "bold"),
        (text.font.is_mono, "mono"),
        (text.is_dim, "dim"),
        (text.is_remark && !is_broken, "remark"),
        (is_broken && !text.is_dim, "broken-text"),
    ];
    let class: Vec<&str> = classes.iter().filter(|(is, _)| *is).map(|(_, class)| *class).collect();
    let class = class.join(" ");
    let (x, y, size) = (text.at.x, text.at.y, text.font.size);
    let with_class: [(&'static str, &dyn std::fmt::Display); 4] = [("x", &x), ("y", &y), ("font-size", &size), ("class", &class)];
    let attributes = if class.is_empty() { &with_class[..3] } else { &with_class };
    xml.text("text", attributes, &text.content);
}

fn class_of(state: State) -> &'static str {
    match state {
        State::Planned => "planned",
        State::Built => "",
        State::Differs => "differs",
        State::Foreign => "foreign",
        State::Paused => "paused",
    }
}

fn class_of_edge(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Broken => "broken",
        EdgeKind::Closed => "closed",
        EdgeKind::Expected => "expected",
        EdgeKind::Open => "",
    }
}
