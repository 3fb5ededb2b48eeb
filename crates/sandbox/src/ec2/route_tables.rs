//! Route tables; their routes are in [`super::routes`], their associations in [`super::associations`].

use serde::{Deserialize, Serialize};

use super::associations::Association;
use super::documented_filters::{self, Documented};
use super::routes::{self, Route};
use super::row::{Kind, Life, Row, View, done, find, has_dependencies};
use super::vpcs::Vpc;
use super::{Ec2, page, tags, tokens};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// A route table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RouteTable {
    /// `rtb-…`
    pub id: String,
    pub(super) life: Life,
    /// The VPC it is of.
    pub vpc: String,
    pub(super) routes: Vec<Route>,
    pub(super) associations: Vec<Association>,
}

impl RouteTable {
    /// Whether it is the main table of its VPC.
    pub fn is_main(&self) -> bool {
        self.associations.iter().any(|association| association.subnet.is_none())
    }
}

/// CreateRouteTable.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let used = tokens::read(params, "")?;
    let id = match tokens::made(ec2, used.as_ref(), |ec2, id| ec2.route_tables.contains(id))? {
        Some(id) => id,
        None => {
            let vpc = find::<Vpc>(ec2, params.required("VpcId")?, cx.now)?.id.clone();
            let tags = tags::specified(params, "route-table", &["route-table"])?;
            let count = ec2.route_tables.values().filter(|table| table.vpc == vpc).count() + 1;
            cx.account.quotas.check_route_tables_per_vpc(count)?;
            let id = insert(ec2, common, cx, &vpc);
            tags::keep(ec2, cx, &id, tags);
            tokens::remember(ec2, used, &id);
            id
        }
    };
    let view = View::answering(ec2, common, cx);
    let table = ec2.route_tables.get(&id).map(|table| table.element(&view, "routeTable"));
    Ok(Element::new("")
        .children(table)
        .optional("clientToken", params.get("ClientToken")))
}

/// Makes the main table of a new VPC.
pub fn create_main(ec2: &mut Ec2, common: &mut Common, cx: &Context, vpc: &str) {
    let id = insert(ec2, common, cx, vpc);
    let association = Association::new(common, cx, None);
    if let Some(table) = ec2.route_tables.get_mut(&id) {
        table.associations.push(association);
    }
}

/// The main table of a VPC.
pub fn main_of(ec2: &Ec2, vpc: &str) -> Option<String> {
    let mut tables = ec2.route_tables.values();
    tables
        .find(|table| table.vpc == vpc && table.is_main())
        .map(|table| table.id.clone())
}

fn insert(ec2: &mut Ec2, common: &mut Common, cx: &Context, vpc: &str) -> String {
    let id = common.ids.resource("rtb");
    let local = ec2.vpcs.get(vpc).map(|vpc| Route::local(vpc.cidr, cx));
    let table = RouteTable {
        id: id.clone(),
        life: Life::begin(cx),
        vpc: vpc.to_owned(),
        routes: local.into_iter().collect(),
        associations: Vec::new(),
    };
    ec2.route_tables.insert(&id, table);
    id
}

/// DescribeRouteTables.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    page::describe::<RouteTable>(ec2, common, cx, params, "RouteTableId", "routeTableSet")
}

/// DeleteRouteTable: refused for the main table and while subnets are associated.
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("RouteTableId")?.to_owned();
    if !find::<RouteTable>(ec2, &id, cx.now)?.associations.is_empty() {
        return Err(has_dependencies("routeTable", &id));
    }
    remove(ec2, &id);
    Ok(done())
}

/// Removes every table of a VPC that is deleted.
pub fn remove_all_of(ec2: &mut Ec2, vpc: &str) {
    let tables = ec2.route_tables.values();
    let ids: Vec<String> = tables
        .filter(|table| table.vpc == vpc)
        .map(|table| table.id.clone())
        .collect();
    for id in ids {
        remove(ec2, &id);
    }
}

fn remove(ec2: &mut Ec2, id: &str) {
    let endpoints: Vec<String> = ec2
        .vpc_endpoints
        .values()
        .filter(|endpoint| endpoint.route_tables.iter().any(|table| table == id))
        .map(|endpoint| endpoint.id.clone())
        .collect();
    for endpoint in endpoints {
        if let Some(endpoint) = ec2.vpc_endpoints.get_mut(&endpoint) {
            endpoint.route_tables.retain(|table| table != id);
        }
    }
    ec2.route_tables.remove(id);
    ec2.tags.remove(id);
}

/// Removes the associations of a deleted subnet.
pub fn forget_subnet(ec2: &mut Ec2, subnet: &str) {
    let tables = ec2.route_tables.values();
    let associated = tables
        .filter(|table| table.associations.iter().any(|association| association.is_of(subnet)))
        .map(|table| table.id.clone())
        .collect::<Vec<_>>();
    for id in associated {
        if let Some(table) = ec2.route_tables.get_mut(&id) {
            table.associations.retain(|association| !association.is_of(subnet));
        }
    }
}

impl RouteTable {
    fn seen_associations<'s>(&'s self, view: &View) -> impl Iterator<Item = &'s Association> {
        let now = view.now;
        self.associations.iter().filter(move |association| association.visible <= now)
    }
}

impl Row for RouteTable {
    const KIND: Kind = Kind {
        prefix: "rtb",
        resource_type: "route-table",
        noun: "routeTable",
        not_found: "InvalidRouteTableID.NotFound",
        malformed: "InvalidRouteTableId.Malformed",
    };
    const FILTERS: Documented = documented_filters::ROUTE_TABLES;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.route_tables
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        if let Some(field) = filter.strip_prefix("route.") {
            return routes::values(view, self, field);
        }
        let associations = self.seen_associations(view);
        match filter {
            "association.main" => associations.map(|one| one.subnet.is_none().to_string()).collect(),
            "association.route-table-association-id" => associations.map(|one| one.id.clone()).collect(),
            "association.route-table-id" => associations.map(|_| self.id.clone()).collect(),
            "association.subnet-id" => associations.filter_map(|one| one.subnet.clone()).collect(),
            "owner-id" => vec![view.common.account.clone()],
            "route-table-id" => vec![self.id.clone()],
            "vpc-id" => vec![self.vpc.clone()],
            _ => vec![],
        }
    }

    fn element(&self, view: &View, name: &str) -> Element {
        let associations = self.seen_associations(view).map(|association| association.element(&self.id));
        Element::new(name)
            .text("routeTableId", &self.id)
            .text("vpcId", &self.vpc)
            .text("ownerId", &view.common.account)
            .list("routeSet", routes::elements(view, self))
            .list("associationSet", associations)
            .list("propagatingVgwSet", [])
            .child(view.tag_set(&self.id))
    }
}
