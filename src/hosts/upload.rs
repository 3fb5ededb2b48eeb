//! Uploads: what differs is sent, what is no longer wanted is removed, and the rest is left alone.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::shell::GIT;
use super::{HostCommand, HostError, Hosts, UploadFile};

/// What an upload did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uploaded {
    /// The files that were sent.
    pub sent: Vec<String>,
    /// The files that were removed.
    pub removed: Vec<String>,
}

impl Uploaded {
    /// Whether everything was up to date before.
    pub fn is_nothing(&self) -> bool {
        self.sent.is_empty() && self.removed.is_empty()
    }
}

/// The folder of an upload as a host has it.
pub(super) struct Present {
    /// Permission bits in octal and SHA-256, by path.
    files: BTreeMap<String, (String, String)>,
    listed: BTreeSet<String>,
    notes: BTreeMap<String, String>,
    /// Whether it holds a repository.
    pub(super) is_repository: bool,
}

/// Brings a folder on a host in line with `files`. Files that nobody uploaded are left alone, and those that were uploaded and are named in
/// `kept` stay as they are. Each file is whole at every instant: it is unpacked beside its place and renamed, so that a connection that ends
/// in the middle leaves nothing half written.
///
/// `folder` is relative to the user's home.
///
/// # Errors
///
/// When the host can't be reached, or a command on it fails.
pub async fn upload(
    hosts: &Hosts,
    host: &str,
    folder: &'static str,
    files: &[UploadFile],
    kept: &[&str],
) -> Result<Uploaded, HostError> {
    let present = look(hosts, host, folder, files, &[]).await?;
    bring_in_line(hosts, host, folder, files, kept, &present).await
}

/// As [`upload`], of a folder that was looked at.
///
/// # Errors
///
/// When the host can't be reached, or a command on it fails.
pub(super) async fn bring_in_line(
    hosts: &Hosts,
    host: &str,
    folder: &'static str,
    files: &[UploadFile],
    kept: &[&str],
    present: &Present,
) -> Result<Uploaded, HostError> {
    let changed: Vec<&UploadFile> = files.iter().filter(|file| !present.has(file)).collect();
    let mut wanted: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
    wanted.extend(
        kept.iter()
            .filter(|path| present.listed.contains(**path))
            .map(|path| (*path).to_owned()),
    );
    let removed: Vec<String> = present.listed.difference(&wanted).cloned().collect();
    let keep_list = |paths: BTreeSet<String>| {
        let paths = paths.into_iter().collect();
        async move { hosts.succeed(host, &HostCommand::KeepList { folder, paths }).await }
    };
    let listed = present.listed.union(&wanted).cloned();
    if !changed.is_empty() {
        let (files, list) = (changed.iter().copied().cloned().collect(), listed.collect());
        hosts.succeed(host, &HostCommand::SendFiles { folder, files, list }).await?;
    } else if !wanted.is_subset(&present.listed) {
        keep_list(listed.collect()).await?;
    }
    if !removed.is_empty() {
        let paths = removed.clone();
        hosts.succeed(host, &HostCommand::RemoveFiles { folder, paths }).await?;
        keep_list(wanted).await?;
    }
    Ok(Uploaded {
        sent: changed.iter().map(|file| file.path.clone()).collect(),
        removed,
    })
}

impl Present {
    /// What a note says; nothing where there is none.
    pub(super) fn note(&self, name: &str) -> &str {
        self.notes.get(name).map_or("", String::as_str)
    }

    fn has(&self, file: &UploadFile) -> bool {
        let wanted = (format!("{:o}", file.mode), hex(&Sha256::digest(&file.content)));
        self.files.get(&file.path) == Some(&wanted)
    }
}

/// Looks at the files that are wanted, at the list of those that were uploaded before, and at notes.
///
/// # Errors
///
/// When the host can't be reached, or a command on it fails.
pub(super) async fn look(
    hosts: &Hosts,
    host: &str,
    folder: &'static str,
    files: &[UploadFile],
    notes: &'static [&'static str],
) -> Result<Present, HostError> {
    let paths = files.iter().map(|file| file.path.clone()).collect();
    let said = hosts
        .succeed(host, &HostCommand::CompareFiles { folder, paths, notes })
        .await?;
    let lines: Vec<&str> = said.lines().collect();
    let mut parts = lines.splitn(3, |line| line.is_empty());
    let mut part = || parts.next().unwrap_or_default().iter();
    let (files, listed, others) = (part(), part(), part());
    Ok(Present {
        files: files.filter_map(|line| parse_line(line)).collect(),
        listed: listed.filter(|path| is_plain(path)).map(|path| (*path).to_owned()).collect(),
        is_repository: others.clone().any(|line| *line == GIT),
        notes: others
            .filter_map(|line| line.split_once(' '))
            .map(|(name, text)| (name.to_owned(), text.trim().to_owned()))
            .collect(),
    })
}

/// `MODE SHA256 PATH`.
fn parse_line(line: &str) -> Option<(String, (String, String))> {
    let mut words = line.splitn(3, ' ');
    let (mode, sum, path) = (words.next()?, words.next()?, words.next()?);
    Some((path.to_owned(), (mode.to_owned(), sum.to_owned())))
}

/// Whether a path that a host reports stays below its folder.
fn is_plain(path: &str) -> bool {
    !path.is_empty() && !path.starts_with('/') && !path.split('/').any(|part| part == "..")
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
