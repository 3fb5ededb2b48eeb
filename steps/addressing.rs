//! Address ranges: how a VPC's is cut into subnets, and when two overlap.

use std::net::Ipv4Addr;

use crate::locale::say;
use ipnet::Ipv4Net;

/// The `index`-th block of a VPC's range when it is cut into sixteen, as the console's wizard cuts it: a /16 into /20s.
pub(super) fn sixteenth(vpc: Ipv4Net, index: usize) -> Option<Ipv4Net> {
    vpc.subnets(vpc.prefix_len() + 4).ok()?.nth(index)
}

/// The range of the `number`-th public subnet, from 1.
pub(super) fn public_subnet(vpc: Ipv4Net, number: u8) -> Option<Ipv4Net> {
    sixteenth(vpc, usize::from(number).checked_sub(1)?)
}

/// The range of the `number`-th private subnet, from 1: the second half of the VPC's range.
pub(super) fn private_subnet(vpc: Ipv4Net, number: u8) -> Option<Ipv4Net> {
    sixteenth(vpc, 8 + usize::from(number).checked_sub(1)?)
}

/// Whether two ranges share an address.
pub(super) fn overlap(a: Ipv4Net, b: Ipv4Net) -> bool {
    a.contains(&b) || b.contains(&a)
}

/// The ranges that nobody has on the Internet: RFC 1918's, and that of RFC 6598 for carriers.
const PRIVATE_RANGES: [Ipv4Net; 4] = [
    Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 0, 0), 8),
    Ipv4Net::new_assert(Ipv4Addr::new(172, 16, 0, 0), 12),
    Ipv4Net::new_assert(Ipv4Addr::new(192, 168, 0, 0), 16),
    Ipv4Net::new_assert(Ipv4Addr::new(100, 64, 0, 0), 10),
];

/// What a person should know of a VPC's range that is public: AWS takes it, and the VPC then hides what the Internet has there.
/// Source: VPC user guide, "VPC CIDR blocks".
pub(super) fn public_range_warning(cidr: Ipv4Net) -> Option<String> {
    let is_private = PRIVATE_RANGES.iter().any(|range| range.contains(&cidr));
    (!is_private).then(|| say().rule_public_range(cidr.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn net(text: &str) -> Ipv4Net {
        text.parse().unwrap()
    }

    #[test]
    fn subnets_are_cut_as_the_wizard_cuts_them() {
        let vpc = net("10.0.0.0/16");
        assert_eq!(public_subnet(vpc, 1), Some(net("10.0.0.0/20")));
        assert_eq!(public_subnet(vpc, 2), Some(net("10.0.16.0/20")));
        assert_eq!(private_subnet(vpc, 1), Some(net("10.0.128.0/20")));
        assert_eq!(private_subnet(vpc, 2), Some(net("10.0.144.0/20")));
        assert_eq!(private_subnet(net("192.168.7.0/24"), 3), Some(net("192.168.7.160/28")));
    }

    #[test]
    fn ranges_overlap_when_one_holds_the_other() {
        assert!(overlap(net("10.0.0.0/16"), net("10.0.3.0/24")));
        assert!(overlap(net("10.0.3.0/24"), net("10.0.0.0/16")));
        assert!(!overlap(net("10.0.0.0/16"), net("10.1.0.0/16")));
    }

    #[test]
    fn public_ranges_are_told() {
        for private in ["10.0.0.0/16", "172.31.0.0/16", "192.168.7.0/24", "100.127.0.0/16"] {
            assert_eq!(public_range_warning(net(private)), None, "{private}");
        }
        for public in ["8.8.0.0/16", "172.32.0.0/16", "100.128.0.0/16"] {
            assert!(public_range_warning(net(public)).is_some(), "{public}");
        }
    }
}
