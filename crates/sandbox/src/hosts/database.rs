//! Databases as a client on a host meets them: the login, and the one table that applications make.

use std::collections::BTreeMap;
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::environment::DatabaseAccount;
use super::view::HostView;
use crate::common::Context;
use crate::rds::Server;

/// The tables of one database. Where there is a row, an application has made its table `users`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Tables {
    /// The e-mail addresses of users, by name. Their passwords are not kept.
    users: BTreeMap<String, String>,
}

impl Tables {
    /// Adds a user; false where the name is taken.
    pub fn add_user(&mut self, name: &str, email: &str) -> bool {
        if self.users.contains_key(name) {
            return false;
        }
        self.users.insert(name.to_owned(), email.to_owned());
        true
    }

    /// Removes a user.
    pub fn remove_user(&mut self, name: &str) {
        self.users.remove(name);
    }

    /// Whether there is a user of that name.
    pub fn has_user(&self, name: &str) -> bool {
        self.users.contains_key(name)
    }

    /// The names of all users.
    pub fn users(&self) -> Vec<String> {
        self.users.keys().cloned().collect()
    }
}

/// Why a database lets a client in no further. Source of the numbers: MySQL reference manual, "Error messages and common problems".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No DB instance has that endpoint.
    UnknownHost,
    /// No connection comes about.
    NoConnection,
    /// The user or the password is wrong.
    Denied {
        /// The client's address.
        from: Ipv4Addr,
    },
    /// There is no database of that name.
    UnknownDatabase,
}

impl Refusal {
    /// MySQL's number for it, and its words.
    pub fn words(&self, account: &DatabaseAccount) -> (u16, String) {
        let DatabaseAccount {
            host,
            port,
            user,
            database,
            ..
        } = account;
        match self {
            Self::UnknownHost => (2005, format!("Unknown MySQL server host '{host}' (-2)")),
            Self::NoConnection => (2003, format!("Can't connect to MySQL server on '{host}:{port}' (110)")),
            Self::Denied { from } => (
                1045,
                format!("Access denied for user '{user}'@'{from}' (using password: YES)"),
            ),
            Self::UnknownDatabase => (1049, format!("Unknown database '{database}'")),
        }
    }

    /// The SQL state that goes with it.
    pub fn sql_state(&self) -> &'static str {
        match self {
            Self::UnknownHost | Self::NoConnection => "HY000",
            Self::Denied { .. } => "28000",
            Self::UnknownDatabase => "42000",
        }
    }
}

/// Logs in from an instance, and returns the row of the database's tables, which need not be there.
pub fn log_in(view: &HostView, cx: &Context, instance: &str, account: &DatabaseAccount) -> Result<String, Refusal> {
    let server = Server::at(view.rds, view.common, &account.host, cx.now).ok_or(Refusal::UnknownHost)?;
    let paths = view.paths(cx.now);
    if !server.listens_on(account.port) || !paths.to_database(instance, server.identifier(), account.port) {
        return Err(Refusal::NoConnection);
    }
    if !server.admits(&account.user, &account.password) {
        let from = view.private_address(instance).unwrap_or(Ipv4Addr::UNSPECIFIED);
        return Err(Refusal::Denied { from });
    }
    if !server.has_database(&account.database) {
        return Err(Refusal::UnknownDatabase);
    }
    Ok(format!("{}/{}", server.resource_id(), account.database))
}
