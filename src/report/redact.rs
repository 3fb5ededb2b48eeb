//! Taking out of a dossier what is the person's own: the account's number, addresses and ids, each replaced by the same word everywhere.

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use crate::locale::say;

/// What AWS's ids begin with. Source: the EC2 User Guide, "Resource IDs", and the ids that the steps' resources bear.
const PREFIXES: [&str; 22] = [
    "vpc", "subnet", "igw", "nat", "rtb", "rtbassoc", "acl", "sg", "sgr", "i", "eni", "eipalloc", "eipassoc", "vpce", "pcx",
    "vol", "snap", "ami", "key", "dopt", "ela", "r",
];
/// How long the part after that is at least: eight digits in the old form, seventeen in today's.
const LEAST_DIGITS: usize = 8;

/// The text without the account's number, AWS's ids, addresses, and this folder of the person's. Private ranges stay: they are what the plan
/// is about.
pub fn redact(text: &str, account: &str, folder: &str) -> String {
    let text = text.replace(folder, &say().report_redacted_folder());
    let text = text.as_str();
    let mut words = Words::default();
    let mut redacted = String::with_capacity(text.len());
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/');
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if !is_of_word(first) && first != ':' {
            redacted.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        if let Some(end) = ipv6_address(rest, redacted.chars().next_back()) {
            redacted.push_str(&words.word_for(&rest[..end], &say().report_redacted_address()));
            rest = &rest[end..];
            continue;
        }
        if first == ':' {
            redacted.push(first);
            rest = &rest[1..];
            continue;
        }
        let end = rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len());
        redacted.push_str(&words.redact(&rest[..end], account));
        rest = &rest[end..];
    }
    redacted
}

/// Where the IPv6 address ends that a text begins with, after a character that is of no such address; everyone's is nobody's.
fn ipv6_address(text: &str, before: Option<char>) -> Option<usize> {
    if before.is_some_and(|before| before.is_ascii_alphanumeric() || before == ':') {
        return None;
    }
    let is_of_address = |c: char| c.is_ascii_hexdigit() || matches!(c, ':' | '.');
    let word = &text[..text.find(|c: char| !is_of_address(c)).unwrap_or(text.len())];
    let address = word.trim_end_matches(['.', ':']);
    // A range may end in `::`.
    let address = if word[address.len()..].starts_with("::") {
        &word[..address.len() + 2]
    } else {
        address
    };
    let parsed: Ipv6Addr = address.parse().ok()?;
    (!parsed.is_unspecified()).then_some(address.len())
}

/// What stands for what was taken out.
#[derive(Default)]
struct Words {
    known: BTreeMap<String, String>,
    counts: BTreeMap<String, usize>,
}

impl Words {
    fn redact(&mut self, word: &str, account: &str) -> String {
        let without_account = match account.is_empty() {
            true => word.to_owned(),
            false => word.replace(account, &say().report_redacted_account()),
        };
        let parts: Vec<String> = without_account.split('/').map(|part| self.redact_part(part)).collect();
        let is_private_range = match without_account.split_once('/') {
            Some((address, prefix)) => address.parse().is_ok_and(is_private) && prefix.parse::<u8>().is_ok_and(|bits| bits < 32),
            None => false,
        };
        if is_private_range { without_account } else { parts.join("/") }
    }

    fn redact_part(&mut self, part: &str) -> String {
        let (part, dots) = part.split_at(part.trim_end_matches('.').len());
        if let Ok(address) = part.parse::<Ipv4Addr>() {
            return match address.is_unspecified() {
                true => format!("{part}{dots}"),
                false => self.word_for(part, &say().report_redacted_address()) + dots,
            };
        }
        let labels: Vec<String> = part.split('.').map(|label| self.redact_label(label)).collect();
        labels.join(".") + dots
    }

    /// An id, or a label of a name that AWS has made of an address or by lot.
    fn redact_label(&mut self, label: &str) -> String {
        let pieces: Vec<&str> = label.split('-').collect();
        for (at, pair) in pieces.windows(2).enumerate() {
            if PREFIXES.contains(&pair[0]) && is_number(pair[1]) {
                let id = pair.join("-");
                let (before, after) = (&pieces[..at], &pieces[at + 2..]);
                let word = self.word_for(&id, pair[0]);
                let all = before.iter().copied().chain([word.as_str()]).chain(after.iter().copied());
                return all.collect::<Vec<_>>().join("-");
            }
        }
        if let [.., a, b, c, d] = pieces.as_slice()
            && let Ok(address) = [*a, *b, *c, *d].join(".").parse::<Ipv4Addr>()
        {
            return self.word_for(&address.to_string(), &say().report_redacted_address());
        }
        if label.len() >= 10
            && label.chars().all(|c| c.is_ascii_alphanumeric())
            && label.chars().filter(char::is_ascii_digit).count() > 2
        {
            return self.word_for(label, &say().report_redacted_label());
        }
        label.to_owned()
    }

    fn word_for(&mut self, taken_out: &str, kind: &str) -> String {
        if let Some(word) = self.known.get(taken_out) {
            return word.clone();
        }
        let count = self.counts.entry(kind.to_owned()).or_default();
        *count += 1;
        let word = format!("{kind}-{count}");
        self.known.insert(taken_out.to_owned(), word.clone());
        word
    }
}

fn is_number(digits: &str) -> bool {
    digits.len() >= LEAST_DIGITS
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

fn is_private(address: Ipv4Addr) -> bool {
    address.is_private() || address.octets()[0] == 100 && (64..128).contains(&address.octets()[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_is_replaced_by_the_same() {
        let text =
            "vpc-0a1b2c3d4e5f60718 in 123456789012: 203.0.113.7/32 → 10.0.3.9, vpc-0a1b2c3d4e5f60718 (203.0.113.7) sg-0123abcd.";
        let expected = "vpc-1 in ACCOUNT: address-1/32 → address-2, vpc-1 (address-1) sg-1.";
        assert_eq!(redact(text, "123456789012", "/home/me/.jalon/demo"), expected);
    }

    #[test]
    fn ipv6_addresses_go_too() {
        let text = "2001:db8:0:7::/64, 2001:db8::7/128 and ::1; tcp 22 from 2001:db8::7: at 12:30:00, ::/0.";
        let expected = "address-1/64, address-2/128 and address-3; tcp 22 from address-2: at 12:30:00, ::/0.";
        assert_eq!(redact(text, "123456789012", "/home/me/.jalon/demo"), expected);
    }

    #[test]
    fn the_plan_stays() {
        for text in [
            "10.0.0.0/16",
            "0.0.0.0/0",
            "10.0.128.0/20 · private",
            "t3.micro, about $0.0104 an hour",
            "M12 3L4.5 6.75l10 10z",
            "app-host → database, tcp 3306",
            "2026-11-27 19:35 UTC",
            "i-am-no-id, r-2, key-value",
        ] {
            assert_eq!(redact(text, "123456789012", "/home/me/.jalon/demo"), text);
        }
    }

    #[test]
    fn names_that_hold_numbers_lose_them() {
        let text = "demo-site-123456789012.s3-website-us-east-1.amazonaws.com jalon-demo.c9akciq32abc.us-east-1.rds.amazonaws.com \
                    http://ec2-203-0-113-7.compute-1.amazonaws.com:5085/";
        let expected = "demo-site-ACCOUNT.s3-website-us-east-1.amazonaws.com jalon-demo.label-1.us-east-1.rds.amazonaws.com \
                        http://address-1.compute-1.amazonaws.com:5085/";
        assert_eq!(redact(text, "123456789012", "/home/me/.jalon/demo"), expected);
    }
}
