//! Making the state directory: for its owner alone, and out of version control.

use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// Keeps a folder and everything in it out of git.
const GITIGNORE: (&str, &[u8]) = (".gitignore", b"*\n");

/// Makes a deployment's folder and the state directory it is in, as far as they aren't there. The outermost one that is made has a
/// `.gitignore` in it: a folder of somebody else's is left as it is.
///
/// # Errors
///
/// When one of them can't be made or written to.
pub(super) fn make_deployment_folder(folder: &Path) -> io::Result<()> {
    for path in [folder.parent(), Some(folder)].into_iter().flatten() {
        if path.is_dir() {
            continue;
        }
        DirBuilder::new().recursive(true).mode(0o700).create(path)?;
        if !folder.parent().is_some_and(is_ignored) {
            ignore(path)?;
        }
    }
    Ok(())
}

fn is_ignored(folder: &Path) -> bool {
    let (name, content) = GITIGNORE;
    std::fs::read(folder.join(name)).is_ok_and(|found| found == content)
}

/// Writes the `.gitignore` of a new folder, unless somebody was quicker.
fn ignore(folder: &Path) -> io::Result<()> {
    let (name, content) = GITIGNORE;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    match options.open(folder.join(name)) {
        Ok(mut file) => file.write_all(content),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_is_made_is_ignored_and_what_was_there_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        let text = |path: &str| std::fs::read_to_string(at(path)).ok();

        make_deployment_folder(&at("a/state/demo")).unwrap();
        assert_eq!(text("a/state/.gitignore").as_deref(), Some("*\n"));
        assert_eq!(text("a/state/demo/.gitignore"), None, "once is enough");
        assert_eq!(std::fs::metadata(at("a/state")).unwrap().permissions().mode() & 0o777, 0o700);

        make_deployment_folder(&at("demo")).unwrap();
        assert_eq!(text(".gitignore"), None, "that folder is somebody else's");
        assert_eq!(text("demo/.gitignore").as_deref(), Some("*\n"));

        std::fs::write(at("a/state/.gitignore"), "*.log\n").unwrap();
        make_deployment_folder(&at("a/state/demo")).unwrap();
        make_deployment_folder(&at("a/state/other")).unwrap();
        assert_eq!(text("a/state/.gitignore").as_deref(), Some("*.log\n"));
        assert_eq!(text("a/state/other/.gitignore").as_deref(), Some("*\n"));
    }
}
