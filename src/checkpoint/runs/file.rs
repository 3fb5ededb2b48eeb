//! Writing the record of a run.

use std::fs::{DirBuilder, File};
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

use super::{MOST_BYTES, MOST_OF_A_COMMAND, RUNS_FOLDER, RunName, recorded_runs};
use crate::checkpoint::{CheckpointError, Folder, own_file};

/// The record of one run, while it is written.
#[derive(Debug)]
pub struct RunFile {
    name: RunName,
    path: PathBuf,
    open: Mutex<Open>,
}

#[derive(Debug)]
struct Open {
    file: File,
    written: u64,
}

impl RunFile {
    /// Begins the record of a run of `command` that begins now, and removes the oldest ones of that command.
    ///
    /// # Errors
    ///
    /// When it can't be written, or its folder is a symbolic link or others may write to it.
    pub fn begin(folder: &Folder, command: &str, at: Timestamp) -> Result<Self, CheckpointError> {
        let runs = folder.path().join(RUNS_FOLDER);
        let made = own_file::check_folder(&runs).and_then(|()| DirBuilder::new().recursive(true).mode(0o700).create(&runs));
        made.map_err(|source| CheckpointError::not_writable(runs, source))?;
        remove_oldest(folder, command);
        let name = RunName::new(command, at);
        let path = name.path_in(folder);
        let file = own_file::create_new(&path).map_err(|source| CheckpointError::not_writable(path.clone(), source))?;
        let open = Mutex::new(Open { file, written: 0 });
        Ok(Self { name, path, open })
    }

    /// Whose record it is.
    pub fn name(&self) -> &RunName {
        &self.name
    }

    /// Appends a line, in one piece. What is beyond a record's limit is left out.
    ///
    /// # Errors
    ///
    /// When it can't be written.
    pub fn append(&self, line: &str) -> Result<(), CheckpointError> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let line = format!("{line}\n");
        let length = line.len() as u64;
        if open.written + length > MOST_BYTES {
            return Ok(());
        }
        open.written += length;
        let written = open.file.write_all(line.as_bytes());
        written.map_err(|source| CheckpointError::not_writable(self.path.clone(), source))
    }
}

/// Makes room for one more record of a command. One that can't be removed stays.
fn remove_oldest(folder: &Folder, command: &str) {
    let Ok(all) = recorded_runs(folder) else { return };
    let of_command: Vec<RunName> = all.into_iter().filter(|run| run.command() == command).collect();
    let surplus = (of_command.len() + 1).saturating_sub(MOST_OF_A_COMMAND);
    for run in &of_command[..surplus] {
        let _ = own_file::remove(&run.path_in(folder));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkpoint::last_run;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn folder() -> (tempfile::TempDir, Folder) {
        let root = tempfile::tempdir().unwrap();
        let folder = Folder::at(root.path());
        (root, folder)
    }

    #[test]
    fn the_last_ten_of_each_command_are_kept() {
        let (_root, folder) = folder();
        RunFile::begin(&folder, "verify", at(1)).unwrap();
        for second in 2..30 {
            RunFile::begin(&folder, "walk", at(second)).unwrap();
        }
        let runs = recorded_runs(&folder).unwrap();
        assert_eq!(runs.len(), 11);
        assert_eq!((runs[0].command(), runs[1].started()), ("verify", at(20)));
    }

    #[test]
    fn a_record_has_an_end() {
        let (_root, folder) = folder();
        let file = RunFile::begin(&folder, "walk", at(1)).unwrap();
        let line = format!("{{\"at\":\"{}\",\"event\":\"{}\"}}", at(1), "x".repeat(1 << 20));
        for _ in 0..10 {
            file.append(&line).unwrap();
        }
        let length = std::fs::metadata(file.name().path_in(&folder)).unwrap().len();
        assert!(length <= MOST_BYTES && length > MOST_BYTES / 2, "{length}");
        assert_eq!(last_run(&folder, "walk").unwrap().unwrap().events.len(), 3);
    }

    #[test]
    fn a_link_in_the_place_of_the_folder_is_not_followed() {
        let (root, folder) = folder();
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), root.path().join(RUNS_FOLDER)).unwrap();
        RunFile::begin(&folder, "walk", at(1)).unwrap_err();
        assert!(std::fs::read_dir(elsewhere.path()).unwrap().next().is_none());
    }
}
