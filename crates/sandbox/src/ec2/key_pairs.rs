//! Key pairs: imported public keys and their fingerprints.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::documented_filters::{self, Documented};
use super::filters::Filters;
use super::row::{Kind, Life, Row, View, check_form};
use super::{Ec2, tags};
use crate::clock::iso8601;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// Most characters of a key name. Source: botocore model of ImportKeyPair.
const LONGEST_NAME: usize = 255;
/// The object identifier of RSA encryption and its null parameter, as they begin a public key in DER. Source: RFC 8017.
const RSA_ALGORITHM: [u8; 15] = [
    0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
];

/// A key pair. AWS holds only the public key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeyPair {
    pub(super) id: String,
    pub(super) life: Life,
    /// Its name, unique in the region.
    pub name: String,
    pub(super) kind: KeyType,
    pub(super) blob: String,
    pub(super) fingerprint: String,
}

/// The kinds of keys that EC2 accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyType {
    /// Edwards-curve keys.
    Ed25519,
    /// RSA keys.
    Rsa,
}

impl KeyType {
    fn ssh_name(self) -> &'static str {
        match self {
            KeyType::Ed25519 => "ssh-ed25519",
            KeyType::Rsa => "ssh-rsa",
        }
    }

    fn name(self) -> &'static str {
        match self {
            KeyType::Ed25519 => "ed25519",
            KeyType::Rsa => "rsa",
        }
    }
}

/// ImportKeyPair.
pub fn import(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    check_new_name(ec2, params.required("KeyName")?)?;
    let (kind, blob) = read_material(params.required("PublicKeyMaterial")?)
        .ok_or_else(|| ApiError::new("InvalidKey.Format", "Key is not in valid OpenSSH public key format"))?;
    insert(ec2, common, cx, params, NewKey::imported(kind, blob))
}

/// The public half of a key that gets a name.
#[derive(Debug)]
pub struct NewKey {
    /// What kind of key it is.
    pub kind: KeyType,
    /// The key in SSH's form.
    pub blob: Vec<u8>,
    /// As EC2 shows it.
    pub fingerprint: String,
}

impl NewKey {
    /// A key that somebody else made, or one whose fingerprint is the same for both.
    pub fn imported(kind: KeyType, blob: Vec<u8>) -> Self {
        Self {
            kind,
            fingerprint: fingerprint(kind, &blob),
            blob,
        }
    }
}

/// Checks the name of a new key pair.
///
/// # Errors
/// `InvalidParameterValue`, `InvalidKeyPair.Duplicate`.
pub fn check_new_name(ec2: &Ec2, name: &str) -> Result<(), ApiError> {
    if name.len() > LONGEST_NAME || !name.is_ascii() {
        return Err(ApiError::invalid_value(
            "keyName",
            name,
            "A name has at most 255 ASCII characters.",
        ));
    }
    if ec2.key_pairs.values().any(|key| key.name == name) {
        return Err(ApiError::new(
            "InvalidKeyPair.Duplicate",
            format!("The keypair '{name}' already exists."),
        ));
    }
    Ok(())
}

/// Keeps a new key pair under the name of a request, whose answer is returned.
///
/// # Errors
/// Tags that AWS does not accept.
pub fn insert(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params, new: NewKey) -> Result<Element, ApiError> {
    let tags = tags::specified(params, "key-pair", &["key-pair"])?;
    let key = KeyPair {
        id: common.ids.resource("key"),
        life: Life::begin(cx),
        name: params.required("KeyName")?.to_owned(),
        kind: new.kind,
        fingerprint: new.fingerprint,
        blob: STANDARD.encode(new.blob),
    };
    let id = key.id.clone();
    tags::keep(ec2, cx, &id, tags);
    ec2.key_pairs.insert(&id, key.clone());
    let view = View::answering(ec2, common, cx);
    Ok(Element::new("")
        .text("keyName", &key.name)
        .text("keyFingerprint", &key.fingerprint)
        .text("keyPairId", &key.id)
        .child(view.tag_set(&key.id)))
}

/// DescribeKeyPairs, by names, ids and filters. It has no pages.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let view = View::listing(ec2, common, cx);
    let names = params.strings("KeyName");
    let ids = params.strings("KeyPairId");
    let seen = |key: &&KeyPair| key.life.seen(cx.now);
    if let Some(unknown) = names
        .iter()
        .find(|name| !ec2.key_pairs.values().filter(seen).any(|key| key.name == **name))
    {
        return Err(not_found("key pair", unknown));
    }
    if let Some(unknown) = ids
        .iter()
        .find(|id| !ec2.key_pairs.values().filter(seen).any(|key| key.id == **id))
    {
        check_form(unknown, &KeyPair::KIND)?;
        return Err(not_found("key pair ID", unknown));
    }
    let filters = Filters::read(params, KeyPair::FILTERS)?;
    let material = params.boolean("IncludePublicKey")? == Some(true);
    let items = ec2
        .key_pairs
        .values()
        .filter(seen)
        .filter(|key| names.is_empty() && ids.is_empty() || names.contains(&key.name) || ids.contains(&key.id))
        .filter(|key| filters.take_item(&key.element(&view, "item"), view.tags(&key.id)))
        .map(|key| {
            let public = format!("{} {} {}", key.kind.ssh_name(), key.blob, key.name);
            key.element(&view, "item").optional("publicKey", material.then_some(public))
        });
    Ok(Element::new("").list("keySet", items))
}

