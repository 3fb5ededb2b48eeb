//! RDS's rules for names, passwords and tags.
//!
//! Source, unless said otherwise: RDS API reference, CreateDBInstance, CreateDBSnapshot and CreateDBSubnetGroup.

use std::collections::BTreeMap;

use super::reserved;
use crate::protocol::{ApiError, Params};

/// Source: RDS API reference, AddTagsToResource.
const MAX_TAGS: usize = 50;
const MAX_TAG_KEY: usize = 128;
const MAX_TAG_VALUE: usize = 256;

/// `InvalidParameterValue` with a message of its own.
pub fn invalid(message: impl Into<String>) -> ApiError {
    ApiError::new("InvalidParameterValue", message)
}

/// `InvalidParameterCombination` with a message of its own.
pub fn combination(message: impl Into<String>) -> ApiError {
    ApiError::new("InvalidParameterCombination", message)
}

/// An identifier of a DB instance (`max` 63) or snapshot (255), in the lower case it is stored in.
pub fn identifier(params: &Params, name: &str, max: usize) -> Result<String, ApiError> {
    let value = params.required(name)?;
    let valid = value.len() <= max
        && value.starts_with(|first: char| first.is_ascii_alphabetic())
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !value.ends_with('-')
        && !value.contains("--");
    if valid {
        return Ok(value.to_ascii_lowercase());
    }
    Err(invalid(format!(
        "The parameter {name} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII \
         letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens."
    )))
}

/// The name of a new subnet group, in lower case.
pub fn subnet_group_name(name: &str) -> Result<String, ApiError> {
    let valid = name.len() <= 255
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._- ".contains(&byte))
        && !name.eq_ignore_ascii_case("default");
    if valid {
        return Ok(name.to_ascii_lowercase());
    }
    Err(invalid(
        "The parameter DBSubnetGroupName must begin with a letter, be no longer than 255 letters, digits, periods, \
         underscores, spaces or hyphens, and must not be default.",
    ))
}

/// Checks the administrator's name of a MySQL instance.
pub fn check_user(name: &str) -> Result<(), ApiError> {
    let valid = (1..=16).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !valid {
        return Err(invalid(
            "The parameter MasterUsername must be 1 to 16 letters, digits or underscores and begin with a letter.",
        ));
    }
    if reserved::is_reserved_user(name) {
        return Err(invalid(format!(
            "MasterUsername {name} cannot be used as it is a reserved word used by the engine"
        )));
    }
    Ok(())
}

/// Checks the administrator's password.
pub fn check_password(password: &str) -> Result<(), ApiError> {
    if password.len() < 8 {
        return Err(invalid(
            "The parameter MasterUserPassword is not a valid password because it is shorter than 8 characters.",
        ));
    }
    if password.len() > 41 {
        return Err(invalid(
            "The parameter MasterUserPassword is not a valid password because it is longer than 41 characters.",
        ));
    }
    if !password
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"/@\"".contains(&byte))
    {
        return Err(invalid(
            "The parameter MasterUserPassword is not a valid password. Only printable ASCII characters besides '/', '@', \
             '\"', ' ' may be used.",
        ));
    }
    Ok(())
}

/// Checks the name of the database that RDS makes with a MySQL instance.
pub fn check_database(name: &str) -> Result<(), ApiError> {
    let valid = (1..=64).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !valid {
        return Err(invalid(
            "DBName must begin with a letter and contain only alphanumeric characters and underscores, 64 at most.",
        ));
    }
    if reserved::is_reserved_database(name) {
        return Err(invalid(format!("Database name {name} is a reserved word of the engine.")));
    }
    Ok(())
}

