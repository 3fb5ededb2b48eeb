//! Network ACLs: the default one of each VPC, and custom ones. Their rules and associations are in
//! [`super::network_acl_entries`] and [`super::network_acl_associations`].

use serde::{Deserialize, Serialize};

use super::documented_filters::{self, Documented};
use super::network_acl_associations::{self, Association};
use super::network_acl_entries::{self, Entry};
use super::row::{Kind, Life, Row, View, done, find, has_dependencies};
use super::vpcs::Vpc;
use super::{Ec2, page, tags, tokens};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// A network ACL. Old stored worlds have only default ones, with an id and a VPC.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NetworkAcl {
    pub(super) id: String,
    pub(super) life: Life,
    pub(super) vpc: String,
    /// Whether it is the default one of its VPC.
    #[serde(default = "yes")]
    pub(super) is_default: bool,
    #[serde(default = "network_acl_entries::of_default")]
    pub(super) entries: Vec<Entry>,
    /// Its explicit associations. The default ACL also has the subnets of its VPC that are under no other.
    #[serde(default)]
    pub(super) associations: Vec<Association>,
}

fn yes() -> bool {
    true
}

/// Makes the default ACL of a new VPC.
pub fn create_default(ec2: &mut Ec2, common: &mut Common, cx: &Context, vpc: &str) {
    insert(ec2, common, cx, vpc, true, network_acl_entries::of_default());
}

fn insert(ec2: &mut Ec2, common: &mut Common, cx: &Context, vpc: &str, is_default: bool, entries: Vec<Entry>) -> String {
    let id = common.ids.resource("acl");
    let acl = NetworkAcl {
        id: id.clone(),
        life: Life::begin(cx),
        vpc: vpc.to_owned(),
        is_default,
        entries,
        associations: Vec::new(),
    };
    ec2.network_acls.insert(&id, acl);
    id
}

/// CreateNetworkAcl. The new ACL denies everything. Source: VPC user guide, "Custom network ACLs".
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let used = tokens::read(params, "")?;
    let id = match tokens::made(ec2, used.as_ref(), |ec2, id| ec2.network_acls.contains(id))? {
        Some(id) => id,
        None => {
            let vpc = find::<Vpc>(ec2, params.required("VpcId")?, cx.now)?.id.clone();
            let tags = tags::specified(params, "network-acl", &["network-acl"])?;
            let id = insert(ec2, common, cx, &vpc, false, network_acl_entries::of_custom());
            tags::keep(ec2, cx, &id, tags);
            tokens::remember(ec2, used, &id);
            id
        }
    };
    let view = View::answering(ec2, common, cx);
    let acl = ec2.network_acls.get(&id).map(|acl| acl.element(&view, "networkAcl"));
    Ok(Element::new("")
        .children(acl)
        .optional("clientToken", params.get("ClientToken")))
}

/// DescribeNetworkAcls.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    page::describe::<NetworkAcl>(ec2, common, cx, params, "NetworkAclId", "networkAclSet")
}

/// DeleteNetworkAcl: refused for the default one, and for one with a subnet.
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("NetworkAclId")?.to_owned();
    let acl = find::<NetworkAcl>(ec2, &id, cx.now)?;
    if acl.is_default {
        let message = format!("cannot delete default network ACL {id}");
        return Err(ApiError::new("InvalidParameterValue", message));
    }
    if !acl.associations.is_empty() {
        return Err(has_dependencies("networkAcl", &id));
    }
    ec2.network_acls.remove(&id);
    ec2.tags.remove(&id);
    Ok(done())
}

impl Row for NetworkAcl {
    const KIND: Kind = Kind {
        prefix: "acl",
        resource_type: "network-acl",
        noun: "networkAcl",
        not_found: "InvalidNetworkAclID.NotFound",
        malformed: "InvalidNetworkAclId.Malformed",
    };
    const FILTERS: Documented = documented_filters::NETWORK_ACLS;

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
        if let Some(field) = filter.strip_prefix("entry.") {
            return self.entries.iter().filter_map(|entry| entry.value(field)).collect();
        }
        let associations = || network_acl_associations::of(view, self).into_iter();
        match filter {
            "association.association-id" => associations().map(|one| one.id).collect(),
            "association.network-acl-id" => associations().map(|_| self.id.clone()).collect(),
            "association.subnet-id" => associations().map(|one| one.subnet).collect(),
            "default" => vec![self.is_default.to_string()],
            "network-acl-id" => vec![self.id.clone()],
            "owner-id" => vec![view.common.account.clone()],
            "vpc-id" => vec![self.vpc.clone()],
            _ => vec![],
        }
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let associations = network_acl_associations::of(view, self);
        Element::new(name)
            .text("networkAclId", &self.id)
            .text("vpcId", &self.vpc)
            .text("ownerId", &view.common.account)
            .text("default", self.is_default)
            .list("entrySet", self.entries.iter().map(Entry::element))
            .list("associationSet", associations.iter().map(|one| one.element(&self.id)))
            .child(view.tag_set(&self.id))
    }
}
