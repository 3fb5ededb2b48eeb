//! Gateway endpoints, which add a route to S3 or DynamoDB to route tables, and interface endpoints, of which only the network interfaces
//! are simulated: nothing answers behind them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::documented_filters::{self, Documented};
use super::filters::Filters;
use super::route_tables::RouteTable;
use super::row::{Kind, Life, Row, View, check_form, done, due, find, not_found};
use super::vpcs::Vpc;
use super::{Ec2, network_interfaces, page, tags, tokens};
use crate::clock::{after, iso8601};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// The default policy of an endpoint.
const FULL_ACCESS: &str =
    r#"{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;

/// The services with gateway endpoints, their prefix lists and blocks. Source: the prefix lists of us-east-1.
const SERVICES: [(&str, &str, &[&str]); 2] = [
    ("s3", "pl-63a5400a", &["52.216.0.0/15", "54.231.0.0/16"]),
    ("dynamodb", "pl-02cd2c6b", &["52.94.0.0/22", "52.119.224.0/20"]),
];

/// A gateway endpoint.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VpcEndpoint {
    /// `vpce-…`
    pub id: String,
    pub(super) life: Life,
    /// The VPC it is of.
    pub vpc: String,
    pub(super) service: String,
    /// The route tables it adds a route to.
    pub route_tables: Vec<String>,
    pub(super) policy: String,
    pub(super) available_at: Timestamp,
    /// The subnets and groups of an interface endpoint.
    #[serde(default)]
    pub(super) placed: Option<Placement>,
}

/// Where an interface endpoint is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Placement {
    pub(super) subnets: Vec<String>,
    pub(super) groups: Vec<String>,
    pub(super) interfaces: Vec<String>,
}

impl VpcEndpoint {
    /// The prefix list of its service.
    pub fn prefix_list(&self) -> &'static str {
        SERVICES
            .iter()
            .find(|(name, _, _)| self.service.ends_with(&format!(".{name}")))
            .map_or("", |(_, list, _)| list)
    }

    fn kind(&self) -> &'static str {
        if self.placed.is_some() { "Interface" } else { "Gateway" }
    }

    fn state(&self, now: Timestamp) -> &'static str {
        if now < self.available_at { "pending" } else { "available" }
    }
}

/// CreateVpcEndpoint. AWS honours the token, though the model does not mark it as one. Source: docs/AWS.md, "Client tokens".
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let used = tokens::read(params, "")?;
    let id = match tokens::made(ec2, used.as_ref(), |ec2, id| ec2.vpc_endpoints.contains(id))? {
        Some(id) => id,
        None => {
            let id = insert(ec2, common, cx, params)?;
            tokens::remember(ec2, used, &id);
            id
        }
    };
    let view = View::answering(ec2, common, cx);
    let endpoint = ec2.vpc_endpoints.get(&id);
    Ok(Element::new("")
        .children(endpoint.map(|endpoint| endpoint.element(&view, "vpcEndpoint")))
        .optional("clientToken", params.get("ClientToken")))
}

