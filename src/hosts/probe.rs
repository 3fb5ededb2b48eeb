//! Live probes: one claim each, looked at on a host or from where the person stands.

use std::net::Ipv4Addr;

use super::web::PageRequest;
use super::{Expected, HostCommand, Hosts, Seen, SignUp, Unmet, boot};

/// What is looked at.
#[derive(Clone, PartialEq, Eq)]
pub enum Probe {
    /// A command on a host succeeds.
    Runs {
        /// The host's name in `ssh_config`.
        host: &'static str,
        /// The command.
        command: HostCommand,
    },
    /// A command on a host prints just this.
    Says {
        /// The host's name in `ssh_config`.
        host: &'static str,
        /// The command.
        command: HostCommand,
        /// What it has to print, white space at its ends left out.
        expected: String,
    },
    /// A ping from a host is answered.
    Pings {
        /// The host's name in `ssh_config`.
        host: &'static str,
        /// The address that is pinged; `None` where what is to answer has none.
        address: Option<Ipv4Addr>,
    },
    /// A host's first boot is done without error.
    Booted {
        /// The host's name in `ssh_config`.
        host: &'static str,
    },
    /// A page answers 200 and holds a text.
    Page {
        /// Its URL.
        url: String,
        /// The text; empty where any will do.
        text: String,
    },
    /// No TCP connection comes about.
    Silence {
        /// The address.
        address: String,
        /// The port.
        port: u16,
    },
    /// A user who signs up is a row of the database.
    SignUp(SignUp),
}

impl Probe {
    /// A command on a host that has to succeed.
    pub fn runs(host: &'static str, command: HostCommand) -> Self {
        Self::Runs { host, command }
    }

    /// Whether it leaves everything as it is, at every moment.
    pub fn only_reads(&self) -> bool {
        !matches!(self, Self::SignUp(_))
    }

    /// Looks.
    ///
    /// # Errors
    ///
    /// What was expected and what was seen instead. A host that can't be reached is something seen.
    pub async fn look(&self, hosts: &Hosts) -> Result<(), Unmet> {
        match self {
            Self::Runs { host, command } => runs(hosts, host, command).await,
            Self::Says { host, command, expected } => {
                let unmet = |seen: Seen| Unmet::new(Expected::Output(expected.clone()), seen);
                match hosts.run(host, command).await {
                    Ok(said) if said.stdout.trim() == expected => Ok(()),
                    Ok(said) => Err(unmet(Seen::Output(said.last_lines()))),
                    Err(error) => Err(unmet(error.into())),
                }
            }
            Self::Pings { address: None, .. } => Err(Unmet::new(Expected::Success, Seen::NoAddress)),
            Self::Pings {
                host,
                address: Some(address),
            } => runs(hosts, host, &HostCommand::Ping { address: *address }).await,
            Self::Booted { host } => {
                let booted = boot::is_booted(hosts, host).await;
                booted.map_err(|error| Unmet::new(Expected::FirstBoot, error))
            }
            Self::Page { url, text } => shows(hosts, url, text).await,
            Self::Silence { address, port } => {
                if hosts.connects(address, *port).await {
                    let (address, port) = (address.clone(), *port);
                    return Err(Unmet::new(Expected::NoConnection, Seen::Connection { address, port }));
                }
                Ok(())
            }
            Self::SignUp(sign_up) => sign_up.check(hosts).await,
        }
    }
}

async fn runs(hosts: &Hosts, host: &str, command: &HostCommand) -> Result<(), Unmet> {
    match hosts.run(host, command).await {
        Ok(said) if said.is_success() => Ok(()),
        Ok(said) => {
            let (code, output) = (said.code, said.last_lines());
            Err(Unmet::new(Expected::Success, Seen::Ended { code, output }))
        }
        Err(error) => Err(Unmet::new(Expected::Success, error)),
    }
}

async fn shows(hosts: &Hosts, url: &str, text: &str) -> Result<(), Unmet> {
    let no_page = |seen: Seen| Unmet::new(Expected::Page { url: url.to_owned() }, seen);
    match hosts.ask(&PageRequest::of(url)).await {
        Ok(page) if page.status == 200 && page.text.contains(text) => Ok(()),
        Ok(page) if page.status == 200 => {
            let (text, url) = (text.to_owned(), url.to_owned());
            Err(Unmet::new(Expected::PageText { text, url }, Seen::AnotherPage))
        }
        Ok(page) => Err(no_page(Seen::Status(page.status))),
        Err(why) => Err(no_page(Seen::NoAnswer(why))),
    }
}
