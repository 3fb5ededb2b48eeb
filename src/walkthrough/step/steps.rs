//! Steps and their order.

use std::collections::BTreeSet;

use async_trait::async_trait;

use crate::aws::ResourceKey;
use crate::resources::Kind;
use crate::walkthrough::nearness::nearest;
use crate::walkthrough::{Answers, AnyQuestion, Ask, Asked, Check, Error, Experiment, Misuse, Result, Roles, StepContext};

/// One idempotent module of the walkthrough: a lesson, questions, what it builds, how it is checked.
#[async_trait]
pub trait Step: Send + Sync {
    /// Its name on the command line, in tags and in the state file, e.g. `app-host`.
    fn id(&self) -> &'static str;

    /// Its title, a few words.
    fn title(&self) -> &'static str;

    /// Its lesson, in Markdown. An answer stands as its key in braces, `{app-host.port}`; the source of a statement about AWS is a comment
    /// with a line of its own, `<!-- source: PAGE, YEAR-MONTH -->`.
    fn lesson(&self) -> &'static str;

    /// What its lesson says besides answers, by the key in braces: what follows from the answers and the region.
    fn lesson_values(&self, _answers: &Answers, _region: &str) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// The ids of earlier steps that it comes after where they are walked: [`StepContext::followed`] waits for them.
    fn follows(&self) -> &'static [&'static str] {
        &[]
    }

    /// The ids of earlier steps it builds on.
    fn needs(&self) -> &'static [&'static str] {
        &[]
    }

    /// The kinds of what it looks at, makes and checks, where these are few: run by its name, it is kept waiting for no others.
    /// `None`: all kinds.
    fn kinds(&self) -> Option<&'static [Kind]> {
        None
    }

    /// The kinds of what it makes, which a policy for it has to let it make.
    fn makes(&self) -> &'static [Kind] {
        Kind::ALL
    }

    /// The questions and secrets it asks for, in order.
    fn ask(&self) -> Vec<&'static dyn Ask> {
        Vec::new()
    }

    /// Reads what it builds from on this machine, while AWS is asked what is there: where that takes time, `apply` finds it read.
    fn read_ahead(&self, _cx: &StepContext) {}

    /// Builds it, reading top to bottom as the lesson does. The same code serves the plan.
    ///
    /// # Errors
    ///
    /// The first thing that could not be read, made or changed.
    async fn apply(&self, cx: &StepContext) -> Result<()>;

    /// Checks it. That every resource is as `apply` wants it is checked by the runner; here is what goes beyond.
    ///
    /// # Errors
    ///
    /// When something could not be read; a check that fails is no error.
    async fn verify(&self, _cx: &StepContext) -> Result<Vec<Check>> {
        Ok(Vec::new())
    }

    /// What a person can predict and try of it, once it is built. It looks at what there is: an experiment is as true as its step stands.
    ///
    /// # Errors
    ///
    /// When an answer that they need is not known.
    fn experiments(&self, _cx: &StepContext) -> Result<Vec<Experiment>> {
        Ok(Vec::new())
    }

    /// The keys of what its experiments make and take down again. Where one was broken off, it is known by them.
    fn tries_with(&self) -> Vec<ResourceKey> {
        Vec::new()
    }
}

/// The walkthrough: steps in order, and the roles of what they make and ask.
#[derive(Clone, Copy)]
pub struct Steps {
    steps: &'static [&'static dyn Step],
    roles: Roles,
}

