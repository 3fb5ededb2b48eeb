//! The hosts: how to log in to them, their first boot, what is sent to them, and what is checked there.

mod app;
mod boot;
mod cloud_init;
mod error;
mod mysql;
mod password;
mod probe;
mod sign_up;
mod ssh;
mod ssh_config;
mod ssh_key;
mod unmet;
mod upload;
mod web;

pub use app::{AppDeployment, AppSettings, AppSource, Deployed, deploy, is_dotenv_text};
pub use boot::{is_booted, wait_until_first_boot_done};
pub use cloud_init::{CloudInit, render_cloud_init};
pub use error::{HostError, HostTask, Obstacle};
pub use mysql::MySqlLogin;
pub use password::generate_password;
pub use probe::Probe;
pub use sign_up::SignUp;
pub use ssh::{Said, Ssh};
pub use ssh_config::{HostWord, KNOWN_HOSTS, SSH_CONFIG, SshHost, is_nameable, keep_ssh_config, render_ssh_config};
pub use ssh_key::{PRIVATE_KEY_FILE, PUBLIC_KEY_FILE, SshKey};
pub use unmet::{Expected, Seen, Unmet};
pub use upload::{UploadFile, Uploaded, upload};