/// The tags of a request, `Tags.Tag.N`.
pub fn tags(params: &Params) -> Result<BTreeMap<String, String>, ApiError> {
    let mut tags = BTreeMap::new();
    for tag in params.structures("Tags.Tag") {
        let key = tag.get("Key").unwrap_or_default();
        let value = tag.get("Value").unwrap_or_default();
        check_tag(key, value)?;
        if tags.insert(key.to_owned(), value.to_owned()).is_some() {
            return Err(invalid(format!("Duplicate tag key {key}.")));
        }
    }
    if tags.len() > MAX_TAGS {
        return Err(too_many_tags());
    }
    Ok(tags)
}

/// Refuses more tags than a resource can carry.
pub fn check_tag_count(tags: &BTreeMap<String, String>) -> Result<(), ApiError> {
    if tags.len() > MAX_TAGS { Err(too_many_tags()) } else { Ok(()) }
}

fn too_many_tags() -> ApiError {
    invalid("A resource can have at most 50 tags.")
}

fn check_tag(key: &str, value: &str) -> Result<(), ApiError> {
    let length = key.chars().count();
    if length == 0 || length > MAX_TAG_KEY || value.chars().count() > MAX_TAG_VALUE {
        return Err(invalid("A tag key has 1 to 128 characters and a tag value at most 256."));
    }
    let lower = key.to_lowercase();
    if lower.starts_with("aws:") || lower.starts_with("rds:") {
        return Err(invalid(format!("Tag keys must not begin with aws: or rds:, as {key} does.")));
    }
    if !key.chars().chain(value.chars()).all(is_tag_character) {
        return Err(invalid(format!(
            "The tag {key} holds a character other than letters, digits, white space and _.:/=+-@"
        )));
    }
    Ok(())
}

fn is_tag_character(character: char) -> bool {
    character.is_alphanumeric() || (character.is_whitespace() && !character.is_control()) || "_.:/=+-@".contains(character)
}

/// The error for a call that the instance's state does not allow.
pub fn invalid_state(message: impl Into<String>) -> ApiError {
    ApiError::new("InvalidDBInstanceState", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags_of(key: &str, value: &str) -> Result<BTreeMap<String, String>, ApiError> {
        tags(&Params::parse(
            format!("Tags.Tag.1.Key={key}&Tags.Tag.1.Value={value}").as_bytes(),
        ))
    }

    #[test]
    fn identifiers_follow_their_rules() {
        let read = |value: &str| identifier(&Params::parse(format!("Id={value}").as_bytes()), "Id", 63);
        assert_eq!(read("Jalon-Demo").unwrap(), "jalon-demo");
        for wrong in ["1a", "a--b", "a-", "a_b", &"a".repeat(64)] {
            assert_eq!(read(wrong).unwrap_err().code, "InvalidParameterValue", "{wrong}");
        }
        assert_eq!(read("").unwrap_err().code, "MissingParameter");
    }

    #[test]
    fn passwords_follow_their_rules() {
        assert!(check_password("long-Enough!1").is_ok());
        for wrong in [
            "short",
            "with space 1",
            "at@at@at@",
            "slash/slash",
            "quote\"quote",
            &"a".repeat(42),
        ] {
            assert!(check_password(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn reserved_words_are_refused() {
        assert!(check_user("admin").is_ok() && check_database("app").is_ok());
        for user in ["rdsadmin", "Select", "1admin", "a-b", &"a".repeat(17)] {
            assert!(check_user(user).is_err(), "{user}");
        }
        for database in ["mysql", "TABLE", "a-b", "_a", &"a".repeat(65)] {
            assert!(check_database(database).is_err(), "{database}");
        }
    }

    #[test]
    fn tags_follow_their_rules() {
        assert!(tags_of("jalon:step", "a_b.c:/=%2B-@ é1").is_ok());
        for (key, value) in [
            ("aws:x", "1"),
            ("rds:x", "1"),
            ("", "1"),
            ("a", "b*c"),
            ("a", &"b".repeat(257)),
        ] {
            assert!(tags_of(key, value).is_err(), "{key}={value}");
        }
    }
}
