//! Where parts are looked for.

use std::ffi::{OsStr, OsString};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// Where `.ci/install` puts what it installs.
fn tools_folder() -> PathBuf {
    match std::env::var_os("JALON_CI_TOOLS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/jalon-ci-tools"),
    }
}

/// The folders that hold programs: what `.ci/install` installed, the user's `PATH`, and beside each `bin` of it the `sbin` with what
/// servers and administrators run.
pub fn search_path() -> OsString {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let users: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let beside = users.iter().filter(|folder| folder.ends_with("bin"));
    let beside: Vec<PathBuf> = beside.map(|folder| folder.with_file_name("sbin")).collect();
    let installed = [tools_folder().join("bin")];
    std::env::join_paths(installed.into_iter().chain(users).chain(beside)).unwrap()
}

/// The program that a shell would run under this name.
pub fn program(name: &str, search_path: &OsStr) -> Option<PathBuf> {
    let is_program =
        |path: &PathBuf| std::fs::metadata(path).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0);
    std::env::split_paths(search_path)
        .map(|folder| folder.join(name))
        .find(is_program)
}

/// The Python that `JALON_APP_PYTHON` names, or the one that `.ci/install` makes for the application.
pub fn python_of_the_application() -> Option<PathBuf> {
    let installed = || tools_folder().join("app-venv/bin/python");
    let python = std::env::var_os("JALON_APP_PYTHON").map_or_else(installed, PathBuf::from);
    python.is_file().then_some(python)
}
