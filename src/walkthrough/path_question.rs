//! Questions about paths, and why the answer is what it is.

use crate::reachability::{self, End, Hop, Network, Path, Target, Traffic, UnknownEnd, UnknownPort};

/// Why a question can't be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathProblem {
    /// An end of that name isn't there.
    UnknownEnd(UnknownEnd),
    /// The target is not written as one.
    UnknownPort(UnknownPort),
}

/// A question about a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathQuestion {
    /// Who sends.
    pub from: End,
    /// Who is to be reached.
    pub to: End,
    /// With what.
    pub traffic: Traffic,
}

/// Why a path is open, closed or unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathReason {
    /// This hop decides.
    Hop(Box<Hop>),
    /// There is no path: no address of an end is known.
    NoAddress {
        /// Who would send.
        from: End,
        /// Who would be reached.
        to: End,
    },
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
        let target = Target::parse(to).map_err(PathProblem::UnknownPort)?;
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

    /// Why one of its paths is as it is: the hop that stops it, else the one that lets it in. `None` is no path at all.
    pub fn reason(&self, path: Option<&Path>) -> PathReason {
        let hop = path.and_then(|path| path.end().or_else(|| path.entrance()));
        match hop {
            Some(hop) => PathReason::Hop(Box::new(hop.clone())),
            None => PathReason::NoAddress {
                from: self.from.clone(),
                to: self.to.clone(),
            },
        }
    }
}
