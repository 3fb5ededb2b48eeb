//! The bytes of stored objects, named by the SHA-256 of their content.
//!
//! A body is written when an object is, synced with the commit that refers to it, and removed some time after the last row that
//! refers to it: once what is not referred to has grown as large as what is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::own_file::{self, create_fresh};

/// Bodies and bytes that may have been stored since the last sweep before another is worth its time.
const SWEEP_AFTER: Sum = Sum {
    bodies: 64,
    bytes: 64 << 20,
};
/// Threads that sync bodies at once. File systems sync many files in hardly more time than one.
const SYNCING: usize = 8;
/// From which time on a sync is worth them: a memory disk syncs a file in less than it takes to start a thread.
const WORTH_A_THREAD: Duration = Duration::from_millis(1);

/// Where object bodies are.
#[derive(Debug)]
pub struct Bodies {
    /// The directory of the files; in memory when absent.
    directory: Option<PathBuf>,
    kept: Mutex<Kept>,
    /// Whether the last sync of files took long: then they are worth threads.
    syncs_slowly: AtomicBool,
}

#[derive(Debug, Default)]
struct Kept {
    /// The bodies that are not in files.
    in_memory: BTreeMap<String, Bytes>,
    /// The bytes of every body.
    sizes: BTreeMap<String, u64>,
    /// Files that are not synced yet.
    unsynced: BTreeMap<String, File>,
    /// Bodies that the last sweep found no row for, and that were not stored again since.
    unreferenced: BTreeSet<String>,
    /// Those of them that no durable row refers to either, once the running sync is done.
    removable: BTreeSet<String>,
    /// What the last sweep left.
    left: Sum,
    /// What was stored since.
    since: Sum,
}

#[derive(Debug, Default, Clone, Copy)]
struct Sum {
    bodies: usize,
    bytes: u64,
}

/// Files to sync before the rows that refer to them.
#[derive(Debug, Default)]
pub struct Unsynced(BTreeMap<String, File>);

impl Bodies {
    /// Bodies that last as long as the process.
    pub fn in_memory() -> Self {
        Self {
            directory: None,
            kept: Mutex::default(),
            syncs_slowly: AtomicBool::new(false),
        }
    }

    /// Bodies in files of a directory.
    pub fn in_directory(directory: PathBuf) -> Self {
        Self {
            directory: Some(directory),
            kept: Mutex::default(),
            syncs_slowly: AtomicBool::new(false),
        }
    }

    /// Stores a body under its name, the SHA-256 of its content, and returns the name. The same content is stored once. A file is durable
    /// after the next sync.
    ///
    /// # Errors
    /// The directory can't be written.
    pub fn put(&self, name: String, body: &Bytes) -> io::Result<String> {
        let mut kept = self.kept();
        match &self.directory {
            None => {
                kept.in_memory.insert(name.clone(), body.clone());
            }
            Some(directory) => {
                own_file::refuse_link(directory)?;
                let path = directory.join(&name);
                if !path.exists() {
                    let file = write(&path, body)?;
                    kept.unsynced.insert(name.clone(), file);
                }
            }
        }
        kept.unreferenced.remove(&name);
        kept.removable.remove(&name);
        kept.sizes.insert(name.clone(), body.len() as u64);
        kept.since.bodies += 1;
        kept.since.bytes += body.len() as u64;
        Ok(name)
    }

    /// The body of that name.
    ///
    /// # Errors
    /// There is none, or it can't be read.
    pub fn get(&self, name: &str) -> io::Result<Bytes> {
        match &self.directory {
            None => {
                let body = self.kept().in_memory.get(name).cloned();
                body.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
            }
            Some(directory) => {
                own_file::refuse_link(directory)?;
                own_file::read(&directory.join(name)).map(Bytes::from)
            }
        }
    }

