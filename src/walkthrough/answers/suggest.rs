//! What a person may have meant with an answer that is refused: the nearest ones, the likeliest first. None of them is checked yet.

use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

use crate::walkthrough::AnswerKind;
use crate::walkthrough::nearness::nearest;

/// What may have been meant, as it is typed.
pub(super) fn candidates(kind: &AnswerKind, given: &str) -> Vec<String> {
    let given = given.trim();
    match kind {
        AnswerKind::Integer { least, most } => {
            let digits: String = given.chars().filter(char::is_ascii_digit).collect();
            let sign = if given.starts_with('-') { "-" } else { "" };
            let number: Option<i64> = format!("{sign}{digits}").parse().ok();
            number
                .map(|number| number.clamp(*least, *most).to_string())
                .into_iter()
                .collect()
        }
        AnswerKind::Choice(choices) => words(given, choices.iter().map(String::as_str)),
        AnswerKind::Flag => words(given, ["yes", "no"].into_iter()),
        AnswerKind::Text => [ranges(given), tidied(given)].concat(),
        AnswerKind::List => lists(given),
    }
}

fn words<'a>(given: &str, choices: impl Iterator<Item = &'a str>) -> Vec<String> {
    nearest(&given.to_ascii_lowercase(), choices)
        .map(str::to_owned)
        .into_iter()
        .collect()
}

/// The ranges nearest to an address or a range: itself from its first address, then others of the nearest sizes.
fn ranges(given: &str) -> Vec<String> {
    let range = match given.parse::<Ipv4Addr>() {
        Ok(address) => Ipv4Net::new(address, whole_bits(address)).ok(),
        Err(_) => given.parse::<Ipv4Net>().ok(),
    };
    let Some(range) = range else {
        return ipv6_range(given).into_iter().collect();
    };
    let mut sizes: Vec<u8> = (0..=32).collect();
    sizes.sort_by_key(|size| size.abs_diff(range.prefix_len()));
    sizes
        .into_iter()
        .filter_map(|size| Some(Ipv4Net::new(range.addr(), size).ok()?.trunc().to_string()))
        .collect()
}

/// The same of IPv6: the address alone, or the range from its first address.
fn ipv6_range(given: &str) -> Option<String> {
    let range = match given.parse::<Ipv6Addr>() {
        Ok(address) => Ipv6Net::from(address),
        Err(_) => given.parse().ok()?,
    };
    Some(range.trunc().to_string())
}

/// How many bits an address fixes that stands for a range: `10.0.0.0` is read as a /8, `203.0.113.7` as a /32.
fn whole_bits(address: Ipv4Addr) -> u8 {
    match address.octets() {
        [_, 0, 0, 0] => 8,
        [_, _, 0, 0] => 16,
        [_, _, _, 0] => 24,
        _ => 32,
    }
}

/// The same list with each item that is no range as the nearest one.
fn lists(given: &str) -> Vec<String> {
    let items = given
        .split(|c: char| c == ',' || c == ';' || c.is_whitespace())
        .filter(|item| !item.is_empty());
    let nearest = items.map(|item| ranges(item).into_iter().next().unwrap_or_else(|| item.to_owned()));
    vec![nearest.collect::<Vec<_>>().join(", ")]
}

/// The text without what names most often may not have: capitals, spaces, underscores, anything but letters, digits, hyphens and dots.
fn tidied(given: &str) -> Vec<String> {
    let lower = given.to_ascii_lowercase();
    let hyphens: String = lower
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
        .collect();
    let parts: Vec<&str> = hyphens.split('-').filter(|part| !part.is_empty()).collect();
    let hyphens = parts.join("-");
    let letters_first = hyphens.trim_start_matches(|c: char| !c.is_ascii_alphabetic()).to_owned();
    let underscores = letters_first.replace(['-', '.'], "_");
    vec![lower, hyphens, letters_first, underscores]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(kind: &AnswerKind, given: &str) -> Option<String> {
        candidates(kind, given).into_iter().next()
    }

    #[test]
    fn an_address_in_place_of_a_range_becomes_the_range_it_stands_for() {
        for (given, meant) in [
            ("203.0.113.7", "203.0.113.7/32"),
            ("10.0.0.1/16", "10.0.0.0/16"),
            ("10.0.0.0", "10.0.0.0/8"),
        ] {
            assert_eq!(first(&AnswerKind::Text, given).as_deref(), Some(meant), "{given}");
        }
        let list = first(&AnswerKind::List, "203.0.113.7 192.0.2.0/24").unwrap();
        assert_eq!(list, "203.0.113.7/32, 192.0.2.0/24");
        let ipv6 = first(&AnswerKind::List, "2001:db8::7, 2001:db8::1/64").unwrap();
        assert_eq!(ipv6, "2001:db8::7/128, 2001:db8::/64");
    }

    #[test]
    fn the_nearest_number_and_the_nearest_word_are_meant() {
        let zones = AnswerKind::Integer { least: 2, most: 3 };
        assert_eq!(first(&zones, "7").as_deref(), Some("3"));
        assert_eq!(first(&zones, "3 zones").as_deref(), Some("3"));
        assert_eq!(first(&zones, "many"), None);
        let ways = AnswerKind::Choice(vec!["gateway".to_owned(), "nat".to_owned()]);
        assert_eq!(first(&ways, "Gatway").as_deref(), Some("gateway"));
    }

    #[test]
    fn names_lose_what_names_may_not_have() {
        assert!(candidates(&AnswerKind::Text, "My Bucket_1").contains(&"my-bucket-1".to_owned()));
    }
}
