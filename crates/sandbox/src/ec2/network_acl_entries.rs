//! The numbered rules of network ACLs.

use ipnet::Ipv4Net;
use jalon_reachability::{AclEntry, Matching};
use serde::{Deserialize, Serialize};

use super::Ec2;
use super::cidr;
use super::network_acls::NetworkAcl;
use super::row::{done, find};
use crate::common::Context;
use crate::protocol::{ApiError, Element, Params};

/// The number of the last rule, which denies everything.
const LAST_RULE: i64 = 32767;
/// The number of the rule in default ACLs that allows everything.
const FIRST_RULE: i64 = 100;
/// The numbers of rules. Source: EC2 API reference, CreateNetworkAclEntry.
const NUMBERS: std::ops::Range<i64> = 1..LAST_RULE;

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    number: i64,
    egress: bool,
    allow: bool,
    /// A number, or -1 for all.
    protocol: i64,
    cidr: Ipv4Net,
    /// The ports of TCP and UDP, or type and code of ICMP.
    range: Option<(i64, i64)>,
}

/// TCP, UDP and ICMP by number. Source: IANA protocol numbers.
const PROTOCOLS: [(&str, i64); 3] = [("tcp", 6), ("udp", 17), ("icmp", 1)];
const ICMP: i64 = 1;

fn catch_all(number: i64, allow: bool) -> impl Iterator<Item = Entry> {
    [false, true].into_iter().map(move |egress| Entry {
        number,
        egress,
        allow,
        protocol: -1,
        cidr: Ipv4Net::default(),
        range: None,
    })
}

/// The rules of a default ACL, which allow everything. Source: VPC user guide, "Default network ACL".
pub(super) fn of_default() -> Vec<Entry> {
    catch_all(FIRST_RULE, true).chain(catch_all(LAST_RULE, false)).collect()
}

/// The rules of a new custom ACL, which deny everything.
pub(super) fn of_custom() -> Vec<Entry> {
    catch_all(LAST_RULE, false).collect()
}

impl Entry {
    pub(super) fn element(&self) -> Element {
        let element = Element::new("item")
            .text("ruleNumber", self.number)
            .text("protocol", self.protocol)
            .text("ruleAction", self.action())
            .text("egress", self.egress)
            .text("cidrBlock", self.cidr);
        let Some((first, second)) = self.range else {
            return element;
        };
        element.child(if self.protocol == ICMP {
            Element::new("icmpTypeCode").text("type", first).text("code", second)
        } else {
            Element::new("portRange").text("from", first).text("to", second)
        })
    }

    /// Its value under a filter on entries.
    pub(super) fn value(&self, field: &str) -> Option<String> {
        Some(match field {
            "cidr" => self.cidr.to_string(),
            "egress" => self.egress.to_string(),
            "protocol" => self.protocol.to_string(),
            "rule-action" => self.action().to_owned(),
            "rule-number" => self.number.to_string(),
            _ => return None,
        })
    }

    fn action(&self) -> &'static str {
        if self.allow { "allow" } else { "deny" }
    }

    /// The rule as the analysis of paths takes it.
    pub(super) fn rule(&self) -> AclEntry {
        let number = |number: i64| i32::try_from(number).ok();
        AclEntry {
            number: number(self.number).unwrap_or(AclEntry::LAST),
            is_egress: self.egress,
            allows: self.allow,
            cidr: self.cidr,
            matching: Matching::new(
                &self.protocol.to_string(),
                self.range.and_then(|(first, _)| number(first)),
                self.range.and_then(|(_, second)| number(second)),
            ),
        }
    }

    fn is_at(&self, number: i64, egress: bool) -> bool {
        self.number == number && self.egress == egress
    }
}

/// CreateNetworkAclEntry: each number once in a direction.
pub fn create(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let acl = find::<NetworkAcl>(ec2, params.required("NetworkAclId")?, cx.now)?;
    let entry = read(params)?;
    if acl.entries.iter().any(|existing| existing.is_at(entry.number, entry.egress)) {
        return Err(ApiError::new(
            "NetworkAclEntryAlreadyExists",
            format!("The network acl entry identified by {} already exists.", entry.number),
        ));
    }
    let id = acl.id.clone();
    change(ec2, &id, |entries| entries.push(entry));
    Ok(done())
}

