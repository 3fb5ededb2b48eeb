//! Bucket policies: S3's checks of their form, whether a policy is public, and what it allows anyone.

use serde_json::{Map, Value};

use super::errors;
use crate::patterns::{Patterns, strings};
use crate::protocol::ApiError;

/// Conditions that S3 takes for a restriction to known callers, when their values hold no wildcard.
/// Source: S3 user guide, "The meaning of public".
const RESTRICTING_KEYS: [&str; 10] = [
    "aws:principalorgid",
    "aws:principalarn",
    "aws:principalaccount",
    "aws:sourcearn",
    "aws:sourceaccount",
    "aws:sourceip",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "s3:dataaccesspointarn",
];

const STATEMENT_FIELDS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// A policy in a form that S3 accepts.
#[derive(Debug)]
pub struct Policy {
    statements: Vec<Statement>,
}

#[derive(Debug)]
struct Statement {
    allow: bool,
    anyone: bool,
    actions: Patterns,
    resources: Patterns,
    conditions: Conditions,
}

#[derive(Debug, PartialEq, Eq)]
enum Conditions {
    None,
    /// At least one of them narrows the statement to known callers.
    Restricting,
    Other,
}

impl Policy {
    /// Reads a policy document for a bucket. One that S3 would not store is `MalformedPolicy`.
    pub fn parse(text: &[u8], bucket: &str) -> Result<Self, ApiError> {
        let document: Value = serde_json::from_slice(text)
            .ok()
            .filter(Value::is_object)
            .ok_or_else(|| malformed("Policies must be valid JSON and the first byte must be '{'"))?;
        let version = document.get("Version");
        if !version.is_none_or(|version| version == "2012-10-17" || version == "2008-10-17") {
            return Err(malformed("The policy must contain a valid version string"));
        }
        let statements = match document.get("Statement") {
            Some(Value::Array(list)) if !list.is_empty() => list.iter().collect(),
            Some(one @ Value::Object(_)) => vec![one],
            _ => return Err(malformed("Missing required field Statement")),
        };
        let statements = statements
            .into_iter()
            .map(|statement| Statement::parse(statement, bucket))
            .collect::<Result<_, _>>()?;
        Ok(Self { statements })
    }

    /// Whether S3 calls the policy public: it allows anyone something without a restricting condition.
    pub fn is_public(&self) -> bool {
        self.statements
            .iter()
            .any(|statement| statement.allow && statement.anyone && statement.conditions != Conditions::Restricting)
    }

    /// Whether an anonymous caller may do `action` on the resource. Conditions aren't evaluated:
    /// a conditional Allow grants nothing, a conditional Deny denies.
    pub fn allows_anyone(&self, action: &str, resource: &str) -> bool {
        let applies = |statement: &&Statement| {
            statement.anyone && statement.actions.matches(action) && statement.resources.matches(resource)
        };
        let denied = self.statements.iter().filter(|it| !it.allow).any(|it| applies(&it));
        let allowed = self
            .statements
            .iter()
            .filter(|it| it.allow && it.conditions == Conditions::None)
            .any(|it| applies(&it));
        allowed && !denied
    }
}

impl Statement {
    fn parse(value: &Value, bucket: &str) -> Result<Self, ApiError> {
        let fields = value.as_object().ok_or_else(|| malformed("Statement must be an object"))?;
        if let Some(unknown) = fields.keys().find(|key| !STATEMENT_FIELDS.contains(&key.as_str())) {
            return Err(malformed(&format!("Unknown field {unknown}")));
        }
        let allow = match fields.get("Effect").and_then(Value::as_str) {
            Some("Allow") => true,
            Some("Deny") => false,
            Some(other) => return Err(malformed(&format!("Invalid effect : {other}"))),
            None => return Err(malformed("Missing required field Effect")),
        };
        let anyone = names_anyone(fields)?;
        let actions = Patterns::parse(fields, "Action").map_err(|wrong| malformed(&wrong.to_string()))?;
        if !actions.patterns.iter().all(|action| is_s3_action(action)) {
            return Err(malformed("Policy has invalid action"));
        }
        let resources = Patterns::parse(fields, "Resource").map_err(|wrong| malformed(&wrong.to_string()))?;
        if !resources.patterns.iter().all(|resource| is_within(resource, bucket)) {
            return Err(malformed("Policy has invalid resource"));
        }
        let statement = Self {
            allow,
            anyone,
            actions,
            resources,
            conditions: Conditions::parse(fields.get("Condition"))?,
        };
        if statement.is_pointless() {
            return Err(malformed("Action does not apply to any resource(s) in statement"));
        }
        Ok(statement)
    }

    /// Whether every action works on objects while every resource is the bucket itself, or the reverse.
    fn is_pointless(&self) -> bool {
        if self.actions.negated || self.resources.negated {
            return false;
        }
        let object_resource = |resource: &String| resource.contains('/') || resource.ends_with('*');
        let objects = self.actions.patterns.iter().all(|it| is_object_action(it));
        let buckets = self.actions.patterns.iter().all(|it| is_bucket_action(it));
        (objects && !self.resources.patterns.iter().any(object_resource))
            || (buckets && self.resources.patterns.iter().all(|it| it.contains('/')))
    }
}

