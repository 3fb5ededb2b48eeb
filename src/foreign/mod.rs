//! Text from outside: what AWS, another endpoint, a host, a container, a tag or a file's name says. Nothing in it is trusted.
//!
//! A terminal acts on control characters, OpenSSH's configuration and option files on line breaks, and a log may repeat a secret in any
//! notation. So whatever is quoted goes through [`quote`], whatever is shown through [`shown`], and what is kept through [`plain`].

mod clean;
mod hidden;
mod notations;
mod shell_word;

pub use clean::{plain, shown};
pub use hidden::{hide, quote};
pub use notations::percent_encoded;
pub use shell_word::{quoted, quoted_os};

/// Whether a text is nothing but a host's name, an address or an id: letters, digits and `. - _`, a letter or a digit first. Such a text means
/// the same in every file and to every shell.
pub fn is_name(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    text.len() <= 253 && text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_holds_nothing_that_a_file_or_a_shell_acts_on() {
        for name in ["app-host", "10.0.0.7", "i-0abc", "db.c1.us-east-1.rds.amazonaws.com"] {
            assert!(is_name(name), "{name}");
        }
        for other in [
            "",
            "-oProxyCommand=x",
            "a b",
            "a\nProxyCommand x",
            "$(x)",
            "a'b",
            "a%h",
            "é",
            ".a",
            &"a".repeat(254),
        ] {
            assert!(!is_name(other), "{other}");
        }
    }
}
