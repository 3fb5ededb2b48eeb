//! Which network ACL a subnet is under: always one, that of its VPC unless it is put under another.

use serde::{Deserialize, Serialize};

use super::network_acls::NetworkAcl;
use super::row::{View, find};
use crate::protocol::{ApiError, Element, Params};
use crate::world::{Context, World};

/// A subnet under an ACL.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Association {
    pub(super) id: String,
    pub(super) subnet: String,
}

impl Association {
    pub(super) fn element(&self, acl: &str) -> Element {
        Element::new("item")
            .text("networkAclAssociationId", &self.id)
            .text("networkAclId", acl)
            .text("subnetId", &self.subnet)
    }
}

/// The associations of an ACL: those made, and for the default one those subnets are born with.
pub(super) fn of(view: &View, acl: &NetworkAcl) -> Vec<Association> {
    let ec2 = &view.world.ec2;
    let is_put = |subnet: &str| {
        let made = ec2.network_acls.values().flat_map(|acl| &acl.associations);
        made.into_iter().any(|association| association.subnet == subnet)
    };
    let subnets = ec2.subnets.values().filter(|subnet| acl.is_default && subnet.vpc == acl.vpc);
    let born = subnets.filter(|subnet| subnet.life.seen(view.now) && !is_put(&subnet.id));
    let born = born.map(|subnet| Association {
        id: subnet.id.replacen("subnet-", "aclassoc-", 1),
        subnet: subnet.id.clone(),
    });
    acl.associations.iter().cloned().chain(born).collect()
}

/// ReplaceNetworkAclAssociation: a subnet is put under another ACL of its VPC, and the association has another id.
pub fn replace(world: &mut World, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("AssociationId")?;
    let target = find::<NetworkAcl>(world, params.required("NetworkAclId")?, cx.now)?;
    let view = View::answering(world, cx);
    let held = world.ec2.network_acls.values().find_map(|acl| {
        let association = of(&view, acl).into_iter().find(|association| association.id == id)?;
        Some((acl, association))
    });
    let Some((acl, association)) = held else {
        return Err(ApiError::new(
            "InvalidAssociationID.NotFound",
            format!("The association ID '{id}' does not exist"),
        ));
    };
    if acl.vpc != target.vpc {
        return Err(ApiError::new(
            "InvalidParameterValue",
            format!(
                "network acl {} and subnet {} belong to different networks",
                target.id, association.subnet
            ),
        ));
    }
    let (target, subnet) = (target.id.clone(), association.subnet);
    forget_subnet(world, &subnet);
    let id = world.ids.resource("aclassoc");
    if let Some(acl) = world.ec2.network_acls.get_mut(&target) {
        acl.associations.push(Association { id: id.clone(), subnet });
    }
    Ok(Element::new("").text("newAssociationId", id))
}

/// Drops the association of a subnet that is deleted or put under another ACL.
pub fn forget_subnet(world: &mut World, subnet: &str) {
    let is_of = |association: &Association| association.subnet == subnet;
    let acls = world.ec2.network_acls.values();
    let holders: Vec<String> = acls
        .filter(|acl| acl.associations.iter().any(is_of))
        .map(|acl| acl.id.clone())
        .collect();
    for id in holders {
        if let Some(acl) = world.ec2.network_acls.get_mut(&id) {
            acl.associations.retain(|association| !is_of(association));
        }
    }
}
