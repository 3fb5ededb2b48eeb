//! What AWS would refuse, refused at the prompt. Sources: docs/AWS.md, "Resources"; the EC2, RDS and S3 references.

use std::net::Ipv4Addr;
use std::path::Path;

use ipnet::{IpNet, Ipv4Net};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::addressing;
use crate::hosts::is_dotenv_text;
use crate::locale::say;
use crate::resources::InstanceType;

pub(super) type Checked = Result<(), String>;

/// What Docker takes for its networks on the application host, as its cloud-init document says.
const DOCKER_RANGE: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::new(198, 18, 0, 0), 16);

/// A range a VPC can have and that can still be cut into sixteen subnets of at least a /28: /16 to /24, written from its first
/// address.
pub(super) fn vpc_cidr(cidr: Ipv4Net) -> Checked {
    canonical_cidr(cidr)?;
    match cidr.prefix_len() {
        16..=24 => Ok(()),
        0..16 => Err(say().rule_too_large(cidr.to_string())),
        _ => Err(say().rule_too_small_to_cut(cidr.to_string())),
    }
}

/// Of a network that is yet to be made.
pub(super) fn new_vpc_cidr(cidr: Ipv4Net) -> Checked {
    if addressing::overlap(cidr, DOCKER_RANGE) {
        return Err(say().rule_overlaps_docker(cidr.to_string(), DOCKER_RANGE.to_string()));
    }
    Ok(())
}

/// A range written from its first address, e.g. `10.0.0.0/16`: AWS would silently rewrite `10.0.0.1/16`.
pub(super) fn canonical_cidr(cidr: impl Into<IpNet>) -> Checked {
    let cidr = cidr.into();
    if cidr.trunc() != cidr {
        return Err(say().rule_not_at_first_address(cidr.to_string(), cidr.trunc().to_string()));
    }
    Ok(())
}

/// The beginning of resource names.
pub(super) fn name_prefix(name: &str) -> Checked {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c == '.';
    if name.is_empty() || name.len() > 40 {
        return Err(say().rule_length_40());
    }
    if !name.chars().all(allowed) {
        return Err(say().rule_name_characters());
    }
    if name.starts_with("sg-") {
        return Err(say().rule_name_sg());
    }
    Ok(())
}

/// A time zone's name: it goes into the cloud-init document, so nothing but a name may be in it.
pub(super) fn time_zone(name: &str) -> Checked {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '+' | '-');
    if name.is_empty() || !name.chars().all(allowed) {
        return Err(say().rule_not_a_time_zone(name));
    }
    if jiff::tz::TimeZone::get(name).is_err() {
        return Err(say().rule_no_time_zone(name));
    }
    Ok(())
}

/// A DB instance class like `db.t4g.micro`.
pub(super) fn db_class(name: &str) -> Checked {
    match name.strip_prefix("db.") {
        Some(rest) if rest.parse::<InstanceType>().is_ok() => Ok(()),
        _ => Err(say().rule_not_a_class(name)),
    }
}

/// A MySQL version like `8.4` or `8.4.7`.
pub(super) fn mysql_version(version: &str) -> Checked {
    let parts: Vec<&str> = version.split('.').collect();
    let numbers = parts
        .iter()
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()));
    if numbers && (2..=3).contains(&parts.len()) {
        Ok(())
    } else {
        Err(say().rule_not_a_version(version))
    }
}

/// The end of a version line's standard support.
pub(super) struct SupportEnd {
    /// The line, e.g. `8.0`.
    pub(super) line: &'static str,
    /// The day it ended on.
    pub(super) on: &'static str,
}

/// The last days of standard support. Source: RDS for MySQL user guide, "MySQL versions on Amazon RDS".
const STANDARD_SUPPORT: [SupportEnd; 2] = [
    SupportEnd {
        line: "5.7",
        on: "2024-02-29",
    },
    SupportEnd {
        line: "8.0",
        on: "2026-07-31",
    },
];

