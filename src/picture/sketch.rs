//! Small drawings of one idea, in text: a way from stop to stop, or tables beside each other. Pure; whoever makes one has its words.

use std::fmt;

use console::measure_text_width;

/// The most columns of a sketch: a lesson's.
const COLUMNS: usize = 76;
/// Between two tables.
const GAP: &str = "     ";

/// A small drawing of one idea.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sketch {
    /// Ways, below each other.
    Ways(Vec<Way>),
    /// Tables, beside each other as far as there is room.
    Tables(Vec<Table>),
}

/// A way from stop to stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    label: String,
    stops: Vec<String>,
    course: Course,
}

/// How a way goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    There,
    Back,
    /// It ends before its last stop.
    Stopped,
}

/// A table of what stands on its left and on its right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    title: String,
    rows: Vec<(String, String)>,
}

impl Way {
    /// A way that is open.
    pub fn open<const N: usize>(stops: [String; N]) -> Self {
        Self {
            label: String::new(),
            stops: stops.into(),
            course: Course::There,
        }
    }

    /// The same, read from its end to its beginning.
    pub fn back<const N: usize>(stops: [String; N]) -> Self {
        Self {
            course: Course::Back,
            ..Self::open(stops)
        }
    }

    /// A way that ends before its last stop.
    pub fn stopped<const N: usize>(stops: [String; N]) -> Self {
        Self {
            course: Course::Stopped,
            ..Self::open(stops)
        }
    }

    /// The same, with a word before it.
    pub fn called(self, label: String) -> Self {
        Self { label, ..self }
    }

    /// Its lines, indented by the widest label, its first stop as wide as that of any other way.
    fn lines(&self, indent: usize, first: usize) -> Vec<String> {
        let mut lines = vec![padded(&self.label, indent)];
        for (at, stop) in self.stops.iter().enumerate() {
            let stop = if at == 0 { padded(stop, first) } else { stop.clone() };
            let arrow = match (at, self.course) {
                (0, _) => "",
                (_, Course::Back) => " ◀─ ",
                (last, Course::Stopped) if last + 1 == self.stops.len() => " ─✕  ",
                (_, Course::There | Course::Stopped) => " ─▶ ",
            };
            let room = COLUMNS.saturating_sub(lines.last().map_or(0, |line| measure_text_width(line)));
            if measure_text_width(arrow) + measure_text_width(&stop) > room {
                lines.push(" ".repeat(indent + 1));
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(&format!("{arrow}{stop}"));
            }
        }
        lines
    }
}

impl Table {
    /// A table of this title.
    pub fn new(title: String, rows: Vec<(String, String)>) -> Self {
        Self { title, rows }
    }

    fn lines(&self) -> Vec<String> {
        let left = self.rows.iter().map(|(left, _)| measure_text_width(left)).max().unwrap_or(0);
        let rows = self.rows.iter().map(|(row, right)| match right.is_empty() {
            true => row.clone(),
            false => format!("{}  → {right}", padded(row, left)),
        });
        std::iter::once(self.title.clone()).chain(rows).collect()
    }
}

impl fmt::Display for Sketch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = match self {
            Self::Ways(ways) => {
                let widest = ways.iter().map(|way| measure_text_width(&way.label)).max().unwrap_or(0);
                let indent = if widest == 0 { 0 } else { widest + 2 };
                let first = ways.iter().filter_map(|way| way.stops.first());
                let first = first.map(|stop| measure_text_width(stop)).max().unwrap_or(0);
                ways.iter().flat_map(|way| way.lines(indent, first)).collect()
            }
            Self::Tables(tables) => beside(tables),
        };
        formatter.write_str(&lines.join("\n"))
    }
}

/// Tables beside each other where they have room, otherwise below each other.
fn beside(tables: &[Table]) -> Vec<String> {
    let all: Vec<Vec<String>> = tables.iter().map(Table::lines).collect();
    let widest = |lines: &[String]| lines.iter().map(|line| measure_text_width(line)).max().unwrap_or(0);
    let wide: usize = all.iter().map(|lines| widest(lines) + GAP.len()).sum();
    if wide > COLUMNS + GAP.len() {
        return all.join(&String::new());
    }
    let rows = all.iter().map(Vec::len).max().unwrap_or(0);
    let row = |at: usize| {
        let cells = all
            .iter()
            .map(|lines| padded(lines.get(at).map_or("", String::as_str), widest(lines)));
        cells.collect::<Vec<_>>().join(GAP).trim_end().to_owned()
    };
    (0..rows).map(row).collect()
}

fn padded(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(measure_text_width(text));
    format!("{text}{}", " ".repeat(missing))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn a_way_goes_there_and_back_or_ends() {
        let sketch = Sketch::Ways(vec![
            Way::open([text("you"), text("host")]).called(text("there")),
            Way::back([text("you"), text("host")]).called(text("back")),
            Way::stopped([text("you"), text("door"), text("database")]),
        ]);
        let expected = "there  you ─▶ host\nback   you ◀─ host\n       you ─▶ door ─✕  database";
        assert_eq!(sketch.to_string(), expected);
    }

    #[test]
    fn a_long_way_is_broken_at_its_stops() {
        let stops = [
            "a rather long stop of this way",
            "another one as long as that",
            "and the last one of all",
        ];
        let sketch = Sketch::Ways(vec![Way::open(stops.map(text)).called(text("there"))]);
        let expected =
            "there  a rather long stop of this way ─▶ another one as long as that\n         ─▶ and the last one of all";
        assert_eq!(sketch.to_string(), expected);
    }

    #[test]
    fn tables_stand_beside_each_other_where_they_fit() {
        let rows = |more: &str| {
            vec![
                (text("10.0.0.0/16"), text("local")),
                (text("0.0.0.0/0"), format!("gateway{more}")),
            ]
        };
        let two = |more: &str| {
            let tables = vec![
                Table::new(text("public"), rows(more)),
                Table::new(text("private"), rows(more)),
            ];
            Sketch::Tables(tables).to_string()
        };
        assert_eq!(
            two(""),
            "public                     private\n10.0.0.0/16  → local       10.0.0.0/16  → local\n0.0.0.0/0    → gateway     0.0.0.0/0    → gateway"
        );
        assert_eq!(two(&"y".repeat(30)).lines().count(), 7);
    }
}
