//! The document of a preflight.

use serde::Serialize;

use super::{FailureDocument, VERSION};
use crate::ui::preflight::{finding_text, subject_text};
use crate::walkthrough::{Finding, Preflight, Subject, Suffices};

/// What `jalon preflight` prints.
#[derive(Serialize)]
pub struct PreflightDocument<'a> {
    version: u32,
    deployment: &'a str,
    account: &'a str,
    region: &'a str,
    findings: Vec<FindingDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fits: Option<FitDocument>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    failure: Option<FailureDocument>,
}

/// One look.
#[derive(Serialize)]
struct FindingDocument {
    /// A stable id, e.g. `quota/L-1216C47A`.
    id: String,
    subject: String,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_by: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    used: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wanted: Option<u32>,
    text: String,
}

/// What fits.
#[derive(Serialize)]
struct FitDocument {
    set: std::collections::BTreeMap<&'static str, String>,
    skip: Vec<String>,
    vcpus: u32,
}

impl<'a> PreflightDocument<'a> {
    /// The document of these findings.
    pub fn new(place: (&'a str, &'a str, &'a str), preflight: &Preflight, failure: Option<FailureDocument>) -> Self {
        let (deployment, account, region) = place;
        Self {
            version: VERSION,
            deployment,
            account,
            region,
            findings: preflight.findings.iter().map(FindingDocument::new).collect(),
            fits: preflight.fit.as_ref().map(|fit| FitDocument {
                set: fit.set.iter().map(|(key, named)| (*key, named.to_string())).collect(),
                skip: fit.skip.clone(),
                vcpus: fit.vcpus,
            }),
            failure,
        }
    }
}

impl FindingDocument {
    fn new(finding: &Finding) -> Self {
        let (verdict, short_by) = match finding.suffices {
            Suffices::Ok => ("ok", None),
            Suffices::Short { by } => ("short", Some(by)),
            Suffices::Denied => ("denied", None),
            Suffices::Unknown(_) => ("unknown", None),
        };
        Self {
            id: id_of(&finding.subject),
            subject: subject_text(&finding.subject),
            verdict,
            short_by,
            limit: finding.limit,
            used: finding.used,
            wanted: finding.wanted,
            text: finding_text(finding),
        }
    }
}

fn id_of(subject: &Subject) -> String {
    match subject {
        Subject::Account { .. } => "account".to_owned(),
        Subject::Clock => "clock".to_owned(),
        Subject::Region => "region".to_owned(),
        Subject::OwnAddress => "own-address".to_owned(),
        Subject::Ssh => "ssh".to_owned(),
        Subject::Answers => "answers".to_owned(),
        Subject::DatabaseClass => "database-class".to_owned(),
        Subject::Prices => "prices".to_owned(),
        Subject::VpcBlock => "vpc-block-public-access".to_owned(),
        Subject::BucketBlock => "bucket-public-access".to_owned(),
        Subject::Quota(quota) => format!("quota/{}", quota.code()),
        Subject::Create(kind) => format!("create/{kind}"),
    }
}
