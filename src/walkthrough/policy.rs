//! The least policy of IAM for a purpose, of the table of calls in `resources/permissions.rs`. It is data: nothing here asks AWS.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::aws::TAG_DEPLOYMENT;
use crate::checkpoint::StateFile;
use crate::resources::{Kind, OF_ALL_KINDS, Occasion, On, Permission, permissions};
use crate::walkthrough::{Answers, AnyQuestion, DefaultFacts, Given, Question, Result, Step, Steps, db_subnet_group_name};

/// Any name, in a pattern.
const ANY: &str = "*";

/// The statement of what can't be narrowed.
const READ: &str = "Read";

/// What a policy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A walk, and the walks after it.
    Walk,
    /// Taking the deployment down.
    Destroy,
    /// Whatever changes nothing.
    ReadOnly,
    /// Pausing the deployment, and bringing it back.
    Pause,
    /// Every experiment, also what makes something.
    Try,
}

/// The names that a policy is narrowed to, beside the tag of the deployment.
#[derive(Clone, Debug)]
pub struct PolicyNames {
    /// The deployment's name.
    pub deployment: String,
    /// The name of the website's bucket, with `*` for what is not known.
    pub bucket: String,
    /// The name of the DB instance, likewise.
    pub database: String,
    /// What the name of a DB instance begins with that an experiment restores.
    pub restored: String,
}

impl PolicyNames {
    /// The names as far as they are known without asking AWS: of what is recorded, then those given, remembered, and the defaults.
    ///
    /// # Errors
    ///
    /// A name that is given and not allowed.
    pub fn known(deployment: &str, state: Option<&StateFile>, given: &Given, steps: &Steps) -> Result<Self> {
        let name_of = |question: Option<&'static Question<String>>, kind: Kind| -> Result<String> {
            let recorded = state.and_then(|state| {
                let mut records = state.resources.iter();
                let of_kind = records.find(|(key, record)| record.kind == kind.as_str() && !steps.is_tried_with(key));
                of_kind?.1.id.clone()
            });
            let Some(question) = question.filter(|_| recorded.is_none()) else {
                return Ok(recorded.unwrap_or_else(|| ANY.to_owned()));
            };
            let answer = match given.answer(question, &Answers::default())? {
                Some(answer) => question.value(answer),
                None => {
                    let remembered = state.and_then(|state| state.answers.get(question.key)?.as_str().map(str::to_owned));
                    let default = || question.value(question.default_answer(&facts(deployment, state))?);
                    remembered.or_else(default)
                }
            };
            Ok(answer.unwrap_or_else(|| ANY.to_owned()))
        };
        Ok(Self {
            deployment: deployment.to_owned(),
            bucket: name_of(steps.roles().bucket_name, Kind::Bucket)?,
            database: name_of(steps.roles().database_name, Kind::DbInstance)?,
            restored: match steps.roles().restored_database {
                Some(name) => name(deployment),
                None => deployment.to_owned(),
            },
        })
    }
}

/// What defaults follow from; any account and region where the deployment has none yet.
fn facts(deployment: &str, state: Option<&StateFile>) -> DefaultFacts {
    DefaultFacts {
        deployment: deployment.to_owned(),
        account: state.map_or(ANY, |state| &state.account).to_owned(),
        region: state.map_or(ANY, |state| &state.region).to_owned(),
        is_learner_lab: false,
        caller: None,
    }
}

/// A policy of IAM.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PolicyDocument {
    version: &'static str,
    statement: Vec<Statement>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Statement {
    sid: &'static str,
    effect: &'static str,
    action: Vec<String>,
    resource: Vec<String>,
    #[serde(skip_serializing_if = "Map::is_empty")]
    condition: Map<String, Value>,
}

impl Purpose {
    /// The occasions on which it sends calls. All of them read first what AWS holds.
    const fn occasions(self) -> &'static [Occasion] {
        match self {
            Self::Walk => &[Occasion::Read, Occasion::Check, Occasion::Plan, Occasion::Make],
            Self::Destroy => &[Occasion::Read, Occasion::Destroy],
            Self::ReadOnly => &[Occasion::Read, Occasion::List, Occasion::Check, Occasion::Plan],
            Self::Pause => &[Occasion::Read, Occasion::Check, Occasion::Pause, Occasion::Resume],
            Self::Try => &[Occasion::Read, Occasion::Check, Occasion::Plan, Occasion::Try],
        }
    }
}

