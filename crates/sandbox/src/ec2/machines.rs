//! What the simulated hosts read of an instance: when it boots, and what its launch gave it.

use std::net::Ipv4Addr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ipnet::Ipv4Net;
use jiff::Timestamp;

use super::Ec2;
use super::instances::{Instance, Phase};
use super::key_pairs;

impl Instance {
    /// When it begins to run, at its last start; `None` while it stops, is stopped or ends, and where it never runs.
    pub fn boots_at(&self) -> Option<Timestamp> {
        match self.phase {
            Phase::Starting { running, .. } if self.failure.is_none() => Some(running),
            _ => None,
        }
    }

    /// Whether it runs at a moment.
    pub fn is_running(&self, now: Timestamp) -> bool {
        self.state(now).name == "running"
    }

    /// When its launch was requested.
    pub fn launched_at(&self) -> Timestamp {
        self.life.created
    }

    /// When its last start was requested; its launch is the first.
    pub fn started_at(&self) -> Timestamp {
        self.started
    }

    /// Its address in its subnet.
    pub fn private_address(&self) -> Ipv4Addr {
        self.private_ip
    }

    /// The same with the length of its subnet's prefix, as its network interface has it.
    pub fn interface_address(&self, ec2: &Ec2) -> Option<Ipv4Net> {
        let subnet = ec2.subnets.get(&self.subnet)?;
        Ipv4Net::new(self.private_ip, subnet.cidr.prefix_len()).ok()
    }

    /// Its user data, where it is text.
    pub fn user_data_text(&self) -> Option<String> {
        let bytes = STANDARD.decode(self.user_data.as_ref()?).ok()?;
        String::from_utf8(bytes).ok()
    }

    /// The public key of its key pair as it is now, as a line of OpenSSH without its comment.
    pub fn login_key(&self, ec2: &Ec2) -> Option<String> {
        key_pairs::public_key(ec2, self.key_name.as_deref()?)
    }
}