impl Conditions {
    fn parse(value: Option<&Value>) -> Result<Self, ApiError> {
        let Some(value) = value else {
            return Ok(Self::None);
        };
        let operators = value.as_object().ok_or_else(|| malformed("Invalid Condition in policy"))?;
        let mut pairs = operators.values().filter_map(Value::as_object).flat_map(Map::iter).peekable();
        if pairs.peek().is_none() {
            return Ok(Self::None);
        }
        let restricting = pairs.any(|(key, values)| {
            RESTRICTING_KEYS.contains(&key.to_lowercase().as_str())
                && strings(values).is_some_and(|values| values.iter().all(|it| !it.contains('*') && !it.ends_with("/0")))
        });
        Ok(if restricting { Self::Restricting } else { Self::Other })
    }
}

/// Whether the statement's principal is everyone.
fn names_anyone(fields: &Map<String, Value>) -> Result<bool, ApiError> {
    let Some(principal) = fields.get("Principal") else {
        return match fields.get("NotPrincipal") {
            Some(_) => Ok(true),
            None => Err(malformed("Missing required field Principal")),
        };
    };
    match principal {
        Value::String(name) if name == "*" => Ok(true),
        Value::Object(kinds) if !kinds.is_empty() => {
            let mut anyone = false;
            for (kind, names) in kinds {
                let names = strings(names).filter(|names| !names.is_empty());
                let (true, Some(names)) = (is_principal_kind(kind), names) else {
                    return Err(malformed("Invalid principal in policy"));
                };
                anyone |= kind == "AWS" && names.iter().any(|name| name == "*");
            }
            Ok(anyone)
        }
        _ => Err(malformed("Invalid principal in policy")),
    }
}

fn is_principal_kind(kind: &str) -> bool {
    ["AWS", "Service", "Federated", "CanonicalUser"].contains(&kind)
}

fn is_s3_action(action: &str) -> bool {
    action == "*" || action.to_lowercase().starts_with("s3:")
}

fn is_within(resource: &str, bucket: &str) -> bool {
    let arn = format!("arn:aws:s3:::{bucket}");
    resource
        .strip_prefix(&arn)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || rest == "*")
}

fn is_object_action(action: &str) -> bool {
    ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]
        .iter()
        .any(|prefix| action.starts_with(prefix))
}

fn is_bucket_action(action: &str) -> bool {
    ["s3:ListBucket", "s3:GetBucket", "s3:PutBucket", "s3:DeleteBucket"]
        .iter()
        .any(|prefix| action.starts_with(prefix))
}

fn malformed(message: &str) -> ApiError {
    errors::malformed_policy(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(statement: &str) -> Result<Policy, ApiError> {
        let text = format!("{{\"Version\":\"2012-10-17\",\"Statement\":[{statement}]}}");
        Policy::parse(text.as_bytes(), "site")
    }

    const READ: &str = r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::site/*"}"#;

    #[test]
    fn a_site_policy_is_public_and_lets_anyone_read() {
        let policy = policy(READ).unwrap();
        assert!(policy.is_public());
        assert!(policy.allows_anyone("s3:GetObject", "arn:aws:s3:::site/index.html"));
        assert!(!policy.allows_anyone("s3:PutObject", "arn:aws:s3:::site/index.html"));
    }

    #[test]
    fn a_deny_wins() {
        let deny = r#"{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"s3:*","Resource":"arn:aws:s3:::site/private/*"}"#;
        let policy = policy(&format!("{READ},{deny}")).unwrap();
        assert!(policy.allows_anyone("s3:GetObject", "arn:aws:s3:::site/a"));
        assert!(!policy.allows_anyone("s3:GetObject", "arn:aws:s3:::site/private/a"));
    }

    #[test]
    fn a_restricting_condition_makes_it_private() {
        let narrowed = READ.replace(
            "\"Effect\"",
            r#""Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}},"Effect""#,
        );
        assert!(!policy(&narrowed).unwrap().is_public());
        let wide = narrowed.replace("192.0.2.0/24", "0.0.0.0/0");
        assert!(policy(&wide).unwrap().is_public());
    }

    #[test]
    fn malformed_policies_are_refused() {
        let wrong = [
            READ.replace("Allow", "Permit"),
            READ.replace("arn:aws:s3:::site/*", "arn:aws:s3:::other/*"),
            READ.replace("arn:aws:s3:::site/*", "arn:aws:s3:::site"),
            READ.replace("s3:GetObject", "ec2:RunInstances"),
            READ.replace("\"*\"", "\"someone\""),
            READ.replace("\"Action\"", "\"Actions\""),
            r#"{"Effect":"Allow","Principal":"*","Action":"s3:GetObject"}"#.to_owned(),
        ];
        for statement in wrong {
            assert_eq!(policy(&statement).unwrap_err().code, "MalformedPolicy", "{statement}");
        }
        assert!(Policy::parse(b"not json", "site").is_err());
        assert!(Policy::parse(b"{}", "site").is_err());
    }
}
