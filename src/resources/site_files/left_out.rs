//! What a site's folder holds and its bucket doesn't: each name with its reason.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// A file or folder that isn't published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// Its path within the site's folder.
    pub path: PathBuf,
    /// Why it isn't published.
    pub reason: LeftOutReason,
}

/// Why a file or folder isn't published.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOutReason {
    /// Its name begins with a dot.
    Hidden,
    /// An editor, an operating system or a package manager put it there.
    Leftover,
    /// It is a symbolic link out of the site's folder.
    LinkOut {
        /// Where it leads.
        target: PathBuf,
    },
    /// It is a symbolic link to a folder it is in, or to itself.
    LinkLoop,
    /// It is a symbolic link to a folder, behind other such links.
    NestedLink,
    /// It is a symbolic link to nothing.
    BrokenLink,
    /// It is a named pipe.
    Pipe,
    /// It is a socket.
    Socket,
    /// It is a device.
    Device,
}

/// The folder of addresses that standards reserve on every site (RFC 8615): certificates and mail clients look there.
const WELL_KNOWN: &str = ".well-known";

/// Names of what operating systems and package managers leave in folders, in lower case.
const LEFTOVERS: [&str; 9] = [
    "$recycle.bin",
    "__macosx",
    "desktop.ini",
    "ehthumbs.db",
    // macOS ends the name of a folder's icon with a carriage return.
    "icon\r",
    "lost+found",
    "node_modules",
    "system volume information",
    "thumbs.db",
];

/// Why nothing of this name is published, wherever it is; `None` where it may be.
pub(super) fn reason_by_name(name: &OsStr) -> Option<LeftOutReason> {
    let name = name.to_string_lossy();
    if name.starts_with('.') {
        return (name != WELL_KNOWN).then_some(LeftOutReason::Hidden);
    }
    let is_backup = name.ends_with('~') || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'));
    let is_leftover = is_backup || LEFTOVERS.contains(&name.to_lowercase().as_str());
    is_leftover.then_some(LeftOutReason::Leftover)
}

/// As [`reason_by_name`], of each part of a path.
pub(super) fn reason_by_path(path: &Path) -> Option<LeftOutReason> {
    path.iter().find_map(reason_by_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_decide_what_is_hidden_and_what_was_left_behind() {
        let reason = |path: &str| reason_by_path(Path::new(path));
        for published in ["index.html", ".well-known/acme/x", "a~b", "#", "my#", "thumbs.db.html"] {
            assert_eq!(reason(published), None, "{published}");
        }
        for hidden in [".env", ".git/config", ".DS_Store", ".well-known/.x", ".index.html.swp"] {
            assert_eq!(reason(hidden), Some(LeftOutReason::Hidden), "{hidden}");
        }
        for leftover in [
            "index.html~",
            "#a.html#",
            "Thumbs.db",
            "node_modules/a/b.js",
            "Icon\r",
            "css/Desktop.ini",
        ] {
            assert_eq!(reason(leftover), Some(LeftOutReason::Leftover), "{leftover}");
        }
    }
}
