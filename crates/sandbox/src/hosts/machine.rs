//! An instance as a machine: its keys, its packages and its boots.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::cloud_config;
use crate::clock::after;
use crate::common::{Common, Context};
use crate::ec2::{Ec2, Instance};
use crate::failures::FailureTarget;

/// Ubuntu's package of the Docker engine.
const DOCKER: &str = "docker.io";
/// Ubuntu's package of Docker Compose as a command of Docker's.
const COMPOSE: &str = "docker-compose-v2";
/// Ubuntu's package of the MySQL client.
const MYSQL_CLIENT: &str = "mysql-client";

/// A machine.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Machine {
    /// The login user's public key as it was at the launch: a line of OpenSSH without its comment.
    pub key: Option<String>,
    /// Its host key: a line of OpenSSH without a comment.
    pub host_key: String,
    /// What its user data installs.
    pub packages: Vec<String>,
    /// When it began to run, at its last start. Another start has another moment.
    pub running_at: Timestamp,
    /// When sshd answers, after that start.
    pub sshd_at: Timestamp,
    /// When the login user's key is there.
    pub key_at: Timestamp,
    /// How its first boot goes.
    pub first_boot: FirstBoot,
    /// When a timer of its own powers it off, if it runs then.
    #[serde(default)]
    pub powers_off_at: Option<Timestamp>,
}

/// The boot in which cloud-init sets a machine up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FirstBoot {
    /// When cloud-init began.
    pub began_at: Timestamp,
    /// When it ends; never where absent.
    pub ends_at: Option<Timestamp>,
    /// The error it ends with, where one was injected.
    pub injected: Option<String>,
    /// The errors it ended with; absent until it has ended.
    pub errors: Option<Vec<String>>,
}

impl Machine {
    /// The machine of an instance that has just been launched.
    pub fn launched(ec2: &Ec2, common: &mut Common, cx: &Context, instance: &Instance, running_at: Timestamp) -> Self {
        let packages = packages(instance);
        let failure = common.failures.next(FailureTarget::FirstBoot);
        let mut machine = Self {
            key: instance.login_key(ec2),
            host_key: host_key(common, &instance.id, ""),
            packages,
            running_at,
            sshd_at: running_at,
            key_at: running_at,
            first_boot: FirstBoot {
                began_at: running_at,
                ends_at: None,
                injected: None,
                errors: None,
            },
            powers_off_at: powers_off_at(instance),
        };
        machine.begin_first_boot(common, cx, &instance.id);
        if let Some(failure) = failure {
            machine.first_boot.injected = Some(failure.message(&machine.packages.join("', '")));
            if failure.is_endless() {
                machine.first_boot.ends_at = None;
            }
        }
        machine
    }

    /// The machine of an instance that an earlier version of the sandbox launched: it booted without an error, and its key is the one that
    /// its key pair has now.
    pub fn booted_long_ago(ec2: &Ec2, common: &Common, instance: &Instance) -> Option<Self> {
        let running_at = instance.boots_at().unwrap_or_else(|| instance.started_at());
        Some(Self {
            key: instance.login_key(ec2),
            host_key: host_key(common, &instance.id, ""),
            packages: packages(instance),
            running_at,
            sshd_at: running_at,
            key_at: running_at,
            first_boot: FirstBoot {
                began_at: running_at,
                ends_at: Some(running_at),
                injected: None,
                errors: Some(Vec::new()),
            },
            powers_off_at: None,
        })
    }

    /// The same after another start. A first boot that the stop cut off begins anew; one that has ended is not repeated.
    pub fn started_again(mut self, common: &Common, cx: &Context, id: &str, running_at: Timestamp) -> Self {
        self.running_at = running_at;
        if self.first_boot.errors.is_none() {
            self.begin_first_boot(common, cx, id);
            return self;
        }
        let name = format!("{id} boot {running_at}");
        let sshd = common.ids.span_for(&name, cx.latencies.boot_ssh, cx.latencies.spread);
        self.sshd_at = after(running_at, sshd);
        self.key_at = self.sshd_at;
        self
    }

    fn begin_first_boot(&mut self, common: &Common, cx: &Context, id: &str) {
        let latencies = cx.latencies;
        let drawn = |what: &str, span| {
            common
                .ids
                .span_for(&format!("{id} {what} {}", self.running_at), span, latencies.spread)
        };
        let span = match self.packages.is_empty() {
            true => latencies.first_boot_without_packages,
            false => latencies.first_boot_with_packages,
        };
        let ends_at = after(self.running_at, drawn("cloud-init", span));
        self.sshd_at = after(self.running_at, drawn("sshd", latencies.first_boot_ssh));
        self.key_at = after(self.sshd_at, latencies.login_key_installed);
        self.first_boot = FirstBoot {
            began_at: self.running_at,
            // cloud-init does not end before it has installed the key.
            ends_at: Some(ends_at.max(self.key_at)),
            injected: None,
            errors: None,
        };
    }

    /// Gives it another host key, as a machine made anew in its place would have.
    pub fn change_host_key(&mut self, common: &Common, id: &str) {
        self.host_key = host_key(common, id, &self.host_key);
    }

    /// Whether its first boot has ended without an error.
    pub fn is_set_up(&self) -> bool {
        self.first_boot.errors.as_ref().is_some_and(Vec::is_empty)
    }

    /// Whether it has Docker.
    pub fn has_docker(&self) -> bool {
        self.has(DOCKER)
    }

    /// Whether Docker has its command `compose`.
    pub fn has_compose(&self) -> bool {
        self.has(COMPOSE)
    }

    /// Whether it has a MySQL client.
    pub fn has_mysql_client(&self) -> bool {
        self.has(MYSQL_CLIENT)
    }

    fn has(&self, package: &str) -> bool {
        self.is_set_up() && self.packages.iter().any(|installed| installed == package)
    }
}

fn powers_off_at(instance: &Instance) -> Option<Timestamp> {
    let document = instance.user_data_text().unwrap_or_default();
    cloud_config::powers_off_at(&document)
}

fn packages(instance: &Instance) -> Vec<String> {
    let document = instance.user_data_text().unwrap_or_default();
    cloud_config::packages(&document)
}

/// A key that follows from the seed, the instance and the key it replaces. The form of its blob: RFC 8709, "Public Key Format".
fn host_key(common: &Common, id: &str, former: &str) -> String {
    let digest = common.ids.digest_for(&format!("host key of {id} after {former}"));
    let blob = [&[0, 0, 0, 11][..], b"ssh-ed25519", &[0, 0, 0, 32], &digest].concat();
    format!("ssh-ed25519 {}", STANDARD.encode(blob))
}

/// The fingerprint of a key that is a line of OpenSSH: `SHA256:` and base64 without padding.
pub fn fingerprint(key: &str) -> String {
    let blob = key.split_whitespace().nth(1).unwrap_or_default();
    let digest = Sha256::digest(STANDARD.decode(blob).unwrap_or_default());
    format!("SHA256:{}", STANDARD_NO_PAD.encode(digest))
}
