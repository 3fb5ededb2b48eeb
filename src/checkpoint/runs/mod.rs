//! The record of runs: what each command that changes or checks a deployment reported, a JSON line an event, in `runs/` of its folder.
//!
//! A line is written at once and with nothing before it held back, so whatever is killed leaves whole lines but for the last one at most,
//! which readers skip. Nothing depends on a record: a run goes on without one.

mod file;
mod reader;

pub use file::RunFile;
pub use reader::{RecordedEvent, RecordedRun, RunName, RunReader, last_run, recorded_runs};

/// The folder's name in a deployment's folder.
const RUNS_FOLDER: &str = "runs";
/// How the files' names end.
const EXTENSION: &str = "jsonl";
/// How long a record becomes at most, in bytes. Source: jalon's own choice; a walk with its checks takes about 200 KiB.
const MOST_BYTES: u64 = 4 << 20;
/// How many records of one command are kept. Source: jalon's own choice.
const MOST_OF_A_COMMAND: usize = 10;
