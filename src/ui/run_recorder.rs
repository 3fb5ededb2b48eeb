//! Records a run in the deployment's folder while it is shown.

use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::documents::FailureDocument;
use super::json::{event_line, failure_line, json_line};
use super::problem::problem_text;
use super::{Commands, interjection};
use crate::checkpoint::{CheckpointError, Folder, RunFile, StateFile};
use crate::locale::say;
use crate::walkthrough::{Error, Event, Reporter, Steps};

/// The lines that only a record has.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum Line<'a> {
    /// The first line: which run, and whose.
    RunStarted {
        command: &'a str,
        program: &'static str,
        pid: u32,
        /// How many seconds of the deployment's clock pass in a real one.
        speed: f64,
        account: &'a str,
        region: &'a str,
        cloud: &'a str,
    },
    /// The last line of a run that ended well; one that didn't has `failed`.
    RunEnded,
}

/// Passes every event on, and writes those that have a JSON form into the record.
pub struct RunRecorder {
    told: Arc<dyn Reporter>,
    commands: Commands,
    file: OnceLock<RunFile>,
    failure: OnceLock<()>,
    end: OnceLock<()>,
}

impl RunRecorder {
    /// A recorder that records nothing yet.
    pub fn over(told: Arc<dyn Reporter>, commands: Commands) -> Self {
        Self {
            told,
            commands,
            file: OnceLock::new(),
            failure: OnceLock::new(),
            end: OnceLock::new(),
        }
    }

    /// From now on the run is recorded. It goes on where that can't be done, and the person is told.
    pub fn begin(&self, folder: &Folder, command: &str, state: &StateFile, speed: f64) {
        match RunFile::begin(folder, command, jiff::Timestamp::now()) {
            Ok(file) => {
                let first = Line::RunStarted {
                    command,
                    program: env!("CARGO_PKG_VERSION"),
                    pid: std::process::id(),
                    speed,
                    account: &state.account,
                    region: &state.region,
                    cloud: &state.cloud,
                };
                let _ = self.file.set(file);
                self.write(json_line(Some(&state.deployment), first));
            }
            Err(error) => self.tell(error),
        }
    }

    /// The record, where there is one.
    pub fn file(&self) -> Option<&RunFile> {
        self.file.get()
    }

    /// The run has ended, with this error where it failed. Only the first end counts.
    pub fn end(&self, failure: Option<&Error>, steps: &Steps) {
        if self.end.set(()).is_ok() {
            self.write(match failure {
                Some(error) => failure_line(FailureDocument::new(error, steps, &self.commands)),
                None => json_line(None, Line::RunEnded),
            });
        }
    }

    fn write(&self, line: Option<String>) {
        let (Some(file), Some(line)) = (self.file.get(), line) else {
            return;
        };
        if let Err(error) = file.append(&line) {
            self.tell(error);
        }
    }

    fn tell(&self, error: CheckpointError) {
        if self.failure.set(()).is_ok() {
            let problem = problem_text(&Error::from(error));
            interjection(&say().run_recorded_no_further(problem));
        }
    }
}

impl Reporter for RunRecorder {
    fn report(&self, event: &Event) {
        self.report_of(event, None);
    }

    fn report_of(&self, event: &Event, step: Option<&str>) {
        if !matches!(event, Event::Call { .. }) {
            self.write(event_line(event, step, &self.commands, None));
        }
        self.told.report_of(event, step);
    }

    fn sentence(&self, error: &Error) -> String {
        self.told.sentence(error)
    }
}
