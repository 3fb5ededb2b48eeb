//! CreateKeyPair: AWS makes the key and shows its private half once.
//!
//! The private half comes from the system's randomness, never from the sandbox's seed, and the sandbox keeps nothing of it.

use rsa::RsaPrivateKey;
use rsa::pkcs1::{EncodeRsaPrivateKey, LineEnding};
use rsa::pkcs8::EncodePrivateKey;
use rsa::traits::PublicKeyParts;
use sha1::{Digest, Sha1};
use ssh_key::rand_core::OsRng;
use ssh_key::{Algorithm, PrivateKey};

use super::Ec2;
use super::key_pairs::{self, KeyType, NewKey};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// The length of RSA keys that EC2 makes. Source: EC2 user guide, "Create a key pair".
const RSA_BITS: usize = 2048;

/// A new key in the forms of an answer and of the account.
struct Made {
    private: String,
    key: NewKey,
}

/// CreateKeyPair: RSA unless the request says ed25519, in PEM. Source: EC2 API reference, CreateKeyPair.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    if let Some(other) = params.get("KeyFormat").filter(|format| *format != "pem") {
        let message = "The sandbox makes keys in PEM alone.";
        return Err(match other {
            "ppk" => ApiError::new("UnsupportedOperation", message),
            other => ApiError::invalid_value("keyFormat", other, ""),
        });
    }
    key_pairs::check_new_name(ec2, params.required("KeyName")?)?;
    let made = match params.get("KeyType").unwrap_or("rsa") {
        "rsa" => rsa(),
        "ed25519" => ed25519(),
        other => return Err(ApiError::invalid_value("keyType", other, "Expecting rsa or ed25519.")),
    };
    let made = made.ok_or_else(|| ApiError::internal("The sandbox could not make a key."))?;
    let answer = key_pairs::insert(ec2, common, cx, params, made.key)?;
    Ok(answer.text("keyMaterial", made.private))
}

/// A new RSA key. Its fingerprint is the SHA-1 of the private key in DER. Source: EC2 user guide, "Verify the fingerprint".
fn rsa() -> Option<Made> {
    let key = RsaPrivateKey::new(&mut OsRng, RSA_BITS).ok()?;
    let private = key.to_pkcs1_pem(LineEnding::LF).ok()?;
    let der = key.to_pkcs8_der().ok()?;
    let pairs: Vec<String> = Sha1::digest(der.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let blob = [
        field(b"ssh-rsa"),
        number(&key.e().to_bytes_be()),
        number(&key.n().to_bytes_be()),
    ]
    .concat();
    Some(Made {
        private: private.to_string(),
        key: NewKey {
            kind: KeyType::Rsa,
            blob,
            fingerprint: pairs.join(":"),
        },
    })
}

fn ed25519() -> Option<Made> {
    let key = PrivateKey::random(&mut OsRng, Algorithm::Ed25519).ok()?;
    let private = key.to_openssh(ssh_key::LineEnding::LF).ok()?;
    let blob = key.public_key().to_bytes().ok()?;
    Some(Made {
        private: private.to_string(),
        key: NewKey::imported(KeyType::Ed25519, blob),
    })
}

/// A field of a key in SSH's form. Source: RFC 4251.
fn field(bytes: &[u8]) -> Vec<u8> {
    let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    [&length.to_be_bytes(), bytes].concat()
}

/// A positive number in SSH's form: with a zero in front where its first bit is set.
fn number(bytes: &[u8]) -> Vec<u8> {
    match bytes.first() {
        Some(first) if *first >= 0x80 => field(&[&[0], bytes].concat()),
        _ => field(bytes),
    }
}
