//! Paths a step promises, open or closed, and whether the network keeps the promise.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use tokio::sync::OnceCell;

use crate::aws::Class;
use crate::reachability::{self, End, Network, Path, Target, Traffic, UnknownEnd, Verdict};
use crate::resources::{read_network, read_own_network};
use crate::walkthrough::step::nearest;
use crate::walkthrough::{Answers, Check, Error, Misuse, Result, Session};

/// A path that has to be open, or closed. Ends are named as `jalon reach` takes them: `app-host`, `test-host:icmp`, `internet:443`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    from: String,
    to: String,
    is_open: bool,
}

impl Promise {
    /// `from` reaches `to`.
    pub fn open(from: impl Into<String>, to: impl Into<String>) -> Self {
        Self {
            from: from.into(),
            to: to.into(),
            is_open: true,
        }
    }

    /// `from` does not reach `to`.
    pub fn closed(from: impl Into<String>, to: impl Into<String>) -> Self {
        Self {
            is_open: false,
            ..Self::open(from, to)
        }
    }

    /// What it comes to where nobody can look.
    fn not_looked_at(&self, reason: &str) -> Check {
        let verb = if self.is_open { "reaches" } else { "does not reach" };
        Check::not_run(format!("{} {verb} {}", self.from, self.to), reason)
    }

    /// Whether the network keeps it.
    fn check(&self, network: &Network, sentence: impl Fn(&Error) -> String) -> Check {
        let asked = PathQuestion::new(network, &self.from, &self.to, false);
        let question = match asked {
            Ok(question) => question,
            Err(problem) => return self.not_looked_at(&sentence(&problem.into())),
        };
        let claim = question.claim(self.is_open);
        let answer = question.answer(network);
        let hops = |path: Option<&Path>| path.map(|path| path.hops.clone()).unwrap_or_default();
        let reason = |path: Option<&Path>| {
            let hop = path.and_then(|path| path.end().or_else(|| path.entrance()));
            hop.map_or_else(|| question.nobody(), |hop| hop.text.clone())
        };
        match (answer.verdict(), self.is_open) {
            (Verdict::Unknown, _) => Check::not_run(claim, reason(answer.path())).along(hops(answer.path())),
            (Verdict::Open, true) | (Verdict::Closed, false) => Check::that(claim, true, true).along(hops(answer.path())),
            (Verdict::Closed | Verdict::Partly, true) => {
                Check::holds(claim, false, "a way there and back", reason(answer.path())).along(hops(answer.path()))
            }
            (Verdict::Open | Verdict::Partly, false) => {
                let path = answer.open_path();
                Check::holds(claim, false, "no way", reason(path)).along(hops(path))
            }
        }
    }
}

/// Why a question can't be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathProblem {
    /// An end of that name isn't there.
    UnknownEnd(UnknownEnd),
    /// The target is not written as one.
    Target(String),
}

impl From<PathProblem> for Error {
    fn from(problem: PathProblem) -> Self {
        Self::Misuse(match problem {
            PathProblem::UnknownEnd(UnknownEnd { given, known }) => Misuse::UnknownEnd {
                nearest: nearest(&given, known.iter().map(String::as_str)).map(str::to_owned),
                given,
                known,
            },
            PathProblem::Target(problem) => Misuse::Target { problem },
        })
    }
}

/// A question about a path.
#[derive(Clone, Debug)]
pub struct PathQuestion {
    /// Who sends.
    pub from: End,
    /// Who is to be reached.
    pub to: End,
    /// With what.
    pub traffic: Traffic,
}

impl PathQuestion {
    /// Reads a question as a person types it. `udp` makes a port one of UDP.
    ///
    /// # Errors
    ///
    /// When an end isn't there, or the target is not written as one.
    pub fn new(network: &Network, from: &str, to: &str, udp: bool) -> Result<Self, PathProblem> {
        let end = |name: &str| End::named(network, name).map_err(PathProblem::UnknownEnd);
        let from = end(from)?;
        let target = Target::parse(to).map_err(PathProblem::Target)?;
        let to = end(&target.name)?;
        Ok(Self {
            traffic: target.traffic(&to, network, udp),
            from,
            to,
        })
    }

    /// The answer to it.
    pub fn answer(&self, network: &Network) -> reachability::Answer {
        reachability::reach(network, &self.from, &self.to, self.traffic)
    }

    /// What is claimed when it is answered with yes, or with no.
    pub fn claim(&self, is_open: bool) -> String {
        let verb = if is_open { "reaches" } else { "does not reach" };
        let by = match self.traffic {
            Traffic::Icmp => "by ping".to_owned(),
            traffic => format!("on {traffic}"),
        };
        format!("{} {verb} {} {by}", self.from, self.to)
    }

    /// Why there is no path to speak of.
    pub fn nobody(&self) -> String {
        match (&self.from, &self.to) {
            (End::Me, _) | (_, End::Me) => "your own address is not known".to_owned(),
            (from, to) => format!("no address of {from} or {to} is known"),
        }
    }
}

/// The network, read when it is first asked for, and once.
#[derive(Clone, Default)]
pub(in crate::walkthrough) struct SharedNetwork(Arc<OnceCell<Arc<Network>>>);

impl SharedNetwork {
    /// The network of the deployment's own things as AWS reports it, with the person's own addresses.
    ///
    /// # Errors
    ///
    /// When it can't be read whole.
    async fn get(&self, session: &Session, answers: &Answers) -> Result<Arc<Network>> {
        // Boxed: it lies in the future of every step's verification.
        let read = || -> BoxFuture<'_, Result<Arc<Network>>> {
            Box::pin(async { Ok(Arc::new(session.read_own_network(answers).await?)) })
        };
        self.0.get_or_try_init(read).await.cloned()
    }

    /// Whether each promise is kept. Where a policy forbids to look, which no other check may suffer from, none has been looked at.
    ///
    /// # Errors
    ///
    /// When the network can't be read whole for another reason.
    pub(in crate::walkthrough) async fn checks(
        &self,
        session: &Session,
        answers: &Answers,
        promises: &[Promise],
    ) -> Result<Vec<Check>> {
        let network = match self.get(session, answers).await {
            Err(error) if error.aws().is_some_and(|error| error.class == Class::Denied) => {
                let reason = session.sentence(&error);
                return Ok(promises.iter().map(|promise| promise.not_looked_at(&reason)).collect());
            }
            read => read?,
        };
        Ok(promises
            .iter()
            .map(|promise| promise.check(&network, |error| session.sentence(error)))
            .collect())
    }
}

impl Session {
    /// The network of the deployment's VPCs as AWS reports it, and which addresses are the person's own, by the answers.
    ///
    /// # Errors
    ///
    /// When it can't be read whole.
    pub async fn read_network(&self, answers: &Answers) -> Result<Network> {
        let inventory = self.inventory(Clone::clone);
        let network = read_network(self.aws(), self.deployment(), &inventory).await?;
        Ok(self.trusting(network, answers))
    }

    /// As [`Session::read_network`], as far as paths between the deployment's own things lead.
    ///
    /// # Errors
    ///
    /// When it can't be read whole.
    async fn read_own_network(&self, answers: &Answers) -> Result<Network> {
        let inventory = self.inventory(Clone::clone);
        let network = read_own_network(self.aws(), self.deployment(), &inventory).await?;
        Ok(self.trusting(network, answers))
    }

    /// The network with the person's own addresses in it.
    fn trusting(&self, mut network: Network, answers: &Answers) -> Network {
        let question = self.steps().roles().trusted_addresses;
        network.trusted = question.and_then(|question| answers.get(question)).unwrap_or_default();
        network
    }
}
