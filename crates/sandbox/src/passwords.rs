//! Passwords as the sandbox keeps them: a salted digest, never the text.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::common::Common;
use super::ids::hex;

/// How often the digest is taken, so that guessing takes its time.
const ROUNDS: u32 = 1000;

/// The digest of a password. All of a sandbox share a salt, so that two of them can be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordDigest(String);

impl PasswordDigest {
    /// The digest of a password.
    pub fn of(common: &Common, password: &str) -> Self {
        let salt = common.ids.digest_for("the salt of passwords");
        let mut digest = Sha256::new().chain_update(salt).chain_update(password).finalize();
        for _ in 1..ROUNDS {
            digest = Sha256::new().chain_update(salt).chain_update(digest).finalize();
        }
        Self(hex(&digest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_passwords_have_equal_digests_in_one_sandbox_only() {
        let (one, other) = (Common::new("us-east-1".into(), 1), Common::new("us-east-1".into(), 2));
        assert_eq!(PasswordDigest::of(&one, "secret"), PasswordDigest::of(&one, "secret"));
        assert_ne!(PasswordDigest::of(&one, "secret"), PasswordDigest::of(&one, "Secret"));
        assert_ne!(PasswordDigest::of(&one, "secret"), PasswordDigest::of(&other, "secret"));
    }
}
