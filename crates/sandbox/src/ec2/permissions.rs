//! Authorize and revoke calls: they read permissions and add or remove rules.

use super::peerings::Peering;
use super::row::{Row, View, find};
use super::security_group_rules::{self, NewRule, Peer, Rule, Traffic};
use super::security_groups::SecurityGroup;
use super::{Ec2, security_groups, tags};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// One rule as a request names it.
struct Named {
    traffic: Traffic,
    peer: Peer,
    description: Option<String>,
}

/// AuthorizeSecurityGroupIngress and AuthorizeSecurityGroupEgress: they add all rules or none.
pub fn authorize(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params, egress: bool) -> Result<Element, ApiError> {
    let group = group(ec2, cx, params)?;
    let named = named_rules(ec2, cx, params, &group)?;
    for (index, rule) in named.iter().enumerate() {
        if named.iter().skip(index + 1).any(|other| same(other, rule)) {
            let message = "The same permission must not appear multiple times";
            return Err(ApiError::new("InvalidParameterValue", message));
        }
        if existing(ec2, &group.id, egress, rule).is_some() {
            return Err(ApiError::new(
                "InvalidPermission.Duplicate",
                format!("the specified rule \"{}\" already exists", spelled(rule)),
            ));
        }
    }
    check_quota(ec2, cx, &group.id, egress, &named)?;
    let tags = tags::specified(params, "security-group-rule", &["security-group-rule"])?;
    let mut ids = Vec::new();
    for rule in named {
        let Named {
            traffic,
            peer,
            description,
        } = rule;
        let new = NewRule {
            egress,
            traffic,
            peer,
            description,
        };
        let id = security_group_rules::insert(ec2, common, cx, &group.id, new);
        tags::keep(ec2, cx, &id, tags.clone());
        ids.push(id);
    }
    let view = View::answering(ec2, common, cx);
    let rules = ids.iter().filter_map(|id| ec2.security_group_rules.get(id));
    Ok(Element::new("")
        .text("return", true)
        .list("securityGroupRuleSet", rules.map(|rule| rule.element(&view, "item"))))
}

fn check_quota(ec2: &Ec2, cx: &Context, group: &str, egress: bool, named: &[Named]) -> Result<(), ApiError> {
    let rules = ec2.security_group_rules.values();
    let rules = rules.filter(|rule| rule.group == group && rule.egress == egress);
    let peers: Vec<&Peer> = rules
        .map(|rule| &rule.peer)
        .chain(named.iter().map(|rule| &rule.peer))
        .collect();
    let of_ipv4 = peers.iter().filter(|peer| !matches!(peer, Peer::Ipv6(_))).count();
    let of_ipv6 = peers.iter().filter(|peer| !matches!(peer, Peer::Ipv4(_))).count();
    cx.account.quotas.check_rules_per_security_group(of_ipv4.max(of_ipv6))
}

/// RevokeSecurityGroupIngress and RevokeSecurityGroupEgress, by rule ids or by permissions: they remove all rules or none.
pub fn revoke(ec2: &mut Ec2, cx: &Context, params: &Params, egress: bool) -> Result<Element, ApiError> {
    let group = group(ec2, cx, params)?;
    let ids = params.strings("SecurityGroupRuleId");
    let mut revoked = Vec::new();
    for id in &ids {
        let rule = find::<Rule>(ec2, id, cx.now)?;
        if rule.group != group.id || rule.egress != egress {
            return Err(absent());
        }
        revoked.push(rule.clone());
    }
    if ids.is_empty() {
        for rule in named_rules(ec2, cx, params, &group)? {
            revoked.push(existing(ec2, &group.id, egress, &rule).ok_or_else(absent)?.clone());
        }
    }
    for rule in &revoked {
        ec2.security_group_rules.remove(&rule.id);
        ec2.tags.remove(&rule.id);
    }
    let items = revoked.iter().map(revoked_item);
    Ok(Element::new("")
        .text("return", true)
        .list("revokedSecurityGroupRuleSet", items))
}

fn revoked_item(rule: &Rule) -> Element {
    let item = Element::new("item")
        .text("securityGroupRuleId", &rule.id)
        .text("groupId", &rule.group)
        .text("isEgress", rule.egress)
        .text("ipProtocol", &rule.traffic.protocol)
        .text("fromPort", rule.traffic.from)
        .text("toPort", rule.traffic.to)
        .optional("description", rule.description.as_ref());
    match &rule.peer {
        Peer::Ipv4(block) => item.text("cidrIpv4", block),
        Peer::Ipv6(block) => item.text("cidrIpv6", block),
        Peer::PrefixList(id) => item.text("prefixListId", id),
        Peer::Group(id) => item.text("referencedGroupId", id),
    }
}

fn group(ec2: &Ec2, cx: &Context, params: &Params) -> Result<SecurityGroup, ApiError> {
    if let (None, Some(name)) = (params.get("GroupId"), params.get("GroupName")) {
        let message = format!("The security group '{name}' does not exist in default VPC 'none'");
        return Err(ApiError::new("InvalidGroup.NotFound", message));
    }
    find::<SecurityGroup>(ec2, params.required("GroupId")?, cx.now).cloned()
}

fn absent() -> ApiError {
    ApiError::new(
        "InvalidPermission.NotFound",
        "The specified rule does not exist in this security group.",
    )
}

fn same(one: &Named, other: &Named) -> bool {
    one.traffic == other.traffic && one.peer == other.peer
}

