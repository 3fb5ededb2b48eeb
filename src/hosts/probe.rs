//! Live probes: one claim each, looked at on a host or from where the person stands.

use super::web::{connects, fetch};
use super::{Expected, Seen, SignUp, Ssh, Unmet, boot};

/// What is looked at.
#[derive(Clone)]
pub enum Probe {
    /// A command on a host succeeds.
    Runs {
        /// The host's name in `ssh_config`.
        host: &'static str,
        /// The command.
        command: String,
        /// Its standard input.
        input: Vec<u8>,
    },
    /// A command on a host prints just this.
    Says {
        /// The host's name in `ssh_config`.
        host: &'static str,
        /// The command.
        command: String,
        /// What it has to print, white space at its ends left out.
        expected: String,
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
    pub fn runs(host: &'static str, command: impl Into<String>) -> Self {
        Self::Runs {
            host,
            command: command.into(),
            input: Vec::new(),
        }
    }

    /// Looks.
    ///
    /// # Errors
    ///
    /// What was expected and what was seen instead. A host that can't be reached is something seen.
    pub async fn look(&self, ssh: &Ssh) -> Result<(), Unmet> {
        match self {
            Self::Runs { host, command, input } => match ssh.run(host, command, input).await {
                Ok(said) if said.is_success() => Ok(()),
                Ok(said) => {
                    let (code, output) = (said.code, said.last_lines());
                    Err(Unmet::new(Expected::Success, Seen::Ended { code, output }))
                }
                Err(error) => Err(Unmet::new(Expected::Success, error)),
            },
            Self::Says { host, command, expected } => {
                let unmet = |seen: Seen| Unmet::new(Expected::Output(expected.clone()), seen);
                match ssh.run(host, command, b"").await {
                    Ok(said) if said.stdout.trim() == expected => Ok(()),
                    Ok(said) => Err(unmet(Seen::Output(said.last_lines()))),
                    Err(error) => Err(unmet(error.into())),
                }
            }
            Self::Booted { host } => {
                let booted = boot::is_booted(ssh, host).await;
                booted.map_err(|error| Unmet::new(Expected::FirstBoot, error))
            }
            Self::Page { url, text } => {
                let no_page = |seen: Seen| Unmet::new(Expected::Page { url: url.clone() }, seen);
                match fetch(url, None, &[]).await {
                    Ok(page) if page.status == 200 && page.text.contains(text.as_str()) => Ok(()),
                    Ok(page) if page.status == 200 => {
                        let (text, url) = (text.clone(), url.clone());
                        Err(Unmet::new(Expected::PageText { text, url }, Seen::AnotherPage))
                    }
                    Ok(page) => Err(no_page(Seen::Status(page.status))),
                    Err(why) => Err(no_page(Seen::NoAnswer(why))),
                }
            }
            Self::Silence { address, port } => {
                if connects(address, *port).await {
                    let (address, port) = (address.clone(), *port);
                    return Err(Unmet::new(Expected::NoConnection, Seen::Connection { address, port }));
                }
                Ok(())
            }
            Self::SignUp(sign_up) => sign_up.check(ssh).await,
        }
    }
}
