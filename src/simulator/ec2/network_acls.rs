//! Network ACLs: only the one each VPC is born with, which lets everything through.

use serde::{Deserialize, Serialize};

use super::row::{Kind, Life, Row, View};
use super::{Ec2, page, tags};
use crate::simulator::protocol::{ApiError, Element, Params};
use crate::simulator::table::Table;
use crate::simulator::world::{Context, World};

/// The number of the rule that refuses what no other rule took.
const LAST_RULE: u32 = 32767;

/// The default network ACL of a VPC.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NetworkAcl {
    pub(super) id: String,
    pub(super) life: Life,
    pub(super) vpc: String,
}

/// Makes the default ACL of a new VPC.
pub fn create_default(world: &mut World, cx: &Context, vpc: &str) {
    let id = world.ids.resource("acl");
    let acl = NetworkAcl {
        id: id.clone(),
        life: Life::begin(cx),
        vpc: vpc.to_owned(),
    };
    world.ec2.network_acls.insert(&id, acl);
}

/// DescribeNetworkAcls.
pub fn describe(world: &mut World, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    page::describe::<NetworkAcl>(world, cx, params, "NetworkAclId", "networkAclSet")
}

impl NetworkAcl {
    fn subnets<'v>(&'v self, view: &View<'v>) -> impl Iterator<Item = &'v str> {
        let now = view.now;
        view.world
            .ec2
            .subnets
            .values()
            .filter(move |subnet| subnet.vpc == self.vpc && subnet.life.seen(now))
            .map(|subnet| subnet.id.as_str())
    }
}

impl Row for NetworkAcl {
    const KIND: Kind = Kind {
        prefix: "acl",
        resource_type: "network-acl",
        noun: "networkAcl",
        not_found: "InvalidNetworkAclID.NotFound",
        malformed: "InvalidNetworkAclId.Malformed",
    };
    const FILTERS: &'static [&'static str] = &["association.subnet-id", "default", "network-acl-id", "owner-id", "vpc-id"];

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.network_acls
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        match filter {
            "association.subnet-id" => self.subnets(view).map(str::to_owned).collect(),
            "default" => vec![true.to_string()],
            "network-acl-id" => vec![self.id.clone()],
            "owner-id" => vec![view.world.account.clone()],
            "vpc-id" => vec![self.vpc.clone()],
            _ => vec![],
        }
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let associations = self.subnets(view).map(|subnet| {
            Element::new("item")
                .text("networkAclAssociationId", subnet.replacen("subnet-", "aclassoc-", 1))
                .text("networkAclId", &self.id)
                .text("subnetId", subnet)
        });
        let entries = [
            (false, 100, "allow"),
            (false, LAST_RULE, "deny"),
            (true, 100, "allow"),
            (true, LAST_RULE, "deny"),
        ];
        let entries = entries.into_iter().map(|(egress, number, action)| {
            Element::new("item")
                .text("ruleNumber", number)
                .text("protocol", -1)
                .text("ruleAction", action)
                .text("egress", egress)
                .text("cidrBlock", "0.0.0.0/0")
        });
        Element::new(name)
            .text("networkAclId", &self.id)
            .text("vpcId", &self.vpc)
            .text("ownerId", &view.world.account)
            .text("default", true)
            .list("entrySet", entries)
            .list("associationSet", associations)
            .child(tags::set(view, &self.id))
    }
}
