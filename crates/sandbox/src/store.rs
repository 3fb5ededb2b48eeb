//! The world on disk: a snapshot and an append-only journal with one JSON line a committed request, fsynced before the
//! request is answered ([`super::commits`]), so a killed process leaves the cloud as its last answer said.
//!
//! `world.json` is the snapshot and names its journal, `journal-N.jsonl`. Compaction writes the next snapshot beside the
//! old one and renames it; a reader that still holds the old snapshot reads the old journal. A torn last line was never
//! answered for and is ignored. `lock` keeps a second writer out.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::own_file::{self, create_fresh};
use super::store_files::{damaged, ignore_missing, journal_path, locked};

const SNAPSHOT: &str = "world.json";
/// The folder of object bodies.
pub const OBJECTS: &str = "objects";
/// The version of both file formats.
const FORMAT: u32 = 1;
/// A journal larger than this many bytes is folded into the snapshot when the store is opened.
const COMPACT_OVER: u64 = 1 << 20;
/// While it is open, a journal larger than this and twice the snapshot is folded.
const COMPACT_OPEN_OVER: u64 = 8 << 20;
/// Tries of a reader whose snapshot is replaced while it reads.
const READ_TRIES: u32 = 5;

/// One row as stored: table name, id, and the value unless it was removed.
pub type StoredRow = (String, String, Option<Value>);

/// The simulated and the wall time of a record.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// Simulated time.
    pub at: Timestamp,
    /// Wall time.
    pub wall: Timestamp,
}

/// The properties of a world that never change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The region it simulates.
    pub region: String,
    /// The seed of its ids and latencies.
    pub seed: u64,
}

/// A world as read from disk.
#[derive(Debug)]
pub struct Loaded {
    /// Region and seed it was made with.
    pub identity: Identity,
    /// The last recorded times.
    pub recorded: Recorded,
    /// Every row, in the order of the commits.
    pub rows: Vec<StoredRow>,
}

#[derive(Serialize, Deserialize)]
struct Snapshot {
    format: u32,
    #[serde(flatten)]
    identity: Identity,
    journal: u64,
    #[serde(flatten)]
    recorded: Recorded,
    rows: Vec<StoredRow>,
}

/// One line of the journal: a committed request, or a note of the time.
#[derive(Debug, Serialize, Deserialize)]
pub struct Line {
    /// When it was written.
    #[serde(flatten)]
    pub recorded: Recorded,
    /// What changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<StoredRow>,
}

impl Line {
    /// The line as it is written.
    ///
    /// # Errors
    /// It can't be serialised.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// The journal of a world that is written.
#[derive(Debug)]
pub struct Store {
    /// Absent when it could not be opened again after it was folded.
    journal: Option<File>,
    number: u64,
    /// Bytes that are durable, and with what was appended since.
    durable: u64,
    length: u64,
    compact_over: u64,
    syncs: u64,
    _lock: File,
}

impl Store {
    /// Opens the world in `directory` for writing, making it if there is none.
    ///
    /// # Errors
    /// Another process writes it (`WouldBlock`), a file is damaged or of a newer format (`InvalidData`), or the
    /// directory can't be written.
    pub fn open(directory: &Path, identity: Identity, beginning: Recorded) -> io::Result<(Self, Loaded)> {
        fs::create_dir_all(directory)?;
        let lock = locked(directory)?;
        own_file::refuse_link(&directory.join(OBJECTS))?;
        fs::create_dir_all(directory.join(OBJECTS))?;
        if !directory.join(SNAPSHOT).exists() {
            let first = Snapshot {
                format: FORMAT,
                identity,
                journal: 1,
                recorded: beginning,
                rows: Vec::new(),
            };
            replace_snapshot(directory, &first)?;
        }
        let mut read = read(directory)?;
        if read.journal_length > COMPACT_OVER {
            compact(directory, &mut read)?;
        }
        let journal = open_journal(directory, &read)?;
        remove_other_journals(directory, read.journal)?;
        let store = Self {
            journal: Some(journal),
            number: read.journal,
            durable: read.journal_length,
            length: read.journal_length,
            compact_over: compact_over(directory),
            syncs: 0,
            _lock: lock,
        };
        Ok((store, read.loaded))
    }

