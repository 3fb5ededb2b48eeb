//! What a step does on hosts, as far as it takes long enough to be waited for.

use std::time::Duration;

/// The kind of a first boot in events.
const FIRST_BOOT: &str = "first-boot";

/// Whether the key of an event is that of a first boot.
pub fn is_first_boot(key: &str) -> bool {
    key.split_once('/').is_some_and(|(kind, _)| kind == FIRST_BOOT)
}

/// Work on a host that takes a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::walkthrough) enum HostWork {
    /// A host's first boot, with its packages.
    FirstBoot(&'static str),
    /// The application's images are built on a host.
    Images(&'static str),
    /// The application is started on a host, and answers.
    Application(&'static str),
}

impl HostWork {
    /// Its kind in events.
    pub(in crate::walkthrough) fn kind(self) -> &'static str {
        match self {
            Self::FirstBoot(_) => FIRST_BOOT,
            Self::Images(_) => "images",
            Self::Application(_) => "application",
        }
    }

    /// The host.
    pub(in crate::walkthrough) fn host(self) -> &'static str {
        match self {
            Self::FirstBoot(host) | Self::Images(host) | Self::Application(host) => host,
        }
    }

    /// Its key in events, as `first-boot/app-host`.
    pub(in crate::walkthrough) fn key(self) -> String {
        format!("{}/{}", self.kind(), self.host())
    }

    /// How long it usually takes (docs/PERFORMANCE.md, "Hosts": estimates).
    pub(in crate::walkthrough) fn usual(self) -> Duration {
        Duration::from_secs(match self {
            Self::FirstBoot(_) => 150,
            Self::Images(_) => 180,
            Self::Application(_) => 20,
        })
    }
}