/// The public key of a key pair as a line of OpenSSH, without its comment.
pub fn public_key(ec2: &Ec2, name: &str) -> Option<String> {
    let mut keys = ec2.key_pairs.values();
    let key = keys.find(|key| key.name == name)?;
    Some(format!("{} {}", key.kind.ssh_name(), key.blob))
}

/// DeleteKeyPair. Deleting an unknown one is no error.
pub fn delete(ec2: &mut Ec2, params: &Params) -> Result<Element, ApiError> {
    let (name, id) = (params.get("KeyName"), params.get("KeyPairId"));
    if name.is_none() && id.is_none() {
        return Err(ApiError::missing_parameter("KeyName or KeyPairId"));
    }
    let existing = ec2
        .key_pairs
        .values()
        .find(|key| name == Some(key.name.as_str()) || id == Some(key.id.as_str()))
        .map(|key| key.id.clone());
    if let Some(id) = &existing {
        ec2.key_pairs.remove(id);
        ec2.tags.remove(id);
    }
    Ok(Element::new("").text("return", true).optional("keyPairId", existing))
}

/// Checks that instances can be launched with a key.
///
/// # Errors
/// `InvalidKeyPair.NotFound`.
pub fn check_name(ec2: &Ec2, cx: &Context, name: &str) -> Result<(), ApiError> {
    let there = |key: &KeyPair| key.name == name && key.life.seen(cx.now);
    if ec2.key_pairs.values().any(there) {
        return Ok(());
    }
    Err(not_found("key pair", name))
}

fn not_found(noun: &str, name: &str) -> ApiError {
    ApiError::new("InvalidKeyPair.NotFound", format!("The {noun} '{name}' does not exist"))
}

/// The kind and the key of an OpenSSH public key line, which comes in base64.
fn read_material(material: &str) -> Option<(KeyType, Vec<u8>)> {
    let line = String::from_utf8(STANDARD.decode(material.trim()).ok()?).ok()?;
    let mut words = line.split_whitespace();
    let name = words.next()?;
    let kind = [KeyType::Ed25519, KeyType::Rsa]
        .into_iter()
        .find(|kind| kind.ssh_name() == name)?;
    let blob = STANDARD.decode(words.next()?).ok()?;
    let fields = fields(&blob)?;
    let whole = match (kind, fields.as_slice()) {
        (KeyType::Ed25519, [named, key]) => *named == name.as_bytes() && key.len() == 32,
        (KeyType::Rsa, [named, _exponent, modulus]) => *named == name.as_bytes() && modulus.len() >= 128,
        _ => false,
    };
    whole.then_some((kind, blob))
}

/// The length-prefixed fields of a key in SSH's form. Source: RFC 4251.
fn fields(blob: &[u8]) -> Option<Vec<&[u8]>> {
    let mut fields = Vec::new();
    let mut rest = blob;
    while !rest.is_empty() {
        let (length, tail) = rest.split_first_chunk::<4>()?;
        let (field, tail) = tail.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        fields.push(field);
        rest = tail;
    }
    Some(fields)
}

/// ED25519: the SHA-256 of the key in base64. Imported RSA: the MD5 of its DER form in hexadecimal pairs.
/// Source: EC2 user guide, Verify the fingerprint of your key pair.
fn fingerprint(kind: KeyType, blob: &[u8]) -> String {
    match (kind, fields(blob).as_deref()) {
        (KeyType::Rsa, Some([_, exponent, modulus])) => {
            let pairs: Vec<String> = Md5::digest(rsa_der(exponent, modulus))
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            pairs.join(":")
        }
        _ => STANDARD.encode(Sha256::digest(blob)),
    }
}

fn rsa_der(exponent: &[u8], modulus: &[u8]) -> Vec<u8> {
    let key = der(0x30, &[der(0x02, modulus), der(0x02, exponent)].concat());
    let bits = der(0x03, &[vec![0], key].concat());
    der(0x30, &[RSA_ALGORITHM.to_vec(), bits].concat())
}

fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut out = vec![tag];
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let bytes = length.to_be_bytes();
            let significant: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
            out.push(0x80 | significant.len() as u8);
            out.extend(significant);
        }
    }
    out.extend(content);
    out
}

impl Row for KeyPair {
    const KIND: Kind = Kind {
        prefix: "key",
        resource_type: "key-pair",
        noun: "key pair",
        not_found: "InvalidKeyPair.NotFound",
        malformed: "InvalidKeyPair.Format",
    };
    const FILTERS: Documented = documented_filters::KEY_PAIRS;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.key_pairs
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, _view: &View, filter: &str) -> Vec<String> {
        vec![match filter {
            "fingerprint" => self.fingerprint.clone(),
            "key-name" => self.name.clone(),
            "key-pair-id" => self.id.clone(),
            _ => return vec![],
        }]
    }

    fn element(&self, view: &View, name: &str) -> Element {
        Element::new(name)
            .text("keyPairId", &self.id)
            .text("keyName", &self.name)
            .text("keyFingerprint", &self.fingerprint)
            .text("keyType", self.kind.name())
            .text("createTime", iso8601(self.life.created))
            .child(view.tag_set(&self.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_openssh_keys_are_taken() {
        let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f someone";
        let (kind, blob) = read_material(&STANDARD.encode(key)).unwrap();
        assert_eq!(kind, KeyType::Ed25519);
        assert_eq!(fingerprint(kind, &blob).len(), 44);
        assert!(read_material(&STANDARD.encode("ssh-ed25519 AAAA someone")).is_none());
        assert!(read_material(&STANDARD.encode("ssh-dss AAAA")).is_none());
        assert!(read_material("%%%").is_none());
    }
}