    /// Appends lines, which are durable after [`Store::sync`].
    ///
    /// # Errors
    /// The disk is full or fails; [`Store::cut_back`] has to follow.
    pub fn append(&mut self, lines: &[u8], directory: &Path) -> io::Result<()> {
        self.journal(directory)?.write_all(lines)?;
        self.length += lines.len() as u64;
        Ok(())
    }

    /// Waits until what was appended is durable.
    ///
    /// # Errors
    /// As of [`Store::append`].
    pub fn sync(&mut self) -> io::Result<()> {
        if let Some(journal) = &self.journal {
            journal.sync_data()?;
        }
        self.syncs += 1;
        self.durable = self.length;
        Ok(())
    }

    /// Cuts off what is not durable, in the journal opened anew.
    ///
    /// # Errors
    /// The disk fails.
    pub fn cut_back(&mut self, directory: &Path) -> io::Result<()> {
        // Without a journal nothing was appended that isn't durable.
        if self.journal.is_some() {
            let journal = own_file::open(OpenOptions::new().write(true), &journal_path(directory, self.number))?;
            journal.set_len(self.durable)?;
            journal.sync_all()?;
            self.journal = None;
        }
        self.reopen(directory)
    }

    /// Folds a large journal into the snapshot. Where that fails the journal goes on growing, to be folded at twice its size.
    pub fn compact_if_large(&mut self, directory: &Path) {
        if self.durable < self.compact_over || self.durable < self.length {
            return;
        }
        self.journal = None;
        let folded = read(directory).and_then(|mut read| compact(directory, &mut read));
        let opened = self.reopen(directory);
        self.compact_over = match folded.and(opened) {
            Ok(()) => compact_over(directory),
            Err(_) => self.compact_over * 2,
        };
    }

    /// How many syncs there were.
    #[cfg(test)]
    pub fn syncs(&self) -> u64 {
        self.syncs
    }

    /// Lets the next append fail as on a full disk.
    #[cfg(test)]
    pub fn fill_the_disk(&mut self) {
        self.journal = OpenOptions::new().append(true).open("/dev/full").ok();
    }

    fn journal(&mut self, directory: &Path) -> io::Result<&mut File> {
        if self.journal.is_none() {
            self.reopen(directory)?;
        }
        self.journal.as_mut().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    /// Opens the journal that the snapshot names.
    fn reopen(&mut self, directory: &Path) -> io::Result<()> {
        let read = read(directory)?;
        self.journal = Some(open_journal(directory, &read)?);
        self.number = read.journal;
        (self.durable, self.length) = (read.journal_length, read.journal_length);
        remove_other_journals(directory, read.journal)
    }
}

/// Opens a journal that was read, without a torn last line.
fn open_journal(directory: &Path, read: &Read) -> io::Result<File> {
    let path = journal_path(directory, read.journal);
    let journal = own_file::open(OpenOptions::new().append(true).create(true), &path)?;
    journal.set_len(read.journal_length)?;
    journal.sync_all()?;
    Ok(journal)
}

fn compact_over(directory: &Path) -> u64 {
    let snapshot = fs::metadata(directory.join(SNAPSHOT)).map_or(0, |metadata| metadata.len());
    COMPACT_OPEN_OVER.max(2 * snapshot)
}

/// Reads the world in `directory` and writes nothing, even while another process writes it.
///
/// # Errors
/// There is none (`NotFound`), or a file is damaged or of a newer format (`InvalidData`).
pub fn load(directory: &Path) -> io::Result<Loaded> {
    let mut tries = 0;
    loop {
        tries += 1;
        match read(directory) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted && tries < READ_TRIES => {}
            result => return result.map(|read| read.loaded),
        }
    }
}

/// Whether `directory` holds a world, or a symbolic link is in its place.
pub fn is_there(directory: &Path) -> bool {
    own_file::refuse_link(directory).is_err() || fs::symlink_metadata(directory.join(SNAPSHOT)).is_ok()
}

/// Removes the world in `directory`, and nothing else that may be there.
///
/// # Errors
/// Another process writes it (`WouldBlock`), or the directory can't be changed.
pub fn reset(directory: &Path) -> io::Result<()> {
    if !directory.exists() {
        return Ok(());
    }
    let _lock = locked(directory)?;
    own_file::refuse_link(&directory.join(OBJECTS))?;
    ignore_missing(fs::remove_file(directory.join(SNAPSHOT)))?;
    remove_other_journals(directory, 0)?;
    ignore_missing(fs::remove_dir_all(directory.join(OBJECTS)))?;
    File::open(directory)?.sync_all()
}

struct Read {
    loaded: Loaded,
    journal: u64,
    journal_length: u64,
}

fn read(directory: &Path) -> io::Result<Read> {
    own_file::refuse_link(directory)?;
    let path = directory.join(SNAPSHOT);
    let snapshot: Snapshot =
        serde_json::from_slice(&own_file::read(&path)?).map_err(|error| damaged(&path, &error.to_string()))?;
    if snapshot.format != FORMAT {
        return Err(damaged(&path, &format!("format {} is not {FORMAT}", snapshot.format)));
    }
    let mut loaded = Loaded {
        identity: snapshot.identity,
        recorded: snapshot.recorded,
        rows: snapshot.rows,
    };
    let path = journal_path(directory, snapshot.journal);
    let bytes = match own_file::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            replaced_meanwhile(directory, snapshot.journal)?;
            Vec::new()
        }
        Err(error) => return Err(error),
    };
    let journal_length = take_lines(&bytes, &path, &mut loaded)?;
    Ok(Read {
        loaded,
        journal: snapshot.journal,
        journal_length,
    })
}

