//! The hosts of a rehearsal: the sandbox's own, in which commands are carried out without a shell and without a network.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use jalon_sandbox::{HostError as SandboxError, HostSession, Login, LoginFailure, Simulator, WebMethod, WebRequest};

use super::shared_connections::{Connection, SharedConnections};
use super::simulated_commands::carry_out;
use super::ssh_config::{KNOWN_HOSTS, SSH_CONFIG, SshHost, way_to};
use super::web::{Page, PageRequest};
use super::{HostAccess, HostCommand, HostError, Said, SshKey};
use crate::checkpoint::{CheckpointError, Folder};

/// The user of the `ssh_config`.
const USER: &str = "ubuntu";

/// Carries out commands on the hosts of a sandbox, by the `ssh_config`, the key and the known host keys of one deployment. As over OpenSSH, a
/// run's commands share one session on each host.
pub struct SimulatedHosts {
    simulator: Simulator,
    folder: Folder,
    key: SshKey,
    asker: Ipv4Addr,
    sessions: SharedConnections<HostSession>,
    keeping_keys: Mutex<()>,
}

impl Connection for HostSession {
    fn is_open(&self) -> bool {
        Self::is_open(self)
    }
}

impl SimulatedHosts {
    /// The hosts in a sandbox of the deployment whose files are in `folder`, for somebody at the public address `asker`.
    pub fn new(simulator: Simulator, folder: &Folder, deployment: &str, asker: Ipv4Addr) -> Self {
        Self {
            simulator,
            key: SshKey::in_folder(folder, deployment),
            folder: folder.clone(),
            asker,
            sessions: SharedConnections::default(),
            keeping_keys: Mutex::default(),
        }
    }

    async fn session(&self, host: &str, command: &HostCommand) -> Result<Arc<HostSession>, HostError> {
        let config = self.folder.read(SSH_CONFIG).map_err(|error| kept(host, &error))?;
        let way = way_to(&config.unwrap_or_default(), host);
        if command.logs_in_anew() {
            return self.log_in(host, &way).await.map(Arc::new);
        }
        self.sessions.to(host, &way, self.log_in(host, &way)).await
    }

    async fn log_in(&self, host: &str, way: &[SshHost]) -> Result<HostSession, HostError> {
        let public_key = self.key.public_key().map_err(|error| kept(host, &error))?;
        let mut session: Option<HostSession> = None;
        for next in way {
            let login = Login {
                from: self.asker,
                jumps: Vec::new(),
                address: next.address,
                user: USER.to_owned(),
                public_key: public_key.clone().unwrap_or_default(),
            };
            let reached = match &session {
                None => self.simulator.log_in(&login).await,
                Some(session) => session.log_in_to(&login).await,
            };
            let reached = reached.map_err(|failure| refused(host, &failure))?;
            self.know(host, next, &reached)?;
            session = Some(reached);
        }
        session.ok_or_else(|| HostError::Unreachable {
            host: host.to_owned(),
            detail: "the host is not in the ssh_config".to_owned(),
        })
    }

    /// Accepts the key of a host that was never logged in to, and no other one for a host that was.
    fn know(&self, host: &str, reached: &SshHost, session: &HostSession) -> Result<(), HostError> {
        let _alone = self.keeping_keys.lock().unwrap_or_else(PoisonError::into_inner);
        let alias = reached.host_key_alias.as_str();
        let known = self.folder.read(KNOWN_HOSTS).map_err(|error| kept(host, &error))?;
        let mut known = String::from_utf8_lossy(&known.unwrap_or_default()).into_owned();
        let line = format!("{alias} {}", session.host_key());
        let mut of_host = known
            .lines()
            .filter(|line| line.split_whitespace().next() == Some(alias))
            .peekable();
        if of_host.peek().is_none() {
            known.push_str(&line);
            known.push('\n');
            let replaced = self.folder.replace(KNOWN_HOSTS, known.as_bytes());
            return replaced.map_err(|error| kept(host, &error));
        }
        if of_host.any(|known| known == line) {
            return Ok(());
        }
        Err(HostError::KeyChanged {
            host: host.to_owned(),
            known_hosts: self.folder.file(KNOWN_HOSTS),
            alias: alias.to_owned(),
            fingerprint: Some(session.host_key_fingerprint()),
            detail: "Host key verification failed.".to_owned(),
        })
    }
}

#[async_trait]
impl HostAccess for SimulatedHosts {
    async fn carry_out(&self, host: &str, command: &HostCommand) -> Result<Said, HostError> {
        let session = self.session(host, command).await?.begin_command().await;
        match carry_out(&session, command).await {
            Ok(said) => Ok(said),
            Err(SandboxError::Failed(words)) => Ok(Said {
                code: Some(1),
                stdout: String::new(),
                stderr: format!("{words}\n"),
            }),
            Err(error @ (SandboxError::Gone { .. } | SandboxError::NotStored(_))) => Err(HostError::Unreachable {
                host: host.to_owned(),
                detail: error.to_string(),
            }),
        }
    }

    fn renew(&self, host: &str) {
        self.sessions.forget(host);
    }

    async fn ask(&self, request: &PageRequest) -> Result<Page, String> {
        let form = request.form.as_ref();
        let asked = WebRequest {
            method: if form.is_some() { WebMethod::Post } else { WebMethod::Get },
            url: request.url.clone(),
            form: form.map(|fields| {
                fields
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), value.clone()))
                    .collect()
            }),
            cookies: request.cookies.clone(),
        };
        let answer = self.simulator.browse(self.asker, &asked).await?;
        Ok(Page {
            status: answer.status,
            text: answer.text,
            cookies: answer.cookies,
        })
    }

    async fn connects(&self, address: &str, port: u16) -> bool {
        self.simulator.connects(self.asker, address, port).await
    }
}

fn kept(host: &str, error: &CheckpointError) -> HostError {
    HostError::Unreachable {
        host: host.to_owned(),
        detail: error.to_string(),
    }
}

fn refused(host: &str, failure: &LoginFailure) -> HostError {
    let (host, detail) = (host.to_owned(), failure.to_string());
    match failure {
        LoginFailure::PermissionDenied { .. } => HostError::Refused { host, detail },
        LoginFailure::TimedOut { .. } | LoginFailure::ConnectionRefused { .. } | LoginFailure::NotStored(_) => {
            HostError::Unreachable { host, detail }
        }
    }
}
