//! The document of experiments.

use serde::Serialize;

use super::VERSION;
use super::cost::CostDocument;
use crate::ui::Commands;
use crate::walkthrough::{Advised, Experiment, Expiring, Making};

/// What `jalon try` prints.
#[derive(Serialize)]
pub struct ExperimentsDocument<'a> {
    version: u32,
    deployment: &'a str,
    #[serde(flatten)]
    expiring: Option<Expiring>,
    experiments: Vec<ExperimentDocument<'a>>,
}

#[derive(Serialize)]
struct ExperimentDocument<'a> {
    step: &'a str,
    name: &'a str,
    question: &'a str,
    choices: &'a [String],
    answer: &'a str,
    commands: Vec<String>,
    shows: &'a str,
    otherwise: &'a str,
    writes: bool,
    makes: Option<MadeDocument<'a>>,
}

/// What an experiment makes and takes down again.
#[derive(Serialize)]
struct MadeDocument<'a> {
    kind: &'static str,
    key: &'a str,
    name: &'a str,
    #[serde(flatten)]
    cost: CostDocument,
    usual_seconds: u64,
}

impl<'a> ExperimentsDocument<'a> {
    /// Of a deployment; without experiments yet.
    pub fn new(deployment: &'a str, expiring: Option<Expiring>) -> Self {
        Self {
            version: VERSION,
            deployment,
            expiring,
            experiments: Vec::new(),
        }
    }

    /// Adds an experiment of a step, and its commands as they are typed in this run.
    pub fn add(
        &mut self,
        step: &'a str,
        experiment: &'a Experiment,
        trials: &[Advised],
        making: Option<&Making>,
        commands: &Commands,
    ) {
        let made = |making: &Making| {
            let resource = experiment.makes()?;
            Some(MadeDocument {
                kind: resource.kind().as_str(),
                key: resource.base().key.as_str(),
                name: &resource.base().name,
                cost: CostDocument::new(Some(&making.cost)),
                usual_seconds: (making.usual_creation + making.usual_deletion).as_secs(),
            })
        };
        self.experiments.push(ExperimentDocument {
            step,
            name: experiment.name,
            question: &experiment.question,
            choices: &experiment.choices,
            answer: experiment.choices.get(experiment.right).map_or("", String::as_str),
            commands: trials.iter().map(|trial| commands.line(trial)).collect(),
            shows: &experiment.shows,
            otherwise: &experiment.otherwise,
            writes: experiment.writes(),
            makes: making.and_then(made),
        });
    }
}
