//! The simulated hosts: instances that boot Ubuntu 24.04 with cloud-init, can be logged in to over SSH, hold files, run containers with
//! Docker Compose, and reach databases with a MySQL client.
//!
//! Nothing listens on a socket, and no command is parsed: a [`HostSession`] has a call for each thing that can be done on a host.
//! Whether packets arrive follows from the account's network as it is ([`network`]); what states there are, from times in the rows.
//!
//! No password is stored: of one that a database is to compare, a salted digest is.

mod application;
mod application_page;
mod boot;
mod boot_log;
mod browse;
mod build;
mod checkout;
mod cloud_config;
mod compose;
mod compose_file;
mod database;
mod environment;
mod error;
mod file_calls;
mod files;
mod head;
mod login;
mod machine;
mod mysql;
mod network;
mod ports;
mod power;
mod reading;
mod session;
mod view;
mod web;
mod website;

use super::table::{Rows, Table};

pub use application::Container;
pub use boot::{BootState, BootStatus, follow, judge_boots};
pub use error::HostError;
pub use files::HostFile;
pub use login::{Login, LoginFailure};
pub use mysql::DatabaseLogin;
pub use power::powered_off;
pub use reading::HostReading;
pub use session::HostSession;
pub use view::{HostView, follow_databases, forget_gone};
pub use web::{WebAnswer, WebMethod, WebRequest};

/// The tables of the hosts.
#[derive(Debug, Default)]
pub struct Hosts {
    /// What runs in a folder, by instance and folder.
    applications: Table<application::Application>,
    /// The tables of applications, by a DB instance's resource id, or a snapshot, and the name of the database.
    databases: Table<database::Tables>,
    /// Files, by instance and path.
    files: Table<files::StoredFile>,
    /// Instances as machines that boot.
    machines: Table<machine::Machine>,
}

impl Hosts {
    /// Every table under the name it is stored by.
    pub fn tables(&mut self) -> Vec<(&'static str, &mut dyn Rows)> {
        vec![
            ("hosts.applications", &mut self.applications),
            ("hosts.databases", &mut self.databases),
            ("hosts.files", &mut self.files),
            ("hosts.machines", &mut self.machines),
        ]
    }
}
