//! Reading a recording.

use std::fs::OpenOptions;
use std::io::Read;
use std::path::Path;

use super::times::Times;
use super::{Line, MOST_BYTES, VERSION};
use crate::checkpoint::open_regular;
use crate::walkthrough::{Error, Misuse, RecordingProblem, Result};

/// Reads how long things took.
///
/// # Errors
///
/// The file can't be read, or is no recording of a version that this program knows.
pub(in crate::cli) fn read(path: &Path) -> Result<Times> {
    let refused = |problem| {
        Error::from(Misuse::Recording {
            path: path.to_owned(),
            problem,
        })
    };
    let file = open_regular(OpenOptions::new().read(true), path).map_err(|error| refused(RecordingProblem::system(error)))?;
    let file = file.ok_or_else(|| refused(RecordingProblem::NotOne { line: 1 }))?;
    let mut content = Vec::new();
    let mut limited = file.take(MOST_BYTES + 1);
    limited
        .read_to_end(&mut content)
        .map_err(|error| refused(RecordingProblem::system(error)))?;
    let is_too_large = content.len() as u64 > MOST_BYTES;
    if is_too_large || !begins_as_recording(&content) {
        return Err(refused(RecordingProblem::NotOne { line: 1 }));
    }
    parsed(&content).map(|lines| Times::of(&lines)).map_err(refused)
}

/// Whether the first line is that of a recording of this version.
pub(super) fn begins_as_recording(content: &[u8]) -> bool {
    let first = content.split(|byte| *byte == b'\n').next().unwrap_or_default();
    matches!(serde_json::from_slice(first), Ok(Line::Recording { version: VERSION, .. }))
}

/// The lines. What follows the last end of a line was cut off as the machine lost its power.
fn parsed(content: &[u8]) -> std::result::Result<Vec<Line>, RecordingProblem> {
    let whole = content.iter().rposition(|byte| *byte == b'\n').unwrap_or_default();
    let lines = content.get(..whole).unwrap_or_default().split(|byte| *byte == b'\n');
    let read = |(number, line): (usize, &[u8])| {
        let line = serde_json::from_slice(line).ok().filter(is_possible);
        line.ok_or(RecordingProblem::NotOne { line: number + 1 })
    };
    lines.enumerate().map(read).collect()
}

/// How long anything may have taken: a week.
const LONGEST: f64 = 7.0 * 24.0 * 3600.0;

/// Whether the times of a line can have been measured.
fn is_possible(line: &Line) -> bool {
    let is_time = |time: f64| (0.0..=LONGEST).contains(&time);
    match line {
        Line::Call { took, .. } | Line::FirstBoot { took, .. } => is_time(*took),
        Line::Listed { not_yet, by, .. } | Line::Ready { not_yet, by, .. } => {
            is_time(*by) && not_yet.is_none_or(|not_yet| is_time(not_yet) && not_yet <= *by)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "{\"line\":\"recording\",\"version\":1,\"program\":\"1.0.0\"}\n";

    #[test]
    fn a_line_that_was_cut_off_is_left_out_and_any_other_is_refused() {
        let read = |rest: &str| parsed(format!("{FIRST}{rest}").as_bytes());
        let ready = "{\"line\":\"ready\",\"at\":1.0,\"kind\":\"vpc\",\"by\":2.5}\n";
        assert_eq!(read(&format!("{ready}{{\"line\":\"re")).unwrap().len(), 2);
        for wrong in [
            "{\"line\":\"re\n",
            "{\"line\":\"ready\",\"at\":1.0,\"kind\":\"vpc\",\"by\":-1.0}\n",
            "{\"line\":\"ready\",\"at\":1.0,\"kind\":\"vpc\",\"not_yet\":3.0,\"by\":2.0}\n",
            "{\"line\":\"ready\",\"at\":1.0,\"kind\":\"vpc\",\"by\":1e300}\n",
        ] {
            let problem = read(&format!("{ready}{wrong}")).unwrap_err();
            assert_eq!(problem, RecordingProblem::NotOne { line: 3 }, "{wrong}");
        }
        assert!(begins_as_recording(FIRST.as_bytes()));
        assert!(!begins_as_recording(FIRST.replace(":1,", ":2,").as_bytes()));
        assert!(!begins_as_recording(b"[answers]\n"));
    }
}
