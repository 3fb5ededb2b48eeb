//! How a probe looks, as it can be told: no secret is in it.

use super::{Probe, shell};

/// How a claim about a host was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Look {
    /// By a command on a host.
    Command {
        /// The host's name in `ssh_config`.
        host: &'static str,
        /// The line for the host's shell. What is secret is handed to it apart.
        line: String,
    },
    /// By asking a host how its first boot went.
    FirstBoot {
        /// The host's name in `ssh_config`.
        host: &'static str,
    },
    /// By loading a page, from where the person is.
    Page {
        /// Its URL.
        url: String,
    },
    /// By trying to connect, from where the person is.
    Connection {
        /// The address.
        address: String,
        /// The port.
        port: u16,
    },
    /// By signing up at a page, and looking for the row in the database.
    SignUp {
        /// The page's URL.
        url: String,
    },
}

impl Probe {
    /// How it looks.
    pub fn look_told(&self) -> Look {
        let command = |host, command: &_| Look::Command {
            host,
            line: shell::render(command).map(|rendered| rendered.line).unwrap_or_default(),
        };
        match self {
            Self::Runs { host, command: run } | Self::Says { host, command: run, .. } => command(host, run),
            Self::Pings { host, address } => match address {
                Some(address) => command(host, &super::HostCommand::Ping { address: *address }),
                None => Look::Command {
                    host,
                    line: String::new(),
                },
            },
            Self::Booted { host } => Look::FirstBoot { host },
            Self::Page { url, .. } => Look::Page { url: url.clone() },
            Self::Silence { address, port } => Look::Connection {
                address: address.clone(),
                port: *port,
            },
            Self::SignUp(sign_up) => Look::SignUp {
                url: sign_up.url.clone(),
            },
        }
    }
}