    /// Removes the files of a directory that was just opened to which no object refers.
    ///
    /// # Errors
    /// The directory can't be read or changed.
    pub fn keep_only(&self, referenced: &BTreeSet<String>) -> io::Result<()> {
        let Some(directory) = &self.directory else {
            return Ok(());
        };
        let mut kept = self.kept();
        own_file::refuse_link(directory)?;
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if referenced.contains(&name) {
                kept.sizes.insert(name, entry.metadata()?.len());
            } else {
                fs::remove_file(entry.path())?;
            }
        }
        kept.count_left();
        Ok(())
    }

    /// Finds the bodies to which nothing refers any more, where enough was stored since the last time. Those in files are removed
    /// after the next sync: until then a durable row may still refer to them.
    pub fn sweep_if_due(&self, referenced: impl FnOnce() -> BTreeSet<String>) {
        let mut kept = self.kept();
        let (left, since) = (kept.left, kept.since);
        if since.bodies < SWEEP_AFTER.bodies + left.bodies && since.bytes < SWEEP_AFTER.bytes + left.bytes {
            return;
        }
        let referenced = referenced();
        kept.unreferenced = kept
            .sizes
            .keys()
            .filter(|name| !referenced.contains(*name))
            .cloned()
            .collect();
        if self.directory.is_none() {
            for name in std::mem::take(&mut kept.unreferenced) {
                kept.in_memory.remove(&name);
                kept.sizes.remove(&name);
            }
        }
        kept.count_left();
    }

    /// The files to sync before the commits so far. After that sync, [`Bodies::remove_unreferenced`] may follow.
    pub fn take_unsynced(&self) -> Unsynced {
        let mut kept = self.kept();
        let unreferenced = std::mem::take(&mut kept.unreferenced);
        kept.removable.extend(unreferenced);
        Unsynced(std::mem::take(&mut kept.unsynced))
    }

    /// Waits until files are durable.
    ///
    /// # Errors
    /// The disk is full or fails.
    pub fn sync(&self, unsynced: &Unsynced) -> io::Result<()> {
        let Some(directory) = self.directory.as_ref().filter(|_| !unsynced.0.is_empty()) else {
            return Ok(());
        };
        let files: Vec<&File> = unsynced.0.values().collect();
        let begun = Instant::now();
        if self.syncs_slowly.load(Ordering::Relaxed) {
            sync_at_once(&files)?;
        } else {
            files.iter().try_for_each(|file| file.sync_all())?;
        }
        let is_slow = begun.elapsed() > WORTH_A_THREAD;
        self.syncs_slowly.store(is_slow, Ordering::Relaxed);
        File::open(directory)?.sync_all()
    }

    /// Removes the files that neither a row nor, after a sync, a durable row refers to. What can't be removed stays until the next sweep.
    pub fn remove_unreferenced(&self) {
        let mut kept = self.kept();
        for name in std::mem::take(&mut kept.removable) {
            if let Some(directory) = &self.directory
                && fs::remove_file(directory.join(&name)).is_ok()
            {
                kept.sizes.remove(&name);
            }
        }
    }

    /// Removes what was stored since the last sync: no durable row refers to it.
    pub fn forget_unsynced(&self, taken: Unsynced) {
        let mut kept = self.kept();
        kept.unreferenced.clear();
        kept.removable.clear();
        let later = std::mem::take(&mut kept.unsynced);
        for name in taken.0.into_keys().chain(later.into_keys()) {
            kept.sizes.remove(&name);
            if let Some(directory) = &self.directory {
                let _: io::Result<()> = fs::remove_file(directory.join(&name));
            }
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn count_left(&mut self) {
        let referenced = self.sizes.iter().filter(|(name, _)| !self.unreferenced.contains(*name));
        self.left = referenced.fold(Sum::default(), |sum, (_, bytes)| Sum {
            bodies: sum.bodies + 1,
            bytes: sum.bytes + bytes,
        });
        self.since = Sum::default();
    }
}

/// Syncs files, several at a time.
fn sync_at_once(files: &[&File]) -> io::Result<()> {
    let share = files.len().div_ceil(SYNCING).max(1);
    let sync = |files: &[&File]| files.iter().try_for_each(|file| file.sync_all());
    std::thread::scope(|scope| {
        let mut shares = files.chunks(share);
        let own = shares.next().unwrap_or_default();
        let others: Vec<_> = shares.map(|share| scope.spawn(move || sync(share))).collect();
        let mut synced = sync(own);
        for other in others {
            let result = other
                .join()
                .unwrap_or_else(|_| Err(io::Error::other("a thread that syncs has failed")));
            synced = synced.and(result);
        }
        synced
    })
}

/// Writes a file under its name once it is whole.
fn write(path: &Path, body: &Bytes) -> io::Result<File> {
    let temporary = path.with_extension("part");
    let mut file = create_fresh(&temporary)?;
    let written = file.write_all(body).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        let _: io::Result<()> = fs::remove_file(&temporary);
    }
    written.map(|()| file)
}
