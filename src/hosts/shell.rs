//! The shell lines of commands, as OpenSSH hands them to the user's shell on a host. A command line is visible to everyone there: secrets
//! and whatever could mean something to a shell go into the standard input.

use super::command::{ANSWERS_WITHIN, HEALTHY_WITHIN};
use super::expiry_timer;
use super::{HostCommand, UploadFile};
use crate::foreign::quoted;

/// Lists a host's own addresses, an interface a line.
pub(super) const ADDRESSES: &str = "ip -brief address";
/// The list of what was uploaded into a folder, kept in it.
pub(super) const LIST: &str = ".jalon-files";
/// The mode of the list where it is sent with files.
const LIST_MODE: u32 = 0o644;
/// What git keeps in a folder that holds a repository.
pub(super) const GIT: &str = ".git";
/// The compose file for a repository that has a Dockerfile only.
pub(super) const GENERATED: &str = "compose.jalon.yaml";

/// The certificates of the authorities that sign RDS's own, of all regions, and where AWS publishes them (Amazon RDS User Guide, "Using SSL/TLS
/// to encrypt a connection to a DB instance").
pub(super) const AUTHORITIES: &str = "rds-ca.pem";
pub(super) const TRUST_STORE: &str = "truststore.pki.rds.amazonaws.com";
/// How many days they are kept: AWS adds authorities years before it signs with them.
const AUTHORITIES_KEPT_DAYS: u32 = 30;

/// A line for a shell and what it reads.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ShellCommand {
    /// The line.
    pub(super) line: String,
    /// The standard input.
    pub(super) input: Vec<u8>,
}

impl ShellCommand {
    fn line(line: impl Into<String>) -> Self {
        Self::reading(line, Vec::new())
    }

    fn reading(line: impl Into<String>, input: impl Into<Vec<u8>>) -> Self {
        Self {
            line: line.into(),
            input: input.into(),
        }
    }
}

/// The line of a command.
///
/// # Errors
///
/// When files can't be packed.
pub(super) fn render(command: &HostCommand) -> std::io::Result<ShellCommand> {
    use HostCommand as C;
    Ok(match command {
        C::LogIn => ShellCommand::line("true"),
        C::FirstBoot { wait } => {
            let wait = if *wait { "--wait " } else { "" };
            ShellCommand::line(format!("cloud-init status {wait}--format json"))
        }
        C::BootLog => ShellCommand::line(boot_log()),
        C::StopAt { at } => ShellCommand::reading("sudo -n sh -e -s", expiry_timer::script(*at)),
        C::DockerVersion => ShellCommand::line("docker info --format {{.ServerVersion}}"),
        C::Ping { address } => ShellCommand::line(format!("ping -c 3 -W 3 {address}")),
        C::Connect { host, port } => ShellCommand::line(format!("timeout 10 bash -c ': < /dev/tcp/{host}/{port}'")),
        C::AddressSeen => ShellCommand::line("curl --fail --silent --show-error --max-time 15 https://checkip.amazonaws.com"),
        C::Addresses => ShellCommand::line(ADDRESSES),
        C::AskWebsite { url } => ShellCommand::line(format!("curl --head --silent --show-error --max-time 15 {}", quoted(url))),
        C::Query { login, statement } => ShellCommand::reading(login.command(statement), login.option_file()),
        C::AskApplication { port } => ask_application(*port),
        C::CompareFiles { folder, paths, notes } => compare_files(folder, paths, notes),
        C::KeepList { folder, paths } => keep(folder, LIST, lines(paths)),
        C::SendFiles { folder, files, list } => ShellCommand::reading(unpack(folder), pack(files, &lines(list))?),
        C::RemoveFiles { folder, paths } => ShellCommand::reading(
            format!("cd {folder} && while IFS= read -r path; do rm -f -- \"$path\"; done"),
            lines(paths),
        ),
        C::FetchAuthorities { folder } => fetch_authorities(folder),
        C::WriteNote { folder, name, text } => keep(folder, name, text.clone()),
        C::CheckOut { folder, url, reference } => check_out(folder, url, reference),
        C::LeaveRepository { folder } => ShellCommand::line(format!(
            "set -e; mkdir -p {folder}; cd {folder}; [ -d .git ] || exit 0; git ls-files -z | xargs -0 -r rm -rf --; rm -rf .git"
        )),
        C::Containers { folder } => compose(
            folder,
            "docker compose -f \"$compose\" ps --all --format '{{.State}} {{.Health}}'",
        ),
        C::BuildImages { folder } => build_images(folder),
        C::StartContainers { folder } => compose(
            folder,
            &format!("docker compose -f \"$compose\" up --detach --remove-orphans --wait --wait-timeout {HEALTHY_WITHIN}"),
        ),
        C::ContainersLog { folder } => compose(
            folder,
            "docker compose -f \"$compose\" ps --all; docker compose -f \"$compose\" logs --no-color --tail 30 2>&1",
        ),
    })
}

