//! Uploads: what differs is sent, what is no longer wanted is removed, and the rest is left alone.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::{HostError, HostTask, Ssh};

/// The list of what was uploaded into a folder, kept in it.
const LIST: &str = ".jalon-files";

/// One file of an upload.
#[derive(Clone, Debug)]
pub struct UploadFile {
    /// Its path below the folder: letters, digits and `. _ - /` only.
    pub path: String,
    /// What is in it.
    pub content: Bytes,
    /// Its permission bits, e.g. `0o644`.
    pub mode: u32,
}

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
struct Present {
    /// Permission bits in octal and SHA-256, by path.
    files: BTreeMap<String, (String, String)>,
    listed: BTreeSet<String>,
}

/// Brings a folder on a host in line with `files`. Files that nobody uploaded are left alone. Each file is whole at every instant: it is
/// unpacked beside its place and renamed, so that a connection that ends in the middle leaves nothing half written.
///
/// `folder` is relative to the user's home.
///
/// # Errors
///
/// When the host can't be reached, or a command on it fails.
pub async fn upload(ssh: &Ssh, host: &str, folder: &str, files: &[UploadFile]) -> Result<Uploaded, HostError> {
    let present = look(ssh, host, folder, files).await?;
    let changed: Vec<&UploadFile> = files.iter().filter(|file| !present.has(file)).collect();
    let wanted: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
    let removed: Vec<String> = present.listed.difference(&wanted).cloned().collect();
    // Listed before it is there: an upload that breaks off leaves nothing that a later one would not know of.
    if !wanted.is_subset(&present.listed) {
        keep_list(ssh, host, folder, &present.listed.union(&wanted).cloned().collect()).await?;
    }
    if !changed.is_empty() {
        send(ssh, host, folder, &changed).await?;
    }
    if !removed.is_empty() {
        remove(ssh, host, folder, &removed).await?;
        keep_list(ssh, host, folder, &wanted).await?;
    }
    Ok(Uploaded {
        sent: changed.iter().map(|file| file.path.clone()).collect(),
        removed,
    })
}

impl Present {
    fn has(&self, file: &UploadFile) -> bool {
        let wanted = (format!("{:o}", file.mode), hex(&Sha256::digest(&file.content)));
        self.files.get(&file.path) == Some(&wanted)
    }
}

/// Looks at the files that are wanted, and at the list of those that were uploaded before.
async fn look(ssh: &Ssh, host: &str, folder: &str, files: &[UploadFile]) -> Result<Present, HostError> {
    let command = format!(
        "mkdir -p {folder} && cd {folder} && while IFS= read -r path; do if [ -f \"$path\" ]; then \
         printf '%s %s %s\\n' \"$(stat -c %a \"$path\")\" \"$(sha256sum < \"$path\" | cut -c1-64)\" \"$path\"; fi; done; \
         echo; cat {LIST} 2>/dev/null || true"
    );
    let mut paths = String::new();
    for file in files {
        paths.push_str(&file.path);
        paths.push('\n');
    }
    let task = HostTask::CompareFiles {
        folder: folder.to_owned(),
    };
    let said = ssh.succeed(host, task, &command, paths.as_bytes()).await?;
    let (present, listed) = said
        .split_once("\n\n")
        .or_else(|| said.split_once('\n'))
        .unwrap_or((&said, ""));
    Ok(Present {
        files: present.lines().filter_map(parse_line).collect(),
        listed: listed.lines().map(str::to_owned).filter(|path| is_plain(path)).collect(),
    })
}

/// `MODE SHA256 PATH`.
fn parse_line(line: &str) -> Option<(String, (String, String))> {
    let mut words = line.splitn(3, ' ');
    let (mode, sum, path) = (words.next()?, words.next()?, words.next()?);
    Some((path.to_owned(), (mode.to_owned(), sum.to_owned())))
}

async fn send(ssh: &Ssh, host: &str, folder: &str, files: &[&UploadFile]) -> Result<(), HostError> {
    let task = HostTask::Upload {
        files: files.len(),
        folder: folder.to_owned(),
    };
    let archive = pack(files).map_err(|error| HostError::Command {
        host: host.to_owned(),
        task: task.clone(),
        detail: error.to_string(),
    })?;
    let command = format!(
        "set -e; umask 077; cd {folder}; rm -rf .jalon-incoming; mkdir .jalon-incoming; \
         tar -x -p -f - -C .jalon-incoming; cd .jalon-incoming; \
         find . -type f | while IFS= read -r path; do \
         (umask 022; mkdir -p \"../$(dirname \"$path\")\"); mv -f \"$path\" \"../$path\"; done; \
         cd ..; rm -rf .jalon-incoming"
    );
    ssh.succeed(host, task, &command, &archive).await?;
    Ok(())
}

fn pack(files: &[&UploadFile]) -> std::io::Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    for file in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(file.content.len() as u64);
        header.set_mode(file.mode);
        header.set_mtime(0);
        archive.append_data(&mut header, &file.path, &*file.content)?;
    }
    archive.into_inner()
}

async fn remove(ssh: &Ssh, host: &str, folder: &str, paths: &[String]) -> Result<(), HostError> {
    let command = format!("cd {folder} && while IFS= read -r path; do rm -f -- \"$path\"; done");
    let task = HostTask::RemoveFiles {
        files: paths.len(),
        folder: folder.to_owned(),
    };
    ssh.succeed(host, task, &command, format!("{}\n", paths.join("\n")).as_bytes())
        .await?;
    Ok(())
}

async fn keep_list(ssh: &Ssh, host: &str, folder: &str, paths: &BTreeSet<String>) -> Result<(), HostError> {
    let list: String = paths.iter().map(|path| format!("{path}\n")).collect();
    let command = format!("cd {folder} && cat > {LIST}.new && mv -f {LIST}.new {LIST}");
    let task = HostTask::KeepList {
        folder: folder.to_owned(),
    };
    ssh.succeed(host, task, &command, list.as_bytes()).await?;
    Ok(())
}

/// Whether a path that a host reports stays below its folder.
fn is_plain(path: &str) -> bool {
    !path.is_empty() && !path.starts_with('/') && !path.split('/').any(|part| part == "..")
}

/// Bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
