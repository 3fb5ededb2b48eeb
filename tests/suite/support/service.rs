//! A program that a test starts, that writes to a log of its own, and that ends with the test.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use super::binary::send_signal;

/// A running program.
pub struct Service {
    child: Child,
    log: Log,
}

/// What a program prints.
#[derive(Clone)]
pub struct Log(PathBuf);

impl Log {
    /// All of it, up to now.
    pub fn printed(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.0).unwrap()).into_owned()
    }
}

impl Service {
    /// Starts `command`; what it prints goes to `log`.
    pub fn start(command: &mut Command, log: &Path) -> Self {
        let file = File::options().create(true).append(true).open(log).unwrap();
        let child = command
            .stdin(Stdio::null())
            .stdout(file.try_clone().unwrap())
            .stderr(file)
            .spawn()
            .unwrap_or_else(|error| panic!("{command:?} did not start: {error}"));
        let log = Log(log.to_owned());
        Self { child, log }
    }

    /// What it has printed so far.
    pub fn printed(&self) -> String {
        self.log.printed()
    }

    /// The same, to be read while the program is waited for.
    pub fn log(&self) -> Log {
        self.log.clone()
    }

    /// Waits until `ready`, for two minutes at most; an end before that fails the test.
    #[track_caller]
    pub fn until(&mut self, what: &str, ready: impl FnMut() -> bool) {
        let is_ready = self.becomes(ready);
        assert!(is_ready, "{what} did not come:\n{}", self.printed());
    }

    /// Waits until `ready`; `false` when the program ends, or two minutes pass, before that.
    pub fn becomes(&mut self, mut ready: impl FnMut() -> bool) -> bool {
        let deadline = Instant::now() + Duration::from_secs(120);
        while !ready() {
            if Instant::now() > deadline || !matches!(self.child.try_wait(), Ok(None)) {
                return false;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        true
    }

    /// Waits for its own end, for two minutes at most.
    pub fn ends(&mut self) -> ExitStatus {
        let deadline = Instant::now() + Duration::from_secs(120);
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < deadline, "it does not end:\n{}", self.printed());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Ends it as its operator would, so that it ends what it started itself; kills it when it takes longer than 15 seconds.
    pub fn stop(&mut self) {
        if !matches!(self.child.try_wait(), Ok(None)) {
            return;
        }
        send_signal("TERM", self.child.id());
        let deadline = Instant::now() + Duration::from_secs(15);
        while matches!(self.child.try_wait(), Ok(None)) {
            if Instant::now() > deadline {
                let _ = self.child.kill();
                let _ = self.child.wait();
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.stop();
    }
}
