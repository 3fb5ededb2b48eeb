//! Bucket naming rules.

use std::net::Ipv4Addr;

/// Prefixes and suffixes that S3 reserves.
/// Source: S3 user guide, "General purpose bucket naming rules".
const RESERVED_PREFIXES: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_SUFFIXES: [&str; 6] = ["-an", "-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/// The prefix of names that belong to someone else in the sandbox: `BucketAlreadyExists`.
pub const FOREIGN_PREFIX: &str = "taken-";

/// The prefix of names that the caller has a bucket of in another region of the sandbox.
pub const ELSEWHERE_PREFIX: &str = "elsewhere-";

/// Whether S3 accepts the name for a general purpose bucket.
pub fn is_valid(name: &str) -> bool {
    (3..=63).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte))
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.ends_with(|last: char| last.is_ascii_alphanumeric())
        && !name.contains("..")
        && name.parse::<Ipv4Addr>().is_err()
        && !RESERVED_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        && !RESERVED_SUFFIXES.iter().any(|suffix| name.ends_with(suffix))
}

#[cfg(test)]
mod tests {
    use super::is_valid;

    #[test]
    fn accepts_what_s3_accepts() {
        for name in ["abc", "jalon-demo-123456789012", "a.b-c", &"a".repeat(63)] {
            assert!(is_valid(name), "{name}");
        }
    }

    #[test]
    fn refuses_what_s3_refuses() {
        let long = "a".repeat(64);
        for name in [
            "ab",
            &long,
            "Upper",
            "under_score",
            "-abc",
            "abc-",
            "a..b",
            "192.168.5.4",
            "xn--abc",
            "sthree-abc",
            "amzn-s3-demo-abc",
            "abc-s3alias",
            "abc-123456789012-us-east-1-an",
            "abc--ol-s3",
            "abc.mrap",
            "abc--x-s3",
            "abc--table-s3",
            ".abc",
            "abc.",
        ] {
            assert!(!is_valid(name), "{name}");
        }
    }
}
