//! Paths a step promises, open or closed, and whether the network keeps the promise.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use ipnet::IpNet;
use tokio::sync::OnceCell;

use crate::aws::Class;
use crate::resources::{read_network, read_own_network};
use crate::walkthrough::nearness::nearest;
use crate::walkthrough::{
    Answers, Check, Claim, Error, Expected, Misuse, NotRunReason, PathProblem, PathQuestion, Result, Seen, Session,
};
use jalon_reachability::{Network, UnknownEnd, UnknownPort, Verdict};

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
    fn not_run(&self, reason: NotRunReason) -> Check {
        let claim = Claim::Promise {
            from: self.from.clone(),
            to: self.to.clone(),
            is_open: self.is_open,
        };
        Check::not_run(claim, reason)
    }

    /// Whether the network keeps it.
    pub(in crate::walkthrough) fn check(&self, network: &Network) -> Check {
        let question = match PathQuestion::new(network, &self.from, &self.to, false) {
            Ok(question) => question,
            Err(problem) => return self.not_run(NotRunReason::Error(Arc::new(problem.into()))),
        };
        let answer = question.answer(network);
        let shown = match (answer.verdict(), self.is_open) {
            (Verdict::Open | Verdict::Partly, false) => answer.open_path(),
            _ => answer.path(),
        };
        let reason = question.reason(shown);
        let claim = Claim::Path {
            question: Box::new(question),
            is_open: self.is_open,
        };
        let check = match (answer.verdict(), self.is_open) {
            (Verdict::Unknown, _) => Check::not_run(claim, NotRunReason::Path(reason)),
            (Verdict::Open, true) | (Verdict::Closed, false) => Check::passed(claim),
            (Verdict::Closed | Verdict::Partly, true) => Check::unmet(claim, Expected::WayThereAndBack, Seen::Path(reason)),
            (Verdict::Open | Verdict::Partly, false) => Check::unmet(claim, Expected::NoWay, Seen::Path(reason)),
        };
        check.along(shown.map(|path| path.hops.clone()).unwrap_or_default())
    }
}

impl From<PathProblem> for Error {
    fn from(problem: PathProblem) -> Self {
        Self::Misuse(match problem {
            PathProblem::Ipv6 { given } => Misuse::Ipv6End { given },
            PathProblem::UnknownEnd(UnknownEnd { given, known }) => Misuse::UnknownEnd {
                nearest: nearest(&given, known.iter().map(String::as_str)).map(str::to_owned),
                given,
                known,
            },
            PathProblem::UnknownPort(UnknownPort { given }) => Misuse::UnknownPort { given },
        })
    }
}

/// The network, read when it is first asked for, and once.
#[derive(Clone, Default)]
pub(in crate::walkthrough) struct SharedNetwork(Arc<OnceCell<Arc<Network>>>);

impl SharedNetwork {
    /// A network that is known already.
    pub(in crate::walkthrough) fn known(network: Arc<Network>) -> Self {
        Self(Arc::new(OnceCell::new_with(Some(network))))
    }

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
                let error = Arc::new(error);
                let not_run = |promise: &Promise| promise.not_run(NotRunReason::Error(Arc::clone(&error)));
                return Ok(promises.iter().map(not_run).collect());
            }
            read => read?,
        };
        Ok(promises.iter().map(|promise| promise.check(&network)).collect())
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
    pub(in crate::walkthrough) fn trusting(&self, mut network: Network, answers: &Answers) -> Network {
        let question = self.steps().roles().trusted_addresses;
        let trusted = question.and_then(|question| answers.get(question)).unwrap_or_default();
        for range in trusted {
            match range {
                IpNet::V4(range) => network.trusted.push(range),
                IpNet::V6(range) => network.trusted_ipv6.push(range),
            }
        }
        network
    }
}
