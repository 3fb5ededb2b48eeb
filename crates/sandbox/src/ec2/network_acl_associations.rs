//! Associations of subnets with network ACLs. A subnet without one is under the default ACL of its VPC.

use serde::{Deserialize, Serialize};

use super::Ec2;
use super::network_acls::NetworkAcl;
use super::row::{View, find};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// The association of a subnet with an ACL.
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

/// The associations of an ACL: the explicit ones, and for the default ACL also those of subnets under no other.
pub(super) fn of(view: &View, acl: &NetworkAcl) -> Vec<Association> {
    let ec2 = &view.ec2;
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

/// ReplaceNetworkAclAssociation: moves a subnet to another ACL of its VPC, under a new association id.
pub fn replace(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("AssociationId")?;
    let target = find::<NetworkAcl>(ec2, params.required("NetworkAclId")?, cx.now)?;
    let view = View::answering(ec2, common, cx);
    let found = ec2.network_acls.values().find_map(|acl| {
        let association = of(&view, acl).into_iter().find(|association| association.id == id)?;
        Some((acl, association))
    });
    let Some((acl, association)) = found else {
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
    forget_subnet(ec2, &subnet);
    let id = common.ids.resource("aclassoc");
    if let Some(acl) = ec2.network_acls.get_mut(&target) {
        acl.associations.push(Association { id: id.clone(), subnet });
    }
    Ok(Element::new("").text("newAssociationId", id))
}

/// Removes the association of a subnet that is deleted or moved to another ACL.
pub fn forget_subnet(ec2: &mut Ec2, subnet: &str) {
    let is_of = |association: &Association| association.subnet == subnet;
    let acls = ec2.network_acls.values();
    let holders: Vec<String> = acls
        .filter(|acl| acl.associations.iter().any(is_of))
        .map(|acl| acl.id.clone())
        .collect();
    for id in holders {
        if let Some(acl) = ec2.network_acls.get_mut(&id) {
            acl.associations.retain(|association| !is_of(association));
        }
    }
}
