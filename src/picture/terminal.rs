//! The picture in box characters, for a terminal of 80 columns.

use console::{measure_text_width, truncate_str};

use super::legend::verdict_of;
use super::measure::clean;
use super::model::{Picture, Place, State, Subnet, Thing, Vpc};

/// How wide it is at most.
const WIDEST: usize = 80;

/// The picture as lines of text, no wider than 80 columns. Equal pictures give equal lines.
pub fn text(picture: &Picture) -> String {
    let mut lines = vec![cut(&picture.title, WIDEST)];
    lines.extend(picture.subtitle.iter().map(|line| cut(line, WIDEST)));
    lines.push(String::new());
    let outside = things_in(picture, |place| *place == Place::Outside);
    let names: Vec<String> = outside.map(|thing| format!("( {} )", clean(&thing.name))).collect();
    lines.push(cut(&names.join("   "), WIDEST));
    for vpc in &picture.vpcs {
        add_vpc(&mut lines, picture, vpc);
    }
    for thing in things_in(picture, |place| matches!(place, Place::Between(..))) {
        lines.push(cut(&format!("══ {}", of_thing(picture, thing)), WIDEST));
    }
    let region: Vec<&Thing> = things_in(picture, |place| *place == Place::Region).collect();
    if !region.is_empty() {
        lines.push(cut(&picture.captions.region, WIDEST));
        lines.extend(
            region
                .into_iter()
                .map(|thing| cut(&format!("  {}", of_thing(picture, thing)), WIDEST)),
        );
    }
    add_paths(&mut lines, picture);
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn things_in(picture: &Picture, is_there: impl Fn(&Place) -> bool) -> impl Iterator<Item = &Thing> {
    picture.things.iter().filter(move |thing| is_there(&thing.place))
}

/// A VPC as a box, with a box for each zone in each row.
fn add_vpc(lines: &mut Vec<String>, picture: &Picture, vpc: &Vpc) {
    let gateways = things_in(picture, |place| matches!(place, Place::Border(id) if *id == vpc.id));
    let gateways: Vec<String> = gateways.map(|thing| format!("[ {} ]", of_thing(picture, thing))).collect();
    let inner = WIDEST - 4;
    lines.push(format!("╔{}╗", border(&gateways.join("═"), WIDEST - 2, '═')));
    let mut inside = |text: &str| lines.push(format!("║ {} ║", padded(text, inner)));
    let state = state_of(picture, vpc.state);
    inside(&format!("{}  {}{state}", clean(&vpc.name), clean(&vpc.details.join("  "))));
    for is_public in [true, false] {
        let subnets: Vec<&Subnet> = vpc.subnets.iter().filter(|subnet| subnet.is_public == is_public).collect();
        for beside in subnets.chunks(2) {
            for line in cells(picture, beside, inner) {
                inside(&line);
            }
        }
    }
    for thing in things_in(picture, |place| matches!(place, Place::Vpc(id) if *id == vpc.id)) {
        inside(&of_thing(picture, thing));
    }
    lines.push(format!("╚{}╝", "═".repeat(WIDEST - 2)));
}

/// Subnets beside each other.
fn cells(picture: &Picture, subnets: &[&Subnet], room: usize) -> Vec<String> {
    let wide = room / 2;
    let contents: Vec<Vec<String>> = subnets.iter().map(|subnet| of_subnet(picture, subnet)).collect();
    let high = contents.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines = Vec::new();
    let row = |piece: &dyn Fn(usize) -> String| (0..subnets.len()).map(piece).collect::<String>();
    let title = |at: usize| clean(&subnets[at].name);
    lines.push(row(&|at| format!("┌{}┐", border(&title(at), wide - 2, '─'))));
    for line in 0..high {
        let content = |at: usize| contents[at].get(line).cloned().unwrap_or_default();
        lines.push(row(&|at| format!("│ {} │", padded(&content(at), wide - 4))));
    }
    lines.push(row(&|_| format!("└{}┘", "─".repeat(wide - 2))));
    lines
}

fn of_subnet(picture: &Picture, subnet: &Subnet) -> Vec<String> {
    let mut lines: Vec<String> = subnet.details.iter().take(1).map(|detail| clean(detail)).collect();
    if subnet.state != State::Built {
        lines.push(state_of(picture, subnet.state).trim().to_owned());
    }
    for thing in things_in(picture, |place| matches!(place, Place::Subnet(id) if *id == subnet.id)) {
        lines.push(format!("• {}{}", clean(&thing.name), state_of(picture, thing.state)));
        lines.extend(thing.addresses.iter().map(|address| format!("  {}", clean(address))));
    }
    lines
}

fn of_thing(picture: &Picture, thing: &Thing) -> String {
    format!(
        "{}{}{}{}",
        clean(&thing.kind),
        picture.captions.colon,
        clean(&thing.name),
        state_of(picture, thing.state)
    )
}

/// A state in words, behind what it is of; nothing where it is built.
fn state_of(picture: &Picture, state: State) -> String {
    match state {
        State::Built => String::new(),
        state => format!(" ({})", clean(picture.captions.state(state))),
    }
}

fn add_paths(lines: &mut Vec<String>, picture: &Picture) {
    if picture.edges.is_empty() {
        return;
    }
    lines.push(String::new());
    lines.push(cut(&picture.captions.paths, WIDEST));
    for edge in &picture.edges {
        let mark = match (edge.is_kept, edge.is_known(), edge.is_open()) {
            (false, ..) => "!",
            (true, false, _) => "·",
            (true, true, true) => "✓",
            (true, true, false) => "✕",
        };
        let verdict = verdict_of(edge, &picture.captions);
        let verdict = if verdict.is_empty() {
            String::new()
        } else {
            format!(" — {verdict}")
        };
        add_wrapped(lines, &format!("{}{verdict}", clean(&edge.label)), &format!("  {mark} "));
    }
}

/// A text in as many lines as it takes, the first of them behind a mark.
fn add_wrapped(lines: &mut Vec<String>, text: &str, mark: &str) {
    let indent = " ".repeat(measure_text_width(mark));
    let mut line = mark.to_owned();
    let mut is_fresh = true;
    for word in text.split(' ') {
        if !is_fresh && measure_text_width(&line) + 1 + measure_text_width(word) > WIDEST {
            lines.push(cut(&line, WIDEST));
            (line, is_fresh) = (indent.clone(), true);
        }
        if !is_fresh {
            line.push(' ');
        }
        line.push_str(word);
        is_fresh = false;
    }
    lines.push(cut(&line, WIDEST));
}

/// A border with a text in it.
fn border(text: &str, wide: usize, line: char) -> String {
    let text = cut(text, wide.saturating_sub(2));
    let rest = wide.saturating_sub(measure_text_width(&text) + 1);
    format!("{line}{text}{}", line.to_string().repeat(rest))
}

fn padded(text: &str, wide: usize) -> String {
    let text = cut(text, wide);
    let rest = wide.saturating_sub(measure_text_width(&text));
    format!("{text}{}", " ".repeat(rest))
}

fn cut(text: &str, wide: usize) -> String {
    truncate_str(text, wide, "…").into_owned()
}
