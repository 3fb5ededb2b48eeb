//! The permissions that a request to EC2 needs.

use std::collections::{BTreeMap, BTreeSet};

use super::ec2_resources::about;
use super::tags_in;
use crate::account::{Request, Sought};
use crate::ec2::{Ec2, implied, resources};
use crate::protocol::Params;

/// The rules of security groups: a request may tag those that it adds, and only then needs a permission for them.
const RULES: (&str, &str) = ("AuthorizeSecurityGroup", "security-group-rule");

/// The permissions of a request: one for each resource that it names or makes, and for each kind of them that it tags.
pub fn needed(request: &Request, ec2: &Ec2) -> Vec<Sought> {
    let Some(about) = about(request.operation) else {
        return vec![Sought {
            action: request.action.clone(),
            resource: "*".to_owned(),
            ..Sought::default()
        }];
    };
    let tags = tags_in(request.params, "Tag");
    let mut all: Vec<Sought> = named(request, about.named, ec2)
        .into_iter()
        .map(|id| Sought {
            action: request.action.clone(),
            resource: arn(request, &id),
            resource_tags: implied::tags_of(ec2, &id),
            // Only a call that tags what is there.
            request_tags: tags.clone(),
            create_action: None,
        })
        .collect();
    let rules = request.operation.starts_with(RULES.0).then_some(RULES.1);
    for made in about.made.iter().copied().chain(rules) {
        let tags = specified(request.params, made);
        if tags.is_empty() && Some(made) == rules {
            continue;
        }
        let sought = |action: &str, create_action: Option<&str>| Sought {
            action: action.to_owned(),
            resource: format!("arn:aws:ec2:{}:{}:{made}/*", request.region, request.account),
            request_tags: tags.clone(),
            resource_tags: BTreeMap::new(),
            create_action: create_action.map(str::to_owned),
        };
        all.push(sought(&request.action, None));
        if !tags.is_empty() {
            all.push(sought("ec2:CreateTags", Some(request.operation)));
        }
    }
    all
}

/// The ids of the resources that a request is about, and that are there before it.
fn named(request: &Request, parameters: &[&str], ec2: &Ec2) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for parameter in parameters {
        let mut values = request.params.strings(parameter);
        values.extend(request.params.get(parameter).map(str::to_owned));
        for interface in request.params.structures("NetworkInterface") {
            values.extend(interface.strings(parameter));
            values.extend(interface.get(parameter).map(str::to_owned));
        }
        for value in values {
            match *parameter {
                "KeyName" => ids.extend(implied::key_pair_id(ec2, &value)),
                "AssociationId" => ids.extend(implied::associated(ec2, &value)),
                _ => {
                    ids.insert(value);
                }
            }
        }
    }
    let others: Vec<String> = match request.operation {
        "CreateSnapshots" => ids.iter().flat_map(|id| implied::volumes_of(ec2, id)).collect(),
        "AcceptVpcPeeringConnection" => ids.iter().filter_map(|id| implied::accepter_vpc(ec2, id)).collect(),
        _ => Vec::new(),
    };
    ids.extend(others);
    ids
}

/// The ARN of a resource that is there. Images are of no account.
fn arn(request: &Request, id: &str) -> String {
    let account = if id.starts_with("ami-") { "" } else { request.account };
    let kind = match id.split('-').next() {
        Some("ami") => "image",
        _ => resources::resource_type(id).unwrap_or("*"),
    };
    format!("arn:aws:ec2:{}:{account}:{kind}/{id}", request.region)
}

/// The tags that a request gives to what it makes of one type.
fn specified(params: &Params, made: &str) -> BTreeMap<String, String> {
    let specifications = params.structures("TagSpecification").into_iter();
    specifications
        .filter(|specification| specification.get("ResourceType") == Some(made))
        .flat_map(|specification| tags_in(&specification, "Tag"))
        .collect()
}
