//! What of this machine must never be published: the state directory and the answers file.

use std::path::{Path, PathBuf};

/// Files and folders that must never be published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrivatePaths(Vec<PrivatePath>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct PrivatePath {
    path: PathBuf,
    /// What it is and what it holds, as a person reads it.
    what: &'static str,
    /// Where else it can be.
    elsewhere: &'static str,
}

impl PrivatePaths {
    /// The state directory, and the answers file in use.
    pub fn of_run(state_dir: &Path, answers_file: Option<&Path>) -> Self {
        let mut all = vec![PrivatePath {
            path: state_dir.to_owned(),
            what: "the state directory, which has the private key and the password in it",
            elsewhere: "name another state directory with --state-dir",
        }];
        all.extend(answers_file.map(|file| PrivatePath {
            path: file.to_owned(),
            what: "the answers file in use, which may have a password in it",
            elsewhere: "keep that file elsewhere",
        }));
        Self(all)
    }

    /// Says why this file or folder must not be published, if it holds a private one or lies in one. Symbolic links are followed.
    ///
    /// # Errors
    ///
    /// What is wrong, and what to do about it.
    pub fn refuse(&self, published: &Path) -> Result<(), String> {
        let resolved_path = resolved(published);
        for private in &self.0 {
            let private_path = resolved(&private.path);
            let relation = if private_path.starts_with(&resolved_path) {
                "holds"
            } else if resolved_path.starts_with(&private_path) {
                "lies in"
            } else {
                continue;
            };
            return Err(format!(
                "{} {relation} {} ({}): give a folder that holds the site and nothing else, or {}",
                published.display(),
                private.what,
                private.path.display(),
                private.elsewhere
            ));
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
