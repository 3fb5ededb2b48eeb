//! Instances. Answers on them are in [`super::instance_view`], launching in [`super::launch`], changing their state in
//! [`super::instance_state`], their attributes in [`super::instance_attributes`].

use std::net::Ipv4Addr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::addresses;
use super::image_devices::{ROOT_DEVICE, ROOT_DEVICES};
use super::row::{Life, View};
use crate::protocol::Element;

/// An instance.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Instance {
    /// `i-…`
    pub id: String,
    pub(super) life: Life,
    pub(super) reservation: String,
    pub(super) index: u32,
    pub(super) image: String,
    pub(super) architecture: String,
    pub(super) instance_type: String,
    pub(super) key_name: Option<String>,
    pub(super) subnet: String,
    pub(super) vpc: String,
    pub(super) zone: String,
    pub(super) private_ip: Ipv4Addr,
    pub(super) interface: String,
    pub(super) groups: Vec<String>,
    pub(super) public: bool,
    pub(super) token: Option<String>,
    pub(super) user_data: Option<String>,
    /// Its volumes.
    pub devices: Vec<Device>,
    pub(super) metadata: Metadata,
    pub(super) switches: Switches,
    /// `standard` or `unlimited`, of a burstable instance; its family's where none is said.
    #[serde(default)]
    pub(super) credits: Option<String>,
    pub(super) shutdown_behavior: String,
    pub(super) started: Timestamp,
    pub(super) phase: Phase,
    /// The failure that keeps it from ever running.
    #[serde(default)]
    pub(super) failure: Option<Failure>,
}

/// A launch that ends in termination.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Failure {
    /// It is terminated from then on.
    pub(super) at: Timestamp,
    /// As `Server.InternalError`.
    pub(super) code: String,
    /// A sentence for people.
    pub(super) message: String,
}

/// A volume with its device name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Device {
    pub(super) name: String,
    /// `vol-…`
    pub volume: String,
    pub(super) delete_on_termination: bool,
}

impl Device {
    /// Whether the instance boots from it.
    pub fn is_root(&self) -> bool {
        ROOT_DEVICES.contains(&self.name.as_str())
    }
}

/// The options of the instance metadata service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    pub(super) tokens: String,
    pub(super) hop_limit: i64,
    pub(super) endpoint: String,
    pub(super) tags: String,
}

/// Attributes that are on or off.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Switches {
    pub(super) disable_termination: bool,
    pub(super) disable_stop: bool,
    pub(super) ebs_optimized: bool,
    pub(super) monitoring: bool,
    pub(super) source_dest_check: bool,
}

/// The last change of state that was requested, and when it is done.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Phase {
    /// Pending, then running, then with both status checks passed.
    Starting {
        /// Running from then on.
        running: Timestamp,
        /// Both checks passed from then on.
        healthy: Timestamp,
    },
    /// Stopping, then stopped.
    Stopping {
        /// When a call requested it.
        asked: Timestamp,
        /// Stopped from then on.
        done: Timestamp,
        /// Whether its own system shut it down.
        #[serde(default)]
        by_itself: bool,
    },
    /// Shutting down, then terminated.
    Terminating {
        /// When a call requested it.
        asked: Timestamp,
        /// It is terminated from then on.
        done: Timestamp,
    },
}

/// Why an instance is not running.
#[derive(Debug)]
pub struct Reason {
    /// The older form, `reason`.
    pub(super) text: String,
    /// The code of its `stateReason`.
    pub(super) code: String,
    /// The message of its `stateReason`.
    pub(super) message: String,
}

impl Reason {
    /// Of an instance that is being started. Source: RunInstances, example.
    fn pending() -> Self {
        Self {
            text: String::new(),
            code: "pending".to_owned(),
            message: "pending".to_owned(),
        }
    }
}

/// A state with its number. Source: botocore model, InstanceState.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// As `running`.
    pub name: &'static str,
    /// As `16`.
    pub code: u8,
}

