//! A lab of network namespaces: the sandbox's account laid out as a real network on this machine, to hold what jalon promises and
//! says against packets.
//!
//! `jalon sandbox serve` simulates the account. The lab reads it by AWS's own describes and by nothing of jalon's, and makes a
//! namespace of everybody in it: each instance and the database, the router of each subnet, internet and NAT gateways, the Internet,
//! and the machine of the person (`user`), in which the real `jalon` binary runs. Nothing leaves: there is no wire to the machine
//! itself, whose own network the lab doesn't touch.
//!
//! Real: the kernel's routing, connection tracking, address translation and filters; `sshd`, `ssh`, `ping` and `curl`; TLS, with an
//! authority made for the lab.
//!
//! Stand-ins: `cloud-init` and `docker` on the hosts are scripts that say all is well; whatever listens on 3306, 5085 and 443 takes
//! connections and says nothing, on every host, so that a closed port is a filter's doing; the Internet is one machine that answers
//! as 1.1.1.1 and as checkip.amazonaws.com; names come from /etc/hosts; the hosts share the machine's programs and its kernel. The
//! person's machine has no firewall.
//!
//! It takes root on Linux. The namespaces are named `jlPID-N-…`: `ip netns exec` looks into one while a test is held.

mod account;
mod agreement;
pub mod breaks;
mod describe;
mod filters;
pub mod ground;
mod hosts;
mod internet;
mod layout;
mod listeners;
pub mod namespace;
pub mod packets;
mod plan;
mod routers;

mod claims;
mod experiments;
mod planted;
mod promises;
mod simulated;
mod ssh;

pub use layout::Lab;