/// Reads every whole line and returns their length.
fn take_lines(bytes: &[u8], path: &Path, loaded: &mut Loaded) -> io::Result<u64> {
    let mut length = 0;
    for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
        if piece.last() != Some(&b'\n') {
            break;
        }
        match serde_json::from_slice::<Line>(piece) {
            Ok(line) => {
                loaded.recorded = line.recorded;
                loaded.rows.extend(line.rows);
            }
            Err(_) if length + piece.len() == bytes.len() => break,
            Err(error) => return Err(damaged(path, &error.to_string())),
        }
        length += piece.len();
    }
    Ok(length as u64)
}

/// A missing journal is an empty one, unless the snapshot names another by now.
fn replaced_meanwhile(directory: &Path, journal: u64) -> io::Result<()> {
    let again: Snapshot = serde_json::from_slice(&own_file::read(&directory.join(SNAPSHOT))?)?;
    if again.journal == journal {
        return Ok(());
    }
    Err(io::Error::from(io::ErrorKind::Interrupted))
}

fn compact(directory: &Path, read: &mut Read) -> io::Result<()> {
    let mut last = std::collections::BTreeMap::new();
    for (table, id, value) in read.loaded.rows.drain(..) {
        last.insert((table, id), value);
    }
    let rows: Vec<StoredRow> = last
        .into_iter()
        .filter(|(_, value)| value.is_some())
        .map(|((table, id), value)| (table, id, value))
        .collect();
    let snapshot = Snapshot {
        format: FORMAT,
        identity: read.loaded.identity.clone(),
        journal: read.journal + 1,
        recorded: read.loaded.recorded,
        rows: rows.clone(),
    };
    replace_snapshot(directory, &snapshot)?;
    read.loaded.rows = rows;
    read.journal += 1;
    read.journal_length = 0;
    Ok(())
}

fn replace_snapshot(directory: &Path, snapshot: &Snapshot) -> io::Result<()> {
    create_fresh(&journal_path(directory, snapshot.journal))?.sync_all()?;
    let temporary = directory.join("world.json.part");
    let mut file = create_fresh(&temporary)?;
    file.write_all(&serde_json::to_vec(snapshot)?)?;
    file.sync_all()?;
    fs::rename(&temporary, directory.join(SNAPSHOT))?;
    File::open(directory)?.sync_all()
}

fn remove_other_journals(directory: &Path, kept: u64) -> io::Result<()> {
    let kept = journal_path(directory, kept);
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("journal-") && name.ends_with(".jsonl") && path != kept {
            ignore_missing(fs::remove_file(&path))?;
        }
    }
    Ok(())
}
