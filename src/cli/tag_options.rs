//! The option for tags that everything of a deployment carries.

use clap::Args;

use crate::locale::say;
use crate::resources::check_tag;

/// Tags that an organization demands, say.
#[derive(Debug, Args)]
pub(super) struct TagOptions {
    /// Put this tag on everything, now and later, e.g. --tag cost-center=42 (may be repeated)
    #[arg(long = "tag", value_name = "KEY=VALUE", value_parser = parse_tag)]
    pub(super) tags: Vec<(String, String)>,
}

fn parse_tag(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or_else(|| say().parsing_tag())?;
    check_tag(key, value)?;
    Ok((key.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_what_every_service_takes() {
        assert_eq!(parse_tag("Cost Center=a=b"), Ok(("Cost Center".to_owned(), "a=b".to_owned())));
        assert_eq!(parse_tag("empty="), Ok(("empty".to_owned(), String::new())));
        for refused in [
            "nothing",
            "=x",
            "aws:x=y",
            "jalon:id=y",
            "rds:x=y",
            "Name=x",
            "k=a\u{7}b",
            "k=<b>",
            &format!("{}=x", "k".repeat(128)),
            &format!("k={}", "v".repeat(257)),
        ] {
            assert!(parse_tag(refused).is_err(), "{refused}");
        }
    }
}
