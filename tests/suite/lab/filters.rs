//! What lets packets through, as nftables rules: security groups, network ACLs, and the translations of gateways.

use std::fmt::Write;
use std::net::Ipv4Addr;

use super::account::{Account, AclEntry, GroupRule, Host, Subnet, Traffic};

/// A host's security groups: stateful, in the host's own namespace, and whatever no rule names is dropped.
pub fn security_groups(account: &Account, host: &Host) -> String {
    let groups = host.interface.groups.iter().filter_map(|id| account.groups.get(id));
    let (mut ingress, mut egress) = (String::new(), String::new());
    for group in groups {
        group
            .ingress
            .iter()
            .for_each(|rule| ingress.push_str(&group_rule(account, rule, "saddr")));
        group
            .egress
            .iter()
            .for_each(|rule| egress.push_str(&group_rule(account, rule, "daddr")));
    }
    format!(
        "table ip security_groups {{
  chain ingress {{
    type filter hook input priority filter; policy drop;
    iifname lo accept
    ct state established,related accept
{ingress}  }}
  chain egress {{
    type filter hook output priority filter; policy drop;
    oifname lo accept
    ct state established,related accept
{egress}  }}
}}\n"
    )
}

fn group_rule(account: &Account, rule: &GroupRule, side: &str) -> String {
    let members = rule.groups.iter().flat_map(|group| account.members(group));
    let others = rule.cidrs.iter().cloned().chain(members.map(|address| address.to_string()));
    let mut lines = String::new();
    for other in others {
        let _ = writeln!(lines, "    ip {side} {other} {} accept", matching(&rule.traffic));
    }
    lines
}

/// A subnet's network ACL: stateless, and for what crosses the subnet's border only. Interfaces that begin with `host` are of hosts
/// in the subnet.
pub fn network_acl(subnet: &Subnet) -> String {
    let entries = |egress: bool, side: &str| -> String {
        let of_side = subnet.acl.iter().filter(|entry| entry.egress == egress);
        of_side.map(|entry| acl_entry(entry, side)).collect()
    };
    let (inbound, outbound) = (entries(false, "saddr"), entries(true, "daddr"));
    format!(
        "table ip network_acl {{
  chain inbound {{
{inbound}    drop
  }}
  chain outbound {{
{outbound}    drop
  }}
  chain border {{
    type filter hook forward priority filter; policy accept;
    iifname \"host*\" oifname \"host*\" accept
    oifname \"host*\" jump inbound
    iifname \"host*\" jump outbound
  }}
}}\n"
    )
}

fn acl_entry(entry: &AclEntry, side: &str) -> String {
    let verdict = if entry.allows { "accept" } else { "drop" };
    format!("    ip {side} {} {} {verdict}\n", entry.cidr, matching(&entry.traffic))
}

/// An internet gateway: each public address stands for one private one, and whoever has none gets nothing through. The interface to
/// the Internet is `internet`.
pub fn internet_gateway(public_addresses: &[(Ipv4Addr, Ipv4Addr)]) -> String {
    let (mut inward, mut outward, mut known) = (String::new(), String::new(), String::new());
    for (public, private) in public_addresses {
        let _ = writeln!(inward, "    iifname internet ip daddr {public} dnat to {private}");
        let _ = writeln!(outward, "    oifname internet ip saddr {private} snat to {public}");
        let _ = writeln!(known, "    oifname internet ip saddr {private} accept");
    }
    format!(
        "table ip internet_gateway {{
  chain inward {{
    type nat hook prerouting priority dstnat;
{inward}  }}
  chain outward {{
    type nat hook postrouting priority srcnat;
{outward}  }}
  chain mapped {{
    type filter hook forward priority filter; policy drop;
    iifname internet ct status dnat accept
    iifname internet ct state established,related accept
{known}  }}
}}\n"
    )
}

/// A NAT gateway: what comes to it on the way out leaves under its own private address. Nobody may begin anything with itself.
pub fn nat_gateway(private: Ipv4Addr) -> String {
    format!(
        "table ip nat_gateway {{
  chain outward {{
    type nat hook postrouting priority srcnat;
    snat to {private}
  }}
  chain itself {{
    type filter hook input priority filter; policy drop;
  }}
}}\n"
    )
}

/// The part of an nftables rule that says which packets it is about.
fn matching(traffic: &Traffic) -> String {
    let (from, to) = (traffic.from, traffic.to);
    match traffic.protocol.as_str() {
        "-1" => String::new(),
        "icmp" | "1" if from == -1 => "meta l4proto icmp".to_owned(),
        "icmp" | "1" if to == -1 => format!("icmp type {from}"),
        "icmp" | "1" => format!("icmp type {from} icmp code {to}"),
        "tcp" | "6" => ports("tcp", from, to),
        "udp" | "17" => ports("udp", from, to),
        other => format!("meta l4proto {other}"),
    }
}

fn ports(protocol: &str, from: i32, to: i32) -> String {
    if from == -1 {
        return format!("meta l4proto {protocol}");
    }
    format!("{protocol} dport {from}-{to}")
}
