//! What a step sees of the world: its answers, the resources, and three verbs.

use std::sync::Arc;

use futures_util::future::join_all;
use jiff::Timestamp;

use crate::aws::{Cloud, ResourceKey};
use crate::checkpoint::{CheckpointError, SecretText};
use crate::foreign::{plain, quoted_os};
use crate::hosts::{AppSettings, AppSource, Prepared, SSH_CONFIG, SshKey};
use crate::resources::{
    AnyHandle, Catalog, Handle, InstanceType, Key, KeyMaterial, Kind, OfKind, PasswordSource, Resource, State,
};
use crate::walkthrough::paths::SharedNetwork;
use crate::walkthrough::step::target::Target;
use crate::walkthrough::{
    AnswerProblem, AnswerValue, Answers, Check, Error, Notice, Promise, Question, Result, Secret, Session, StopReason,
};

/// A step's view of the world. It holds no SDK client, no state file and no terminal.
pub struct StepContext {
    pub(super) session: Arc<Session>,
    pub(super) target: Arc<dyn Target>,
    pub(super) answers: Arc<Answers>,
    step: &'static str,
    network: SharedNetwork,
    is_ahead: bool,
    reads_only: bool,
}

impl StepContext {
    pub(in crate::walkthrough) fn new(
        session: &Arc<Session>,
        target: Arc<dyn Target>,
        answers: &Arc<Answers>,
        step: &'static str,
    ) -> Self {
        Self {
            session: Arc::clone(session),
            target,
            answers: Arc::clone(answers),
            step,
            network: SharedNetwork::default(),
            is_ahead: false,
            reads_only: false,
        }
    }

    /// The same, ahead of the proof: only hosts are looked at, since what AWS reports is read in the proof itself.
    pub(in crate::walkthrough) fn looking_ahead(mut self) -> Self {
        self.is_ahead = true;
        self
    }

    /// The same, for who wants to know what AWS reports and no more: no host is looked at.
    pub(in crate::walkthrough) fn reading_only(mut self) -> Self {
        self.reads_only = true;
        self
    }

    /// Whether no host is looked at.
    pub(super) fn reads_only(&self) -> bool {
        self.reads_only
    }

    /// Whether only hosts are looked at.
    pub(super) fn is_ahead(&self) -> bool {
        self.is_ahead
    }

    /// The same, looking at the network that others look at too: it is read once for all of them.
    pub(in crate::walkthrough) fn sharing(mut self, network: &SharedNetwork) -> Self {
        self.network = network.clone();
        self
    }

