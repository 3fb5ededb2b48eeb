//! The hosts: how to log in to them, their first boot, what is sent to them, and what is checked there.

mod access;
mod app;
mod boot;
mod cloud_init;
mod command;
mod error;
mod mysql;
mod open_ssh;
mod password;
mod probe;
mod shell;
mod sign_up;
mod ssh_config;
mod ssh_key;
mod unmet;
mod upload;
mod upload_file;
mod web;

pub use access::{HostAccess, Hosts, Said};
pub use app::{AppSettings, AppSource, Deployed, Prepared, deploy, is_dotenv_text, prepare};
pub use boot::{is_booted, wait_until_first_boot_done};
pub use cloud_init::{CloudInit, render_cloud_init};
pub use command::HostCommand;
pub use error::{HostError, HostTask, Obstacle};
pub use mysql::MySqlLogin;
pub use open_ssh::OpenSsh;
pub use password::generate_password;
pub use probe::Probe;
pub use sign_up::SignUp;
pub use ssh_config::{HostWord, KNOWN_HOSTS, SSH_CONFIG, SshHost, is_nameable, keep_ssh_config, render_ssh_config};
pub use ssh_key::{PRIVATE_KEY_FILE, PUBLIC_KEY_FILE, SshKey};
pub use unmet::{Expected, Seen, Unmet};
pub use upload::{Uploaded, upload};
pub use upload_file::UploadFile;
pub use web::{Page, PageRequest};