/// The end of the log, after what went wrong before that: modules that run late say much, and an early one may be what failed.
fn boot_log() -> String {
    "sudo -n awk '{ line[NR] = $0 } /(WARNING|ERROR)\\]|^E: /{ bad[NR] = 1 } \
     END { for (n = 1; n <= NR; n++) if (n > NR - 15 || n in bad) print line[n] }' /var/log/cloud-init-output.log"
        .to_owned()
}

/// Three parts with empty lines between them. Neither a file nor a note of jalon's has one.
fn compare_files(folder: &str, paths: &[String], notes: &[&str]) -> ShellCommand {
    let notes: String = notes
        .iter()
        .map(|note| format!("[ ! -f {note} ] || printf '%s %s\\n' {note} \"$(head -n 1 {note})\"; "))
        .collect();
    ShellCommand::reading(
        format!(
            "mkdir -p {folder} && cd {folder} && while IFS= read -r path; do if [ -f \"$path\" ]; then \
             printf '%s %s %s\\n' \"$(stat -c %a \"$path\")\" \"$(sha256sum < \"$path\" | cut -c1-64)\" \"$path\"; fi; done && \
             {{ echo; cat {LIST} 2>/dev/null; echo; {notes}[ ! -d {GIT} ] || echo {GIT}; }}"
        ),
        lines(paths),
    )
}

fn lines(paths: &[String]) -> String {
    paths.iter().map(|path| format!("{path}\n")).collect()
}

/// A small file, whole at every instant: what is cut off by a connection that ends is told by its length, and takes no file's place.
fn keep(folder: &str, name: &str, content: String) -> ShellCommand {
    let length = content.len();
    ShellCommand::reading(
        format!(
            "mkdir -p {folder} && cd {folder} && cat > {name}.new && [ \"$(wc -c < {name}.new)\" -eq {length} ] && mv -f {name}.new {name}"
        ),
        content,
    )
}

/// Files are unpacked beside their places and renamed, so that a connection that ends in the middle leaves nothing half written. The list is
/// first: what breaks off leaves nothing that a later upload would not know of.
fn unpack(folder: &str) -> String {
    format!(
        "set -e; umask 077; cd {folder}; rm -rf .jalon-incoming; mkdir .jalon-incoming; \
         tar -x -p -f - -C .jalon-incoming; cd .jalon-incoming; mv -f {LIST} ../{LIST}; \
         find . -type f | while IFS= read -r path; do \
         (umask 022; mkdir -p \"../$(dirname \"$path\")\"); mv -f \"$path\" \"../$path\"; done; \
         cd ..; rm -rf .jalon-incoming"
    )
}

fn pack(files: &[UploadFile], list: &str) -> std::io::Result<Vec<u8>> {
    let mut archive = tar::Builder::new(Vec::new());
    let mut append = |path: &str, mode: u32, content: &[u8]| {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(mode);
        header.set_mtime(0);
        archive.append_data(&mut header, path, content)
    };
    append(LIST, LIST_MODE, list.as_bytes())?;
    for file in files {
        append(&file.path, file.mode, &file.content)?;
    }
    archive.into_inner()
}

fn check_out(folder: &str, url: &str, reference: &str) -> ShellCommand {
    ShellCommand::reading(
        format!(
            "set -e; IFS= read -r url; IFS= read -r reference; mkdir -p {folder}; cd {folder}; export GIT_TERMINAL_PROMPT=0; \
             [ -d .git ] || git init --quiet; rm -f .git/*.lock; \
             git remote remove origin 2>/dev/null || true; git remote add origin \"$url\"; \
             git fetch --quiet --depth 1 origin \"$reference\"; git checkout --quiet --force FETCH_HEAD; git rev-parse HEAD"
        ),
        format!("{url}\n{reference}\n"),
    )
}

