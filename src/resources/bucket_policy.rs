//! The policy of a website bucket: jalon's statement, beside those that others have added.

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// The name of the statement that lets anyone read.
const STATEMENT: &str = "PublicReadGetObject";

/// The reading of an object.
pub(super) const READING: &str = "s3:GetObject";

/// Anyone may read the objects; jalon grants nothing else to anyone.
fn statement(bucket: &str) -> Value {
    json!({
        "Sid": STATEMENT,
        "Effect": "Allow",
        "Principal": "*",
        "Action": READING,
        "Resource": format!("arn:aws:s3:::{bucket}/*"),
    })
}

/// All statements of a policy.
fn statements(policy: Option<&Value>) -> Vec<Value> {
    match policy.map(|policy| &policy["Statement"]) {
        Some(Value::Array(all)) => all.clone(),
        Some(one @ Value::Object(_)) => vec![one.clone()],
        _ => Vec::new(),
    }
}

fn others_statements(policy: Option<&Value>) -> Vec<Value> {
    let mut all = statements(policy);
    all.retain(|statement| statement["Sid"] != STATEMENT);
    all
}

/// Whether a bucket's policy holds jalon's statement.
pub(super) fn lets_anyone_read(policy: Option<&Value>, bucket: &str) -> bool {
    statements(policy).contains(&statement(bucket))
}

/// The actions that a policy allows anybody.
pub(super) fn allowed_to_anybody(policy: Option<&Value>) -> BTreeSet<String> {
    let is_public = |statement: &Value| {
        let principal = &statement["Principal"];
        statement["Effect"] == "Allow" && (principal == "*" || texts(&principal["AWS"]).contains(&"*"))
    };
    let public: Vec<Value> = statements(policy).into_iter().filter(is_public).collect();
    let actions = public.iter().flat_map(|statement| texts(&statement["Action"]));
    actions.map(str::to_owned).collect()
}

/// Whether these actions let objects be read.
pub(super) fn are_reading<'a>(mut actions: impl Iterator<Item = &'a String>) -> bool {
    actions.any(|action| [READING, "s3:*", "*"].contains(&action.as_str()))
}

/// One text, or several.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

/// A bucket's policy with jalon's statement.
pub(super) fn with_readers(policy: Option<&Value>, bucket: &str) -> Value {
    let mut whole = policy.cloned().unwrap_or_else(|| json!({"Version": "2012-10-17"}));
    let mut all = others_statements(policy);
    all.push(statement(bucket));
    whole["Statement"] = Value::Array(all);
    whole
}

/// The names of the statements that others have added; the effect of one without a name.
pub(super) fn others(policy: Option<&Value>) -> Vec<String> {
    let name = |statement: &Value| {
        let name = statement["Sid"].as_str().or_else(|| statement["Effect"].as_str());
        name.unwrap_or_default().to_owned()
    };
    others_statements(policy).iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jalons_statement_goes_beside_others_and_replaces_an_older_one_of_its_name() {
        let own = statement("site");
        let mut older = own.clone();
        older["Action"] = "s3:*".into();
        let deny = json!({"Effect": "Deny", "Principal": "*", "Action": "s3:*"});
        for found in [
            json!({"Version": "2012-10-17", "Id": "x", "Statement": [deny, older]}),
            json!({"Statement": deny}),
        ] {
            assert!(!lets_anyone_read(Some(&found), "site"));
            let policy = with_readers(Some(&found), "site");
            assert_eq!(policy["Statement"], json!([deny, own]));
            assert_eq!(policy["Id"], found["Id"]);
            assert!(lets_anyone_read(Some(&policy), "site"));
            assert_eq!(others(Some(&policy)), ["Deny"]);
        }
        assert_eq!(with_readers(None, "site")["Statement"], json!([own]));
    }
}
