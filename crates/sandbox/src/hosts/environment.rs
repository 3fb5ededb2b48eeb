//! The `.env` file of an application: what its start needs of it, without the password itself.

use serde::{Deserialize, Serialize};

use crate::common::Common;
use crate::passwords::PasswordDigest;
use crate::protocol::params::decoded;

/// The name of such a file.
pub const FILE: &str = ".env";
/// MySQL's port, where a URL names none.
const MYSQL_PORT: u16 = 3306;

/// What an application reads from its environment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Environment {
    /// How it logs in to its database, where `DATABASE_URL` says so.
    pub database: Option<DatabaseAccount>,
    /// The port it is published at, where `APP_PORT` says so.
    pub port: Option<u16>,
}

/// How an application logs in to its database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatabaseAccount {
    /// The endpoint's name.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The user.
    pub user: String,
    /// The digest of the password.
    pub password: PasswordDigest,
    /// The name of the database.
    pub database: String,
}

impl Environment {
    /// Reads a file of lines `NAME=VALUE`.
    pub fn read(common: &Common, text: &str) -> Self {
        let value = |name: &str| {
            let lines = text.lines().filter_map(|line| line.trim().split_once('='));
            let mut values = lines.filter(|(key, _)| key.trim() == name);
            values.next_back().map(|(_, value)| unquoted(value.trim()))
        };
        Self {
            database: value("DATABASE_URL").and_then(|url| DatabaseAccount::read(common, url)),
            port: value("APP_PORT").and_then(|port| port.parse().ok()),
        }
    }
}

impl DatabaseAccount {
    /// Reads `mysql+pymysql://USER:PASSWORD@HOST:PORT/NAME?…`, whose parts are percent-encoded.
    fn read(common: &Common, url: &str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        if scheme != "mysql" && !scheme.starts_with("mysql+") {
            return None;
        }
        let rest = rest.split(['?', '#']).next()?;
        let (login, place) = rest.rsplit_once('@')?;
        let (user, password) = login.split_once(':')?;
        let (authority, database) = place.split_once('/')?;
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) => (host, port.parse().ok()?),
            None => (authority, MYSQL_PORT),
        };
        Some(Self {
            host: host.to_owned(),
            port,
            user: percent_decoded(user),
            password: PasswordDigest::of(common, &percent_decoded(password)),
            database: percent_decoded(database),
        })
    }
}

/// A `+` in these parts of a URL is a plus sign.
fn percent_decoded(text: &str) -> String {
    decoded(text.replace('+', "%2B").as_bytes())
}

fn unquoted(value: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return inner;
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_and_the_port_are_read_and_the_password_is_not_kept() {
        let common = Common::new("us-east-1".into(), 1);
        let text =
            "# a comment\nDATABASE_URL=mysql+pymysql://ad%6Din:a%27b+c@db.example:3307/app?charset=utf8mb4\nAPP_PORT='5085'\n";
        let read = Environment::read(&common, text);
        let database = read.database.clone().unwrap();
        assert_eq!(
            (
                database.user.as_str(),
                database.host.as_str(),
                database.port,
                database.database.as_str()
            ),
            ("admin", "db.example", 3307, "app")
        );
        assert_eq!(database.password, PasswordDigest::of(&common, "a'b+c"));
        assert_eq!(read.port, Some(5085));
        let stored = serde_json::to_string(&read).unwrap();
        assert!(!stored.contains("a'b") && !stored.contains("a%27b"), "{stored}");
    }

    #[test]
    fn anything_else_names_no_database() {
        let common = Common::new("us-east-1".into(), 1);
        for text in [
            "",
            "DATABASE_URL=",
            "DATABASE_URL=postgres://u:p@h/d",
            "DATABASE_URL=mysql://h/d",
            "XDATABASE_URL=mysql://u:p@h/d",
        ] {
            assert_eq!(Environment::read(&common, text), Environment::default(), "{text}");
        }
    }
}