fn existing<'w>(ec2: &'w Ec2, group: &str, egress: bool, named: &Named) -> Option<&'w Rule> {
    ec2.security_group_rules
        .values()
        .find(|rule| rule.group == group && rule.egress == egress && rule.traffic == named.traffic && rule.peer == named.peer)
}

/// The rules of a request: one for each peer of each permission. A request without a list of permissions has one
/// in its own parameters.
fn named_rules(ec2: &Ec2, cx: &Context, params: &Params, group: &SecurityGroup) -> Result<Vec<Named>, ApiError> {
    let permissions = params.structures("IpPermissions");
    let mut rules = Vec::new();
    for permission in &permissions {
        let traffic = traffic(permission)?;
        for (peer, description) in peers(ec2, cx, permission, group)? {
            rules.push(Named {
                traffic: traffic.clone(),
                peer,
                description,
            });
        }
    }
    if permissions.is_empty()
        && let Some(block) = params.get("CidrIp")
    {
        rules.push(Named {
            traffic: traffic(params)?,
            peer: Peer::Ipv4(ipv4(block)?),
            description: None,
        });
    }
    if rules.is_empty() {
        return Err(ApiError::missing_parameter("ipPermissions"));
    }
    Ok(rules)
}

fn traffic(permission: &Params) -> Result<Traffic, ApiError> {
    let given = permission.required("IpProtocol")?.to_ascii_lowercase();
    let protocol = match given.as_str() {
        "6" => "tcp",
        "17" => "udp",
        "1" => "icmp",
        "58" => "icmpv6",
        "all" => "-1",
        other => other,
    };
    let numbered = protocol.parse::<i16>().is_ok_and(|number| (-1..=255).contains(&number));
    let (from, to) = (permission.integer("FromPort")?, permission.integer("ToPort")?);
    let (from, to) = match (protocol, from, to) {
        ("tcp" | "udp", Some(from), Some(to)) if (0..=65535).contains(&from) && (from..=65535).contains(&to) => (from, to),
        ("tcp" | "udp", Some(-1), Some(-1)) => (0, 65535),
        ("tcp" | "udp", Some(from), Some(to)) => {
            let message = format!("Invalid TCP/UDP port range ({from}:{to})");
            return Err(ApiError::new("InvalidParameterValue", message));
        }
        ("tcp" | "udp", _, _) => {
            let message = "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.";
            return Err(ApiError::new("InvalidParameterValue", message));
        }
        ("icmp" | "icmpv6", from, to) => (from.unwrap_or(-1), to.unwrap_or(-1)),
        _ if numbered => (-1, -1),
        _ => return Err(ApiError::invalid_value("ipProtocol", &given, "Unknown protocol.")),
    };
    Ok(Traffic {
        protocol: protocol.to_owned(),
        from,
        to,
    })
}

type Described = (Peer, Option<String>);

fn peers(ec2: &Ec2, cx: &Context, permission: &Params, group: &SecurityGroup) -> Result<Vec<Described>, ApiError> {
    let mut peers = Vec::new();
    for range in permission.structures("IpRanges") {
        peers.push((Peer::Ipv4(ipv4(range.required("CidrIp")?)?), description(&range)?));
    }
    for range in permission.structures("Ipv6Ranges") {
        let text = range.required("CidrIpv6")?;
        let block: ipnet::Ipv6Net = text.parse().map_err(|_| malformed_block(text))?;
        peers.push((Peer::Ipv6(block.trunc()), description(&range)?));
    }
    for list in permission.structures("PrefixListIds") {
        let id = list.required("PrefixListId")?;
        peers.push((Peer::PrefixList(id.to_owned()), description(&list)?));
    }
    for referred in permission.structures("Groups") {
        let id = referred.required("GroupId")?;
        let other = find::<SecurityGroup>(ec2, id, cx.now)?;
        if other.vpc != group.vpc && !peered(ec2, cx, &group.vpc, &other.vpc) {
            let message = "You have specified two resources that belong to different networks.";
            return Err(ApiError::new("InvalidGroup.NotFound", message));
        }
        peers.push((Peer::Group(id.to_owned()), description(&referred)?));
    }
    Ok(peers)
}

fn peered(ec2: &Ec2, cx: &Context, one: &str, other: &str) -> bool {
    let joins = |peering: &Peering| peering.joins(one) && peering.joins(other) && peering.is_active(cx.now);
    ec2.peerings.values().any(joins)
}

fn description(peer: &Params) -> Result<Option<String>, ApiError> {
    let Some(text) = peer.get("Description") else {
        return Ok(None);
    };
    security_groups::check_text("description", text)?;
    Ok(Some(text.to_owned()))
}

fn ipv4(text: &str) -> Result<ipnet::Ipv4Net, ApiError> {
    text.parse::<ipnet::Ipv4Net>()
        .map(|block| block.trunc())
        .map_err(|_| malformed_block(text))
}

fn malformed_block(text: &str) -> ApiError {
    ApiError::new("InvalidParameterValue", format!("CIDR block {text} is malformed"))
}

fn spelled(rule: &Named) -> String {
    let peer = match &rule.peer {
        Peer::Ipv4(block) => block.to_string(),
        Peer::Ipv6(block) => block.to_string(),
        Peer::PrefixList(id) | Peer::Group(id) => id.clone(),
    };
    let Traffic { protocol, from, to } = &rule.traffic;
    if protocol == "-1" {
        return format!("peer: {peer}, ALL, ALLOW");
    }
    let protocol = protocol.to_uppercase();
    format!("peer: {peer}, {protocol}, from port: {from}, to port: {to}, ALLOW")
}
