//! A condition of a user's policy, on tags and on the operation that tags what it makes.

use std::collections::BTreeMap;

use serde_json::Value;

use super::sought::Sought;
use crate::patterns::strings;
use crate::unreadable::PolicyProblem;
use crate::wildcard::Wildcard;

/// One key of a condition, its operator and its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    key: Key,
    operator: Operator,
    values: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Key {
    /// A tag that the request gives.
    RequestTag(String),
    /// A tag that the resource has.
    ResourceTag(String),
    /// The operation for which EC2 tags what it makes.
    CreateAction,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equals,
    Like,
    NotEquals,
    NotLike,
}

/// The keys of conditions on tags, in lower case, since upper and lower case are the same in them. Source: IAM user guide, "AWS global
/// condition context keys".
const OF_REQUEST: &str = "aws:requesttag/";
const OF_RESOURCE: [&str; 2] = ["aws:resourcetag/", "ec2:resourcetag/"];

impl Condition {
    /// Reads one.
    ///
    /// # Errors
    /// The sandbox does not evaluate the operator or the key.
    pub fn parse(operator: &str, key: &str, values: &Value) -> Result<Self, PolicyProblem> {
        let values = strings(values)
            .filter(|values| !values.is_empty())
            .ok_or_else(|| PolicyProblem::NoValues { key: key.to_owned() })?;
        if let Some(variable) = values.iter().find(|value| value.contains("${")) {
            let given = variable.clone();
            return Err(PolicyProblem::Variable { given });
        }
        Ok(Self {
            key: Key::parse(key)?,
            operator: Operator::parse(operator)?,
            values,
        })
    }

    /// Whether it holds. Where the request has no such key, it equals nothing. Source: IAM user guide, "IAM JSON policy elements: Condition
    /// operators".
    pub fn holds(&self, sought: &Sought) -> bool {
        let value = self.key.value(sought);
        let matches = |wildcards: bool| {
            value.is_some_and(|value| {
                let mut values = self.values.iter();
                values.any(|wanted| match wildcards {
                    true => Wildcard::of_condition(wanted).matches(value),
                    false => wanted == value,
                })
            })
        };
        match self.operator {
            Operator::Equals => matches(false),
            Operator::Like => matches(true),
            Operator::NotEquals => !matches(false),
            Operator::NotLike => !matches(true),
        }
    }
}

impl Key {
    fn parse(key: &str) -> Result<Self, PolicyProblem> {
        let lower = key.to_lowercase();
        let tag = |prefix: &str| lower.strip_prefix(prefix).filter(|tag| !tag.is_empty()).map(str::to_owned);
        if let Some(tag) = tag(OF_REQUEST) {
            return Ok(Self::RequestTag(tag));
        }
        if let Some(tag) = OF_RESOURCE.iter().find_map(|prefix| tag(prefix)) {
            return Ok(Self::ResourceTag(tag));
        }
        match lower.as_str() {
            "ec2:createaction" => Ok(Self::CreateAction),
            _ => Err(PolicyProblem::Unknown { what: key.to_owned() }),
        }
    }

    fn value<'a>(&self, sought: &'a Sought) -> Option<&'a str> {
        match self {
            Self::RequestTag(tag) => tagged(&sought.request_tags, tag),
            Self::ResourceTag(tag) => tagged(&sought.resource_tags, tag),
            Self::CreateAction => sought.create_action.as_deref(),
        }
    }
}

fn tagged<'a>(tags: &'a BTreeMap<String, String>, wanted: &str) -> Option<&'a str> {
    let mut tags = tags.iter();
    tags.find(|(key, _)| key.to_lowercase() == wanted)
        .map(|(_, value)| value.as_str())
}

impl Operator {
    fn parse(operator: &str) -> Result<Self, PolicyProblem> {
        match operator {
            "StringEquals" => Ok(Self::Equals),
            "StringLike" => Ok(Self::Like),
            "StringNotEquals" => Ok(Self::NotEquals),
            "StringNotLike" => Ok(Self::NotLike),
            _ => Err(PolicyProblem::Unknown {
                what: operator.to_owned(),
            }),
        }
    }
}
