//! Address ranges: how a VPC's is cut into subnets, and when two overlap.

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
}
