//! A disk in memory. A process leaves on it what its last whole writes left, and no write waits for hardware.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use jalon::checkpoint::Disk;

/// Files by path.
#[derive(Debug, Default)]
pub struct MemoryDisk {
    files: Mutex<BTreeMap<PathBuf, Vec<u8>>>,
}

impl MemoryDisk {
    /// Every file, so that a test can search for what must not be in one.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        self.files.lock().unwrap().clone().into_iter().collect()
    }

    /// Removes every file.
    pub fn clear(&self) {
        self.files.lock().unwrap().clear();
    }
}

impl Disk for MemoryDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let files = self.files.lock().unwrap();
        files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn replace(&self, path: &Path, content: &[u8]) -> io::Result<()> {
        self.files.lock().unwrap().insert(path.to_owned(), content.to_owned());
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let removed = self.files.lock().unwrap().remove(path);
        removed.map(drop).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}
