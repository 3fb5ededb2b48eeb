//! Reading the records of runs, whole or as they grow.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{EXTENSION, MOST_BYTES, RUNS_FOLDER};
use crate::checkpoint::trust::Wanted;
use crate::checkpoint::{CheckpointError, Folder, own_file};

/// How the moment of its beginning stands in a record's name, to the nanosecond.
const MOMENT: &str = "%Y%m%dT%H%M%S.%9fZ";

/// Which record: a command and when it began. They are ordered by that moment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunName {
    started: Timestamp,
    command: String,
}

impl RunName {
    /// The name of the record of a run that begins at this moment.
    pub(super) fn new(command: &str, started: Timestamp) -> Self {
        Self {
            started,
            command: command.to_owned(),
        }
    }

    fn parse(name: &str) -> Option<Self> {
        let (moment, command) = name.strip_suffix(EXTENSION)?.strip_suffix('.')?.split_once("Z-")?;
        let moment = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%S.%f", moment).ok()?;
        let started = moment.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
        let is_command = !command.is_empty() && command.bytes().all(|byte| byte.is_ascii_lowercase());
        is_command.then(|| Self::new(command, started))
    }

    /// The command's word, as `walk`.
    pub fn command(&self) -> &str {
        &self.command
    }

    /// When it began, by the wall clock.
    pub fn started(&self) -> Timestamp {
        self.started
    }

    /// Where the record is.
    pub(super) fn path_in(&self, folder: &Folder) -> PathBuf {
        let name = format!("{}-{}.{EXTENSION}", self.started.strftime(MOMENT), self.command);
        folder.path().join(RUNS_FOLDER).join(name)
    }
}

/// One event of a record.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct RecordedEvent {
    /// When it was reported, by the wall clock.
    pub at: Timestamp,
    /// Its name, as in docs/JSON.md.
    pub event: String,
    /// Its other fields.
    #[serde(flatten)]
    pub fields: Map<String, Value>,
}

impl RecordedEvent {
    /// A field that is a text; empty where there is none.
    pub fn text(&self, field: &str) -> &str {
        self.fields.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    /// A field that is a whole number.
    pub fn number(&self, field: &str) -> Option<u64> {
        self.fields.get(field).and_then(Value::as_u64)
    }
}

/// A record as far as it goes.
#[derive(Clone, Debug)]
pub struct RecordedRun {
    /// Which one.
    pub name: RunName,
    /// What was reported, in order.
    pub events: Vec<RecordedEvent>,
}

impl RecordedRun {
    /// The last event of this name.
    pub fn last(&self, event: &str) -> Option<&RecordedEvent> {
        self.events.iter().rev().find(|recorded| recorded.event == event)
    }
}

/// All records of a deployment, the oldest first. What isn't a record is passed over.
///
/// # Errors
///
/// When the folder is there and can't be listed, or is a symbolic link.
pub fn recorded_runs(folder: &Folder) -> Result<Vec<RunName>, CheckpointError> {
    let runs = folder.path().join(RUNS_FOLDER);
    let entries = match own_file::check_folder(&runs).and_then(|()| std::fs::read_dir(&runs)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|source| CheckpointError::unreadable(runs, source))?,
    };
    let names = entries.flatten().map(|entry| entry.file_name());
    let mut names: Vec<RunName> = names.filter_map(|name| RunName::parse(name.to_str()?)).collect();
    names.sort();
    Ok(names)
}

/// The last record of a command; `None` where there is none.
///
/// # Errors
///
/// When it can't be read.
pub fn last_run(folder: &Folder, command: &str) -> Result<Option<RecordedRun>, CheckpointError> {
    let last = recorded_runs(folder)?.into_iter().rev().find(|run| run.command() == command);
    last.map(|name| RecordedRun::read(folder, name)).transpose()
}

impl RecordedRun {
    /// Reads a record.
    ///
    /// # Errors
    ///
    /// When it can't be read.
    pub fn read(folder: &Folder, name: RunName) -> Result<Self, CheckpointError> {
        let events = RunReader::open(folder, &name)?.new_events()?;
        Ok(Self { name, events })
    }
}

/// Follows a record while it is written.
#[derive(Debug)]
pub struct RunReader {
    file: File,
    path: PathBuf,
    read: u64,
}

impl RunReader {
    /// Opens a record at its beginning.
    ///
    /// # Errors
    ///
    /// When it can't be opened.
    pub fn open(folder: &Folder, name: &RunName) -> Result<Self, CheckpointError> {
        let path = name.path_in(folder);
        match own_file::open(OpenOptions::new().read(true), &path, Wanted::Own) {
            Ok(file) => Ok(Self { file, path, read: 0 }),
            Err(source) => Err(CheckpointError::unreadable(path, source)),
        }
    }

    /// The events that were written since the last time. A line that is no event is passed over, and one that isn't whole yet comes later.
    ///
    /// # Errors
    ///
    /// When it can't be read.
    pub fn new_events(&mut self) -> Result<Vec<RecordedEvent>, CheckpointError> {
        let text = self
            .rest()
            .map_err(|source| CheckpointError::unreadable(self.path.clone(), source))?;
        let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        self.read += whole as u64;
        let lines = text[..whole].split(|byte| *byte == b'\n');
        Ok(lines.filter_map(|line| serde_json::from_slice(line).ok()).collect())
    }

    fn rest(&mut self) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        self.file.seek(SeekFrom::Start(self.read))?;
        (&mut self.file).take(MOST_BYTES).read_to_end(&mut text)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::RunFile;

    #[test]
    fn a_name_says_which_command_and_when() {
        let at: Timestamp = "2026-11-27T19:35:18.000000123Z".parse().unwrap();
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path());
        let begun = RunFile::begin(&folder, "walk", at).unwrap();
        assert_eq!(recorded_runs(&folder).unwrap(), [begun.name().clone()]);
        assert_eq!(begun.name().started(), at);
        for other in [
            "20261127T193518.1Z-.jsonl",
            "notes.jsonl",
            "20261127T193518.1Z-../x.jsonl",
            "walk",
        ] {
            assert_eq!(RunName::parse(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_torn_or_foreign_is_passed_over() {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path());
        let file = RunFile::begin(&folder, "walk", Timestamp::UNIX_EPOCH).unwrap();
        let mut reader = RunReader::open(&folder, file.name()).unwrap();
        let path = file.name().path_in(&folder);
        let write = |text: &[u8]| {
            use std::io::Write;
            OpenOptions::new().append(true).open(&path).unwrap().write_all(text).unwrap();
        };
        write(b"{\"at\":\"2026-11-27T19:35:18Z\",\"event\":\"created\",\"key\":\"vpc/main\",\"n\":3}\n\0\0\0\n[]\n\xff\n{\"at\":\"20");
        let events = reader.new_events().unwrap();
        assert_eq!(events.len(), 1);
        assert_eq!((events[0].text("key"), events[0].number("n")), ("vpc/main", Some(3)));
        assert_eq!((events[0].text("n"), events[0].number("key")), ("", None));
        write(b"26-11-27T19:35:19Z\",\"event\":\"resumed\"}\n");
        assert_eq!(reader.new_events().unwrap()[0].event, "resumed");
        assert!(reader.new_events().unwrap().is_empty());
    }
}
