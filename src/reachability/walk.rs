//! Following a packet and its answer from spot to spot.

use std::net::Ipv4Addr;

use super::packet::Packet;
use super::path::{Leg, Stopped, Trace};
use super::routing::{Way, vpc_text, way};
use super::security::{Direction, Peer, ask_acl, ask_groups, remember};
use super::spot::{Inside, Spot, Trouble};
use super::{NatGateway, Network, Path, Subnet, Traffic};

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

struct Walk<'n> {
    network: &'n Network,
    request: Packet,
    answer: Packet,
    trace: Trace,
}

/// How a packet got out, and the address it is then seen at.
struct Exit<'n> {
    seen_at: Option<Ipv4Addr>,
    nat: Option<(&'n NatGateway, &'n Subnet)>,
}

impl<'n> Walk<'n> {
    fn both_ways(&mut self, from: &Spot<'n>, to: &Spot<'n>) -> Result<(), Stopped> {
        for spot in [from, to] {
            if let Some(Trouble::NotThere(problem)) = &spot.trouble {
                return Err(self.trace.stop(&spot.label, problem.clone()));
            }
        }
        match (from.inside, to.inside) {
            (Some(a), Some(b)) if !b.by_public_address => self.within(from, &a, to, &b),
            (None, None) => {
                let problem = "both are outside: nothing of this network is between them".to_owned();
                Err(self.trace.lose(&from.label, problem))
            }
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
            (to.address, &to.text),
        )?;
        let way = way(network, &mut self.trace, leaving, to.address, &to.text)?;
        let problem = match way {
            Way::Local if leaving.vpc == entering.vpc => None,
            Way::Local => Some(format!("{} is in {}", to.text, vpc_text(network, &entering.vpc))),
            Way::Peering(vpc) if *vpc == entering.vpc => None,
            Way::Peering(vpc) => Some(format!("{} is not in {}", to.text, vpc_text(network, vpc))),
            Way::Internet(_) | Way::Nat(_) => Some(format!("the private address {} is not on the Internet", to.text)),
        };
        if let Some(problem) = problem {
            return Err(self.wrong_way(leaving, &problem));
        }
        ask_acl(
            network,
            &mut self.trace,
            entering,
            Direction::In,
            packet,
            (from.address, &from.text),
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
        let target_text = match &b {
            Some(_) => target.to_string(),
            None => to.text.clone(),
        };
        self.set_out(from)?;
        let exit = match &a {
            Some(inside) => Some(self.leave(from, inside, target, &target_text)?),
            None => None,
        };
        let sender = exit.as_ref().and_then(|exit| exit.seen_at).unwrap_or(from.address);
        let sender_text = match &a {
            Some(_) => sender.to_string(),
            None => from.text.clone(),
        };
        if let Some(inside) = &b {
            self.enter(to, inside, sender, &sender_text)?;
        }
        self.arrive(to)?;
        self.trace.leg = Leg::Back;
        if let Some(inside) = &b {
            self.answer_out(inside, sender, &sender_text)?;
        }
        if let (Some(inside), Some(exit)) = (&a, &exit) {
            self.answer_in(from, inside, exit, target, &target_text)?;
        }
        Ok(())
    }

    /// Out to the Internet: through an internet gateway with an address of one's own, or through a NAT gateway.
    fn leave(&mut self, from: &Spot, inside: &Inside<'n>, target: Ipv4Addr, text: &str) -> Result<Exit<'n>, Stopped> {
        let (network, request) = (self.network, self.request.clone());
        let peer = Peer::outside(target, text);
        ask_groups(network, &mut self.trace, inside, Direction::Out, &request, &peer)?;
        ask_acl(
            network,
            &mut self.trace,
            inside.subnet,
            Direction::Out,
            &request,
            (target, text),
        )?;
        match way(network, &mut self.trace, inside.subnet, target, text)? {
            Way::Internet(gateway) => {
                if !inside.is_public {
                    let problem = format!("{} has no public address for {} to take out", from.label, gateway.label);
                    return Err(self.trace.stop(&from.label, problem));
                }
                let address = inside.public_address;
                let seen = address.map(|address| format!(" as {address}")).unwrap_or_default();
                self.trace
                    .pass(&gateway.label, format!("{} takes it to the Internet{seen}", gateway.label));
                Ok(Exit {
                    seen_at: address,
                    nat: None,
                })
            }
            Way::Nat(nat) => self.leave_by_nat(from, inside.subnet, nat, target, text),
            Way::Local | Way::Peering(_) => Err(self.wrong_way(inside.subnet, &format!("{text} is not in a VPC"))),
        }
    }

    /// A NAT gateway sends on in its own name, from its own subnet, to the Internet only.
    /// Source: VPC user guide, "NAT gateway basics".
    fn leave_by_nat(
        &mut self,
        from: &Spot,
        leaving: &'n Subnet,
        nat: &'n NatGateway,
        target: Ipv4Addr,
        text: &str,
    ) -> Result<Exit<'n>, Stopped> {
        let (network, request) = (self.network, self.request.clone());
        let Some(subnet) = network.subnet(&nat.subnet).filter(|subnet| subnet.vpc == leaving.vpc) else {
            let problem = format!("{} is in {}, which is not known here", nat.label, nat.subnet);
            return Err(self.trace.lose(&nat.label, problem));
        };
        if subnet.label.id != leaving.label.id {
            ask_acl(
                network,
                &mut self.trace,
                subnet,
                Direction::In,
                &request,
                (from.address, &from.text),
            )?;
        }
        let seen = nat.public_address.map(|address| format!(" as {address}")).unwrap_or_default();
        self.trace.pass(&nat.label, format!("{} sends it on{seen}", nat.label));
        ask_acl(network, &mut self.trace, subnet, Direction::Out, &request, (target, text))?;
        match way(network, &mut self.trace, subnet, target, text)? {
            Way::Internet(gateway) => {
                self.trace
                    .pass(&gateway.label, format!("{} takes it to the Internet", gateway.label));
                Ok(Exit {
                    seen_at: nat.public_address,
                    nat: Some((nat, subnet)),
                })
            }
            Way::Local | Way::Nat(_) | Way::Peering(_) => {
                let problem = format!("{} goes out through an internet gateway only", nat.label);
                Err(self.wrong_way(subnet, &problem))
            }
        }
    }

    /// In from the Internet: to a public address, through the gateway of the VPC.
    fn enter(&mut self, to: &Spot, inside: &Inside<'n>, sender: Ipv4Addr, text: &str) -> Result<(), Stopped> {
        let (network, request) = (self.network, self.request.clone());
        if !inside.is_public {
            let problem = format!("{} has no public address: nothing outside can send to it", to.label);
            return Err(self.trace.stop(&to.label, problem));
        }
        let vpc = &inside.subnet.vpc;
        let Some(gateway) = network.internet_gateway_of(vpc) else {
            let label = network.vpc(vpc).map(|vpc| vpc.label.clone()).unwrap_or_default();
            let problem = format!("{} has no internet gateway attached", vpc_text(network, vpc));
            return Err(self.trace.stop(&label, problem));
        };
        self.trace
            .pass(&gateway.label, format!("{} hands it to {}", gateway.label, to.text));
        ask_acl(
            network,
            &mut self.trace,
            inside.subnet,
            Direction::In,
            &request,
            (sender, text),
        )?;
        let peer = Peer::outside(sender, text);
        ask_groups(network, &mut self.trace, inside, Direction::In, &request, &peer)
    }

    /// The answer of something inside to somebody outside: it has to leave as the request came.
    fn answer_out(&mut self, inside: &Inside<'n>, sender: Ipv4Addr, text: &str) -> Result<(), Stopped> {
        let (network, answer) = (self.network, self.answer.clone());
        remember(network, &mut self.trace, inside, Direction::Out);
        ask_acl(
            network,
            &mut self.trace,
            inside.subnet,
            Direction::Out,
            &answer,
            (sender, text),
        )?;
        match way(network, &mut self.trace, inside.subnet, sender, text)? {
            Way::Internet(_) => Ok(()),
            Way::Local | Way::Nat(_) | Way::Peering(_) => Err(self.wrong_way(
                inside.subnet,
                "the request came through the internet gateway, and the answer has to leave by it",
            )),
        }
    }

    /// The answer from outside to something inside: as the request went out, so it comes in.
    fn answer_in(
        &mut self,
        from: &Spot,
        inside: &Inside<'n>,
        exit: &Exit<'n>,
        target: Ipv4Addr,
        text: &str,
    ) -> Result<(), Stopped> {
        let (network, answer) = (self.network, self.answer.clone());
        let remote = (target, text);
        if let Some((nat, subnet)) = exit.nat {
            ask_acl(network, &mut self.trace, subnet, Direction::In, &answer, remote)?;
            self.trace
                .pass(&nat.label, format!("{} hands the answer to {}", nat.label, from.text));
            if subnet.label.id != inside.subnet.label.id {
                let host = (from.address, from.text.as_str());
                ask_acl(network, &mut self.trace, subnet, Direction::Out, &answer, host)?;
                ask_acl(network, &mut self.trace, inside.subnet, Direction::In, &answer, remote)?;
            }
        } else {
            ask_acl(network, &mut self.trace, inside.subnet, Direction::In, &answer, remote)?;
        }
        remember(network, &mut self.trace, inside, Direction::In);
        Ok(())
    }

    fn set_out(&mut self, from: &Spot) -> Result<(), Stopped> {
        if let Some(Trouble::NotRunning(problem)) = &from.trouble {
            return Err(self.trace.stop(&from.label, problem.clone()));
        }
        let text = match from.inside {
            Some(_) => format!("{} sends it from {}", from.label, from.text),
            None => format!("{} sends it", from.name),
        };
        self.trace.pass(&from.label, text);
        Ok(())
    }

    fn arrive(&mut self, to: &Spot) -> Result<(), Stopped> {
        if let Some(Trouble::NotRunning(problem)) = &to.trouble {
            return Err(self.trace.stop(&to.label, problem.clone()));
        }
        let text = match to.inside {
            Some(_) => format!("{} is reached at {}", to.label, to.text),
            None => format!("{} is reached", to.name),
        };
        self.trace.pass(&to.label, text);
        Ok(())
    }

    /// The route table of a subnet leads astray.
    fn wrong_way(&mut self, subnet: &Subnet, problem: &str) -> Stopped {
        let table = self.network.route_table_of(subnet);
        let label = table.map(|table| table.label.clone()).unwrap_or_default();
        self.trace.stop(&label, format!("{label} leads the wrong way: {problem}"))
    }
}