/// A line in a folder that knows its compose file as `$compose`: the repository's own, else one made for its Dockerfile.
fn compose(folder: &str, command: &str) -> ShellCommand {
    ShellCommand::line(format!(
        "cd {folder} || exit 1; compose=; for name in compose.yaml compose.yml docker-compose.yaml docker-compose.yml; do \
         [ -z \"$compose\" ] && [ -f \"$name\" ] && compose=$name; done; \
         if [ -z \"$compose\" ] && [ -f Dockerfile ]; then compose={GENERATED}; \
         port=$(sed -n 's/^[[:space:]]*EXPOSE[[:space:]]*\\([0-9]*\\).*/\\1/p' Dockerfile | head -n 1); \
         printf 'services:\\n  app:\\n    build: .\\n    restart: always\\n    env_file: .env\\n    ports: [\"${{APP_PORT}}:%s\"]\\n' \
         \"${{port:-5085}}\" > {GENERATED}; fi; \
         [ -n \"$compose\" ] || {{ echo 'there is neither a compose file nor a Dockerfile' >&2; exit 1; }}; {command}"
    ))
}

/// Compose reads the settings before it builds, which come once the database is there.
fn build_images(folder: &str) -> ShellCommand {
    compose(
        folder,
        "[ -f .env ] || (umask 077; : > .env); docker compose -f \"$compose\" build",
    )
}

/// What was fetched before does until something newer is there.
fn fetch_authorities(folder: &str) -> ShellCommand {
    ShellCommand::line(format!(
        "mkdir -p {folder} && cd {folder} || exit 1; \
         [ -n \"$(find {AUTHORITIES} -size +0 -mtime -{AUTHORITIES_KEPT_DAYS} 2>/dev/null)\" ] && exit 0; umask 022; \
         curl --fail --silent --show-error --max-time 60 --output {AUTHORITIES}.new https://{TRUST_STORE}/global/global-bundle.pem \
         && grep -q 'BEGIN CERTIFICATE' {AUTHORITIES}.new && mv -f {AUTHORITIES}.new {AUTHORITIES}; [ -s {AUTHORITIES} ]"
    ))
}

fn ask_application(port: u16) -> ShellCommand {
    ShellCommand::line(format!(
        "for second in $(seq {ANSWERS_WITHIN}); do \
         code=$(curl --silent --output /dev/null --max-time 5 --write-out '%{{http_code}}' http://127.0.0.1:{port}/) || true; \
         case \"$code\" in 2*|3*) exit 0;; esac; sleep 1; done; echo \"the last answer was $code (000: none)\" >&2; exit 1"
    ))
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::process::{Command, Stdio};

    use super::*;

    /// Runs a command's line in a folder, with so many bytes of what it should read.
    fn runs(folder: &std::path::Path, command: &ShellCommand, bytes: usize) -> bool {
        // Where every system has them, whatever is in PATH.
        let shell = Command::new("/bin/sh")
            .env("PATH", "/usr/bin:/bin")
            .args(["-c", &command.line])
            .current_dir(folder)
            .stdin(Stdio::piped())
            .spawn();
        let mut shell = shell.unwrap();
        shell.stdin.take().unwrap().write_all(&command.input[..bytes]).unwrap();
        shell.wait().unwrap().success()
    }

    #[test]
    fn what_is_cut_off_takes_no_files_place() {
        let folder = tempfile::tempdir().unwrap();
        let list = |paths: &[&str]| {
            let paths = paths.iter().map(|path| (*path).to_owned()).collect();
            render(&HostCommand::KeepList { folder: "app", paths }).unwrap()
        };
        let kept = || std::fs::read_to_string(folder.path().join("app").join(LIST)).unwrap();
        let first = list(&["Dockerfile", "app.py"]);
        assert!(runs(folder.path(), &first, first.input.len()));
        let second = list(&["compose.yaml"]);
        for bytes in [0, 5, second.input.len() - 1] {
            assert!(!runs(folder.path(), &second, bytes), "{bytes} bytes");
            assert_eq!(kept(), "Dockerfile\napp.py\n");
        }
        assert!(runs(folder.path(), &second, second.input.len()));
        assert_eq!(kept(), "compose.yaml\n");
    }
}
