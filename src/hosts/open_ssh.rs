//! Commands on hosts, through the system's OpenSSH and the deployment's `ssh_config`: what works here works in a terminal.

use std::path::PathBuf;
use std::process::{Output, Stdio};
use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

use super::shared_connections::{Connection, SharedConnections};
use super::shell::render;
use super::ssh_config::{KNOWN_HOSTS, host_key_alias, way_to};
use super::ssh_master::{Master, NoMaster, Sockets};
use super::web::{self, Page, PageRequest};
use super::{HostAccess, HostCommand, HostError, Said};
use crate::foreign::quote;

/// OpenSSH's exit code for failures of its own.
const SSH_FAILED: i32 = 255;

/// Runs commands on the hosts of one `ssh_config`. Clones share its connections, which end with the last of them.
#[derive(Clone, Debug)]
pub struct OpenSsh {
    config: PathBuf,
    shared: Arc<Shared>,
}

/// What commands share.
#[derive(Debug, Default)]
struct Shared {
    connections: SharedConnections<Route>,
    sockets: OnceLock<Option<Arc<Sockets>>>,
}

/// How commands reach a host.
#[derive(Debug)]
enum Route {
    /// Through one connection.
    Shared(Master),
    /// Each by a connection of its own: OpenSSH has no sockets here.
    Own,
}

impl Connection for Route {
    fn is_open(&self) -> bool {
        match self {
            Self::Shared(master) => master.is_open(),
            Self::Own => true,
        }
    }
}

#[async_trait]
impl HostAccess for OpenSsh {
    async fn carry_out(&self, host: &str, command: &HostCommand) -> Result<Said, HostError> {
        let shell = render(command).map_err(|error| HostError::Command {
            host: host.to_owned(),
            task: command.task(),
            detail: error.to_string(),
        })?;
        if command.logs_in_anew() {
            return self.run_by(&Route::Own, host, &shell.line, &shell.input).await;
        }
        self.run(host, &shell.line, &shell.input).await
    }

    fn renew(&self, host: &str) {
        self.shared.connections.forget(host);
    }

    async fn ask(&self, request: &PageRequest) -> Result<Page, String> {
        web::ask(request).await
    }

    async fn connects(&self, address: &str, port: u16) -> bool {
        web::connects(address, port).await
    }
}

/// Whether OpenSSH's client is among this machine's programs.
pub fn is_open_ssh_there() -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join("ssh").is_file())
}

impl OpenSsh {
    /// By this `ssh_config`.
    pub fn by(config: PathBuf) -> Self {
        Self {
            config,
            shared: Arc::default(),
        }
    }

    /// Runs a line by the user's shell on a host, with `input` as its standard input, and returns what it said. The line is visible to
    /// everyone on the host: secrets belong into `input`.
    ///
    /// # Errors
    ///
    /// When the host can't be reached or logged in to; a command that fails is no error.
    pub async fn run(&self, host: &str, command: &str, input: &[u8]) -> Result<Said, HostError> {
        let route = self.route(host).await?;
        self.run_by(&route, host, command, input).await
    }

    /// The connection to a host that commands share. Where a master can't be had though the host can, each has a connection of its own.
    async fn route(&self, host: &str) -> Result<Arc<Route>, HostError> {
        let way = way_to(&std::fs::read(&self.config).unwrap_or_default(), host);
        let log_in = async {
            let Some(sockets) = self.shared.sockets.get_or_init(Sockets::new) else {
                return Ok(Route::Own);
            };
            match Master::log_in(sockets, self.ssh(), host).await {
                Ok(master) => Ok(Route::Shared(master)),
                Err(NoMaster::NoSsh(error)) => Err(no_ssh(&error)),
                Err(NoMaster::Ended(said)) if is_about_sharing(&said) => Ok(Route::Own),
                Err(NoMaster::Ended(said)) => Err(self.failure(host, &said)),
            }
        };
        self.shared.connections.to(host, &way, log_in).await
    }

    /// `ssh`, without a host yet. Nobody is at the keyboard for it.
    fn ssh(&self) -> Command {
        let mut ssh = Command::new("ssh");
        ssh.arg("-F").arg(&self.config).args(["-o", "BatchMode=yes", "-T"]);
        ssh
    }

    async fn run_by(&self, route: &Route, host: &str, command: &str, input: &[u8]) -> Result<Said, HostError> {
        let mut ssh = self.ssh();
        if let Route::Shared(master) = route {
            ssh.args(master.options());
        }
        let mut ssh = ssh
            .args([host, "--", command])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| no_ssh(&error))?;
        let stdin = ssh.stdin.take();
        let feed = async {
            if let Some(mut stdin) = stdin {
                // A command that does not read to the end says by its exit code what it made of that.
                let _ = stdin.write_all(input).await;
                let _ = stdin.shutdown().await;
            }
        };
        let (output, ()) = futures_util::future::join(ssh.wait_with_output(), feed).await;
        self.understand(host, &output.map_err(|error| no_ssh(&error))?)
    }

    fn understand(&self, host: &str, output: &Output) -> Result<Said, HostError> {
        let said = Said {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: without_notice(&String::from_utf8_lossy(&output.stderr)),
        };
        if said.code == Some(SSH_FAILED) {
            return Err(self.failure(host, &said.stderr));
        }
        Ok(said)
    }

    /// What OpenSSH's own failure means, by its words: it has no other way to tell.
    fn failure(&self, host: &str, stderr: &str) -> HostError {
        let host = host.to_owned();
        if stderr.contains("HOST IDENTIFICATION HAS CHANGED") || stderr.contains("Host key verification failed") {
            let alias = changed_alias(stderr).unwrap_or_else(|| self.alias_of(&host));
            return HostError::KeyChanged {
                known_hosts: self.config.with_file_name(KNOWN_HOSTS),
                fingerprint: fingerprint(stderr),
                detail: last_words(stderr),
                alias,
                host,
            };
        }
        let detail = last_words(stderr);
        if stderr.contains("Permission denied") {
            return HostError::Refused { host, detail };
        }
        HostError::Unreachable { host, detail }
    }

    fn alias_of(&self, host: &str) -> String {
        let config = std::fs::read(&self.config).unwrap_or_default();
        host_key_alias(&config, host).unwrap_or_else(|| host.to_owned())
    }
}