/// When the standard support of a MySQL version ended, where it had by `now`.
pub(super) fn standard_support_ended(version: &str, now: Timestamp) -> Option<&'static SupportEnd> {
    let line = version.split('.').take(2).collect::<Vec<_>>().join(".");
    let end = STANDARD_SUPPORT.iter().find(|end| end.line == line)?;
    let day: Date = end.on.parse().ok()?;
    (now.to_zoned(TimeZone::UTC).date() > day).then_some(end)
}

/// A DB instance identifier: 1 to 63 letters, digits and hyphens, a letter first, no two hyphens together and none at the end.
/// RDS keeps it in lower case, so it has to be given so.
pub(super) fn db_identifier(id: &str) -> Checked {
    if id.is_empty() || id.len() > 63 {
        return Err(say().rule_length_63());
    }
    if !id.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err(say().rule_begins_lower_case());
    }
    if !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        return Err(say().rule_identifier_characters());
    }
    if id.contains("--") || id.ends_with('-') {
        return Err(say().rule_hyphens());
    }
    Ok(())
}

/// Words RDS for MySQL takes neither as a user nor as a database (RDS user guide and MySQL's reserved words, the likely ones).
const RESERVED: [&str; 12] = [
    "mysql",
    "sys",
    "information_schema",
    "performance_schema",
    "innodb",
    "rdsadmin",
    "rds",
    "root",
    "select",
    "table",
    "user",
    "database",
];

/// The administrator's name: 1 to 16 letters, digits and underscores, a letter first, no reserved word.
pub(super) fn db_user(name: &str) -> Checked {
    db_word(name, 16)
}

/// The first database's name: 1 to 64 letters, digits and underscores, a letter first, no reserved word.
pub(super) fn db_name(name: &str) -> Checked {
    db_word(name, 64)
}

fn db_word(word: &str, longest: usize) -> Checked {
    if word.is_empty() || word.len() > longest {
        return Err(say().rule_length(longest.to_string()));
    }
    if !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err(say().rule_begins_letter());
    }
    if !word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        return Err(say().rule_word_characters());
    }
    if RESERVED.contains(&word.to_ascii_lowercase().as_str()) {
        return Err(say().rule_reserved_by_mysql(word));
    }
    Ok(())
}

/// The administrator's password: 8 to 41 printable characters without `/`, `"`, `@` and space. Never repeated in the message.
pub(super) fn db_password(password: &str) -> Checked {
    if !(8..=41).contains(&password.len()) {
        return Err(say().rule_password_length());
    }
    if !password
        .chars()
        .all(|c| c.is_ascii_graphic() && !matches!(c, '/' | '"' | '@'))
    {
        return Err(say().rule_password_characters());
    }
    if !is_dotenv_text(password) {
        return Err(say().rule_password_backslash());
    }
    Ok(())
}

/// A bucket's name by S3's rules for general purpose buckets.
pub(super) fn bucket_name(name: &str) -> Checked {
    if !(3..=63).contains(&name.len()) {
        return Err(say().rule_length_3_63());
    }
    if !name
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.')
    {
        return Err(say().rule_bucket_characters());
    }
    if name.starts_with(['-', '.']) || name.ends_with(['-', '.']) {
        return Err(say().rule_bucket_ends());
    }
    if name.contains("..") {
        return Err(say().rule_bucket_dots());
    }
    if name.parse::<std::net::Ipv4Addr>().is_ok() {
        return Err(say().rule_bucket_address());
    }
    let reserved_start = ["xn--", "sthree-", "amzn-s3-demo-"]
        .iter()
        .find(|start| name.starts_with(**start));
    if let Some(start) = reserved_start {
        return Err(say().rule_reserved_start(*start));
    }
    if name.ends_with("-an") {
        return Err(say().rule_bucket_an());
    }
    let reserved_end = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"]
        .iter()
        .find(|end| name.ends_with(**end));
    if let Some(end) = reserved_end {
        return Err(say().rule_reserved_end(*end));
    }
    Ok(())
}

