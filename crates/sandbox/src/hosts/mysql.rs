//! The MySQL client on a host. It knows the statements that a check of an application needs, and no others.

use std::fmt;

use super::database::{self, Refusal};
use super::environment::DatabaseAccount;
use super::error::HostError;
use super::session::HostSession;
use super::view::HostView;
use crate::common::Context;
use crate::passwords::PasswordDigest;

/// What the shell says where the client is not installed.
const NO_CLIENT: &str = "bash: line 1: mysql: command not found";

/// How to log in to a database. What it shows for debugging leaves the password out.
#[derive(Clone)]
pub struct DatabaseLogin {
    /// The name of its endpoint.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Who logs in.
    pub user: String,
    /// The password.
    pub password: String,
    /// The database.
    pub database: String,
}

impl fmt::Debug for DatabaseLogin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("DatabaseLogin")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("user", &self.user)
            .field("database", &self.database)
            .finish_non_exhaustive()
    }
}

/// A statement that the simulated database knows.
#[derive(Debug, PartialEq, Eq)]
enum Statement {
    One,
    CountAll,
    Count(String),
    Delete(String),
}

impl Statement {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches(';').trim_end();
        if words(text, &["SELECT", "1"]) == Some("") {
            return Some(Self::One);
        }
        let all = words(text, &["SELECT", "COUNT(*)", "FROM", "users"]);
        if all == Some("") {
            return Some(Self::CountAll);
        }
        let condition = ["FROM", "users", "WHERE", "username", "="];
        let counted = words(text, &["SELECT", "COUNT(*)"]).and_then(|rest| words(rest, &condition));
        if let Some(name) = counted.and_then(quoted) {
            return Some(Self::Count(name));
        }
        let deleted = words(text, &["DELETE"]).and_then(|rest| words(rest, &condition));
        deleted.and_then(quoted).map(Self::Delete)
    }
}

/// What follows these words, whatever their case and the white space between them.
fn words<'t>(text: &'t str, expected: &[&str]) -> Option<&'t str> {
    let mut rest = text;
    for word in expected {
        let start = rest.trim_start();
        let found = start.get(..word.len()).filter(|found| found.eq_ignore_ascii_case(word))?;
        rest = start.get(found.len()..)?;
    }
    Some(rest.trim_start())
}

/// The text of a literal in quotes.
fn quoted(text: &str) -> Option<String> {
    let inner = |quote: char| {
        text.strip_prefix(quote)?
            .strip_suffix(quote)
            .filter(|inner| !inner.contains(quote))
    };
    inner('"').or_else(|| inner('\'')).map(str::to_owned)
}

impl HostSession {
    /// Carries out one SQL statement with the MySQL client, and returns its rows: a line each, values separated by tabs, no heading.
    /// The simulated database knows `SELECT 1`, counting the rows of `users`, and counting and deleting them by `username`.
    ///
    /// # Errors
    /// The session is lost; the shell's words where no client is installed; the client's, with the error's number; or the change could
    /// not be stored.
    pub async fn mysql(&self, login: &DatabaseLogin, statement: &str) -> Result<String, HostError> {
        let parsed = Statement::read(statement);
        let answer = match parsed {
            Some(Statement::Delete(_)) => {
                self.change(|view, cx, host| execute(view, cx, host, login, parsed.as_ref()))
                    .await?
            }
            _ => {
                self.look(|view, cx, host| execute(view, cx, host, login, parsed.as_ref()))
                    .await?
            }
        };
        if let Err((Some(Refusal::NoConnection), _)) = &answer {
            self.pass(self.latencies().connect_timeout).await?;
        }
        answer.map_err(|(_, words)| HostError::Failed(words))
    }
}

/// The rows; or the client's words, and how the login failed if it did.
type Executed = Result<String, (Option<Refusal>, String)>;

fn execute(
    view: &mut HostView,
    cx: &Context,
    host: &str,
    login: &DatabaseLogin,
    statement: Option<&Statement>,
) -> Result<Executed, HostError> {
    if !view.machine(host).is_some_and(|machine| machine.has_mysql_client()) {
        return Err(HostError::failed(NO_CLIENT));
    }
    let account = DatabaseAccount {
        host: login.host.clone(),
        port: login.port,
        user: login.user.clone(),
        password: PasswordDigest::of(view.common, &login.password),
        database: login.database.clone(),
    };
    let row = match database::log_in(view, cx, host, &account) {
        Ok(row) => row,
        Err(refusal) => {
            let (number, words) = refusal.words(&account);
            let words = format!("ERROR {number} ({}): {words}", refusal.sql_state());
            return Ok(Err((Some(refusal), words)));
        }
    };
    Ok(answer(view, &row, &account.database, statement).map_err(|words| (None, words)))
}

fn answer(view: &mut HostView, row: &str, database: &str, statement: Option<&Statement>) -> Result<String, String> {
    let no_table = || format!("ERROR 1146 (42S02) at line 1: Table '{database}.users' doesn't exist");
    match statement {
        None => Err("ERROR 1064 (42000) at line 1: You have an error in your SQL syntax; the simulated database knows only SELECT 1, and \
                     SELECT COUNT(*) of users, and that and DELETE of them by their username"
            .to_owned()),
        Some(Statement::One) => Ok("1".to_owned()),
        Some(Statement::CountAll) => {
            let tables = view.hosts.databases.get(row).ok_or_else(no_table)?;
            Ok(tables.users().len().to_string())
        }
        Some(Statement::Count(name)) => {
            let tables = view.hosts.databases.get(row).ok_or_else(no_table)?;
            Ok(u8::from(tables.has_user(name)).to_string())
        }
        Some(Statement::Delete(name)) => {
            let tables = view.hosts.databases.get_mut(row).ok_or_else(no_table)?;
            tables.remove_user(name);
            Ok(String::new())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_known_statements_are_read_in_any_spelling() {
        let read = Statement::read;
        assert_eq!(read("SELECT 1"), Some(Statement::One));
        assert_eq!(read(" select  1 ; "), Some(Statement::One));
        assert_eq!(read("select count(*) from users;"), Some(Statement::CountAll));
        let count = Statement::Count("a b".to_owned());
        assert_eq!(read("SELECT COUNT(*) FROM users WHERE username = \"a b\""), Some(count));
        assert_eq!(
            read("delete from users where username='x';"),
            Some(Statement::Delete("x".to_owned()))
        );
        for other in [
            "",
            "SELECT 12",
            "SELECT * FROM users",
            "SELECT COUNT(*) FROM users LIMIT 1",
            "DELETE FROM users",
            "DELETE FROM users WHERE username = \"a\" OR \"a\"",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
