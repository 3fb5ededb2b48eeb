//! Rules of security groups, one row each, and the grouped form in which groups show them.

use ipnet::{Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};

use super::documented_filters::{self, Documented};
use super::row::{Kind, Life, Row, View};
use super::{Ec2, page};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// The traffic that a rule allows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Traffic {
    /// `tcp`, `udp`, `icmp`, `icmpv6`, a protocol number, or `-1` for all.
    pub protocol: String,
    /// The first port or the ICMP type; -1 for all.
    pub from: i64,
    /// The last port or the ICMP code; -1 for all.
    pub to: i64,
}

/// The source or destination of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Peer {
    /// IPv4 addresses.
    Ipv4(Ipv4Net),
    /// IPv6 addresses.
    Ipv6(Ipv6Net),
    /// The addresses of an AWS service.
    PrefixList(String),
    /// The members of a security group.
    Group(String),
}

/// A rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    pub(super) id: String,
    pub(super) life: Life,
    pub(super) group: String,
    pub(super) egress: bool,
    pub(super) traffic: Traffic,
    pub(super) peer: Peer,
    pub(super) description: Option<String>,
}

impl Traffic {
    fn all() -> Self {
        Self {
            protocol: "-1".to_owned(),
            from: -1,
            to: -1,
        }
    }
}

/// Adds the rule of every new group, which allows all outgoing traffic.
pub fn allow_all_egress(ec2: &mut Ec2, common: &mut Common, cx: &Context, group: &str) {
    let new = NewRule {
        egress: true,
        traffic: Traffic::all(),
        peer: Peer::Ipv4(Ipv4Net::default()),
        description: None,
    };
    insert(ec2, common, cx, group, new);
}

/// Adds the rule of a default group, which lets its members reach each other.
pub fn allow_ingress_from_itself(ec2: &mut Ec2, common: &mut Common, cx: &Context, group: &str) {
    let new = NewRule {
        egress: false,
        traffic: Traffic::all(),
        peer: Peer::Group(group.to_owned()),
        description: None,
    };
    insert(ec2, common, cx, group, new);
}

/// A rule to be added.
pub struct NewRule {
    /// Whether it is about traffic out of the group.
    pub egress: bool,
    /// What it lets through.
    pub traffic: Traffic,
    /// To or from whom.
    pub peer: Peer,
    /// What it is for.
    pub description: Option<String>,
}

/// Adds a rule to a group and returns the rule's id.
pub fn insert(ec2: &mut Ec2, common: &mut Common, cx: &Context, group: &str, new: NewRule) -> String {
    let id = common.ids.resource("sgr");
    let rule = Rule {
        id: id.clone(),
        life: Life::begin(cx),
        group: group.to_owned(),
        egress: new.egress,
        traffic: new.traffic,
        peer: new.peer,
        description: new.description,
    };
    ec2.security_group_rules.insert(&id, rule);
    id
}

/// DescribeSecurityGroupRules.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    page::describe::<Rule>(ec2, common, cx, params, "SecurityGroupRuleId", "securityGroupRuleSet")
}

/// The rules of a group in one direction, those on the same traffic in one item.
pub fn permissions(view: &View, group: &str, egress: bool) -> Element {
    let rules: Vec<&Rule> = view
        .ec2
        .security_group_rules
        .values()
        .filter(|rule| rule.group == group && rule.egress == egress && rule.life.seen(view.now))
        .collect();
    let mut traffics: Vec<&Traffic> = rules.iter().map(|rule| &rule.traffic).collect();
    traffics.sort();
    traffics.dedup();
    let items = traffics.into_iter().map(|traffic| {
        let on_it: Vec<&Rule> = rules.iter().copied().filter(|rule| rule.traffic == *traffic).collect();
        permission(view, traffic, &on_it)
    });
    let name = if egress { "ipPermissionsEgress" } else { "ipPermissions" };
    Element::new(name).children(items)
}

fn permission(view: &View, traffic: &Traffic, rules: &[&Rule]) -> Element {
    let ports = traffic.protocol != "-1";
    let of = |wanted: &str| -> Vec<Element> {
        rules
            .iter()
            .filter_map(|rule| {
                let (list, item) = peer_item(view, &rule.peer);
                (list == wanted).then(|| item.optional("description", rule.description.as_ref()))
            })
            .collect()
    };
    Element::new("item")
        .text("ipProtocol", &traffic.protocol)
        .optional("fromPort", ports.then_some(traffic.from))
        .optional("toPort", ports.then_some(traffic.to))
        .list("groups", of("groups"))
        .list("ipRanges", of("ipRanges"))
        .list("ipv6Ranges", of("ipv6Ranges"))
        .list("prefixListIds", of("prefixListIds"))
}

fn peer_item(view: &View, peer: &Peer) -> (&'static str, Element) {
    let item = Element::new("item");
    match peer {
        Peer::Ipv4(block) => ("ipRanges", item.text("cidrIp", block)),
        Peer::Ipv6(block) => ("ipv6Ranges", item.text("cidrIpv6", block)),
        Peer::PrefixList(id) => ("prefixListIds", item.text("prefixListId", id)),
        Peer::Group(id) => ("groups", item.text("userId", &view.common.account).text("groupId", id)),
    }
}

impl Row for Rule {
    const KIND: Kind = Kind {
        prefix: "sgr",
        resource_type: "security-group-rule",
        noun: "security group rule",
        not_found: "InvalidSecurityGroupRuleId.NotFound",
        malformed: "InvalidSecurityGroupRuleId.Malformed",
    };
    const FILTERS: Documented = documented_filters::SECURITY_GROUP_RULES;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.security_group_rules
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, _view: &View, filter: &str) -> Vec<String> {
        match filter {
            "group-id" => vec![self.group.clone()],
            "security-group-rule-id" => vec![self.id.clone()],
            _ => vec![],
        }
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let common = view.common;
        let arn = format!(
            "arn:aws:ec2:{}:{}:security-group-rule/{}",
            common.region, common.account, self.id
        );
        let element = Element::new(name)
            .text("securityGroupRuleId", &self.id)
            .text("groupId", &self.group)
            .text("groupOwnerId", &common.account)
            .text("isEgress", self.egress)
            .text("ipProtocol", &self.traffic.protocol)
            .text("fromPort", self.traffic.from)
            .text("toPort", self.traffic.to);
        let element = match &self.peer {
            Peer::Ipv4(block) => element.text("cidrIpv4", block),
            Peer::Ipv6(block) => element.text("cidrIpv6", block),
            Peer::PrefixList(id) => element.text("prefixListId", id),
            Peer::Group(id) => element.child(
                Element::new("referencedGroupInfo")
                    .text("groupId", id)
                    .text("userId", &common.account)
                    .optional("vpcId", view.ec2.security_groups.get(id).map(|group| &group.vpc)),
            ),
        };
        element
            .optional("description", self.description.as_ref())
            .text("securityGroupRuleArn", arn)
            .child(view.tag_set(&self.id))
    }
}
