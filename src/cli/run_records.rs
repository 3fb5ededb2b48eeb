//! The records of the runs that this command makes: one for each deployment it works on.

use std::sync::{Arc, Mutex, PoisonError};

use crate::checkpoint::{CheckpointError, Folder, RecordedRun, StateFile};
use crate::steps::WALKTHROUGH;
use crate::ui::{Commands, RunRecorder};
use crate::walkthrough::{Error, Reporter, Timeline};

/// All records of a command, so that its end can be written into each.
#[derive(Clone, Debug, Default)]
pub(super) struct RunRecords(Arc<Mutex<Vec<RunRecord>>>);

impl RunRecords {
    /// Writes the end of the command into each record that has none yet.
    pub(super) fn end(&self, failure: Option<&Error>) {
        for record in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            record.end(failure);
        }
    }
}

/// The record of this command's work on one deployment.
#[derive(Clone)]
pub(super) struct RunRecord(Arc<RunRecorder>);

impl std::fmt::Debug for RunRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("RunRecord").field(&self.0.file()).finish()
    }
}

impl RunRecord {
    /// A record over this reporter. It is begun once there is a folder.
    pub(super) fn over(reporter: Arc<dyn Reporter>, commands: Commands, records: &RunRecords) -> Self {
        let record = Self(Arc::new(RunRecorder::over(reporter, commands)));
        let mut all = records.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(record.clone());
        record
    }

    /// What takes the events.
    pub(super) fn reporter(&self) -> Arc<dyn Reporter> {
        Arc::clone(&self.0) as Arc<dyn Reporter>
    }

    /// Begins it.
    pub(super) fn begin(&self, folder: &Folder, command: &str, state: &StateFile, speed: f64) {
        self.0.begin(folder, command, state, speed);
    }

    /// Writes the end, unless it has one.
    pub(super) fn end(&self, failure: Option<&Error>) {
        self.0.end(failure, &WALKTHROUGH);
    }

    /// When everything was begun, made and ready; `None` where nothing is recorded.
    ///
    /// # Errors
    ///
    /// When the record can't be read.
    pub(super) fn timeline(&self, folder: &Folder) -> Result<Option<Timeline>, CheckpointError> {
        let Some(file) = self.0.file() else { return Ok(None) };
        let run = RecordedRun::read(folder, file.name().clone())?;
        Ok(Some(Timeline::of(&run)))
    }
}