/// ReplaceNetworkAclEntry: only of an existing one.
pub fn replace(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let entry = read(params)?;
    let id = acl_with_entry(ec2, cx, params, entry.number, entry.egress)?;
    change(ec2, &id, |entries| {
        entries.retain(|existing| !existing.is_at(entry.number, entry.egress));
        entries.push(entry);
    });
    Ok(done())
}

/// DeleteNetworkAclEntry: not of the last rule, which denies everything.
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let (number, egress) = place(params)?;
    let id = acl_with_entry(ec2, cx, params, number, egress)?;
    change(ec2, &id, |entries| entries.retain(|existing| !existing.is_at(number, egress)));
    Ok(done())
}

fn acl_with_entry(ec2: &Ec2, cx: &Context, params: &Params, number: i64, egress: bool) -> Result<String, ApiError> {
    let acl = find::<NetworkAcl>(ec2, params.required("NetworkAclId")?, cx.now)?;
    if acl.entries.iter().any(|existing| existing.is_at(number, egress)) {
        return Ok(acl.id.clone());
    }
    Err(ApiError::new(
        "InvalidNetworkAclEntry.NotFound",
        format!("The network acl entry identified by {number} does not exist"),
    ))
}

/// AWS lists rules by direction and number.
fn change(ec2: &mut Ec2, id: &str, change: impl FnOnce(&mut Vec<Entry>)) {
    if let Some(acl) = ec2.network_acls.get_mut(id) {
        change(&mut acl.entries);
        acl.entries.sort_by_key(|entry| (!entry.egress, entry.number));
    }
}

fn place(params: &Params) -> Result<(i64, bool), ApiError> {
    let missing = |name| ApiError::missing_parameter(name);
    let number = params.integer("RuleNumber")?.ok_or_else(|| missing("ruleNumber"))?;
    if !NUMBERS.contains(&number) {
        let message = "Expecting a value between 1 and 32766.";
        return Err(ApiError::invalid_value("ruleNumber", &number.to_string(), message));
    }
    Ok((number, params.boolean("Egress")?.ok_or_else(|| missing("egress"))?))
}

fn read(params: &Params) -> Result<Entry, ApiError> {
    let (number, egress) = place(params)?;
    let allow = match params.required("RuleAction")? {
        "allow" => true,
        "deny" => false,
        other => return Err(ApiError::invalid_value("ruleAction", other, "Expecting allow or deny.")),
    };
    let given = params.required("Protocol")?;
    let named = PROTOCOLS.iter().find(|(name, _)| name.eq_ignore_ascii_case(given));
    let protocol = named.map(|(_, number)| *number).or_else(|| given.parse().ok());
    let Some(protocol) = protocol.filter(|protocol| (-1..=255).contains(protocol)) else {
        return Err(ApiError::invalid_value(
            "protocol",
            given,
            "Expecting a protocol number or -1.",
        ));
    };
    Ok(Entry {
        number,
        egress,
        allow,
        protocol,
        cidr: cidr::read("cidrBlock", params.required("CidrBlock")?)?,
        range: range(params, protocol)?,
    })
}

/// The ports, or ICMP's type and code, which some protocols require.
/// Source: EC2 API reference, CreateNetworkAclEntry.
fn range(params: &Params, protocol: i64) -> Result<Option<(i64, i64)>, ApiError> {
    let (first, second, most) = match protocol {
        6 | 17 => ("PortRange.From", "PortRange.To", 65535),
        ICMP => ("Icmp.Type", "Icmp.Code", 255),
        _ => return Ok(None),
    };
    let least = if protocol == ICMP { -1 } else { 0 };
    let number = |name: &str| -> Result<i64, ApiError> {
        let number = params.integer(name)?.ok_or_else(|| ApiError::missing_parameter(name))?;
        if (least..=most).contains(&number) {
            return Ok(number);
        }
        Err(ApiError::invalid_value(name, &number.to_string(), "It is out of range."))
    };
    Ok(Some((number(first)?, number(second)?)))
}
