//! Security groups; their rules are in [`super::security_group_rules`].

use serde::{Deserialize, Serialize};

use super::documented_filters::{self, Documented};
use super::row::{Kind, Life, Row, View, find};
use super::security_group_rules::{self, Peer};
use super::vpcs::Vpc;
use super::{Ec2, default_vpc, page, tags};
use crate::common::{Common, Context};
use crate::protocol::{ApiError, Element, Params};
use crate::table::Table;

/// Most characters of a name and of a description. Source: docs/AWS.md, "Security group".
const LONGEST: usize = 255;
/// The characters beside letters and digits that names and descriptions hold. Source: docs/AWS.md, "Security group".
const PUNCTUATION: &str = " ._-:/()#,@[]+=&;{}!$*";

/// A security group.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SecurityGroup {
    /// `sg-…`
    pub id: String,
    pub(super) life: Life,
    /// The VPC it is of.
    pub vpc: String,
    /// Its name, unique in the VPC regardless of case.
    pub name: String,
    pub(super) description: String,
    /// Whether it is the default one of its VPC.
    pub is_default: bool,
}

/// CreateSecurityGroup.
pub fn create(ec2: &mut Ec2, common: &mut Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let name = params.required("GroupName")?;
    let description = params.required("GroupDescription")?;
    let vpc = default_vpc::named_or_default(ec2, params)?;
    let vpc = find::<Vpc>(ec2, &vpc, cx.now)?.id.clone();
    check_text("groupName", name)?;
    check_text("groupDescription", description)?;
    if name.to_ascii_lowercase().starts_with("sg-") {
        return Err(ApiError::invalid_value(
            "groupName",
            name,
            "Group names may not be in the format sg-*.",
        ));
    }
    let same = |group: &SecurityGroup| group.vpc == vpc && group.name.eq_ignore_ascii_case(name);
    if ec2.security_groups.values().any(same) {
        return Err(ApiError::new(
            "InvalidGroup.Duplicate",
            format!("The security group '{name}' already exists for VPC '{vpc}'"),
        ));
    }
    let tags = tags::specified(params, "security-group", &["security-group"])?;
    let count = ec2.security_groups.values().count() + 1;
    cx.account.quotas.check_security_groups(count)?;
    let group = SecurityGroup {
        id: common.ids.resource("sg"),
        life: Life::begin(cx),
        vpc,
        name: name.to_owned(),
        description: description.to_owned(),
        is_default: false,
    };
    let id = group.id.clone();
    let arn = group.arn(common);
    ec2.security_groups.insert(&id, group);
    tags::keep(ec2, cx, &id, tags);
    security_group_rules::allow_all_egress(ec2, common, cx, &id);
    let view = View::answering(ec2, common, cx);
    Ok(Element::new("")
        .text("groupId", &id)
        .text("securityGroupArn", arn)
        .child(view.tag_set(&id)))
}

/// Makes the default group of a new VPC: its members reach each other and everything else.
pub fn create_default(ec2: &mut Ec2, common: &mut Common, cx: &Context, vpc: &str) {
    let id = common.ids.resource("sg");
    let group = SecurityGroup {
        id: id.clone(),
        life: Life::begin(cx),
        vpc: vpc.to_owned(),
        name: "default".to_owned(),
        description: "default VPC security group".to_owned(),
        is_default: true,
    };
    ec2.security_groups.insert(&id, group);
    security_group_rules::allow_ingress_from_itself(ec2, common, cx, &id);
    security_group_rules::allow_all_egress(ec2, common, cx, &id);
}

/// DescribeSecurityGroups. Names select groups of the default VPC only.
pub fn describe(ec2: &Ec2, common: &Common, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let mut params = params.clone();
    for (number, name) in params.strings("GroupName").iter().enumerate() {
        let vpc = default_vpc::id(ec2);
        let mut groups = ec2.security_groups.values();
        let Some(group) = groups.find(|group| vpc.as_ref() == Some(&group.vpc) && group.name == *name) else {
            let vpc = vpc.as_deref().unwrap_or("none");
            let message = format!("The security group '{name}' does not exist in default VPC '{vpc}'");
            return Err(ApiError::new("InvalidGroup.NotFound", message));
        };
        // After the ids that the call names itself.
        params = params.with(&format!("GroupId.{}", 10_000 + number), &group.id);
    }
    page::describe::<SecurityGroup>(ec2, common, cx, &params, "GroupId", "securityGroupInfo")
}

/// DeleteSecurityGroup: refused for a default group, and while an interface or another group's rule refers to it.
pub fn delete(ec2: &mut Ec2, cx: &Context, params: &Params) -> Result<Element, ApiError> {
    let id = params.required("GroupId")?.to_owned();
    let group = find::<SecurityGroup>(ec2, &id, cx.now)?;
    if group.is_default {
        return Err(ApiError::new(
            "CannotDelete",
            format!("the specified group: \"{id}\" name: \"default\" cannot be deleted by a user"),
        ));
    }
    let guards = ec2
        .network_interfaces
        .values()
        .any(|interface| interface.groups.contains(&id));
    let referred = ec2
        .security_group_rules
        .values()
        .any(|rule| rule.group != id && rule.peer == Peer::Group(id.clone()));
    if guards || referred {
        return Err(ApiError::new(
            "DependencyViolation",
            format!("resource {id} has a dependent object"),
        ));
    }
    remove(ec2, &id);
    Ok(Element::new("").text("return", true).text("groupId", &id))
}