/// A folder with a site in it has an `index.html`.
pub(super) fn site_folder(folder: &Path) -> Checked {
    if folder.join("index.html").is_file() {
        return Ok(());
    }
    Err(say().site_no_index(folder.display().to_string()))
}

/// A label: the name of a set of snapshots, and a part of the DB snapshot's identifier.
pub(super) fn label(label: &str) -> Checked {
    if label.len() > 30 {
        return Err(say().rule_length_30());
    }
    db_identifier(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_support_ends_after_its_last_day() {
        let ended = |version: &str, now: &str| standard_support_ended(version, now.parse().unwrap()).map(|end| end.line);
        assert_eq!(ended("8.0", "2026-07-31T23:00:00Z"), None);
        assert_eq!(ended("8.0.44", "2026-08-01T01:00:00Z"), Some("8.0"));
        assert_eq!(ended("5.7", "2026-01-01T00:00:00Z"), Some("5.7"));
        assert_eq!(ended("8.4", "2026-08-01T00:00:00Z"), None);
    }

    fn refuses(check: fn(&str) -> Checked, texts: &[&str]) {
        for text in texts {
            assert!(check(text).is_err(), "{text} is accepted");
        }
    }

    fn accepts(check: fn(&str) -> Checked, texts: &[&str]) {
        for text in texts {
            assert_eq!(check(text), Ok(()), "{text}");
        }
    }

    fn range(text: &str) -> Ipv4Net {
        text.parse().unwrap()
    }

    #[test]
    fn the_range_of_dockers_networks_is_that_of_the_cloud_init_document() {
        let document = include_str!("../assets/cloud-init/host.yaml");
        assert!(document.contains(&format!("\"base\": \"{DOCKER_RANGE}\"")), "{document}");
        assert!(new_vpc_cidr("198.18.0.0/20".parse().unwrap()).is_err());
        assert!(new_vpc_cidr("172.18.0.0/16".parse().unwrap()).is_ok());
    }

    #[test]
    fn vpc_ranges() {
        for allowed in ["10.0.0.0/16", "192.168.7.0/24"] {
            assert_eq!(vpc_cidr(range(allowed)), Ok(()), "{allowed}");
        }
        for refused in ["10.0.0.0/15", "10.0.0.0/25", "10.0.0.1/16"] {
            assert!(vpc_cidr(range(refused)).is_err(), "{refused} is accepted");
        }
    }

    #[test]
    fn bucket_names() {
        accepts(bucket_name, &["jalon-demo", "a1b", "my.site"]);
        refuses(
            bucket_name,
            &[
                "ab",
                "Demo",
                "a_b",
                "-ab",
                "ab-",
                "a..b",
                "192.168.0.1",
                "xn--abc",
                "demo-s3alias",
                "sthree-a",
                "harbour-111122223333-eu-west-3-an",
            ],
        );
    }

    #[test]
    fn database_names() {
        accepts(db_identifier, &["demo-db", "a"]);
        refuses(db_identifier, &["", "1a", "a--b", "a-", "A", "a_b"]);
        accepts(db_user, &["admin"]);
        refuses(db_user, &["", "rdsadmin", "1a", "a-b", "averyveryverylongname"]);
        accepts(db_password, &["correct-horse", "with\\backslash", "with'quote"]);
        refuses(
            db_password,
            &[
                "short",
                "with space in it",
                "with/slash",
                "with@sign",
                "with\"quote",
                "at-its-end\\",
                "before\\'quote",
                "two\\\\together",
            ],
        );
    }

    #[test]
    fn the_program_has_the_time_zones_that_a_system_may_lack() {
        assert!(jiff::tz::TimeZoneDatabase::bundled().get("Europe/Paris").is_ok());
    }

    #[test]
    fn time_zones_are_those_there_are() {
        accepts(time_zone, &["Europe/Paris", "UTC"]);
        refuses(time_zone, &["Europe/Atlantis", "Paris\"; rm", ""]);
    }
}
