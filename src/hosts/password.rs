//! Generated passwords.

use rand::Rng;
use rand::distr::Alphanumeric;

/// A password of 32 letters and digits, about 190 bits: within what RDS takes (8 to 41 characters, none of `/ " @` or space).
pub fn generate_password() -> String {
    rand::rng().sample_iter(Alphanumeric).take(32).map(char::from).collect()
}
