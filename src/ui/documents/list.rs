//! The document of the deployments there are.

use jiff::Timestamp;
use serde::Serialize;

use super::cost::{CostDocument, SoFarDocument, UnitPriceDocument};
use super::{FailureDocument, VERSION};
use crate::resources::Survey;
use crate::ui::list_view::unread_text;
use crate::walkthrough::{DeploymentList, Error, Expiring, FoundDeployment, KnownDeployment};

/// What `jalon list` prints.
#[derive(Serialize)]
pub struct ListDocument<'a> {
    version: u32,
    known: Vec<KnownDocument<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unreadable: Vec<UnreadableDocument<'a>>,
    found: Vec<FoundDocument<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<String>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    failure: Option<FailureDocument>,
}

#[derive(Serialize)]
struct UnreadableDocument<'a> {
    deployment: &'a str,
    #[serde(flatten)]
    failure: FailureDocument,
}

#[derive(Serialize)]
struct KnownDocument<'a> {
    deployment: &'a str,
    id: Option<&'a str>,
    cloud: &'a str,
    account: &'a str,
    region: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    endpoint_url: Option<&'a str>,
    created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_command: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_command_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paused_since: Option<Timestamp>,
    #[serde(flatten)]
    expiring: Option<Expiring>,
    recorded: usize,
    #[serde(flatten)]
    survey: Option<SurveyDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unread: Option<String>,
}

#[derive(Serialize)]
struct FoundDocument<'a> {
    deployment: &'a str,
    id: Option<&'a str>,
    cloud: &'a str,
    account: &'a str,
    region: &'a str,
    #[serde(flatten)]
    expiring: Option<Expiring>,
    #[serde(flatten)]
    survey: SurveyDocument,
}

#[derive(Serialize)]
struct SurveyDocument {
    resources: usize,
    #[serde(flatten)]
    cost: CostDocument,
    #[serde(flatten)]
    so_far: SoFarDocument,
    prices: Vec<UnitPriceDocument>,
}

impl<'a> ListDocument<'a> {
    /// The deployments there are, with what keeps the list from being whole; `describe` tells why the memory of one can't be read.
    pub fn new(list: &'a DeploymentList, failure: Option<FailureDocument>, describe: &dyn Fn(&Error) -> FailureDocument) -> Self {
        let unreadable = list.unreadable.iter().map(|(name, error)| UnreadableDocument {
            deployment: name,
            failure: describe(error),
        });
        Self {
            version: VERSION,
            known: list.known.iter().map(KnownDocument::new).collect(),
            unreadable: unreadable.collect(),
            found: list.found.iter().map(FoundDocument::new).collect(),
            unread: list.unread.as_ref().map(unread_text),
            failure,
        }
    }
}

impl<'a> KnownDocument<'a> {
    fn new(known: &'a KnownDeployment) -> Self {
        let state = &known.state;
        Self {
            deployment: &state.deployment,
            id: state.id.as_deref(),
            cloud: &state.cloud,
            account: &state.account,
            region: &state.region,
            endpoint_url: state.endpoint_url.as_deref(),
            created_at: state.created_at,
            last_command: state.last_command.as_ref().map(|last| last.name.as_str()),
            last_command_at: state.last_command.as_ref().map(|last| last.at),
            paused_since: state.pause().map(|pause| pause.from),
            expiring: known.expiring,
            recorded: state.resources.len(),
            survey: known.survey.as_ref().ok().map(SurveyDocument::new),
            unread: known.survey.as_ref().err().map(unread_text),
        }
    }
}

impl<'a> FoundDocument<'a> {
    fn new(found: &'a FoundDeployment) -> Self {
        Self {
            deployment: &found.deployment.name,
            id: found.deployment.id.as_ref().map(crate::aws::DeploymentId::as_str),
            cloud: &found.place.cloud,
            account: &found.place.account,
            region: &found.place.region,
            expiring: found.expiring,
            survey: SurveyDocument::new(&found.survey),
        }
    }
}

impl SurveyDocument {
    fn new(survey: &Survey) -> Self {
        Self {
            resources: survey.resources,
            cost: CostDocument::new(survey.cost_an_hour.as_ref()),
            so_far: SoFarDocument::new(survey.so_far.as_ref()),
            prices: UnitPriceDocument::all(survey.items.iter(), &survey.prices),
        }
    }
}