fn insert(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<String, ApiError> {
    let vpc = find::<Vpc>(ec2, params.required("VpcId")?, cx.now)?.id.clone();
    let kind = params.get("VpcEndpointType").unwrap_or("Gateway");
    let is_interface = kind == "Interface";
    if !is_interface && kind != "Gateway" {
        let message = format!("The sandbox has gateway and interface endpoints only, not {kind}.");
        return Err(ApiError::new("InvalidVpcEndpointType", message));
    }
    let service = params.required("ServiceName")?.to_owned();
    let known = |name: &str| service == format!("com.amazonaws.{}.{name}", common.region);
    let is_known = match is_interface {
        true => service.starts_with(&format!("com.amazonaws.{}.", common.region)),
        false => SERVICES.iter().any(|(name, _, _)| known(name)),
    };
    if !is_known {
        return Err(ApiError::new(
            "InvalidServiceName",
            format!("The Vpc Endpoint Service '{service}' does not exist"),
        ));
    }
    let tags = tags::specified(params, "vpc-endpoint", &["vpc-endpoint"])?;
    if !is_interface {
        let gateways = ec2.vpc_endpoints.values().filter(|endpoint| endpoint.placed.is_none());
        cx.account.quotas.check_gateway_endpoints(gateways.count() + 1)?;
    }
    let id = common.ids.resource("vpce");
    let mut endpoint = VpcEndpoint {
        id: id.clone(),
        life: Life::begin(cx),
        vpc,
        service,
        route_tables: Vec::new(),
        policy: params.get("PolicyDocument").unwrap_or(FULL_ACCESS).to_owned(),
        available_at: due(common, cx, cx.latencies.vpc_endpoint_available),
        placed: None,
    };
    if is_interface {
        endpoint.placed = Some(place(ec2, common, cx, &id, params)?);
    }
    endpoint.route_tables = joined(ec2, common, cx, &endpoint, &params.strings("RouteTableId"))?;
    ec2.vpc_endpoints.insert(&id, endpoint);
    tags::keep(ec2, cx, &id, tags);
    Ok(id)
}

/// Makes the interfaces of an interface endpoint, one a subnet.
fn place(ec2: &mut Ec2, common: &mut Common, cx: &Context, endpoint: &str, params: &Params) -> Result<Placement, ApiError> {
    let (subnets, groups) = (params.strings("SubnetId"), params.strings("SecurityGroupId"));
    let mut interfaces = Vec::new();
    for subnet in &subnets {
        let new = network_interfaces::New {
            subnet: subnet.clone(),
            groups: groups.clone(),
            description: format!("VPC Endpoint Interface {endpoint}"),
            interface_type: "vpc_endpoint".to_owned(),
            requester: Some("amazon-aws".to_owned()),
            private_ip: None,
        };
        interfaces.push(network_interfaces::create(ec2, common, cx, new)?);
    }
    Ok(Placement {
        subnets,
        groups,
        interfaces,
    })
}

/// The route tables an endpoint can join: those of its VPC that have no route to its service.
fn joined(ec2: &Ec2, common: &Common, cx: &Context, endpoint: &VpcEndpoint, tables: &[String]) -> Result<Vec<String>, ApiError> {
    let view = View::answering(ec2, common, cx);
    for table in tables {
        if find::<RouteTable>(ec2, table, cx.now)?.vpc != endpoint.vpc {
            return Err(ApiError::new(
                "InvalidParameter",
                format!("route table {table} and the endpoint belong to different networks"),
            ));
        }
        let list = endpoint.prefix_list();
        if of_table(&view, table).any(|other| other.id != endpoint.id && other.prefix_list() == list) {
            return Err(ApiError::new(
                "RouteAlreadyExists",
                format!("route table {table} already has a route with destination-prefix-list-id {list}"),
            ));
        }
    }
    Ok(tables.to_vec())
}

/// DescribeVpcEndpoints.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    page::describe::<VpcEndpoint>(ec2, common, cx, params, "VpcEndpointId", "vpcEndpointSet")
}

/// ModifyVpcEndpoint: route tables and policy.
pub fn modify(ec2: &mut Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("VpcEndpointId")?;
    let endpoint = find::<VpcEndpoint>(ec2, id, cx.now)?;
    let added = joined(ec2, common, cx, endpoint, &params.strings("AddRouteTableId"))?;
    let removed = params.strings("RemoveRouteTableId");
    let reset = params.boolean("ResetPolicy")? == Some(true);
    let policy = if reset {
        Some(FULL_ACCESS)
    } else {
        params.get("PolicyDocument")
    };
    if let Some(endpoint) = ec2.vpc_endpoints.get_mut(id) {
        endpoint
            .route_tables
            .retain(|table| !removed.contains(table) && !added.contains(table));
        endpoint.route_tables.extend(added);
        if let Some(policy) = policy {
            endpoint.policy = policy.to_owned();
        }
    }
    Ok(done())
}

