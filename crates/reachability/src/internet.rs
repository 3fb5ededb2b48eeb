//! To the Internet and from it: through internet gateways and NAT gateways.

use std::net::Ipv4Addr;

use super::path::Stopped;
use super::routing::{Way, vpc_label, way};
use super::security::{Peer, ask_acl, ask_groups, remember};
use super::spot::{Inside, Spot};
use super::walk::Walk;
use super::{Addresses, BlockedWays, Direction, Doubt, InternetGateway, NatGateway, Pass, Stop, Subnet, Traffic, WrongWay};

/// The port that mail is sent to.
const SMTP: u16 = 25;

/// How a packet got out, and the address it is then seen at.
pub(super) struct Exit<'n> {
    pub(super) seen_at: Option<Ipv4Addr>,
    nat: Option<(&'n NatGateway, &'n Subnet)>,
}

impl<'n> Walk<'n> {
    /// Out to the Internet: through an internet gateway with an address of one's own, or through a NAT gateway.
    pub(super) fn leave(
        &mut self,
        from: &Spot,
        inside: &Inside<'n>,
        target: Ipv4Addr,
        to: &Addresses,
    ) -> Result<Exit<'n>, Stopped> {
        let (network, request) = (self.network, self.request.clone());
        let peer = Peer::outside(target, to);
        ask_groups(network, &mut self.trace, inside, Direction::Out, &request, &peer)?;
        ask_acl(
            network,
            &mut self.trace,
            inside.subnet,
            Direction::Out,
            &request,
            (target, to),
        )?;
        match way(network, &mut self.trace, inside.subnet, target, to)? {
            Way::Internet(gateway) => {
                if !inside.is_public {
                    let gateway = gateway.label.clone();
                    return Err(self.trace.stop(&from.label, Stop::NoAddressFor { gateway }));
                }
                self.ask_block(gateway, inside.subnet, inside.subnet.blocked)?;
                self.refuse_mail(gateway)?;
                let seen_at = inside.public_address;
                self.trace.pass(&gateway.label, Pass::ToInternet { seen_at });
                Ok(Exit { seen_at, nat: None })
            }
            Way::Nat(nat) => self.leave_by_nat(from, inside.subnet, nat, target, to),
            Way::Local | Way::Peering(_) => Err(self.wrong_way(inside.subnet, WrongWay::NotInAnyVpc(to.clone()))),
        }
    }

    /// VPC Block Public Access acts at the internet gateway, whatever routes and rules say.
    fn ask_block(&mut self, gateway: &InternetGateway, subnet: &Subnet, blocked: Option<BlockedWays>) -> Result<(), Stopped> {
        let Some(ways) = blocked else { return Ok(()) };
        let subnet = subnet.label.clone();
        Err(self.trace.stop(&gateway.label, Stop::PublicAccessBlocked { subnet, ways }))
    }

    /// EC2 blocks what goes to port 25 of public addresses, from every account that has not asked for more.
    /// Source: EC2 user guide, "Restriction on email sent using port 25".
    fn refuse_mail(&mut self, gateway: &InternetGateway) -> Result<(), Stopped> {
        if self.request != Traffic::Tcp(SMTP).request() {
            return Ok(());
        }
        Err(self.trace.stop(&gateway.label, Stop::MailBlocked))
    }

    /// A NAT gateway sends on in its own name, from its own subnet, to the Internet only.
    /// Source: VPC user guide, "NAT gateway basics".
    fn leave_by_nat(
        &mut self,
        from: &Spot,
        leaving: &'n Subnet,
        nat: &'n NatGateway,
        target: Ipv4Addr,
        to: &Addresses,
    ) -> Result<Exit<'n>, Stopped> {
        let (network, request) = (self.network, self.request.clone());
        let Some(subnet) = network.subnet(&nat.subnet).filter(|subnet| subnet.vpc == leaving.vpc) else {
            let subnet = nat.subnet.clone();
            return Err(self.trace.lose(&nat.label, Doubt::UnknownSubnet { subnet }));
        };
        if subnet.label.id != leaving.label.id {
            ask_acl(
                network,
                &mut self.trace,
                subnet,
                Direction::In,
                &request,
                (from.address, &from.addresses),
            )?;
        }
        let seen_at = nat.public_address;
        self.trace.pass(&nat.label, Pass::Translated { seen_at });
        ask_acl(network, &mut self.trace, subnet, Direction::Out, &request, (target, to))?;
        match way(network, &mut self.trace, subnet, target, to)? {
            Way::Internet(gateway) => {
                let blocked = subnet.blocked.filter(|ways| *ways == BlockedWays::Both);
                self.ask_block(gateway, subnet, blocked)?;
                self.refuse_mail(gateway)?;
                self.trace.pass(&gateway.label, Pass::ToInternet { seen_at: None });
                Ok(Exit {
                    seen_at,
                    nat: Some((nat, subnet)),
                })
            }
            Way::Local | Way::Nat(_) | Way::Peering(_) => {
                let problem = WrongWay::NatNeedsInternetGateway(nat.label.clone());
                Err(self.wrong_way(subnet, problem))
            }
        }
    }

    /// In from the Internet: to a public address, through the gateway of the VPC.
    pub(super) fn enter(&mut self, to: &Spot, inside: &Inside<'n>, sender: Ipv4Addr, from: &Addresses) -> Result<(), Stopped> {
        let (network, request) = (self.network, self.request.clone());
        if !inside.is_public {
            return Err(self.trace.stop(&to.label, Stop::NoPublicAddress));
        }
        let vpc = &inside.subnet.vpc;
        let Some(gateway) = network.internet_gateway_of(vpc) else {
            return Err(self.trace.stop(&vpc_label(network, vpc), Stop::NoInternetGateway));
        };
        self.ask_block(gateway, inside.subnet, inside.subnet.blocked)?;
        self.trace.pass(&gateway.label, Pass::HandsTo(to.addresses.clone()));
        ask_acl(
            network,
            &mut self.trace,
            inside.subnet,
            Direction::In,
            &request,
            (sender, from),
        )?;
        let peer = Peer::outside(sender, from);
        ask_groups(network, &mut self.trace, inside, Direction::In, &request, &peer)
    }

    /// The answer of something inside to somebody outside: it has to leave as the request came.
    pub(super) fn answer_out(&mut self, inside: &Inside<'n>, sender: Ipv4Addr, to: &Addresses) -> Result<(), Stopped> {
        let (network, answer) = (self.network, self.answer.clone());
        remember(network, &mut self.trace, inside, Direction::Out);
        ask_acl(network, &mut self.trace, inside.subnet, Direction::Out, &answer, (sender, to))?;
        match way(network, &mut self.trace, inside.subnet, sender, to)? {
            Way::Internet(_) => Ok(()),
            Way::Local | Way::Nat(_) | Way::Peering(_) => {
                Err(self.wrong_way(inside.subnet, WrongWay::AnswerNeedsInternetGateway))
            }
        }
    }

    /// The answer from outside to something inside: as the request went out, so it comes in.
    pub(super) fn answer_in(
        &mut self,
        from: &Spot,
        inside: &Inside<'n>,
        exit: &Exit<'n>,
        target: Ipv4Addr,
        targets: &Addresses,
    ) -> Result<(), Stopped> {
        let (network, answer) = (self.network, self.answer.clone());
        let remote = (target, targets);
        if let Some((nat, subnet)) = exit.nat {
            ask_acl(network, &mut self.trace, subnet, Direction::In, &answer, remote)?;
            self.trace.pass(&nat.label, Pass::HandsTo(from.addresses.clone()));
            if subnet.label.id != inside.subnet.label.id {
                let host = (from.address, &from.addresses);
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
