//! A policy of a user: what it allows and denies, by action, resource and tags.
//!
//! What the sandbox can't evaluate is refused when the policy is read, so that nothing is allowed or denied by a guess.

use std::str::FromStr;

use serde_json::{Map, Value};

use super::policy_condition::Condition;
use super::sought::Sought;
use crate::patterns::Patterns;
use crate::unreadable::PolicyProblem;

/// The most characters of a managed policy, without white space. Source: IAM user guide, "IAM and AWS STS quotas".
const MOST_CHARACTERS: usize = 6_144;
/// The version of the language. Source: IAM user guide, "IAM JSON policy elements: Version".
const VERSION: &str = "2012-10-17";
/// The fields of a statement of a user's policy. It has no principal: that is the user.
const FIELDS: [&str; 7] = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/// A policy of a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityPolicy {
    statements: Vec<Statement>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Statement {
    allows: bool,
    actions: Patterns,
    resources: Patterns,
    conditions: Vec<Condition>,
}

/// What the policies of a user say to one permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// A statement allows it, and none denies it.
    Allowed,
    /// A statement denies it.
    Denied,
    /// No statement allows it.
    NotAllowed,
}

/// Decides by all policies of a user: one that denies wins. Source: IAM user guide, "Policy evaluation logic".
pub fn decide(policies: &[IdentityPolicy], sought: &Sought) -> Decision {
    let statements = || policies.iter().flat_map(|policy| &policy.statements);
    if statements().any(|statement| !statement.allows && statement.applies(sought)) {
        return Decision::Denied;
    }
    if statements().any(|statement| statement.allows && statement.applies(sought)) {
        return Decision::Allowed;
    }
    Decision::NotAllowed
}

impl FromStr for IdentityPolicy {
    type Err = PolicyProblem;

    fn from_str(text: &str) -> Result<Self, PolicyProblem> {
        let characters = text.chars().filter(|character| !character.is_whitespace()).count();
        if characters > MOST_CHARACTERS {
            return Err(PolicyProblem::TooLong {
                characters,
                most: MOST_CHARACTERS,
            });
        }
        let document: Value = serde_json::from_str(text).map_err(|error| PolicyProblem::NoJson {
            detail: error.to_string(),
        })?;
        if document.get("Version").is_none_or(|version| version != VERSION) {
            return Err(PolicyProblem::Version { wanted: VERSION });
        }
        let statements = match document.get("Statement") {
            Some(Value::Array(list)) if !list.is_empty() => list.iter().collect(),
            Some(one @ Value::Object(_)) => vec![one],
            _ => return Err(PolicyProblem::NoStatement),
        };
        let statements: Result<_, _> = statements.into_iter().map(Statement::parse).collect();
        Ok(Self { statements: statements? })
    }
}

impl Statement {
    fn parse(value: &Value) -> Result<Self, PolicyProblem> {
        let fields = value.as_object().ok_or_else(|| no_object("Statement"))?;
        if let Some(unknown) = fields.keys().find(|key| !FIELDS.contains(&key.as_str())) {
            let field = unknown.clone();
            return Err(PolicyProblem::UnknownField { field });
        }
        let allows = match fields.get("Effect").and_then(Value::as_str) {
            Some("Allow") => true,
            Some("Deny") => false,
            _ => return Err(PolicyProblem::Effect),
        };
        let actions = Patterns::parse(fields, "Action").map_err(PolicyProblem::from)?;
        if let Some(wrong) = actions.patterns.iter().find(|action| *action != "*" && !action.contains(':')) {
            let given = wrong.clone();
            return Err(PolicyProblem::NoAction { given });
        }
        let resources = Patterns::parse(fields, "Resource").map_err(PolicyProblem::from)?;
        if let Some(wrong) = resources
            .patterns
            .iter()
            .find(|resource| *resource != "*" && !resource.starts_with("arn:"))
        {
            let given = wrong.clone();
            return Err(PolicyProblem::NoArn { given });
        }
        if let Some(variable) = resources.patterns.iter().find(|resource| resource.contains("${")) {
            let given = variable.clone();
            return Err(PolicyProblem::Variable { given });
        }
        Ok(Self {
            allows,
            actions,
            resources,
            conditions: conditions(fields)?,
        })
    }

    fn applies(&self, sought: &Sought) -> bool {
        self.actions.matches(&sought.action)
            && self.resources.matches(&sought.resource)
            && self.conditions.iter().all(|condition| condition.holds(sought))
    }
}

fn no_object(what: &str) -> PolicyProblem {
    PolicyProblem::NoObject { what: what.to_owned() }
}

fn conditions(fields: &Map<String, Value>) -> Result<Vec<Condition>, PolicyProblem> {
    let Some(value) = fields.get("Condition") else {
        return Ok(Vec::new());
    };
    let operators = value.as_object().ok_or_else(|| no_object("Condition"))?;
    let mut conditions = Vec::new();
    for (operator, keys) in operators {
        let keys = keys.as_object().ok_or_else(|| no_object(operator))?;
        for (key, values) in keys {
            conditions.push(Condition::parse(operator, key, values)?);
        }
    }
    Ok(conditions)
}
