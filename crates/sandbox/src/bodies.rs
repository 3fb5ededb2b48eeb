//! The bytes of stored objects, named by the SHA-256 of their content.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::ids::hex;
use super::own_file::{self, create_fresh};

/// Where object bodies are.
#[derive(Debug)]
pub enum Bodies {
    /// In this process.
    Memory(Mutex<BTreeMap<String, Bytes>>),
    /// In files of a directory. A file is written and fsynced before a row refers to it.
    Directory(PathBuf),
}

impl Bodies {
    /// Bodies that last as long as the process.
    pub fn in_memory() -> Self {
        Bodies::Memory(Mutex::default())
    }

    /// Stores a body durably and returns its name. The same content is stored once.
    ///
    /// # Errors
    /// The directory can't be written.
    pub fn put(&self, body: &Bytes) -> io::Result<String> {
        let name = hex(&Sha256::digest(body));
        match self {
            Bodies::Memory(bodies) => {
                bodies
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(name.clone(), body.clone());
            }
            Bodies::Directory(directory) => {
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
        match self {
            Bodies::Memory(bodies) => bodies
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get(name)
                .cloned()
                .ok_or_else(|| io::Error::from(io::ErrorKind::NotFound)),
            Bodies::Directory(directory) => {
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
        match self {
            Bodies::Memory(bodies) => bodies
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .retain(|name, _| referred.contains(name)),
            Bodies::Directory(directory) => {
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
