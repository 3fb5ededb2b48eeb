//! Internet gateways.

use serde::{Deserialize, Serialize};

use super::documented_filters::{self, Documented};
use super::row::{Kind, Life, Row, View, done, find, has_dependencies};
use super::vpcs::Vpc;
use super::{Ec2, page, tags};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// An internet gateway.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct InternetGateway {
    /// `igw-…`
    pub id: String,
    pub(super) life: Life,
    /// The VPC it is attached to.
    pub vpc: Option<String>,
}

/// CreateInternetGateway.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let tags = tags::specified(params, "internet-gateway", &["internet-gateway"])?;
    let count = ec2.internet_gateways.values().count() + 1;
    cx.account.quotas.check_internet_gateways(count)?;
    let id = common.ids.resource("igw");
    let gateway = InternetGateway {
        id: id.clone(),
        life: Life::begin(cx),
        vpc: None,
    };
    ec2.internet_gateways.insert(&id, gateway.clone());
    tags::keep(ec2, cx, &id, tags);
    let view = View::answering(ec2, common, cx);
    Ok(Element::new("").child(gateway.element(&view, "internetGateway")))
}

/// AttachInternetGateway: one gateway a VPC, one VPC a gateway.
pub fn attach(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("InternetGatewayId")?;
    let gateway = find::<InternetGateway>(ec2, id, cx.now)?;
    let vpc = find::<Vpc>(ec2, params.required("VpcId")?, cx.now)?.id.clone();
    if let Some(attached) = &gateway.vpc {
        return Err(ApiError::new(
            "Resource.AlreadyAssociated",
            format!("resource {id} is already attached to network {attached}"),
        ));
    }
    if attached_to(ec2, &vpc).is_some() {
        return Err(ApiError::new(
            "InvalidParameterValue",
            format!("Network {vpc} already has an internet gateway attached"),
        ));
    }
    if let Some(gateway) = ec2.internet_gateways.get_mut(id) {
        gateway.vpc = Some(vpc);
    }
    Ok(done())
}

/// DetachInternetGateway: refused while public addresses are mapped in the VPC.
pub fn detach(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("InternetGatewayId")?;
    let gateway = find::<InternetGateway>(ec2, id, cx.now)?;
    let vpc = find::<Vpc>(ec2, params.required("VpcId")?, cx.now)?.id.clone();
    if gateway.vpc.as_deref() != Some(vpc.as_str()) {
        return Err(ApiError::new(
            "Gateway.NotAttached",
            format!("resource {id} is not attached to network {vpc}"),
        ));
    }
    let mapped = ec2
        .network_interfaces
        .values()
        .any(|interface| interface.vpc == vpc && interface.public_at(cx.now).is_some());
    if mapped {
        return Err(ApiError::new(
            "DependencyViolation",
            format!(
                "Network {vpc} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway."
            ),
        ));
    }
    if let Some(gateway) = ec2.internet_gateways.get_mut(id) {
        gateway.vpc = None;
    }
    Ok(done())
}

/// DescribeInternetGateways.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    page::describe::<InternetGateway>(ec2, common, cx, params, "InternetGatewayId", "internetGatewaySet")
}

/// DeleteInternetGateway: refused while it is attached.
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("InternetGatewayId")?.to_owned();
    if find::<InternetGateway>(ec2, &id, cx.now)?.vpc.is_some() {
        return Err(has_dependencies("internetGateway", &id));
    }
    ec2.internet_gateways.remove(&id);
    ec2.tags.remove(&id);
    Ok(done())
}

/// The gateway attached to a VPC.
pub fn attached_to<'w>(ec2: &'w Ec2, vpc: &str) -> Option<&'w InternetGateway> {
    ec2.internet_gateways
        .values()
        .find(|gateway| gateway.vpc.as_deref() == Some(vpc))
}

impl Row for InternetGateway {
    const KIND: Kind = Kind {
        prefix: "igw",
        resource_type: "internet-gateway",
        noun: "internetGateway",
        not_found: "InvalidInternetGatewayID.NotFound",
        malformed: "InvalidInternetGatewayId.Malformed",
    };
    const FILTERS: Documented = documented_filters::INTERNET_GATEWAYS;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.internet_gateways
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        match filter {
            "attachment.state" => self.vpc.iter().map(|_| "available".to_owned()).collect(),
            "attachment.vpc-id" => self.vpc.clone().into_iter().collect(),
            "internet-gateway-id" => vec![self.id.clone()],
            "owner-id" => vec![view.common.account.clone()],
            _ => vec![],
        }
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let attachments = self
            .vpc
            .iter()
            .map(|vpc| Element::new("item").text("vpcId", vpc).text("state", "available"));
        Element::new(name)
            .text("internetGatewayId", &self.id)
            .text("ownerId", &view.common.account)
            .list("attachmentSet", attachments)
            .child(view.tag_set(&self.id))
    }
}
