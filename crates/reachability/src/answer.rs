//! The answer to a question: every path there is between its ends, and the verdict.

use super::spot::{Spot, spots};
use super::walk::follow;
use super::{End, Hop, Network, Outcome, Path, Traffic};

/// Whether one end reaches the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// From and to every address of theirs.
    Open,
    /// From or to some of their addresses only.
    Partly,
    /// From and to none.
    Closed,
    /// It leads to something that is not followed.
    Unknown,
}

/// The answer to a question.
#[derive(Clone, Debug)]
pub struct Answer {
    /// One path, or several where an end has many addresses and they are not alike.
    paths: Vec<Path>,
}

/// Whether `from` reaches `to`, and how: the request and the answer to it, past everything on their way.
///
/// An end with many addresses (the Internet, the person's own ranges, a database that may be in any of its subnets, a subnet) is asked
/// about all of them. [`Network::trusted`] says which addresses are the person's own.
pub fn reach(network: &Network, from: &End, to: &End, traffic: Traffic) -> Answer {
    let (sources, targets) = (spots(network, from), spots(network, to));
    let answer = between(network, &sources, &targets, traffic);
    if answer.verdict() != Verdict::Partly {
        return answer;
    }
    // The addresses are not alike: each has to speak for itself.
    let (sources, targets) = (each_by_itself(sources), each_by_itself(targets));
    between(network, &sources, &targets, traffic)
}

fn each_by_itself<'n>(spots: Vec<Spot<'n>>) -> Vec<Spot<'n>> {
    spots.into_iter().map(Spot::by_itself).collect()
}

fn between(network: &Network, sources: &[Spot], targets: &[Spot], traffic: Traffic) -> Answer {
    let are_single = sources.len() == 1 && targets.len() == 1;
    let pairs = sources
        .iter()
        .flat_map(|source| targets.iter().map(move |target| (source, target)));
    let paths = pairs
        .filter(|(source, target)| are_single || !is_one(source, target))
        .map(|(source, target)| follow(network, source, target, traffic))
        .collect();
    Answer { paths }
}

/// Whether two spots are the same one: nothing is sent then.
fn is_one(a: &Spot, b: &Spot) -> bool {
    a.address == b.address && a.inside.is_some() && b.inside.is_some()
}

impl Answer {
    /// What it comes to. With no path at all there is nobody to ask about: the person's own address may not be known.
    pub fn verdict(&self) -> Verdict {
        let open = self.paths.iter().filter(|path| path.is_open()).count();
        match open {
            0 if self.paths.is_empty() || self.find(is_unknown).is_some() => Verdict::Unknown,
            0 => Verdict::Closed,
            open if open == self.paths.len() => Verdict::Open,
            _ => Verdict::Partly,
        }
    }

    /// The path to show: one that is stopped, if any is.
    pub fn path(&self) -> Option<&Path> {
        self.find(is_stop)
            .or_else(|| self.find(is_unknown))
            .or_else(|| self.paths.first())
    }

    /// A path that is not stopped, if any is.
    pub fn open_path(&self) -> Option<&Path> {
        self.paths.iter().find(|path| path.is_open())
    }

    /// The hop that stops it.
    pub fn stop(&self) -> Option<&Hop> {
        self.path().and_then(Path::end)
    }

    /// The first path whose end is of a kind.
    fn find(&self, is_kind: fn(&Outcome) -> bool) -> Option<&Path> {
        let mut paths = self.paths.iter();
        paths.find(|path| path.end().is_some_and(|hop| is_kind(&hop.outcome)))
    }
}

fn is_stop(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Stops(_))
}

fn is_unknown(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Unknown(_))
}
