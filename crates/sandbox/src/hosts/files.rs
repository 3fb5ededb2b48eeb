//! The files on a host. Of each the digest and the mode are kept; the text only of those that others may read, as nobody keeps a secret there.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::environment::{self, Environment};
use super::view::HostView;
use crate::common::Common;
use crate::ids::hex;

/// The longest text that is kept, in bytes.
const LONGEST_TEXT: usize = 64 << 10;
/// The bits of a mode that let others than the owner read, write or run a file.
const OTHERS: u32 = 0o077;
/// The home of the login user.
const HOME: &str = "/home/ubuntu/";

/// A file as somebody on the host sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostFile {
    /// Its permissions, as in `0o644`.
    pub mode: u32,
    /// The SHA-256 of its content, in hexadecimal digits.
    pub sha256: String,
    /// Its content, where others than its owner may read it, it is UTF-8 of at most 64 KiB, and it holds no password.
    pub text: Option<String>,
}

/// A file as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StoredFile {
    mode: u32,
    sha256: String,
    text: Option<String>,
    /// What an application reads from it, where it is a `.env` file.
    #[serde(default)]
    environment: Option<Environment>,
}

impl StoredFile {
    fn of(common: &Common, path: &str, mode: u32, content: &[u8]) -> Self {
        let name = path.rsplit('/').next().unwrap_or_default();
        let text = std::str::from_utf8(content).ok().filter(|_| content.len() <= LONGEST_TEXT);
        let is_shown = |text: &&str| mode & OTHERS != 0 && !name.starts_with(environment::FILE) && !holds_password(text);
        let read = |text: &str| Environment::read(common, text);
        Self {
            mode,
            sha256: hex(&Sha256::digest(content)),
            text: text.filter(is_shown).map(str::to_owned),
            environment: text.filter(|_| name == environment::FILE).map(read),
        }
    }

    /// The digest of its content.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Its content, where it is kept.
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// What an application reads from it, where it is a `.env` file.
    pub fn environment(&self) -> Option<&Environment> {
        self.environment.as_ref()
    }

    /// As somebody on the host sees it.
    pub fn shown(&self) -> HostFile {
        HostFile {
            mode: self.mode,
            sha256: self.sha256.clone(),
            text: self.text.clone(),
        }
    }
}

/// Whether a text sets a password: in a URL, or as the value of a name that says so. A value that begins with `$` stands elsewhere.
fn holds_password(text: &str) -> bool {
    let in_url = |rest: &str| {
        let end = rest.find(|character: char| character.is_whitespace() || "/\"'`<>".contains(character));
        let authority = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        authority.rsplit_once('@').is_some_and(|(login, _)| login.contains(':'))
    };
    let sets_one = |line: &str| {
        let (name, value) = line.split_once(['=', ':']).unwrap_or_default();
        let (name, value) = (
            name.to_ascii_lowercase(),
            value.trim_matches(|mark: char| mark.is_whitespace() || "\"'".contains(mark)),
        );
        (name.contains("pass") || name.contains("secret")) && !value.is_empty() && !value.starts_with('$')
    };
    text.split("://").skip(1).any(in_url) || text.lines().any(sets_one)
}

/// A path from the home on, without the marks that mean the same.
pub fn normal(path: &str) -> &str {
    let path = path.strip_prefix(HOME).or_else(|| path.strip_prefix("~/")).unwrap_or(path);
    path.trim_start_matches("./").trim_end_matches('/')
}

/// The row of a file.
pub fn id(instance: &str, path: &str) -> String {
    format!("{instance}/{}", normal(path))
}

/// The files of a folder, by their paths in it.
pub fn in_folder<'v>(view: &'v HostView, instance: &str, folder: &str) -> impl Iterator<Item = (&'v str, &'v StoredFile)> {
    let prefix = format!("{}/", id(instance, folder));
    let rows = view.hosts.files.starting_with(&prefix);
    rows.map(move |(id, file)| (id.get(prefix.len()..).unwrap_or_default(), file))
}

/// The digest of what a build takes from a folder: every file that no part of its path hides with a dot.
pub fn digest(view: &HostView, instance: &str, folder: &str) -> String {
    let mut digest = Sha256::new();
    for (path, file) in in_folder(view, instance, folder) {
        if !path.split('/').any(|part| part.starts_with('.')) {
            digest.update(format!("{path} {:o} {}\n", file.mode, file.sha256));
        }
    }
    hex(&digest.finalize())
}

/// Writes a file, in place of any other.
pub fn put(view: &mut HostView, instance: &str, path: &str, mode: u32, content: &[u8]) {
    let file = StoredFile::of(view.common, path, mode, content);
    view.hosts.files.insert(id(instance, path), file);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_passwords_are_told_from_others() {
        for secret in ["mysql://u:p@h/x", "a\nDB_PASS='x'\n", "password: hunter2", "SECRET_KEY=k"] {
            assert!(holds_password(secret), "{secret}");
        }
        for plain in [
            "",
            "services:\n  app:\n    build: .\n",
            "MYSQL_PASSWORD: ${DB_PASS}",
            "see https://example.com/a@b:c",
            "x: http://h:80/",
        ] {
            assert!(!holds_password(plain), "{plain}");
        }
    }

    #[test]
    fn one_file_has_one_path() {
        for path in ["app/a", "~/app/a", "./app/a", "/home/ubuntu/app/a", "app/a/"] {
            assert_eq!(normal(path), "app/a");
        }
    }
}
