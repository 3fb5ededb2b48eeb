//! Writing a recording beside what a walk shows.
//!
//! Each line is handed to the system at once and whole, so that a killed walk leaves whole lines.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use super::reader::begins_as_recording;
use super::{Line, MOST_BYTES, VERSION};
use crate::aws::{Aws, CallFailure, Operation, Reason};
use crate::checkpoint::open_regular;
use crate::walkthrough::{Between, Error, Event, Measure, Misuse, RecordingProblem, Reporter, Result, is_first_boot};

/// How long an error code may be.
const LONGEST_CODE: usize = 80;

/// Records what another reporter shows.
pub(in crate::cli) struct RecordingReporter {
    inner: Arc<dyn Reporter>,
    began: Instant,
    speed: OnceLock<f64>,
    output: Mutex<Output>,
}

struct Output {
    file: File,
    bytes: u64,
    is_full: bool,
    failure: Option<io::Error>,
}

impl RecordingReporter {
    /// Begins a recording, or goes on with one.
    ///
    /// # Errors
    ///
    /// Something else is in the file's place, another walk writes it, or it can't be written.
    pub(in crate::cli) fn begin(path: &Path, inner: Arc<dyn Reporter>) -> Result<Self> {
        let refused = |problem| {
            Error::from(Misuse::Recording {
                path: path.to_owned(),
                problem,
            })
        };
        let file = open(path).map_err(refused)?;
        let (file, bytes) = prepared(file).map_err(refused)?;
        let output = Output {
            is_full: bytes >= MOST_BYTES,
            file,
            bytes,
            failure: None,
        };
        Ok(Self {
            inner,
            began: Instant::now(),
            speed: OnceLock::new(),
            output: Mutex::new(output),
        })
    }

    /// Times are of the deployment's clock from now on.
    pub(in crate::cli) fn go_by(&self, aws: &Aws) {
        // The first one stays.
        let _: std::result::Result<(), f64> = self.speed.set(aws.clock().speed());
        self.write(&Line::Walk {
            cloud: aws.cloud().as_str().to_owned(),
            region: aws.region().to_owned(),
        });
    }

    /// Why the rest of the walk is not in the recording, if it is not.
    pub(in crate::cli) fn failure(&self) -> Option<String> {
        let output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        output.failure.as_ref().map(io::Error::to_string)
    }

    fn at(&self) -> f64 {
        seconds(self.began.elapsed().mul_f64(self.speed.get().copied().unwrap_or(1.0)))
    }

    fn record(&self, event: &Event) {
        if let Some(line) = line(event, self.at()) {
            self.write(&line);
        }
    }

    fn write(&self, line: &Line) {
        let mut output = self.output.lock().unwrap_or_else(PoisonError::into_inner);
        if output.is_full || output.failure.is_some() {
            return;
        }
        let (mut text, full) = (written(line), written(&Line::Full));
        let room = MOST_BYTES.saturating_sub(output.bytes);
        if (text.len() + full.len()) as u64 > room {
            output.is_full = true;
            text = full;
        }
        if text.len() as u64 > room {
            return;
        }
        output.bytes += text.len() as u64;
        output.failure = output.file.write_all(text.as_bytes()).err();
    }
}

impl Reporter for RecordingReporter {
    fn report(&self, event: &Event) {
        self.record(event);
        self.inner.report(event);
    }

    fn report_of(&self, event: &Event, step: Option<&str>) {
        self.record(event);
        self.inner.report_of(event, step);
    }

    fn sentence(&self, error: &Error) -> String {
        self.inner.sentence(error)
    }
}

/// Opens a new file or one that is there. A symbolic link, a pipe or a folder is refused.
fn open(path: &Path) -> std::result::Result<File, RecordingProblem> {
    if std::fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        return Err(RecordingProblem::Linked);
    }
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true).mode(0o600);
    let file = open_regular(&mut options, path).map_err(RecordingProblem::system)?;
    let file = file.ok_or(RecordingProblem::Occupied)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(RecordingProblem::InUse),
        Err(TryLockError::Error(error)) => Err(RecordingProblem::system(error)),
    }
}

