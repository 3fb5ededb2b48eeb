//! How hosts are reached, and what is seen of them from where the person stands: over a network, or in a rehearsal.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::web::{Page, PageRequest};
use super::{HostCommand, HostError};
use crate::aws::Clock;
use crate::foreign::quote;

/// How much of what a command said is shown when it fails, in lines.
const SHOWN_LINES: usize = 25;
/// How long a command is waited for at least, by the machine's own clock.
const AT_LEAST: Duration = Duration::from_secs(1);

/// What carries out commands on hosts.
#[async_trait]
pub trait HostAccess: Send + Sync {
    /// Carries out a command on a host and returns what it said.
    ///
    /// # Errors
    ///
    /// When the host can't be reached or logged in to; a command that fails is no error.
    async fn carry_out(&self, host: &str, command: &HostCommand) -> Result<Said, HostError>;

    /// From now on commands share no connection to a host that there is already.
    fn renew(&self, host: &str);

    /// Asks for a page.
    ///
    /// # Errors
    ///
    /// Why there is no answer.
    async fn ask(&self, request: &PageRequest) -> Result<Page, String>;

    /// Whether a TCP connection comes about within a few seconds.
    async fn connects(&self, address: &str, port: u16) -> bool;
}

/// The hosts of a deployment. Every wait for one of them has an end.
#[derive(Clone)]
pub struct Hosts {
    access: Arc<dyn HostAccess>,
    clock: Clock,
}

/// What a command on a host said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Its exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl Said {
    /// Whether the command succeeded.
    pub fn is_success(&self) -> bool {
        self.code == Some(0)
    }

    /// The end of what it said, for a person.
    pub fn last_lines(&self) -> String {
        let both = format!("{}\n{}", self.stdout.trim_end(), self.stderr.trim_end());
        let lines: Vec<&str> = both.lines().filter(|line| !line.trim().is_empty()).collect();
        quote(&lines[lines.len().saturating_sub(SHOWN_LINES)..].join("\n"))
    }
}

impl Hosts {
    /// Hosts that are reached so; `clock` ends the waits for them.
    pub fn reached_by(access: Arc<dyn HostAccess>, clock: Clock) -> Self {
        Self { access, clock }
    }

    /// The clock of the waits.
    pub(super) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// From now on commands share no connection to a host that there is already: a connection has the groups of its log-in.
    pub fn renew(&self, host: &str) {
        self.access.renew(host);
    }

    /// Carries out a command on a host and returns what it said.
    ///
    /// # Errors
    ///
    /// When the host can't be reached or logged in to, or the command has not ended within its limit; a command that fails is no error.
    pub async fn run(&self, host: &str, command: &HostCommand) -> Result<Said, HostError> {
        let limit = command.limit();
        // On a clock that runs fast, what the program itself takes counts many times.
        let patience = limit.max(AT_LEAST.mul_f64(self.clock.speed()));
        tokio::select! {
            said = self.access.carry_out(host, command) => said,
            () = self.clock.sleep(patience) => Err(HostError::NoEnd {
                host: host.to_owned(),
                task: command.task(),
                minutes: limit.as_secs() / 60,
            }),
        }
    }

    /// As [`Hosts::run`], for a command that has to succeed: its standard output.
    ///
    /// # Errors
    ///
    /// Those of [`Hosts::run`], and [`HostError::Command`] with the end of what the command said.
    pub async fn succeed(&self, host: &str, command: &HostCommand) -> Result<String, HostError> {
        let said = self.run(host, command).await?;
        if said.is_success() {
            return Ok(said.stdout);
        }
        Err(HostError::Command {
            host: host.to_owned(),
            task: command.task(),
            detail: said.last_lines(),
        })
    }

    /// Asks for a page from where the person stands.
    ///
    /// # Errors
    ///
    /// Why there is no answer.
    pub async fn ask(&self, request: &PageRequest) -> Result<Page, String> {
        self.access.ask(request).await
    }

    /// Whether a TCP connection from where the person stands comes about within a few seconds.
    pub async fn connects(&self, address: &str, port: u16) -> bool {
        self.access.connects(address, port).await
    }
}
