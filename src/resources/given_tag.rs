//! What a tag may be that goes on everything.

use crate::aws::TAG_NAME;
use crate::locale::say;

/// The least of what EC2, RDS and S3 take. Source: docs/AWS.md, "Tags".
const LONGEST_KEY: usize = 127;
const LONGEST_VALUE: usize = 256;
/// Prefixes that are AWS's or jalon's own.
const RESERVED: [&str; 3] = ["aws:", "rds:", "jalon:"];

/// Checks that every service takes a tag, and that it is none of jalon's own.
///
/// # Errors
///
/// What is wrong with it.
pub fn check_tag(key: &str, value: &str) -> Result<(), String> {
    if key.is_empty() || key.chars().count() > LONGEST_KEY {
        return Err(say().parsing_tag_key_length(LONGEST_KEY.to_string()));
    }
    if value.chars().count() > LONGEST_VALUE {
        return Err(say().parsing_tag_value_length(LONGEST_VALUE.to_string()));
    }
    if key == TAG_NAME || RESERVED.iter().any(|prefix| key.to_ascii_lowercase().starts_with(prefix)) {
        return Err(say().parsing_tag_reserved(key));
    }
    let is_taken = |c: char| c.is_alphanumeric() || " _.:/=+-@".contains(c);
    if !key.chars().chain(value.chars()).all(is_taken) {
        return Err(say().parsing_tag_characters());
    }
    Ok(())
}
