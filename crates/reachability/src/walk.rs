//! Following a packet and its answer from spot to spot.

use super::packet::Packet;
use super::path::{Leg, Stopped, Trace};
use super::routing::{Way, vpc_label, way};
use super::security::{Peer, ask_acl, ask_groups, remember};
use super::spot::{Inside, Spot, Trouble};
use super::{Addresses, Direction, Doubt, Network, Pass, Path, Stop, Subnet, Traffic, WrongWay};

/// Follows a packet there and its answer back.
pub(super) fn follow(network: &Network, from: &Spot, to: &Spot, traffic: Traffic) -> Path {
    let mut walk = Walk {
        network,
        request: traffic.request(),
        answer: traffic.answer(),
        trace: Trace::begin(),
    };
    // A stop is in the trace.
    let _ = walk.both_ways(from, to);
    walk.trace.finish()
}

/// A packet and its answer, under way.
pub(super) struct Walk<'n> {
    pub(super) network: &'n Network,
    pub(super) request: Packet,
    pub(super) answer: Packet,
    pub(super) trace: Trace,
}

impl<'n> Walk<'n> {
    fn both_ways(&mut self, from: &Spot<'n>, to: &Spot<'n>) -> Result<(), Stopped> {
        for spot in [from, to] {
            if let Some(Trouble::NotThere(stop)) = &spot.trouble {
                return Err(self.trace.stop(&spot.label, stop.clone()));
            }
        }
        match (from.inside, to.inside) {
            (Some(a), Some(b)) if !b.by_public_address => self.within(from, &a, to, &b),
            (None, None) => Err(self.trace.lose(&from.label, Doubt::BothOutside)),
            (a, b) => self.across_the_internet((from, a), (to, b)),
        }
    }

    /// Between two places of the network.
    fn within(&mut self, from: &Spot<'n>, a: &Inside<'n>, to: &Spot<'n>, b: &Inside<'n>) -> Result<(), Stopped> {
        self.set_out(from)?;
        if from.address == to.address {
            return self.arrive(to);
        }
        let request = self.request.clone();
        let peer = Peer::inside(to);
        ask_groups(self.network, &mut self.trace, a, Direction::Out, &request, &peer)?;
        self.deliver(from, a.subnet, to, b.subnet, &request)?;
        ask_groups(self.network, &mut self.trace, b, Direction::In, &request, &Peer::inside(from))?;
        self.arrive(to)?;
        self.trace.leg = Leg::Back;
        remember(self.network, &mut self.trace, b, Direction::Out);
        let answer = self.answer.clone();
        self.deliver(to, b.subnet, from, a.subnet, &answer)?;
        remember(self.network, &mut self.trace, a, Direction::In);
        Ok(())
    }

    /// From subnet to subnet, past the network ACLs of both and the route table of the first. Within a subnet nothing is asked.
    fn deliver(
        &mut self,
        from: &Spot,
        leaving: &'n Subnet,
        to: &Spot,
        entering: &'n Subnet,
        packet: &Packet,
    ) -> Result<(), Stopped> {
        if leaving.label.id == entering.label.id {
            return Ok(());
        }
        let network = self.network;
        ask_acl(
            network,
            &mut self.trace,
            leaving,
            Direction::Out,
            packet,
            (to.address, &to.addresses),
        )?;
        let way = way(network, &mut self.trace, leaving, to.address, &to.addresses)?;
        let to = to.addresses.clone();
        let problem = match way {
            Way::Local if leaving.vpc == entering.vpc => None,
            Way::Local => Some(WrongWay::InAnotherVpc {
                to,
                vpc: vpc_label(network, &entering.vpc),
            }),
            Way::Peering(vpc) if *vpc == entering.vpc => None,
            Way::Peering(vpc) => Some(WrongWay::NotInVpc {
                to,
                vpc: vpc_label(network, vpc),
            }),
            Way::Internet(_) | Way::Nat(_) => Some(WrongWay::PrivateAddress(to)),
        };
        if let Some(problem) = problem {
            return Err(self.wrong_way(leaving, problem));
        }
        ask_acl(
            network,
            &mut self.trace,
            entering,
            Direction::In,
            packet,
            (from.address, &from.addresses),
        )
    }

    /// At least one end is outside, or known by its public address.
    fn across_the_internet(
        &mut self,
        (from, a): (&Spot<'n>, Option<Inside<'n>>),
        (to, b): (&Spot<'n>, Option<Inside<'n>>),
    ) -> Result<(), Stopped> {
        // What the other side sees: the public addresses.
        let target = b.and_then(|inside| inside.public_address).unwrap_or(to.address);
        let targets = match &b {
            Some(_) => Addresses::One(target),
            None => to.addresses.clone(),
        };
        self.set_out(from)?;
        let exit = match &a {
            Some(inside) => Some(self.leave(from, inside, target, &targets)?),
            None => None,
        };
        let sender = exit.as_ref().and_then(|exit| exit.seen_at).unwrap_or(from.address);
        let senders = match &a {
            Some(_) => Addresses::One(sender),
            None => from.addresses.clone(),
        };
        if let Some(inside) = &b {
            self.enter(to, inside, sender, &senders)?;
        }
        self.arrive(to)?;
        self.trace.leg = Leg::Back;
        if let Some(inside) = &b {
            self.answer_out(inside, sender, &senders)?;
        }
        if let (Some(inside), Some(exit)) = (&a, &exit) {
            self.answer_in(from, inside, exit, target, &targets)?;
        }
        Ok(())
    }

    fn set_out(&mut self, from: &Spot) -> Result<(), Stopped> {
        if let Some(Trouble::NotRunning(stop)) = &from.trouble {
            return Err(self.trace.stop(&from.label, stop.clone()));
        }
        let addresses = from.addresses.clone();
        let pass = match from.inside {
            Some(_) => Pass::SendsFrom(addresses),
            None => Pass::Sends(addresses),
        };
        self.trace.pass(&from.label, pass);
        Ok(())
    }

    fn arrive(&mut self, to: &Spot) -> Result<(), Stopped> {
        if let Some(Trouble::NotRunning(stop)) = &to.trouble {
            return Err(self.trace.stop(&to.label, stop.clone()));
        }
        let addresses = to.addresses.clone();
        let pass = match to.inside {
            Some(_) => Pass::ReachedAt(addresses),
            None => Pass::Reached(addresses),
        };
        self.trace.pass(&to.label, pass);
        Ok(())
    }

    /// The route table that a subnet follows leads to something that does not lead to the destination.
    pub(super) fn wrong_way(&mut self, subnet: &Subnet, problem: WrongWay) -> Stopped {
        let table = self.network.route_table_of(subnet);
        let label = table.map_or(&subnet.label, |table| &table.label);
        self.trace.stop(label, Stop::WrongWay(problem))
    }
}
