//! Associations of subnets with route tables. A subnet without one follows the main table of its VPC.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Ec2;
use super::route_tables::RouteTable;
use super::row::{done, find};
use super::subnets::Subnet;
use crate::clock::after;
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};

/// An association; the one of a main table has no subnet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Association {
    pub(super) id: String,
    pub(super) subnet: Option<String>,
    pub(super) visible: Timestamp,
}

impl Association {
    /// A new association.
    pub fn new(common: &mut Common, cx: &Context, subnet: Option<String>) -> Self {
        Self {
            id: common.ids.resource("rtbassoc"),
            subnet,
            visible: after(cx.now, cx.latencies.list_lag),
        }
    }

    /// Whether it is that of a subnet.
    pub fn is_of(&self, subnet: &str) -> bool {
        self.subnet.as_deref() == Some(subnet)
    }

    pub(super) fn element(&self, table: &str) -> Element {
        Element::new("item")
            .text("routeTableAssociationId", &self.id)
            .text("routeTableId", table)
            .optional("subnetId", self.subnet.as_ref())
            .text("main", self.subnet.is_none())
            .child(associated())
    }
}

/// AssociateRouteTable.
pub fn associate(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let table = find::<RouteTable>(ec2, params.required("RouteTableId")?, cx.now)?;
    let subnet = find::<Subnet>(ec2, params.required("SubnetId")?, cx.now)?;
    check_same_vpc(table, &subnet.id, &subnet.vpc)?;
    let conflicts = |table: &RouteTable| table.associations.iter().any(|association| association.is_of(&subnet.id));
    if ec2.route_tables.values().any(conflicts) {
        return Err(ApiError::new(
            "Resource.AlreadyAssociated",
            format!(
                "the specified association for route table {} conflicts with an existing association",
                table.id
            ),
        ));
    }
    let (table, subnet) = (table.id.clone(), subnet.id.clone());
    let association = Association::new(common, cx, Some(subnet));
    let id = association.id.clone();
    push(ec2, &table, association);
    Ok(Element::new("").text("associationId", id).child(associated()))
}

/// DisassociateRouteTable: not of the main table.
pub fn disassociate(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("AssociationId")?;
    let (table, association) = find_association(ec2, cx, id)?;
    if association.subnet.is_none() {
        return Err(ApiError::new(
            "InvalidParameterValue",
            format!("cannot disassociate the main route table association {id}"),
        ));
    }
    take(ec2, &table, id);
    Ok(done())
}

/// ReplaceRouteTableAssociation: the subnet, or the VPC as its main table, follows another table under a new id.
pub fn replace(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("AssociationId")?;
    let (former, association) = find_association(ec2, cx, id)?;
    let table = find::<RouteTable>(ec2, params.required("RouteTableId")?, cx.now)?;
    let vpc = ec2.route_tables.get(&former).map(|table| table.vpc.clone());
    check_same_vpc(table, &former, &vpc.unwrap_or_default())?;
    let table = table.id.clone();
    let replaced = Association::new(common, cx, association.subnet);
    let new_id = replaced.id.clone();
    take(ec2, &former, id);
    push(ec2, &table, replaced);
    Ok(Element::new("").text("newAssociationId", new_id).child(associated()))
}

fn find_association(ec2: &Ec2, cx: &Context, id: &str) -> Result<(String, Association), ApiError> {
    ec2.route_tables
        .values()
        .find_map(|table| {
            let association = table
                .associations
                .iter()
                .find(|association| association.id == id && association.visible <= cx.now)?;
            Some((table.id.clone(), association.clone()))
        })
        .ok_or_else(|| {
            let message = format!("The association ID '{id}' does not exist");
            ApiError::new("InvalidAssociationID.NotFound", message)
        })
}

fn check_same_vpc(table: &RouteTable, other: &str, vpc: &str) -> Result<(), ApiError> {
    if table.vpc == vpc {
        return Ok(());
    }
    Err(ApiError::new(
        "InvalidParameterValue",
        format!("route table {} and {other} belong to different networks", table.id),
    ))
}

fn push(ec2: &mut Ec2, table: &str, association: Association) {
    if let Some(table) = ec2.route_tables.get_mut(table) {
        table.associations.push(association);
    }
}

fn take(ec2: &mut Ec2, table: &str, id: &str) {
    if let Some(table) = ec2.route_tables.get_mut(table) {
        table.associations.retain(|association| association.id != id);
    }
}

fn associated() -> Element {
    Element::new("associationState").text("state", "associated")
}
