//! The hosts: how to log in to them, and what they are told at their first boot.

mod cloud_init;
mod password;
mod ssh_config;
mod ssh_key;

pub use cloud_init::{CloudInit, render_cloud_init};
pub use password::generate_password;
pub use ssh_config::{SshHost, render_ssh_config};
pub use ssh_key::SshKey;
