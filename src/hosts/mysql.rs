//! The MySQL client on a host.

use crate::checkpoint::SecretText;

/// How to log in to a database.
#[derive(Clone, PartialEq, Eq)]
pub struct MySqlLogin {
    /// Its host name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Who logs in.
    pub user: String,
    /// The password.
    pub password: SecretText,
    /// The database.
    pub database: String,
}

impl MySqlLogin {
    /// The command that carries out one SQL statement and prints its rows without a heading. It reads [`MySqlLogin::option_file`] from
    /// its standard input: what is on a command line can be seen by everyone on the host.
    ///
    /// `statement` must not hold a single quote.
    pub fn command(&self, statement: &str) -> String {
        format!("mysql --defaults-extra-file=/dev/stdin --batch --skip-column-names --execute='{statement}'")
    }

    /// How to log in, as an option file (MySQL's manual, "Using Option Files").
    pub fn option_file(&self) -> Vec<u8> {
        let password = self.password.expose().replace('\\', "\\\\").replace('"', "\\\"");
        format!(
            "[client]\nhost={}\nport={}\nuser={}\npassword=\"{password}\"\nconnect-timeout=10\n[mysql]\ndatabase={}\n",
            self.host, self.port, self.user, self.database
        )
        .into_bytes()
    }
}
