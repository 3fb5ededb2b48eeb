//! Which addresses may log in. Source: docs/AWS.md, "IPv6".

use ipnet::IpNet;

use super::rules::{Checked, canonical_cidr};
use crate::locale::say;

/// The widest range that may log in: a large company's whole network.
const WIDEST_TRUSTED: u8 = 8;
/// The same of IPv6: what an Internet provider is given.
const WIDEST_TRUSTED_IPV6: u8 = 32;

/// Ranges that may log in. Everyone is nobody's idea of trusted.
pub(super) fn trusted_cidrs(cidrs: &[IpNet]) -> Checked {
    if cidrs.is_empty() {
        return Err(say().rule_no_range());
    }
    for range in cidrs {
        canonical_cidr(*range)?;
        let (widest, example) = match range {
            IpNet::V4(_) => (WIDEST_TRUSTED, say().rule_own_address()),
            IpNet::V6(_) => (WIDEST_TRUSTED_IPV6, say().rule_own_network()),
        };
        if range.prefix_len() < widest {
            return Err(say().rule_too_many_to_trust(range.to_string(), example));
        }
    }
    // Every host is in a VPC without IPv6 ranges (docs/AWS.md, "IPv6").
    if !cidrs.iter().any(|range| matches!(range, IpNet::V4(_))) {
        return Err(say().rule_ipv6_alone());
    }
    Ok(())
}

/// What a person should know who trusts IPv6 ranges: the rules are made, and let nobody in.
pub(super) fn trusted_ipv6_warning(cidrs: &[IpNet]) -> Option<String> {
    let of_ipv6 = cidrs.iter().filter(|range| matches!(range, IpNet::V6(_)));
    let ranges: Vec<String> = of_ipv6.map(IpNet::to_string).collect();
    let ranges = ranges.into_iter().reduce(|some, last| say().and(some, last))?;
    Some(say().rule_ipv6_trusted(ranges))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranges(texts: &[&str]) -> Vec<IpNet> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn nobody_trusts_everybody() {
        for refused in [
            &["0.0.0.0/0"][..],
            &[],
            &["203.0.113.7/32", "::/0"],
            &["203.0.113.7/32", "2001:db8::1/64"],
        ] {
            assert!(trusted_cidrs(&ranges(refused)).is_err(), "{refused:?} is accepted");
        }
        for accepted in [
            &["203.0.113.7/32"][..],
            &["203.0.113.7/32", "2001:db8::/64"],
            &["2001:db8::7/128", "10.0.0.0/8"],
        ] {
            assert_eq!(trusted_cidrs(&ranges(accepted)), Ok(()), "{accepted:?}");
        }
    }

    #[test]
    fn ipv6_alone_lets_nobody_in_and_beside_ipv4_that_is_said() {
        let refused = trusted_cidrs(&ranges(&["2001:db8::/64"])).unwrap_err();
        assert!(refused.contains("name your IPv4 address too"), "{refused}");
        assert_eq!(trusted_ipv6_warning(&ranges(&["203.0.113.7/32"])), None);
        let warning = trusted_ipv6_warning(&ranges(&["203.0.113.7/32", "2001:db8::/64"])).unwrap();
        assert!(
            warning.contains("2001:db8::/64") && !warning.contains("203.0.113.7"),
            "{warning}"
        );
    }
}
