//! A walked deployment, and the means to break it.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_ec2::Client;
use aws_sdk_ec2::types::{Filter, IcmpTypeCode, IpPermission, IpRange, PortRange, RuleAction, UserIdGroupPair};
use jalon::picture::{Edge, Verdict as Drawn};
use jalon::resources::Kind;
use jalon::ui::{claim_text, hop_text, picture_of, seen_text};
use jalon::walkthrough::{Check, PathQuestion, Session, Verdict, read_drawing};

use crate::support::{Rehearsal, all_checks};

/// Every check of every step, once AWS lists what was done last.
pub async fn checks(rehearsal: &Rehearsal, set: &[&str]) -> Vec<Check> {
    tokio::time::sleep(Duration::from_secs(30)).await;
    let session = rehearsal.session(set).await.unwrap();
    let results = all_checks(&session).await;
    results.into_iter().flat_map(|result| result.checks).collect()
}

/// A walked deployment to break.
pub struct Broken {
    rehearsal: Rehearsal,
    session: Arc<Session>,
    pub ec2: Client,
}

impl Broken {
    pub async fn walked() -> Self {
        let rehearsal = Rehearsal::new();
        let session = rehearsal.walk(None, &[]).await.unwrap();
        let ec2 = session.aws().ec2().clone();
        Self { rehearsal, session, ec2 }
    }

    /// Asserts that the break is drawn where it is: a path that is not as promised, stopped for the same reason, or open.
    async fn is_drawn(&self, claim: &str, texts: &[&str]) {
        let session = self.rehearsal.session(&[]).await.unwrap();
        let answers = Arc::new(session.planned_answers().await.unwrap());
        let picture = picture_of(&read_drawing(&session, &answers).await.unwrap());
        let broken: Vec<&Edge> = picture.edges.iter().filter(|edge| !edge.is_kept).collect();
        let shows = |edge: &&Edge| match &edge.verdict {
            Drawn::Open => claim.contains("does not reach"),
            Drawn::Stopped { reason, .. } => texts.iter().all(|text| reason.contains(text)),
            Drawn::Unknown { .. } => false,
        };
        assert!(broken.iter().any(shows), "{claim} is not drawn: {broken:#?}");
    }

    pub fn rehearsal(&self) -> &Rehearsal {
        &self.rehearsal
    }

    pub fn id(&self, kind: Kind, key: &str) -> String {
        self.session
            .inventory(|inventory| inventory.by_key(kind, &key.into()).pop().unwrap().id)
    }

    /// Asserts that the check of this claim fails, and that what it has seen says all of `texts`.
    pub async fn fails(&self, claim: &str, texts: &[&str]) {
        let checks = checks(&self.rehearsal, &[]).await;
        let check = checks.iter().find(|check| claim_text(&check.claim) == claim);
        let check = check.unwrap_or_else(|| panic!("nobody claims that {claim}: {checks:#?}"));
        let Verdict::Failed { seen, .. } = &check.verdict else {
            panic!("{check:#?}");
        };
        let seen = seen_text(seen);
        for text in texts {
            assert!(seen.contains(text), "{claim}: {seen}");
        }
        assert!(!check.path.is_empty(), "{claim} is told without its path");
        self.is_drawn(claim, texts).await;
    }

    /// What `jalon reach` says of a path.
    pub async fn reason(&self, from: &str, to: &str) -> String {
        tokio::time::sleep(Duration::from_secs(30)).await;
        let session = self.rehearsal.session(&[]).await.unwrap();
        let network = session.read_network(&session.known_answers().await.unwrap()).await.unwrap();
        let question = PathQuestion::new(&network, from, to, false).unwrap();
        let answer = question.answer(&network);
        answer.stop().map(hop_text).unwrap_or_default()
    }

    pub async fn delete_route(&self, table: &str, destination: &str) {
        let call = self.ec2.delete_route().route_table_id(self.id(Kind::RouteTable, table));
        call.destination_cidr_block(destination).send().await.unwrap();
    }

    pub async fn revoke(&self, group: &str, permission: IpPermission) {
        let call = self.ec2.revoke_security_group_ingress();
        let call = call.group_id(self.id(Kind::SecurityGroup, group)).ip_permissions(permission);
        call.send().await.unwrap();
    }

    pub async fn authorize(&self, group: &str, permission: IpPermission) {
        let call = self.ec2.authorize_security_group_ingress();
        let call = call.group_id(self.id(Kind::SecurityGroup, group)).ip_permissions(permission);
        call.send().await.unwrap();
    }

    pub fn permission_of_group(&self, protocol: &str, port: i32, group: &str) -> IpPermission {
        let pair = UserIdGroupPair::builder()
            .group_id(self.id(Kind::SecurityGroup, group))
            .build();
        permission(protocol, port).user_id_group_pairs(pair).build()
    }

    /// The network ACL a subnet is under.
    pub async fn acl_of(&self, subnet: &str) -> aws_sdk_ec2::types::NetworkAcl {
        let here = Filter::builder()
            .name("association.subnet-id")
            .values(self.id(Kind::Subnet, subnet))
            .build();
        let found = self.ec2.describe_network_acls().filters(here).send().await.unwrap();
        found.network_acls()[0].clone()
    }

    /// Puts a subnet under an ACL of its own, which lets through what these rules say: number, egress, protocol, first and last port.
    pub async fn guard(&self, subnet: &str, rules: &[(i32, bool, &str, i32, i32)]) -> String {
        let old = self.acl_of(subnet).await;
        let made = self
            .ec2
            .create_network_acl()
            .vpc_id(old.vpc_id().unwrap())
            .send()
            .await
            .unwrap();
        let acl = made.network_acl().unwrap().network_acl_id().unwrap().to_owned();
        tokio::time::sleep(Duration::from_secs(30)).await;
        for (number, egress, protocol, first, last) in rules {
            let entry = self
                .ec2
                .create_network_acl_entry()
                .network_acl_id(&acl)
                .rule_number(*number)
                .egress(*egress)
                .protocol(*protocol)
                .rule_action(RuleAction::Allow)
                .cidr_block("0.0.0.0/0")
                .port_range(PortRange::builder().from(*first).to(*last).build())
                .icmp_type_code(IcmpTypeCode::builder().r#type(-1).code(-1).build());
            entry.send().await.unwrap();
        }
        let id = self.id(Kind::Subnet, subnet);
        let mut associations = old.associations().iter();
        let association = associations.find(|association| association.subnet_id() == Some(&id)).unwrap();
        let call = self.ec2.replace_network_acl_association().network_acl_id(&acl);
        let call = call.association_id(association.network_acl_association_id().unwrap());
        call.send().await.unwrap();
        acl
    }
}

pub fn permission(protocol: &str, port: i32) -> aws_sdk_ec2::types::builders::IpPermissionBuilder {
    IpPermission::builder().ip_protocol(protocol).from_port(port).to_port(port)
}

pub fn from_everywhere(protocol: &str, port: i32) -> IpPermission {
    let range = IpRange::builder().cidr_ip("0.0.0.0/0").build();
    permission(protocol, port).ip_ranges(range).build()
}