/// Removes every group of a VPC that is deleted.
pub fn remove_all_of(ec2: &mut Ec2, vpc: &str) {
    let groups = ec2.security_groups.values();
    let ids: Vec<String> = groups
        .filter(|group| group.vpc == vpc)
        .map(|group| group.id.clone())
        .collect();
    for id in ids {
        remove(ec2, &id);
    }
}

/// The groups of a new interface: the given ones, or the default group of the VPC.
///
/// # Errors
/// A group is malformed, not found or of another VPC.
pub fn for_interface(ec2: &Ec2, cx: &Context, vpc: &str, given: &[String]) -> Result<Vec<String>, ApiError> {
    if given.is_empty() {
        let default = ec2
            .security_groups
            .values()
            .find(|group| group.vpc == vpc && group.is_default);
        return Ok(default.map(|group| group.id.clone()).into_iter().collect());
    }
    for id in given {
        if find::<SecurityGroup>(ec2, id, cx.now)?.vpc != vpc {
            return Err(ApiError::new(
                "InvalidParameter",
                format!("Security group {id} and the subnet belong to different networks."),
            ));
        }
    }
    Ok(given.to_vec())
}

/// The names of groups.
pub fn names(ec2: &Ec2, ids: &[String]) -> Vec<String> {
    ids.iter()
        .filter_map(|id| ec2.security_groups.get(id))
        .map(|group| group.name.clone())
        .collect()
}

/// The `groupSet` of an interface or instance.
pub fn group_set(ec2: &Ec2, ids: &[String]) -> Element {
    let items = ids.iter().map(|id| {
        let group = ec2.security_groups.get(id);
        Element::new("item")
            .text("groupId", id)
            .optional("groupName", group.map(|group| &group.name))
    });
    Element::new("groupSet").children(items)
}

/// Checks the characters and the length of a name or description.
///
/// # Errors
/// `InvalidParameterValue`.
pub fn check_text(parameter: &str, text: &str) -> Result<(), ApiError> {
    let known = |c: char| c.is_ascii_alphanumeric() || PUNCTUATION.contains(c);
    if text.chars().count() <= LONGEST && text.chars().all(known) {
        return Ok(());
    }
    Err(ApiError::invalid_value(
        parameter,
        text,
        "Character sets beyond ASCII are not supported, nor more than 255 characters.",
    ))
}

fn remove(ec2: &mut Ec2, id: &str) {
    let rules = ec2.security_group_rules.values();
    let rules: Vec<String> = rules.filter(|rule| rule.group == id).map(|rule| rule.id.clone()).collect();
    for rule in rules {
        ec2.security_group_rules.remove(&rule);
        ec2.tags.remove(&rule);
    }
    ec2.security_groups.remove(id);
    ec2.tags.remove(id);
}

impl SecurityGroup {
    /// The groups that its ingress or egress rules refer to.
    fn groups_named(&self, ec2: &Ec2, egress: bool) -> Vec<String> {
        let rules = ec2.security_group_rules.values();
        let own = rules.filter(|rule| rule.group == self.id && rule.egress == egress);
        own.filter_map(|rule| match &rule.peer {
            Peer::Group(group) => Some(group.clone()),
            _ => None,
        })
        .collect()
    }

    fn arn(&self, common: &Common) -> String {
        format!("arn:aws:ec2:{}:{}:security-group/{}", common.region, common.account, self.id)
    }
}

impl Row for SecurityGroup {
    const KIND: Kind = Kind {
        prefix: "sg",
        resource_type: "security-group",
        noun: "security group",
        not_found: "InvalidGroup.NotFound",
        malformed: "InvalidGroupId.Malformed",
    };
    const FILTERS: Documented = documented_filters::SECURITY_GROUPS;

    fn table(ec2: &Ec2) -> &Table<Self> {
        &ec2.security_groups
    }

    fn id(&self) -> &str {
        &self.id
    }

    fn life(&self) -> &Life {
        &self.life
    }

    fn values(&self, view: &View, filter: &str) -> Vec<String> {
        vec![match filter {
            "ip-permission.group-id" => return self.groups_named(view.ec2, false),
            "egress.ip-permission.group-id" => return self.groups_named(view.ec2, true),
            "description" => self.description.clone(),
            "group-id" => self.id.clone(),
            "group-name" => self.name.clone(),
            "owner-id" => view.common.account.clone(),
            "vpc-id" => self.vpc.clone(),
            _ => return vec![],
        }]
    }

    fn element(&self, view: &View, name: &str) -> Element {
        Element::new(name)
            .text("ownerId", &view.common.account)
            .text("groupId", &self.id)
            .text("groupName", &self.name)
            .text("groupDescription", &self.description)
            .text("vpcId", &self.vpc)
            .text("securityGroupArn", self.arn(view.common))
            .child(security_group_rules::permissions(view, &self.id, false))
            .child(security_group_rules::permissions(view, &self.id, true))
            .child(view.tag_set(&self.id))
    }
}
