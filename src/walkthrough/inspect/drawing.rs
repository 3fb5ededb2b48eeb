//! What a drawing of a deployment is made from: its plans, the network around it, and the paths that its steps promise.

use std::sync::Arc;

use crate::aws::Class;
use crate::resources::{Bucket, BucketFacts, Kind, Observed, read_network};
use crate::walkthrough::inspect::plan::{Planner, plan_with};
use crate::walkthrough::inspect::price::price_plans;
use crate::walkthrough::paths::SharedNetwork;
use crate::walkthrough::step::Target;
use crate::walkthrough::{
    Answers, Check, Claim, Error, PathQuestion, PlanPrice, PlannedResource, Promise, Result, Session, Step, StepContext, StepPlan,
};
use jalon_reachability::{Network, Verdict};

/// Everything a drawing shows, as data.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// The deployment's name.
    pub deployment: String,
    /// The account's twelve digits.
    pub account: String,
    /// The region's code.
    pub region: String,
    /// `aws`, `endpoint` or `sandbox`.
    pub cloud: String,
    /// What is there and what is planned, step by step.
    pub plans: Vec<StepPlan>,
    /// What it costs.
    pub price: PlanPrice,
    /// What is the deployment's and in no plan: an earlier set of snapshots, say.
    pub others: Vec<Observed>,
    /// The network of its VPCs, whoever put what there; empty where there is none yet, or a policy forbids to look.
    pub network: Network,
    /// The promised paths. Those of what is not there yet have not been looked at.
    pub paths: Vec<Check>,
    /// The websites, which stand in no network.
    pub websites: Vec<Website>,
    /// Whether the deployment is paused.
    pub is_paused: bool,
}

/// A bucket that is to be read by anybody.
#[derive(Clone, Debug)]
pub struct Website {
    /// Its key.
    pub key: String,
    /// Whether anybody reads it; `None` where it is not there yet.
    pub is_open: Option<bool>,
}

impl Drawing {
    /// The same with this path alone, and what came of it: open or closed, as it is.
    ///
    /// # Errors
    ///
    /// When an end isn't there, or the target is not written as one.
    pub fn asking(&self, from: &str, to: &str) -> Result<(Self, Check)> {
        let question = PathQuestion::new(&self.network, from, to, false)?;
        let promise = match question.answer(&self.network).verdict() {
            Verdict::Open => Promise::open(from, to),
            _ => Promise::closed(from, to),
        };
        let check = promise.check(&self.network);
        let asked = Self {
            paths: vec![check.clone()],
            websites: Vec::new(),
            ..self.clone()
        };
        Ok((asked, check))
    }
}

/// What a drawing shows of what is planned, without a look at AWS: no paths, and nothing of others.
pub(in crate::walkthrough) fn drawing_of_plans(session: &Session, plans: Vec<StepPlan>) -> Drawing {
    let price = price_plans(session, &plans);
    drawing(session, plans, price)
}

/// A drawing that knows its plans alone.
fn drawing(session: &Session, plans: Vec<StepPlan>, price: PlanPrice) -> Drawing {
    let (account, region, cloud) = session
        .checkpoint()
        .read(|state| (state.account.clone(), state.region.clone(), state.cloud.clone()));
    Drawing {
        deployment: session.deployment().to_owned(),
        account,
        region,
        cloud,
        plans,
        price,
        others: Vec::new(),
        network: Network::default(),
        paths: Vec::new(),
        websites: Vec::new(),
        is_paused: session.pause().is_some(),
    }
}

/// Reads what a drawing shows. Hosts are not asked.
///
/// # Errors
///
/// When AWS can't be read, or an answer isn't allowed.
pub async fn read_drawing(session: &Arc<Session>, answers: &Arc<Answers>) -> Result<Drawing> {
    let steps: Vec<&'static dyn Step> = session.steps().iter().collect();
    let planner = Arc::new(Planner::default());
    let plans = plan_with(session, &planner, &steps, answers).await?;
    let network = Arc::new(whole_network(session, answers).await?);
    let is_paused = session.pause().is_some();
    // Nothing that sleeps, and nothing that isn't there, keeps or breaks a promise.
    let nothing = Arc::new(session.trusting(Network::default(), answers));
    let mut paths = Vec::new();
    for (step, plan) in steps.iter().zip(&plans).filter(|(_, plan)| plan.left_out.is_none()) {
        let stands = plan.stands() && !is_paused;
        let seen = SharedNetwork::known(Arc::clone(if stands { &network } else { &nothing }));
        let cx = StepContext::new(session, Arc::clone(&planner) as Arc<dyn Target>, answers, step.id());
        match step.verify(&cx.sharing(&seen).reading_only()).await {
            Ok(checks) => paths.extend(checks.into_iter().filter(is_path)),
            // What a check looks at is not there yet.
            Err(error) if !stands && error.aws().is_none() => {}
            Err(error) => return Err(error),
        }
    }
    let price = price_plans(session, &plans);
    Ok(Drawing {
        others: others(session, &plans),
        network: Network::clone(&network),
        paths,
        websites: websites(&plans),
        is_paused,
        ..drawing(session, plans, price)
    })
}

fn websites(plans: &[StepPlan]) -> Vec<Website> {
    let planned = plans.iter().flat_map(StepPlan::walked_resources);
    let buckets = planned.filter(|resource| resource.aws_kind == Kind::Bucket && resource.part.is_none());
    let website = |bucket: &PlannedResource| Website {
        key: bucket.key.clone(),
        is_open: bucket
            .observed
            .as_ref()
            .and_then(Observed::facts_of::<Bucket>)
            .map(BucketFacts::is_read_by_anybody),
    };
    buckets.map(website).collect()
}

fn is_path(check: &Check) -> bool {
    matches!(check.claim, Claim::Path { .. } | Claim::Promise { .. })
}

/// The network with what others put there. A policy that forbids to look at it spoils no drawing.
async fn whole_network(session: &Session, answers: &Answers) -> Result<Network> {
    let inventory = session.inventory(Clone::clone);
    let network = match read_network(session.aws(), session.deployment(), &inventory).await {
        Err(error) if error.class == Class::Denied => Network::default(),
        read => read.map_err(Error::from)?,
    };
    Ok(session.trusting(network, answers))
}

/// What is the deployment's and in no plan.
fn others(session: &Session, plans: &[StepPlan]) -> Vec<Observed> {
    let is_planned = |observed: &Observed| {
        let mut all = plans.iter().flat_map(|plan| &plan.resources);
        all.any(|resource| resource.id.as_deref() == Some(&observed.id))
    };
    session.inventory(|inventory| {
        let own = inventory.own(session.deployment());
        let others = own.filter(|observed| observed.is_live() && observed.kind().part_of().is_none() && !is_planned(observed));
        let mut others: Vec<Observed> = others.cloned().collect();
        others.sort_by_key(Observed::key_or_id);
        others
    })
}