/// What was said, without OpenSSH's notice of a host's first key: it is no word of the command.
fn without_notice(stderr: &str) -> String {
    let is_notice = |line: &&str| line.starts_with("Warning: Permanently added");
    stderr.split_inclusive('\n').filter(|line| !is_notice(line)).collect()
}

fn no_ssh(error: &std::io::Error) -> HostError {
    HostError::NoSsh {
        detail: error.to_string(),
    }
}

/// Whether OpenSSH ended because of its socket, and not of the host. Source: OpenSSH's `mux.c` and `misc.c`, whose words these are.
fn is_about_sharing(stderr: &str) -> bool {
    let words = [
        "ControlPath",
        "ControlSocket",
        "ontrol socket",
        "unix_listener",
        "muxserver_listen",
    ];
    words.iter().any(|word| stderr.contains(word))
}

/// The name of the changed key, as OpenSSH says it: `Host key for NAME has changed`.
fn changed_alias(stderr: &str) -> Option<String> {
    let (_, rest) = stderr.split_once("Host key for ")?;
    Some(quote(rest.split_whitespace().next()?))
}

/// The fingerprint of the key the host sent.
fn fingerprint(stderr: &str) -> Option<String> {
    let word = stderr.split_whitespace().find(|word| word.starts_with("SHA256:"));
    word.map(|word| quote(word.trim_end_matches('.')))
}

/// OpenSSH's own words for a failure, empty where there are none: what a jump said, rather than that it ended. Behind a jump, OpenSSH knows no peer and calls
/// it `UNKNOWN port 65535`; whether it finds the jump gone as it reads or as it writes is a matter of moments.
fn last_words(stderr: &str) -> String {
    let is_told = |line: &&str| !line.is_empty() && !line.starts_with("Warning: Permanently added");
    let lines: Vec<&str> = stderr.lines().map(str::trim).filter(is_told).collect();
    let is_cause = |line: &&&str| !line.starts_with("kex_exchange_identification:") && !line.contains("UNKNOWN port");
    let causes: Vec<&str> = lines.iter().filter(is_cause).copied().collect();
    let words = if causes.is_empty() { lines } else { causes };
    match words.as_slice() {
        [] => String::new(),
        [.., last] => quote(last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGED: &str = "@@@\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nThe fingerprint for the ED25519 key sent by \
                           the remote host is\nSHA256:abc.\nHost key for jalon-demo-i-1 has changed and you have requested strict \
                           checking.\nHost key verification failed.\n";

    #[test]
    fn openssh_is_understood_by_its_words() {
        let ssh = OpenSsh::by(PathBuf::from("/x/ssh_config"));
        let changed = ssh.failure("app-host", CHANGED);
        assert_eq!(
            changed,
            HostError::KeyChanged {
                host: "app-host".to_owned(),
                known_hosts: PathBuf::from("/x/known_hosts"),
                alias: "jalon-demo-i-1".to_owned(),
                fingerprint: Some("SHA256:abc".to_owned()),
                detail: "Host key verification failed.".to_owned(),
            }
        );
        let refused = ssh.failure("app-host", "ubuntu@192.0.2.1: Permission denied (publickey).\n");
        assert!(
            matches!(refused, HostError::Refused { .. }) && refused.may_pass(),
            "{refused}"
        );
        let away = ssh.failure("app-host", "ssh: connect to host 192.0.2.1 port 22: Connection timed out\n");
        assert!(
            matches!(&away, HostError::Unreachable { detail, .. } if detail.ends_with("port 22: Connection timed out")),
            "{away}"
        );
        assert!(!changed.may_pass());
    }

    #[test]
    fn what_stopped_the_jump_is_the_cause_however_its_end_is_noticed() {
        let ssh = OpenSsh::by(PathBuf::from("/x/ssh_config"));
        let ends = [
            "kex_exchange_identification: Connection closed by remote host\r\nConnection closed by UNKNOWN port 65535\r\n",
            "banner exchange: Connection to UNKNOWN port 65535: Broken pipe\r\n",
            "kex_exchange_identification: read: Connection reset by peer\r\nConnection reset by UNKNOWN port 65535\r\n",
        ];
        for end in ends {
            let failure = ssh.failure(
                "test-host",
                &format!("ssh: connect to host 192.0.2.1 port 22: Connection refused\r\n{end}"),
            );
            assert!(
                matches!(&failure, HostError::Unreachable { detail, .. } if detail.ends_with("Connection refused")),
                "{failure}"
            );
        }
    }
}
