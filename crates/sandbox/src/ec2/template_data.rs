//! What a version of a launch template says of an instance: kept as it was given, and shown in the form of an answer.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::protocol::{ApiError, Element, Params};

/// What of a launch the sandbox's templates hold.
const TAKEN: [&str; 16] = [
    "BlockDeviceMapping",
    "CreditSpecification",
    "DisableApiStop",
    "DisableApiTermination",
    "EbsOptimized",
    "ImageId",
    "InstanceInitiatedShutdownBehavior",
    "InstanceType",
    "KeyName",
    "MetadataOptions",
    "Monitoring",
    "NetworkInterface",
    "Placement",
    "SecurityGroupId",
    "TagSpecification",
    "UserData",
];
/// The lists among them, and their names in answers. Source: botocore model of DescribeLaunchTemplateVersions.
const LISTS: [(&str, &str); 5] = [
    ("BlockDeviceMapping", "blockDeviceMappingSet"),
    ("NetworkInterface", "networkInterfaceSet"),
    ("SecurityGroupId", "securityGroupIdSet"),
    ("Tag", "tagSet"),
    ("TagSpecification", "tagSpecificationSet"),
];
/// The list of groups of a network interface, and the name of its items.
const GROUPS: (&str, &str) = ("groupSet", "groupId");

/// The parameters of a launch that a version holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TemplateData(BTreeMap<String, String>);

impl TemplateData {
    /// The data of a request.
    ///
    /// # Errors
    /// `MissingParameter` where there is none; `UnsupportedOperation` for what the sandbox does not launch by.
    pub fn read(params: &Params) -> Result<Self, ApiError> {
        let data = params.structure("LaunchTemplateData");
        let given: BTreeMap<String, String> = data
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        if given.is_empty() {
            return Err(ApiError::missing_parameter("LaunchTemplateData"));
        }
        if let Some(name) = given.keys().map(|name| head(name)).find(|name| !TAKEN.contains(name)) {
            let message = format!("The sandbox does not simulate LaunchTemplateData.{name}.");
            return Err(ApiError::new("UnsupportedOperation", message));
        }
        Ok(Self(given))
    }

    /// It with everything of a former version that it does not say itself.
    pub fn over(self, former: &Self) -> Self {
        let said: BTreeSet<String> = self.0.keys().map(|name| head(name).to_owned()).collect();
        let unsaid = former.0.iter().filter(|(name, _)| !said.contains(head(name)));
        let mut whole: BTreeMap<String, String> = unsaid.map(|(name, value)| (name.clone(), value.clone())).collect();
        whole.extend(self.0);
        Self(whole)
    }

    /// A request with everything that it does not say itself. Source: RunInstances, LaunchTemplate: what the request says comes first.
    pub fn fill_in(&self, request: &Params) -> Params {
        let unsaid = self.0.iter().filter(|(name, _)| !request.has(head(name)));
        unsaid.fold(request.clone(), |filled, (name, value)| filled.with(name, value))
    }

    /// It in an answer.
    pub fn element(&self) -> Element {
        let none = Params::default();
        let params = self.0.iter().fold(none, |params, (name, value)| params.with(name, value));
        Element::new("launchTemplateData").children(elements(&params, false))
    }
}

/// The member of a launch that a parameter is part of.
fn head(name: &str) -> &str {
    name.split('.').next().unwrap_or_default()
}

fn elements(params: &Params, is_nested: bool) -> Vec<Element> {
    let heads: BTreeSet<&str> = params.iter().map(|(name, _)| head(name)).collect();
    heads.into_iter().map(|name| element(params, name, is_nested)).collect()
}

fn element(params: &Params, name: &str, is_nested: bool) -> Element {
    let Some((_, set)) = LISTS.iter().find(|(list, _)| *list == name) else {
        let element = Element::new(lower_first(name));
        return match params.get(name) {
            Some(value) => element.content(value),
            None => element.children(elements(&params.structure(name), true)),
        };
    };
    let texts = params.strings(name);
    if texts.is_empty() {
        let items = params.structures(name).into_iter();
        return Element::new(*set).children(items.map(|item| Element::new("item").children(elements(&item, true))));
    }
    let (set, item) = if is_nested { GROUPS } else { (*set, "item") };
    Element::new(set).children(texts.into_iter().map(|text| Element::new(item).content(text)))
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}
