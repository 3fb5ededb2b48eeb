//! Questions about paths, and why the answer is what it is.

use jalon_reachability::{End, Hop, Network, Path, Target, Traffic, UnknownEnd, UnknownPort};

/// Why a question can't be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathProblem {
    /// An end of that name isn't there.
    UnknownEnd(UnknownEnd),
    /// The target is not written as one.
    UnknownPort(UnknownPort),
    /// An end is an IPv6 address.
    Ipv6 {
        /// What was given.
        given: String,
    },
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
        if let Some(given) = [from, to].into_iter().find(|text| looks_like_ipv6(text)) {
            let given = given.to_owned();
            return Err(PathProblem::Ipv6 { given });
        }
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
    pub fn answer(&self, network: &Network) -> jalon_reachability::Answer {
        jalon_reachability::reach(network, &self.from, &self.to, self.traffic)
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

/// Whether a text is meant as an IPv6 address, with or without a port: no name has two colons in it and such letters only.
fn looks_like_ipv6(text: &str) -> bool {
    text.matches(':').count() > 1 && text.chars().all(|c| c.is_ascii_hexdigit() || ":.[]".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_address_is_told_from_a_name_with_a_port() {
        for text in ["2001:db8::1", "::1", "[2001:db8::1]:443", "::ffff:10.0.0.1"] {
            assert!(looks_like_ipv6(text), "{text}");
        }
        for text in ["database:3306", "app-host:icmp", "10.0.0.1:22", "face", "app-host:22:33"] {
            assert!(!looks_like_ipv6(text), "{text}");
        }
    }
}
