//! Whether one place of the network reaches another, hop by hop and both ways: pure data in, verdict out.
//!
//! It follows a packet and its answer as a VPC treats them: security groups, network ACLs, route tables, internet and NAT gateways,
//! and peering connections. Nothing here asks AWS: `resources` reads the [`Network`], `walkthrough` asks the questions, and `ui` makes
//! the sentences of the [`Path`]s. What the analysis knows of AWS comes from the VPC user guide and the VPC peering guide.
//!
//! It looks at IPv4 and at each instance's primary address. What lies behind other targets of routes (instances, transit gateways…) is
//! not followed, and said so.

mod address;
mod answer;
mod end;
mod internet;
mod label;
mod model;
mod outcome;
mod packet;
mod path;
mod routing;
mod security;
mod spot;
mod walk;

#[cfg(test)]
mod tests;

pub use answer::{Answer, Verdict, reach};
pub use end::{End, Target, UnknownEnd, UnknownPort};
pub use label::{Label, LabelKind};
pub use model::{
    AclEntry, BlockedWays, Database, Instance, InternetGateway, NatGateway, Network, NetworkAcl, Peering, PeeringSide, Route,
    RouteDestination, RouteTable, RouteTarget, Rule, RulePeer, SecurityGroup, Subnet, Vpc,
};
pub use outcome::{Addresses, Direction, Doubt, NextHop, Outcome, Pass, RuleEnd, Stop, TakenRoute, WrongWay};
pub use packet::{Matching, Packet, Traffic};
pub use path::{Hop, Leg, Path, entrance};