impl State {
    const fn new(name: &'static str, code: u8) -> Self {
        Self { name, code }
    }

    pub(super) fn element(self, name: &str) -> Element {
        Element::new(name).text("code", self.code).text("name", self.name)
    }
}

impl Instance {
    /// Its state at a moment.
    pub fn state(&self, now: Timestamp) -> State {
        match self.phase {
            Phase::Starting { .. } if self.failure_by(now).is_some() => State::new("terminated", 48),
            Phase::Starting { .. } if self.failure.is_some() => State::new("pending", 0),
            Phase::Starting { running, .. } if now < running => State::new("pending", 0),
            Phase::Starting { .. } => State::new("running", 16),
            Phase::Terminating { done, .. } if now < done => State::new("shutting-down", 32),
            Phase::Terminating { .. } => State::new("terminated", 48),
            Phase::Stopping { done, .. } if now < done => State::new("stopping", 64),
            Phase::Stopping { .. } => State::new("stopped", 80),
        }
    }

    /// Whether it is shutting down or terminated.
    pub fn is_ending(&self, now: Timestamp) -> bool {
        matches!(self.phase, Phase::Terminating { .. }) || self.failure_by(now).is_some()
    }

    /// The failure that ended its launch, if it has happened by now.
    fn failure_by(&self, now: Timestamp) -> Option<&Failure> {
        self.failure.as_ref().filter(|failure| failure.at <= now)
    }

    /// Whether it has released its network and volumes.
    pub(super) fn is_terminated(&self, now: Timestamp) -> bool {
        self.state(now).name == "terminated"
    }

    /// The device it boots from.
    pub(super) fn root_device(&self) -> &str {
        let root = self.devices.iter().find(|device| device.is_root());
        root.map_or(ROOT_DEVICE, |device| device.name.as_str())
    }

    /// The public address it has now.
    pub(super) fn public_ip(&self, view: &View) -> Option<Ipv4Addr> {
        let interface = view.ec2.network_interfaces.get(&self.interface)?;
        interface.public_at(view.now).map(|public| public.ip)
    }

    /// The host name of its public address, if the VPC assigns host names.
    pub(super) fn public_name(&self, view: &View) -> Option<String> {
        let vpc = view.ec2.vpcs.get(&self.vpc)?;
        let ip = self.public_ip(view)?;
        vpc.dns_hostnames.then(|| addresses::host_name(&view.common.region, ip))
    }

    /// The host name of its private address. Source: VPC user guide, DNS hostnames.
    pub(super) fn private_name(&self, region: &str) -> String {
        let dashed = self.private_ip.to_string().replace('.', "-");
        match region {
            "us-east-1" => format!("ip-{dashed}.ec2.internal"),
            _ => format!("ip-{dashed}.{region}.compute.internal"),
        }
    }

    /// Why it is not running, in the API's form.
    pub(super) fn reason(&self, now: Timestamp) -> Option<Reason> {
        match self.phase {
            Phase::Starting { .. } => match self.failure_by(now) {
                Some(failure) => Some(Reason {
                    text: failure.code.clone(),
                    code: failure.code.clone(),
                    message: failure.message.clone(),
                }),
                None => (self.state(now).name == "pending").then(Reason::pending),
            },
            // Source: EC2 API reference, StateReason.
            Phase::Stopping { by_itself: true, .. } => Some(Reason {
                text: String::new(),
                code: "Client.InstanceInitiatedShutdown".to_owned(),
                message: "Client.InstanceInitiatedShutdown: Instance initiated shutdown".to_owned(),
            }),
            Phase::Stopping { asked, .. } | Phase::Terminating { asked, .. } => {
                let code = "Client.UserInitiatedShutdown";
                Some(Reason {
                    text: format!("User initiated ({} GMT)", asked.strftime("%Y-%m-%d %H:%M:%S")),
                    code: code.to_owned(),
                    message: format!("{code}: User initiated shutdown"),
                })
            }
        }
    }
}