impl Steps {
    /// A walkthrough of these steps.
    pub const fn new(steps: &'static [&'static dyn Step]) -> Self {
        Self {
            steps,
            roles: Roles::NONE,
        }
    }

    /// The same with these roles.
    pub const fn with_roles(self, roles: Roles) -> Self {
        Self { roles, ..self }
    }

    /// What the engine has to know of these steps.
    pub fn roles(&self) -> &Roles {
        &self.roles
    }

    /// The steps in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &'static dyn Step> + ExactSizeIterator + use<> {
        self.steps.iter().copied()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.steps.len()
    }

    /// The place of a step, from 1.
    pub fn number(&self, id: &str) -> usize {
        self.iter().position(|step| step.id() == id).map_or(0, |index| index + 1)
    }

    /// The step of this name.
    ///
    /// # Errors
    ///
    /// [`Error::UnknownStep`] with the nearest name there is.
    pub fn get(&self, id: &str) -> Result<&'static dyn Step> {
        self.iter().find(|step| step.id() == id).ok_or_else(|| Error::UnknownStep {
            given: id.to_owned(),
            nearest: nearest(id, self.iter().map(|step| step.id())).map(str::to_owned),
            known: self.iter().map(|step| step.id()).collect(),
        })
    }

    /// The steps up to and including this one.
    ///
    /// # Errors
    ///
    /// As [`Steps::get`].
    pub fn until(&self, id: &str) -> Result<Vec<&'static dyn Step>> {
        self.get(id)?;
        Ok(self.iter().take(self.number(id)).collect())
    }

    /// A step's needs and their needs, in walking order, without itself.
    pub fn all_needs(&self, step: &dyn Step) -> Vec<&'static dyn Step> {
        let mut wanted: Vec<&str> = step.needs().to_vec();
        let mut next = 0;
        while let Some(id) = wanted.get(next).copied() {
            let further = self
                .iter()
                .find(|step| step.id() == id)
                .map(|step| step.needs())
                .unwrap_or_default();
            for need in further {
                if !wanted.contains(need) {
                    wanted.push(need);
                }
            }
            next += 1;
        }
        self.iter().filter(|step| wanted.contains(&step.id())).collect()
    }

    /// The kinds of a step and of what it builds on; `None`: all kinds.
    pub(in crate::walkthrough) fn kinds(&self, step: &'static dyn Step) -> Option<BTreeSet<Kind>> {
        let of_each = self.with_needs(&[step]).into_iter().map(|step| step.kinds());
        let of_all: Option<Vec<&[Kind]>> = of_each.collect();
        Some(of_all?.concat().into_iter().collect())
    }

    /// These steps and what they build on, in walking order.
    pub fn with_needs(&self, steps: &[&'static dyn Step]) -> Vec<&'static dyn Step> {
        let is_wanted = |id: &str| {
            let mut wanted = steps.iter().copied();
            wanted.any(|step| step.id() == id || self.all_needs(step).iter().any(|need| need.id() == id))
        };
        self.iter().filter(|step| is_wanted(step.id())).collect()
    }

    /// The step whose experiments make what has this key.
    pub(in crate::walkthrough) fn trying_with(&self, key: &ResourceKey) -> Option<&'static dyn Step> {
        self.iter().find(|step| step.tries_with().contains(key))
    }

    /// Whether experiments make what has this key.
    pub(in crate::walkthrough) fn is_tried_with(&self, key: &str) -> bool {
        self.trying_with(&ResourceKey::from(key)).is_some()
    }

    /// Everything the steps ask for, in walking order.
    pub fn asked(&self) -> impl Iterator<Item = Asked> + use<> {
        self.iter().flat_map(|step| step.ask()).map(|ask| ask.asked())
    }

    /// The questions of all steps, in walking order.
    pub fn questions(&self) -> impl Iterator<Item = &'static dyn AnyQuestion> + use<> {
        self.asked().filter_map(Asked::question)
    }

    /// What is asked for by this key.
    ///
    /// # Errors
    ///
    /// When no step asks for it; the nearest key is suggested.
    pub fn asked_as(&self, key: &str) -> Result<Asked> {
        self.asked().find(|asked| asked.key() == key).ok_or_else(|| {
            let nearest = nearest(key, self.asked().map(Asked::key));
            let given = key.to_owned();
            Error::from(Misuse::UnknownQuestion { given, nearest })
        })
    }

    /// The key of the question for the instance type of the host that a step makes.
    pub(in crate::walkthrough) fn instance_type_of(&self, step: Option<&str>) -> Option<&'static str> {
        let step = self.iter().find(|candidate| Some(candidate.id()) == step)?;
        let mut asked = step.ask().into_iter().map(|ask| ask.asked().key());
        asked.find(|key| self.roles.instance_types.contains(key))
    }

    /// The key of the question for the zone of the host that a step makes.
    pub(in crate::walkthrough) fn host_zone_of(&self, step: Option<&str>) -> Option<&'static str> {
        let mut zones = self.roles.host_zones.iter();
        zones.find(|(host_step, _)| Some(*host_step) == step).map(|(_, key)| *key)
    }
}
