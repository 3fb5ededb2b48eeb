//! What of this machine must never be published: the state directory and the answers file.

use std::path::{Path, PathBuf};

use crate::resources::{Exposure, PrivateThing};

/// Files and folders that must never be published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrivatePaths(Vec<PrivatePath>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct PrivatePath {
    what: PrivateThing,
    path: PathBuf,
}

impl PrivatePaths {
    /// The state directory, and the answers file in use.
    pub fn of_run(state_dir: &Path, answers_file: Option<&Path>) -> Self {
        let of = |what, path: &Path| PrivatePath {
            what,
            path: path.to_owned(),
        };
        let mut all = vec![of(PrivateThing::StateDirectory, state_dir)];
        all.extend(answers_file.map(|file| of(PrivateThing::AnswersFile, file)));
        Self(all)
    }

    /// Refuses to publish this file or folder, if it holds a private one or lies in one. Symbolic links are followed.
    ///
    /// # Errors
    ///
    /// What would be published with it.
    pub fn refuse(&self, published: &Path) -> Result<(), Exposure> {
        let resolved_path = resolved(published);
        for private in &self.0 {
            let private_path = resolved(&private.path);
            let is_held = private_path.starts_with(&resolved_path);
            if is_held || resolved_path.starts_with(&private_path) {
                return Err(Exposure {
                    published: published.to_owned(),
                    is_inside: !is_held,
                    what: private.what,
                    path: private.path.clone(),
                });
            }
        }
        Ok(())
    }
}

/// Where a path leads. What isn't there yet is taken to be made as it is written.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for ancestor in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (ancestor.canonicalize(), path.strip_prefix(ancestor)) {
            return real.join(rest);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_may_hold_the_other_however_it_is_reached() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        std::fs::create_dir_all(at("site/state/demo")).unwrap();
        std::fs::create_dir_all(at("other/inner")).unwrap();
        std::fs::write(at("other/answers.toml"), "").unwrap();
        std::os::unix::fs::symlink(at("site/state"), at("by-link")).unwrap();
        std::os::unix::fs::symlink(at("site"), at("site-by-link")).unwrap();
        let refuses = |private: &PrivatePaths, published: &str| private.refuse(&at(published)).is_err();

        let private = PrivatePaths::of_run(&at("by-link"), Some(&at("other/answers.toml")));
        for published in [
            "site",
            "site/.",
            "site-by-link",
            "site/state",
            "site/state/demo",
            "other",
            "other/inner/..",
            "",
        ] {
            assert!(refuses(&private, published), "{published} is published");
        }
        for published in ["other/inner", "site/state-of-the-art", "not-there-yet"] {
            assert!(!refuses(&private, published), "{published} is refused");
        }
        let not_made_yet = PrivatePaths::of_run(&at("site-by-link/new/state"), None);
        assert!(refuses(&not_made_yet, "site") && refuses(&not_made_yet, "site/new"));
        assert!(!refuses(&not_made_yet, "site/state"));
    }
}
