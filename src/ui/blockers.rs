//! The sentences of what holds a resource that AWS does not let go.

use super::nouns::noun_text;
use crate::locale::say;
use crate::resources::{Blocker, InterfaceFacts};

/// One thing that holds a resource, by name and id: so that a person knows what to remove.
pub fn blocker_text(blocker: &Blocker) -> String {
    let say = say();
    match blocker {
        Blocker::Instance {
            id,
            interface: Some(interface),
        } => say.blocker_instance_interface(id.as_str(), interface.as_str()),
        Blocker::Instance { id, interface: None } => say.blocker_instance(id.as_str()),
        Blocker::Interface { id, facts: Some(facts) } => say.blocker_interface_described(id.as_str(), interface_text(facts)),
        Blocker::Interface { id, facts: None } => say.blocker_interface(id.as_str()),
        Blocker::GroupRule { group, name } => say.blocker_group_rule(group.as_str(), name.as_str()),
        Blocker::Association { subnet } => say.blocker_association(subnet.as_str()),
        Blocker::MainRouteTable => say.blocker_main_route_table(),
        Blocker::DbInstance { id, status } => say.blocker_db_instance(id.as_str(), status.as_str()),
        Blocker::Part {
            noun,
            id,
            name: Some(name),
        } => say.blocker_part_named(noun_text(*noun), id.as_str(), name.as_str()),
        Blocker::Part { noun, id, name: None } => say.blocker_part(noun_text(*noun), id.as_str()),
    }
}

/// All of them, each in a text of its own.
pub(super) fn blocker_texts(blockers: &[Blocker]) -> Vec<String> {
    blockers.iter().map(blocker_text).collect()
}

fn interface_text(facts: &InterfaceFacts) -> String {
    let description = facts.description.clone().unwrap_or_else(|| say().blocker_no_description());
    let status = facts.status.clone().unwrap_or_else(|| say().blocker_unknown_status());
    format!("{description}, {status}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::Noun;

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
        let part = |noun, name| Blocker::Part {
            noun,
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
            (part(Noun::Subnet, some("mine")), "subnet x-1 (mine)"),
            (part(Noun::SecurityGroup, some("mine")), "security group x-1 (mine)"),
            (part(Noun::NetworkAcl, None), "network ACL x-1"),
            (part(Noun::RouteTable, None), "route table x-1"),
            (part(Noun::InternetGateway, None), "internet gateway x-1"),
            (part(Noun::VpcEndpoint, None), "VPC endpoint x-1"),
            (part(Noun::VpcPeering, None), "VPC peering connection x-1"),
        ];
        for (blocker, text) in all {
            assert_eq!(blocker_text(&blocker), text);
        }
    }
}