impl PolicyDocument {
    /// The least policy for this purpose and these steps, with what they build on. All kinds are read whatever the steps.
    pub fn new(purpose: Purpose, steps: &Steps, chosen: &[&'static dyn Step], names: &PolicyNames) -> Self {
        let of_steps: BTreeSet<Kind> = steps
            .with_needs(chosen)
            .into_iter()
            .flat_map(|step| step.makes().iter().copied())
            .collect();
        let is_read = |permission: &&Permission| permission.occasions.contains(&Occasion::Read);
        let of_kinds = Kind::ALL.iter().flat_map(|kind| {
            let all = permissions(*kind).iter();
            all.filter(|permission| of_steps.contains(kind) || is_read(permission))
        });
        let mut allowed: BTreeMap<On, BTreeSet<&str>> = BTreeMap::new();
        for permission in OF_ALL_KINDS.iter().chain(of_kinds) {
            let is_needed = purpose.occasions().iter().any(|it| permission.occasions.contains(it));
            for on in permission.on.iter().filter(|_| is_needed) {
                allowed.entry(*on).or_default().insert(permission.action);
            }
        }
        let mut statement: Vec<Statement> = allowed.iter().map(|(on, actions)| statement(*on, actions, names)).collect();
        statement.extend(allowed.get(&On::New).map(|actions| tagging(actions, names)));
        Self {
            version: "2012-10-17",
            statement,
        }
    }

    /// The same with what asking AWS for prices needs.
    pub fn with_live_prices(mut self) -> Self {
        let asking = OF_ALL_KINDS
            .iter()
            .filter(|permission| permission.occasions.contains(&Occasion::Price));
        let read = self.statement.iter_mut().find(|statement| statement.sid == READ);
        if let Some(read) = read {
            read.action.extend(asking.map(|permission| permission.action.to_owned()));
            read.action.sort_unstable();
        }
        self
    }

    /// Its actions, each once.
    pub fn actions(&self) -> BTreeSet<&str> {
        let actions = self.statement.iter().flat_map(|statement| &statement.action);
        actions.map(String::as_str).collect()
    }
}

fn statement(on: On, actions: &BTreeSet<&str>, names: &PolicyNames) -> Statement {
    let slug = names.deployment.to_ascii_lowercase().replace(['_', '.'], "-");
    let of_rds = |kind: &str, name: &str| format!("arn:aws:rds:*:*:{kind}:{name}");
    let (given, carried) = (
        tag_condition("aws:RequestTag", names),
        tag_condition("aws:ResourceTag", names),
    );
    let (sid, resource, condition) = match on {
        On::Anything => (READ, vec!["*".to_owned()], Map::new()),
        On::New => ("Make", vec!["arn:aws:ec2:*:*:*/*".to_owned()], given),
        On::Ours => ("Own", vec!["*".to_owned()], carried),
        On::Images => ("BootFrom", vec!["arn:aws:ec2:*::image/*".to_owned()], Map::new()),
        On::Database => {
            let groups = [of_rds("og", "default*"), of_rds("pg", "default*")];
            let resources = std::iter::once(of_rds("db", &names.database)).chain(groups).collect();
            ("MakeDatabase", resources, given)
        }
        On::Restored => {
            let groups = [of_rds("og", "default*"), of_rds("pg", "default*")];
            let resources = std::iter::once(restored(names)).chain(groups).collect();
            ("RestoreDatabase", resources, given)
        }
        On::OwnRestored => ("OwnRestored", vec![restored(names)], carried),
        On::DbSubnetGroup => {
            let group = db_subnet_group_name(&names.deployment);
            ("MakeDatabaseSubnets", vec![of_rds("subgrp", &group)], given)
        }
        On::NewDbSnapshot => ("MakeDatabaseSnapshots", vec![of_rds("snapshot", &format!("{slug}-*"))], given),
        On::Bucket => ("Bucket", vec![format!("arn:aws:s3:::{}", names.bucket)], Map::new()),
        On::Objects => ("Objects", vec![format!("arn:aws:s3:::{}/*", names.bucket)], Map::new()),
    };
    Statement {
        sid,
        effect: "Allow",
        action: actions.iter().map(|action| (*action).to_owned()).collect(),
        resource,
        condition,
    }
}

/// The DB instance that an experiment restores.
fn restored(names: &PolicyNames) -> String {
    format!("arn:aws:rds:*:*:db:{}{ANY}", names.restored)
}

/// What lets these calls of EC2 tag what they make, and nothing tag what is there.
fn tagging(makers: &BTreeSet<&str>, names: &PolicyNames) -> Statement {
    let makers: Vec<&str> = makers.iter().filter_map(|action| action.strip_prefix("ec2:")).collect();
    let mut condition = tag_condition("aws:RequestTag", names);
    if let Some(Value::Object(equal)) = condition.get_mut("StringEquals") {
        equal.insert("ec2:CreateAction".to_owned(), json!(makers));
    }
    Statement {
        sid: "TagWhatIsMade",
        effect: "Allow",
        action: vec!["ec2:CreateTags".to_owned()],
        resource: vec!["arn:aws:ec2:*:*:*/*".to_owned()],
        condition,
    }
}

fn tag_condition(key: &str, names: &PolicyNames) -> Map<String, Value> {
    let equal = json!({ format!("{key}/{TAG_DEPLOYMENT}"): names.deployment });
    Map::from_iter([("StringEquals".to_owned(), equal)])
}