/// Writes the first line, or cuts off what a machine that lost its power has left of a line.
fn prepared(mut file: File) -> std::result::Result<(File, u64), RecordingProblem> {
    let bytes = file.metadata().map_err(RecordingProblem::system)?.len();
    if bytes > MOST_BYTES {
        return Err(RecordingProblem::Occupied);
    }
    let mut content = Vec::new();
    file.seek(SeekFrom::Start(0)).map_err(RecordingProblem::system)?;
    file.read_to_end(&mut content).map_err(RecordingProblem::system)?;
    let whole = content.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    if whole > 0 && begins_as_recording(&content) {
        let whole = whole as u64;
        file.set_len(whole).map_err(RecordingProblem::system)?;
        return Ok((file, whole));
    }
    if !content.is_empty() {
        return Err(RecordingProblem::Occupied);
    }
    let first = written(&Line::Recording {
        version: VERSION,
        program: env!("CARGO_PKG_VERSION").to_owned(),
    });
    file.write_all(first.as_bytes()).map_err(RecordingProblem::system)?;
    Ok((file, first.len() as u64))
}

fn written(line: &Line) -> String {
    // It has nothing that can't be written.
    let mut text = serde_json::to_string(line).unwrap_or_default();
    text.push('\n');
    text
}

/// The line of an event, if it has one. No name, id or text of an event comes into it.
fn line(event: &Event, at: f64) -> Option<Line> {
    Some(match event {
        Event::Call {
            mutating,
            operation,
            milliseconds,
            error,
            ..
        } => {
            let Operation { service, name } = operation.clone()?;
            Line::Call {
                at,
                service,
                operation: name,
                changes: *mutating,
                took: *milliseconds as f64 / 1000.0,
                code: error.as_ref().map(code),
            }
        }
        Event::Created { kind, .. } => Line::Made { at, kind: kind.clone() },
        Event::Measured { kind, measure } => measured(at, kind.to_string(), *measure),
        Event::Ready { key, seconds, .. } if is_first_boot(key) => Line::FirstBoot {
            at,
            took: *seconds as f64,
        },
        Event::WalkFinished { .. } => Line::Finished { at },
        _ => return None,
    })
}

fn measured(at: f64, kind: String, measure: Measure) -> Line {
    let times = |Between { not_yet, by }| (not_yet.map(seconds), seconds(by));
    match measure {
        Measure::Listed(between) => {
            let (not_yet, by) = times(between);
            Line::Listed { at, kind, not_yet, by }
        }
        Measure::Ready(between) => {
            let (not_yet, by) = times(between);
            Line::Ready { at, kind, not_yet, by }
        }
    }
}

/// To the millisecond.
fn seconds(duration: std::time::Duration) -> f64 {
    duration.as_millis() as f64 / 1000.0
}

/// AWS's codes are letters and dots. What isn't may be anything, and is not written.
fn code(failure: &CallFailure) -> String {
    match failure {
        CallFailure::Code(code) if is_code(code) => code.clone(),
        CallFailure::Code(_) => "other".to_owned(),
        CallFailure::Reason(Reason::Status(status)) => format!("http-{status}"),
        CallFailure::Reason(_) => "no-answer".to_owned(),
    }
}

fn is_code(code: &str) -> bool {
    let is_plain = code.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.');
    (1..=LONGEST_CODE).contains(&code.len()) && is_plain
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Silent;

    impl Reporter for Silent {
        fn report(&self, _: &Event) {}

        fn sentence(&self, _: &Error) -> String {
            String::new()
        }
    }

    #[test]
    fn a_recording_ends_at_its_limit_and_stays_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("walk.jsonl");
        let event = Event::Measured {
            kind: crate::resources::Kind::Vpc,
            measure: Measure::Listed(Between {
                not_yet: None,
                by: std::time::Duration::from_secs(1),
            }),
        };
        for _ in 0..3 {
            let recording = RecordingReporter::begin(&path, Arc::new(Silent)).unwrap();
            for _ in 0..100_000 {
                recording.report(&event);
            }
        }
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(
            text.len() as u64 <= MOST_BYTES && text.len() > 1 << 20,
            "{} bytes",
            text.len()
        );
        assert_eq!(text.lines().next_back(), Some(written(&Line::Full).trim_end()));
        super::super::read(&path).unwrap();
    }

    #[test]
    fn a_code_that_may_be_an_id_is_not_written() {
        let of = |text: &str| code(&CallFailure::Code(text.to_owned()));
        assert_eq!(of("InvalidVpcID.NotFound"), "InvalidVpcID.NotFound");
        for other in ["vpc-0abc", "123456789012", "10.0.0.1", "", "a b", "my_name"] {
            assert_eq!(of(other), "other", "{other}");
        }
        assert_eq!(code(&CallFailure::Reason(Reason::Said("my secret".to_owned()))), "no-answer");
        assert_eq!(code(&CallFailure::Reason(Reason::Status(503))), "http-503");
    }
}