/// DeleteVpcEndpoints, with their routes. The answer lists the ones that can't be deleted; the call itself does not fail.
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let ids = params.strings("VpcEndpointId");
    if ids.is_empty() {
        return Err(ApiError::missing_parameter("VpcEndpointId"));
    }
    for id in &ids {
        check_form(id, &VpcEndpoint::KIND)?;
    }
    let mut unsuccessful = Vec::new();
    for id in ids {
        if let Ok(endpoint) = find::<VpcEndpoint>(ec2, &id, cx.now) {
            let placed = endpoint.placed.clone();
            for interface in placed.iter().flat_map(|placed| &placed.interfaces) {
                network_interfaces::delete_at(ec2, interface, after(cx.now, cx.latencies.network_interface_linger));
            }
            ec2.vpc_endpoints.remove(&id);
            ec2.tags.remove(&id);
            continue;
        }
        let error = not_found(&id, &VpcEndpoint::KIND);
        let detail = Element::new("error").text("code", error.code).text("message", error.message);
        unsuccessful.push(Element::new("item").child(detail).text("resourceId", id));
    }
    Ok(Element::new("").list("unsuccessful", unsuccessful))
}

/// DescribePrefixLists.
pub fn describe_prefix_lists(common: &Common, params: &Params) -> Result<Element, ApiError> {
    let ids = params.strings("PrefixListId");
    let filters = Filters::read(params, documented_filters::PREFIX_LISTS)?;
    let rows = SERVICES
        .iter()
        .filter_map(|(service, id, blocks)| {
            let name = format!("com.amazonaws.{}.{service}", common.region);
            let item = Element::new("item")
                .text("prefixListId", id)
                .text("prefixListName", name)
                .texts("cidrSet", "item", *blocks);
            let wanted = ids.is_empty() || ids.iter().any(|wanted| wanted == id);
            (wanted && filters.take_item(&item, None)).then(|| ((*id).to_owned(), item))
        })
        .collect();
    page::answer(params, "prefixListSet", rows)
}

/// The endpoints that add a route to a table.
pub fn of_table<'v>(view: &View<'v>, table: &str) -> impl Iterator<Item = &'v VpcEndpoint> {
    let table = table.to_owned();
    view.ec2
        .vpc_endpoints
        .values()
        .filter(move |endpoint| endpoint.route_tables.contains(&table))
}

impl Row for VpcEndpoint {
    const KIND: Kind = Kind {
        prefix: "vpce",
        resource_type: "vpc-endpoint",
        noun: "Vpc Endpoint",
        not_found: "InvalidVpcEndpointId.NotFound",
        malformed: "InvalidVpcEndpointId.Malformed",
    };
    const FILTERS: Documented = documented_filters::VPC_ENDPOINTS;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.vpc_endpoints
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        vec![match filter {
            "service-name" => self.service.clone(),
            "vpc-endpoint-id" => self.id.clone(),
            "vpc-endpoint-state" => self.state(view.now).to_owned(),
            "vpc-endpoint-type" => self.kind().to_owned(),
            "vpc-id" => self.vpc.clone(),
            _ => return vec![],
        }]
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let placed = |of: fn(&Placement) -> &Vec<String>| self.placed.as_ref().map(of).cloned().unwrap_or_default();
        Element::new(name)
            .text("vpcEndpointId", &self.id)
            .text("vpcEndpointType", self.kind())
            .text("vpcId", &self.vpc)
            .text("serviceName", &self.service)
            .text("state", self.state(view.now))
            .text("policyDocument", &self.policy)
            .texts("routeTableIdSet", "item", &self.route_tables)
            .texts("subnetIdSet", "item", placed(|placed| &placed.subnets))
            .list(
                "groupSet",
                placed(|placed| &placed.groups)
                    .iter()
                    .map(|group| Element::new("item").text("groupId", group)),
            )
            .text("privateDnsEnabled", false)
            .text("requesterManaged", false)
            .texts("networkInterfaceIdSet", "item", placed(|placed| &placed.interfaces))
            .list("dnsEntrySet", [])
            .text("creationTimestamp", iso8601(self.life.created))
            .child(view.tag_set(&self.id))
            .text("ownerId", &view.common.account)
    }
}
