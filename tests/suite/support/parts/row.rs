//! What the tests know of a part, and how they find out whether it fits.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use super::lookup;
use super::probe::{Unfit, ask};
use super::versions::{Versions, version_after};

#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What `.ci/install` calls it. Parts that come together share a name.
    pub name: &'static str,
    program: Program,
    asked: &'static [&'static str],
    fits: Fits,
}

#[derive(Clone, Copy, Debug)]
pub enum Program {
    Named(&'static str),
    /// The Python of the bundled application.
    OfTheApplication,
}

/// What the program has to answer.
#[derive(Clone, Copy, Debug)]
pub enum Fits {
    /// It ends well, and prints its version after the first of these markers that it prints.
    Version(&'static [&'static str], Versions),
    /// It has no option for its version, and prints it with its usage when it fails.
    VersionInUsage(&'static str, Versions),
    /// It has no version of its own; what it prints contains this.
    Says(&'static str),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    Fits,
    OtherVersion(String),
    Garbage,
}

impl Row {
    pub const fn new(name: &'static str, program: Program, asked: &'static [&'static str], fits: Fits) -> Self {
        Self {
            name,
            program,
            asked,
            fits,
        }
    }

    /// The name, and the versions that will do.
    pub fn wanted(&self) -> String {
        match self.fits {
            Fits::Version(_, versions) | Fits::VersionInUsage(_, versions) => format!("{} {versions}", self.name),
            Fits::Says(_) => self.name.to_owned(),
        }
    }

    /// Finds the program in a search path, and asks it.
    ///
    /// # Errors
    ///
    /// It is not there, has another version, or does not answer as it should within `patience`.
    pub fn find(&self, search_path: &OsStr, patience: Duration) -> Result<PathBuf, Unfit> {
        let program = match self.program {
            Program::Named(name) => lookup::program(name, search_path),
            Program::OfTheApplication => lookup::python_of_the_application(),
        };
        let program = program.ok_or(Unfit::Missing)?;
        // A script finds its interpreter where the part itself was looked for.
        let answer = ask(Command::new(&program).args(self.asked).env("PATH", search_path), patience)?;
        let may_fail = !matches!(self.fits, Fits::Version(..));
        if !answer.status.success() && !may_fail {
            return Err(answer.is_failure());
        }
        match self.judge(&answer.printed) {
            Judgement::Fits => Ok(program),
            Judgement::OtherVersion(version) => Err(Unfit::Version(version)),
            Judgement::Garbage if answer.status.success() => Err(answer.is_garbage()),
            Judgement::Garbage => Err(answer.is_failure()),
        }
    }

    /// What to make of the text that the program prints.
    pub fn judge(&self, printed: &str) -> Judgement {
        let (markers, versions) = match &self.fits {
            Fits::Says(text) if printed.contains(text) => return Judgement::Fits,
            Fits::Says(_) => return Judgement::Garbage,
            Fits::Version(markers, versions) => (*markers, versions),
            Fits::VersionInUsage(marker, versions) => (std::slice::from_ref(marker), versions),
        };
        match markers.iter().find_map(|marker| version_after(marker, printed)) {
            Some(version) if versions.admit(&version) => Judgement::Fits,
            Some(version) => Judgement::OtherVersion(version),
            None => Judgement::Garbage,
        }
    }
}
