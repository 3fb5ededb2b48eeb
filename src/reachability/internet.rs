//! To the Internet and from it: through internet gateways and NAT gateways.

use std::net::Ipv4Addr;

use super::path::Stopped;
use super::routing::{Way, vpc_text, way};
use super::security::{Direction, Peer, ask_acl, ask_groups, remember};
use super::spot::{Inside, Spot};
use super::walk::Walk;
use super::{NatGateway, Subnet};

/// How a packet got out, and the address it is then seen at.
pub(super) struct Exit<'n> {
    pub(super) seen_at: Option<Ipv4Addr>,
    nat: Option<(&'n NatGateway, &'n Subnet)>,
}

impl<'n> Walk<'n> {
    /// Out to the Internet: through an internet gateway with an address of one's own, or through a NAT gateway.
    pub(super) fn leave(&mut self, from: &Spot, inside: &Inside<'n>, target: Ipv4Addr, text: &str) -> Result<Exit<'n>, Stopped> {
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
    pub(super) fn enter(&mut self, to: &Spot, inside: &Inside<'n>, sender: Ipv4Addr, text: &str) -> Result<(), Stopped> {
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
    pub(super) fn answer_out(&mut self, inside: &Inside<'n>, sender: Ipv4Addr, text: &str) -> Result<(), Stopped> {
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
    pub(super) fn answer_in(
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
}
