//! Outside parts: the programs and packages that some tests need beside Rust and a linker, and the rights.
//!
//! A test asks for each part before it does anything else, and returns on `None`:
//!
//! ```ignore
//! let Some(nginx) = Part::Nginx.or_not_run() else { return };
//! ```
//!
//! A part that is missing, of a version that the tests do not know, or broken never fails a test. The test counts as not run, and the
//! last lines of the suite say why, and which command mends it. Under `CI=true`, where `.ci/run` has installed every part, a test that
//! is not run fails.

mod closing;
mod lookup;
mod probe;
mod rights;
mod row;
mod table;
#[cfg(test)]
mod tests;
mod versions;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

pub use closing::{left_to, not_run};
pub use lookup::{program, search_path};
pub use rights::Right;

use probe::Unfit;
use row::Row;
use table::ROWS;

/// How long a part may take to say its version. Other tests may keep the machine busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// A program, or a package of one. Each has a row in `table.rs`, and `.ci/install` installs it by the name it has there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    AppPackages,
    AwsCli,
    Axe,
    Bash,
    Boto3,
    Chromium,
    CloudInit,
    Curl,
    DockerCompose,
    DockerComposePlugin,
    DockerPython,
    Fish,
    Git,
    Groff,
    Ip,
    Mandoc,
    MariaDb,
    MariaDbClient,
    MariaDbInstall,
    MiniStack,
    Moto,
    Nft,
    Nginx,
    OpenSsl,
    Ping,
    Python,
    Ssh,
    SshKeygen,
    Sshd,
    Zsh,
}

impl Part {
    /// Returns the part's program, or `None` where it does not fit: the caller's test then counts as not run.
    ///
    /// # Panics
    ///
    /// Under `CI=true`, where it does not fit.
    pub fn or_not_run(self) -> Option<PathBuf> {
        self.find().map_err(|unfit| self.note(&unfit)).ok()
    }

    /// Returns the part's program where it fits, for a test that runs without it too.
    pub fn if_it_fits(self) -> Option<PathBuf> {
        self.find().ok()
    }

    /// The program of a part that the caller's test has asked for.
    pub fn program(self) -> PathBuf {
        self.find().expect("the test asks whether the part fits before it uses it")
    }

    /// Counts the caller's test as not run: the part says its version, but does not do its work.
    ///
    /// # Panics
    ///
    /// Under `CI=true`.
    pub fn is_broken(self, reason: &str) {
        self.note(&Unfit::Broken(reason.to_owned()));
    }

    fn note(self, unfit: &Unfit) {
        let row = self.row();
        let reason = format!("{} ({unfit})", row.wanted());
        closing::not_run(row.name, &reason, &format!(".ci/install {}", row.name));
    }

    fn row(self) -> &'static Row {
        let row = ROWS.iter().find(|(part, _)| *part == self);
        &row.unwrap_or_else(|| panic!("{self:?} has a row in table.rs")).1
    }

    /// Looks for the part, once in the life of this process.
    fn find(self) -> Result<PathBuf, Unfit> {
        type Answer = Arc<OnceLock<Result<PathBuf, Unfit>>>;
        static ANSWERS: Mutex<BTreeMap<Part, Answer>> = Mutex::new(BTreeMap::new());
        let answer = Arc::clone(
            ANSWERS
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .entry(self)
                .or_default(),
        );
        answer.get_or_init(|| self.row().find(&search_path(), PATIENCE)).clone()
    }
}
