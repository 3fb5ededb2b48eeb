//! Asks a program something, with a limit on how long it may take.

use std::fmt;
use std::fs::File;
use std::io::{ErrorKind, Read, Seek};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Why a part can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    Missing,
    /// Its version, which is none of those that will do.
    Version(String),
    Broken(String),
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("not found"),
            Self::Version(found) => write!(f, "found {found}"),
            Self::Broken(reason) => write!(f, "broken: {reason}"),
        }
    }
}

/// What a program printed, on both streams, and how it ended.
pub struct Answer {
    pub status: ExitStatus,
    pub printed: String,
}

impl Answer {
    pub fn is_failure(&self) -> Unfit {
        if self.printed.contains("ModuleNotFoundError") {
            return Unfit::Missing;
        }
        Unfit::Broken(format!("{}, prints {:?}", self.status, gist(&self.printed)))
    }

    pub fn is_garbage(&self) -> Unfit {
        Unfit::Broken(format!("prints {:?}", gist(&self.printed)))
    }
}

/// Runs a command to its end.
///
/// # Errors
///
/// It does not start, or runs longer than `patience`. Then it is killed, with what it started.
pub fn ask(command: &mut Command, patience: Duration) -> Result<Answer, Unfit> {
    // A file, not a pipe: a pipe stays open as long as anything that the command left behind.
    let mut output = tempfile::tempfile().unwrap();
    let stream = |file: &File| Stdio::from(file.try_clone().unwrap());
    command.stdin(Stdio::null()).stdout(stream(&output)).stderr(stream(&output));
    let deadline = Instant::now() + patience;
    let mut child = starts_before(deadline, command.process_group(0))?;
    let Some(status) = ends_before(deadline, &mut child) else {
        // SAFETY: a system call. The group is the command's own, and the command has not been waited for.
        unsafe { libc::killpg(libc::pid_t::try_from(child.id()).unwrap(), libc::SIGKILL) };
        child.wait().unwrap();
        return Err(Unfit::Broken(format!("does not end within {patience:?}")));
    };
    let mut printed = Vec::new();
    output.rewind().unwrap();
    output.read_to_end(&mut printed).unwrap();
    let printed = String::from_utf8_lossy(&printed).into_owned();
    Ok(Answer { status, printed })
}

fn starts_before(deadline: Instant, command: &mut Command) -> Result<Child, Unfit> {
    loop {
        match command.spawn() {
            // Somebody is still writing it.
            Err(error) if error.kind() == ErrorKind::ExecutableFileBusy && Instant::now() < deadline => pause(),
            started => return started.map_err(|error| Unfit::Broken(format!("does not start: {error}"))),
        }
    }
}

fn ends_before(deadline: Instant, child: &mut Child) -> Option<ExitStatus> {
    while Instant::now() < deadline {
        if let Some(status) = child.try_wait().unwrap() {
            return Some(status);
        }
        pause();
    }
    None
}

fn pause() {
    std::thread::sleep(Duration::from_millis(5));
}

/// The last line, where a traceback says what happened; cut short.
fn gist(text: &str) -> String {
    const LONGEST: usize = 80;
    let last = text.lines().rev().map(str::trim).find(|line| !line.is_empty());
    last.unwrap_or_default().chars().take(LONGEST).collect()
}
