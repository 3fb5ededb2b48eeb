//! Generated passwords.

use rand::Rng;
use rand::distr::Alphanumeric;

use crate::checkpoint::SecretText;

/// A password of 32 letters and digits, about 190 bits: within what RDS takes (8 to 41 characters, none of `/ " @` or space).
pub fn generate_password() -> SecretText {
    let text: String = rand::rng().sample_iter(Alphanumeric).take(32).map(char::from).collect();
    text.into()
}
