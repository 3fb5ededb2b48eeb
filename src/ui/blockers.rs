//! The sentences of what holds a resource that AWS does not let go.

use crate::resources::{Blocker, InterfaceFacts, VpcPart};

/// One thing that holds a resource, by name and id: so that a person knows what to remove.
pub fn blocker_text(blocker: &Blocker) -> String {
    match blocker {
        Blocker::Instance {
            id,
            interface: Some(interface),
        } => format!("instance {id} (network interface {interface})"),
        Blocker::Instance { id, interface: None } => format!("instance {id}"),
        Blocker::Interface { id, facts: Some(facts) } => format!("network interface {id} ({})", interface_text(facts)),
        Blocker::Interface { id, facts: None } => format!("network interface {id}"),
        Blocker::GroupRule { group, name } => format!("a rule of security group {group} ({name})"),
        Blocker::Association { subnet } => format!("its association with subnet {subnet}"),
        Blocker::MainRouteTable => "it is the main route table of its VPC".to_owned(),
        Blocker::DbInstance { id, status } => format!("DB instance {id} ({status})"),
        Blocker::Part {
            part,
            id,
            name: Some(name),
        } => format!("{} {id} ({name})", part_text(*part)),
        Blocker::Part { part, id, name: None } => format!("{} {id}", part_text(*part)),
    }
}

/// All of them, each in a text of its own.
pub(super) fn blocker_texts(blockers: &[Blocker]) -> Vec<String> {
    blockers.iter().map(blocker_text).collect()
}

fn interface_text(facts: &InterfaceFacts) -> String {
    let description = facts.description.as_deref().unwrap_or("no description");
    let status = facts.status.as_deref().unwrap_or("unknown");
    format!("{description}, {status}")
}

fn part_text(part: VpcPart) -> &'static str {
    match part {
        VpcPart::Subnet => "subnet",
        VpcPart::SecurityGroup => "security group",
        VpcPart::NetworkAcl => "network ACL",
        VpcPart::RouteTable => "route table",
        VpcPart::InternetGateway => "internet gateway",
        VpcPart::VpcEndpoint => "VPC endpoint",
        VpcPart::VpcPeering => "VPC peering connection",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_blocker_is_named_by_what_it_is_and_its_id() {
        let some = |text: &str| Some(text.to_owned());
        let instance = |interface| Blocker::Instance {
            id: "i-1".to_owned(),
            interface,
        };
        let interface = |facts| Blocker::Interface {
            id: "eni-1".to_owned(),
            facts,
        };
        let facts = |description, status| Some(InterfaceFacts { description, status });
        let part = |part, name| Blocker::Part {
            part,
            id: "x-1".to_owned(),
            name,
        };
        let rule = Blocker::GroupRule {
            group: "sg-1".to_owned(),
            name: "office".to_owned(),
        };
        let association = Blocker::Association {
            subnet: "subnet-1".to_owned(),
        };
        let database = Blocker::DbInstance {
            id: "db".to_owned(),
            status: "available".to_owned(),
        };
        let all = [
            (instance(some("eni-1")), "instance i-1 (network interface eni-1)"),
            (instance(None), "instance i-1"),
            (
                interface(facts(some("RDSNetworkInterface"), some("in-use"))),
                "network interface eni-1 (RDSNetworkInterface, in-use)",
            ),
            (
                interface(facts(None, None)),
                "network interface eni-1 (no description, unknown)",
            ),
            (interface(None), "network interface eni-1"),
            (rule, "a rule of security group sg-1 (office)"),
            (association, "its association with subnet subnet-1"),
            (Blocker::MainRouteTable, "it is the main route table of its VPC"),
            (database, "DB instance db (available)"),
            (part(VpcPart::Subnet, some("mine")), "subnet x-1 (mine)"),
            (part(VpcPart::SecurityGroup, some("mine")), "security group x-1 (mine)"),
            (part(VpcPart::NetworkAcl, None), "network ACL x-1"),
            (part(VpcPart::RouteTable, None), "route table x-1"),
            (part(VpcPart::InternetGateway, None), "internet gateway x-1"),
            (part(VpcPart::VpcEndpoint, None), "VPC endpoint x-1"),
            (part(VpcPart::VpcPeering, None), "VPC peering connection x-1"),
        ];
        for (blocker, text) in all {
            assert_eq!(blocker_text(&blocker), text);
        }
    }
}