    /// When the deployment expires, where it does.
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.session.expires_at()
    }

    /// The answer to a question, of this step or an earlier one.
    ///
    /// # Errors
    ///
    /// When it has none.
    pub fn answer<T: AnswerValue>(&self, question: &'static Question<T>) -> Result<T> {
        let given = self.answers.get(question);
        given.ok_or_else(|| Error::answer(question.key, AnswerProblem::Unanswered))
    }

    /// The answer to a question of any step where one is given, else its default.
    pub(in crate::walkthrough) fn given_or_default<T: AnswerValue>(&self, question: &'static Question<T>) -> Result<T> {
        let given = self.answers.get(question);
        let value = given.or_else(|| question.default(&self.session.offline_facts()));
        value.ok_or_else(|| Error::answer(question.key, AnswerProblem::Unanswered))
    }

    /// Makes sure that a resource is there and up to date: finds, keeps, adopts, changes or creates it.
    ///
    /// It is then accepted, not necessarily ready; see [`StepContext::ready`]. When it fails, every wait of the run ends: a failure is
    /// reported at once, not when the slowest resource is there.
    ///
    /// # Errors
    ///
    /// When it can't be found out, made or changed.
    pub async fn ensure<R: Resource>(&self, resource: R) -> Result<Handle<R>> {
        let handle = self.stopping_waits(self.target.ensure(&self.session, &resource).await)?;
        handle.of_kind().ok_or_else(|| self.missing(&resource.base().key))
    }

    /// As [`StepContext::ensure`], for resources that do not need each other: all at once. Each is carried through even when another
    /// fails, so that what AWS has made is recorded.
    ///
    /// # Errors
    ///
    /// The first failure that is a cause: what stopped because another failed is none.
    pub async fn ensure_all<R: Resource>(&self, resources: Vec<R>) -> Result<Vec<Handle<R>>> {
        let ensured = join_all(resources.into_iter().map(|resource| self.ensure(resource))).await;
        let mut handles = Vec::with_capacity(ensured.len());
        let mut failure: Option<Error> = None;
        for outcome in ensured {
            match outcome {
                Ok(handle) => handles.push(handle),
                Err(error) => failure = Some(Error::first_cause(failure, error)),
            }
        }
        failure.map_or(Ok(handles), Err)
    }

    /// Waits until a resource is ready, and returns it as it then is. When that fails, every other wait of the run ends too.
    ///
    /// # Errors
    ///
    /// When AWS gives up on it, or it takes far longer than usual.
    pub async fn ready<K: OfKind>(&self, handle: &Handle<K>) -> Result<Handle<K>> {
        let ready = self.stopping_waits(self.target.ready(&self.session, handle.any()).await)?;
        ready.of_kind().ok_or_else(|| self.missing(handle.key()))
    }

    fn stopping_waits<T>(&self, outcome: Result<T>) -> Result<T> {
        let interruption = self.session.interruption();
        outcome.map_err(|error| {
            let cause = interruption.cause_of(error);
            interruption.stop(StopReason::StepFailed);
            cause
        })
    }

    /// A resource that an earlier step makes, as soon as it is accepted: steps run at the same time, and wait for each other here.
    ///
    /// # Errors
    ///
    /// When none of the steps in `needs` makes it, or one of them failed.
    pub async fn resource<K: OfKind>(&self, key: &Key<K>) -> Result<Handle<K>> {
        let key = key.any();
        let handle = self.target.resource(&self.session, &key).await?;
        handle.and_then(AnyHandle::of_kind).ok_or_else(|| self.missing(&key))
    }

    fn missing(&self, key: &ResourceKey) -> Error {
        Error::MissingNeed {
            step: self.step,
            key: key.clone(),
        }
    }

    /// What AWS reported of the resource of this key, if it is in use.
    pub fn facts<K: OfKind>(&self, key: &Key<K>) -> Option<K::Facts> {
        self.session.inventory(|inventory| inventory.facts(key).cloned())
    }

    /// What AWS reported of what is tagged as a part of another resource, e.g. of an instance's volume.
    pub fn part_of<K: OfKind, P: OfKind>(&self, key: &Key<K>) -> Option<P::Facts> {
        let parts = self.session.inventory(|inventory| inventory.by_key(P::KIND, &key.any()));
        parts.first().and_then(|part| part.facts_of::<P>().cloned())
    }

    /// Where the resource of this key is in its life; `None` if it isn't in use.
    pub fn state<K: OfKind>(&self, key: &Key<K>) -> Option<State> {
        self.session
            .inventory(|inventory| inventory.live(key).map(|observed| observed.state.clone()))
    }

    /// The id of the resource of this key, if it is in use.
    pub fn id<K: OfKind>(&self, key: &Key<K>) -> Option<String> {
        self.session
            .inventory(|inventory| inventory.live(key).map(|observed| observed.id.clone()))
    }

    /// Keeps the newest `keep` of this step's resources of a kind, and lets the older ones go.
    ///
    /// # Errors
    ///
    /// When an old one can't be deleted.
    pub async fn keep_newest(&self, kind: Kind, keep: usize) -> Result<()> {
        self.target.keep_newest(&self.session, self.step, kind, keep).await
    }

    /// Notes something the deployment offers, e.g. `application-url`.
    ///
    /// # Errors
    ///
    /// When it can't be remembered.
    pub fn output(&self, name: &str, value: impl Into<String>) -> Result<()> {
        // An address may be whatever an endpoint calls one.
        self.target.output(&self.session, name, plain(&value.into()).into_owned())
    }

    /// Takes back an output of an earlier walk that the deployment does not offer any more.
    ///
    /// # Errors
    ///
    /// When that can't be remembered.
    pub fn no_output(&self, name: &str) -> Result<()> {
        self.target.no_output(&self.session, name)
    }

    /// Shows the person a notice, when the step is walked.
    pub fn notice(&self, text: &str) {
        self.target.notice(&self.session, Notice::OfStep(text.to_owned()));
    }

    /// The deployment's name.
    pub fn deployment(&self) -> &str {
        self.session.deployment()
    }

    /// The time, on the deployment's clock.
    pub fn now(&self) -> Timestamp {
        self.session.aws().clock().now()
    }

    /// The region's code.
    pub fn region(&self) -> &str {
        self.session.aws().region()
    }

    /// The availability zones that offer an instance type, in order.
    ///
    /// # Errors
    ///
    /// When AWS can't be asked.
    pub async fn zones_offering(&self, instance_type: &InstanceType) -> Result<Vec<String>> {
        Ok(self
            .session
            .lookups()
            .catalog()
            .zones_offering(self.session.aws(), instance_type)
            .await?)
    }

    /// Look-ups that instances share.
    pub fn catalog(&self) -> Arc<Catalog> {
        Arc::clone(self.session.lookups().catalog())
    }

    /// The key pair's local half.
    pub fn key_material(&self) -> Arc<dyn KeyMaterial> {
        Arc::clone(self.session.memory().ssh_key()) as Arc<dyn KeyMaterial>
    }

    /// A secret, where it is kept on this machine.
    ///
    /// # Errors
    ///
    /// When the secrets can't be read.
    pub fn kept(&self, secret: &'static Secret) -> Result<Option<SecretText>> {
        Ok(self.session.memory().kept(secret)?)
    }

    /// A secret: the one that is kept, or a new one, which is kept before this returns.
    ///
    /// # Errors
    ///
    /// When the secrets can't be read or written.
    pub fn kept_or_new(&self, secret: &'static Secret) -> Result<SecretText> {
        Ok(self.session.memory().kept_or_new(secret)?)
    }

    /// The same for a password, when it is first needed.
    pub fn password_source(&self, secret: &'static Secret) -> Arc<dyn PasswordSource> {
        Arc::new(KeptPassword {
            session: Arc::clone(&self.session),
            secret,
        })
    }

    /// Checks paths through the network as AWS reports it: those that have to be open, and those that have to be closed.
    ///
    /// # Errors
    ///
    /// When the network can't be read whole.
    pub async fn paths(&self, promises: &[Promise]) -> Result<Vec<Check>> {
        if self.is_ahead {
            return Ok(Vec::new());
        }
        self.network.checks(&self.session, &self.answers, promises).await
    }

    /// This step's host is only ready once its first boot is done: the step is not finished before.
    pub fn has_first_boot(&self, host: &'static str) {
        self.target.has_first_boot(&self.session, self.step, host);
    }

    /// Waits until a host's first boot is done.
    ///
    /// # Errors
    ///
    /// When it went wrong, or takes far longer than usual.
    pub async fn wait_for_first_boot(&self, host: &'static str) -> Result<()> {
        self.target.wait_for_first_boot(&self.session, host).await
    }

    /// Waits until the steps that this one comes after are accepted, where they are walked.
    ///
    /// # Errors
    ///
    /// When one of them failed, or the run is asked to stop.
    pub async fn followed(&self) -> Result<()> {
        self.target.followed(&self.session).await
    }

    /// Puts the application on its host and builds its images, where there are hosts to log in to.
    ///
    /// # Errors
    ///
    /// When it can't be sent or built.
    pub async fn prepare(&self, host: &'static str, source: AppSource) -> Result<Option<Prepared>> {
        self.target.prepare(&self.session, host, source).await
    }

    /// Brings a prepared application in line with what `settings` says, which is only asked where that can be done.
    ///
    /// # Errors
    ///
    /// When it can't be sent, or does not come up.
    pub async fn deploy(
        &self,
        host: &'static str,
        prepared: Option<Prepared>,
        settings: impl Fn() -> Result<AppSettings> + Send + Sync,
    ) -> Result<()> {
        self.target.deploy(&self.session, host, prepared, &settings).await
    }

    /// Whether a bucket's website is served where AWS's would be: another endpoint may serve it elsewhere, or not at all.
    pub fn has_websites(&self) -> bool {
        matches!(self.session.aws().cloud(), Cloud::Aws | Cloud::Sandbox)
    }

    /// Whether the cloud is the sandbox, which has few of what AWS offers.
    pub fn in_sandbox(&self) -> bool {
        matches!(self.session.aws().cloud(), Cloud::Sandbox)
    }

    /// How to log in to hosts: writes or removes nothing in a plan.
    pub fn ssh_command(&self, host: &str) -> String {
        let config = self.session.folder().file(SSH_CONFIG);
        format!("ssh -F {} {host}", quoted_os(config.as_os_str()))
    }
}

/// Does two things that do not need each other at once, and carries each through even when the other fails, so that what AWS has
/// made is recorded.
///
/// # Errors
///
/// The first one's failure, else the second one's. A wait that ended because the other one failed is not the cause.
pub async fn both<A, B>(first: impl Future<Output = Result<A>>, second: impl Future<Output = Result<B>>) -> Result<(A, B)> {
    match futures_util::future::join(first, second).await {
        (Ok(first), Ok(second)) => Ok((first, second)),
        (Err(first), Err(second)) => Err(Error::first_cause(Some(first), second)),
        (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

impl KeyMaterial for SshKey {
    fn public_key(&self) -> Result<Option<String>, CheckpointError> {
        Self::public_key(self)
    }

    fn public_key_or_new(&self) -> Result<String, CheckpointError> {
        Self::public_key_or_new(self)
    }
}

struct KeptPassword {
    session: Arc<Session>,
    secret: &'static Secret,
}

impl PasswordSource for KeptPassword {
    fn password_or_new(&self) -> Result<SecretText, CheckpointError> {
        self.session.memory().kept_or_new(self.secret)
    }
}
