//! The bytes of stored objects, named by the SHA-256 of their content.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::ids::hex;
use super::own_file::{self, create_fresh};

/// The bodies of objects.
#[derive(Debug)]
pub struct Bodies {
    place: Place,
    /// How many were stored since those that nothing refers to were last removed, and how many there were left then.
    stored: AtomicUsize,
    left: AtomicUsize,
}

/// After how many stored bodies it is looked at the earliest whether some are no longer referred to.
const SWEPT_AFTER: usize = 1024;

/// Where object bodies are.
#[derive(Debug)]
enum Place {
    /// In this process.
    Memory(Mutex<BTreeMap<String, Bytes>>),
    /// In files of a directory. A file is written and fsynced before a row refers to it.
    Directory(PathBuf),
}

impl Bodies {
    /// Bodies that last as long as the process.
    pub fn in_memory() -> Self {
        Self::at(Place::Memory(Mutex::default()))
    }

    /// Bodies in files of a directory.
    pub fn in_directory(directory: PathBuf) -> Self {
        Self::at(Place::Directory(directory))
    }

    fn at(place: Place) -> Self {
        Self {
            place,
            stored: AtomicUsize::new(0),
            left: AtomicUsize::new(0),
        }
    }

    /// Whether so many were stored that removing those that nothing refers to pays: overwritten objects would fill the memory or the disk of
    /// a server that runs for long.
    pub fn is_worth_sweeping(&self) -> bool {
        self.stored.load(Ordering::Relaxed) >= SWEPT_AFTER.max(self.left.load(Ordering::Relaxed))
    }

    /// Stores a body durably and returns its name. The same content is stored once.
    ///
    /// # Errors
    /// The directory can't be written.
    pub fn put(&self, body: &Bytes) -> io::Result<String> {
        let name = hex(&Sha256::digest(body));
        self.stored.fetch_add(1, Ordering::Relaxed);
        match &self.place {
            Place::Memory(bodies) => {
                bodies
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(name.clone(), body.clone());
            }
            Place::Directory(directory) => {
                own_file::refuse_link(directory)?;
                let path = directory.join(&name);
                if !path.exists() {
                    write_durably(directory, &path, body)?;
                }
            }
        }
        Ok(name)
    }

    /// The body of that name.
    ///
    /// # Errors
    /// There is none, or it can't be read.
    pub fn get(&self, name: &str) -> io::Result<Bytes> {
        match &self.place {
            Place::Memory(bodies) => bodies
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get(name)
                .cloned()
                .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound)),
            Place::Directory(directory) => {
                own_file::refuse_link(directory)?;
                own_file::read(&directory.join(name)).map(Bytes::from)
            }
        }
    }

    /// Removes the bodies that no object refers to.
    ///
    /// # Errors
    /// The directory can't be read or changed.
    pub fn keep_only(&self, referred: &BTreeSet<String>) -> io::Result<()> {
        self.stored.store(0, Ordering::Relaxed);
        self.left.store(referred.len(), Ordering::Relaxed);
        match &self.place {
            Place::Memory(bodies) => bodies
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .retain(|name, _| referred.contains(name)),
            Place::Directory(directory) => {
                own_file::refuse_link(directory)?;
                for entry in fs::read_dir(directory)? {
                    let entry = entry?;
                    if !referred.contains(entry.file_name().to_string_lossy().as_ref()) {
                        fs::remove_file(entry.path())?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn write_durably(directory: &Path, path: &Path, body: &Bytes) -> io::Result<()> {
    let temporary = path.with_extension("part");
    let mut file = create_fresh(&temporary)?;
    file.write_all(body)?;
    file.sync_all()?;
    fs::rename(&temporary, path)?;
    fs::File::open(directory)?.sync_all()
}
