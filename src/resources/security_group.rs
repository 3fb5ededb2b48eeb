//! Security groups and their ingress rules.

use std::collections::BTreeSet;

use async_trait::async_trait;
use aws_sdk_ec2::types::{IpPermission, IpRange, ResourceType, SecurityGroup as Ec2SecurityGroup, UserIdGroupPair};
use futures_util::future::BoxFuture;

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::{Base, Difference, Handle, Resource, ResourceError};
use crate::aws::{Aws, AwsError, Class, Identity, Kind, Observed, Repeat, Scope, State};

const LAG: &[&str] = &["InvalidGroup.NotFound", "InvalidSecurityGroupID.NotFound"];
const INGRESS_RULE: &str = "ingress-rule";
const EGRESS_RULE: &str = "egress-rule";
const EVERYWHERE: &str = "0.0.0.0/0";

/// Who a rule lets in.
#[derive(Clone, Debug)]
pub enum RuleSource {
    /// An address range, e.g. `203.0.113.7/32`.
    Cidr(String),
    /// Everything in another security group.
    Group(Handle),
}

/// One ingress rule. All groups let everything out, as AWS's default rule does.
#[derive(Clone, Debug)]
pub struct Rule {
    protocol: &'static str,
    from_port: i32,
    to_port: i32,
    source: RuleSource,
    description: String,
}

impl Rule {
    /// Lets TCP on one port in.
    pub fn tcp(port: u16, source: RuleSource, description: impl Into<String>) -> Self {
        Self {
            protocol: "tcp",
            from_port: port.into(),
            to_port: port.into(),
            source,
            description: description.into(),
        }
    }

    /// Lets all ICMP in.
    pub fn icmp(source: RuleSource, description: impl Into<String>) -> Self {
        Self {
            protocol: "icmp",
            from_port: -1,
            to_port: -1,
            source,
            description: description.into(),
        }
    }

    fn text(&self) -> String {
        let source = match &self.source {
            RuleSource::Cidr(cidr) => cidr.clone(),
            RuleSource::Group(group) => group.id().to_owned(),
        };
        rule_text(self.protocol, self.from_port, self.to_port, &source)
    }

    fn permission(&self) -> IpPermission {
        let permission = IpPermission::builder()
            .ip_protocol(self.protocol)
            .from_port(self.from_port)
            .to_port(self.to_port);
        match &self.source {
            RuleSource::Cidr(cidr) => {
                permission.ip_ranges(IpRange::builder().cidr_ip(cidr).description(&self.description).build())
            }
            RuleSource::Group(group) => permission.user_id_group_pairs(
                UserIdGroupPair::builder()
                    .group_id(group.id())
                    .description(&self.description)
                    .build(),
            ),
        }
        .build()
    }
}

/// A rule as text, the same for a wanted one and for one AWS reports: `tcp 22 from 203.0.113.7/32`.
fn rule_text(protocol: &str, from: i32, to: i32, source: &str) -> String {
    match (protocol, from == to) {
        ("-1", _) => format!("all from {source}"),
        ("icmp", _) if from == -1 => format!("icmp from {source}"),
        (_, true) => format!("{protocol} {from} from {source}"),
        (_, false) => format!("{protocol} {from}-{to} from {source}"),
    }
}

/// A security group of a VPC.
pub struct SecurityGroup {
    base: Base,
    vpc: Handle,
    description: &'static str,
    ingress: Vec<Rule>,
}

impl SecurityGroup {
    /// A group that lets in exactly these.
    pub fn new(key: &str, name: impl Into<String>, vpc: &Handle, description: &'static str, ingress: Vec<Rule>) -> Self {
        // AWS refuses a rule that is named twice.
        let mut seen = BTreeSet::new();
        let ingress: Vec<Rule> = ingress.into_iter().filter(|rule| seen.insert(rule.text())).collect();
        let groups = ingress.iter().filter_map(|rule| match &rule.source {
            RuleSource::Group(group) => Some(group),
            RuleSource::Cidr(_) => None,
        });
        let mut needs = vec![vpc];
        needs.extend(groups);
        needs.dedup_by_key(|handle| handle.key().clone());
        let letting_in: Vec<String> = ingress.iter().map(Rule::text).collect();
        Self {
            base: Base::new(key, name, &needs).showing(letting_in.join("; ")),
            vpc: vpc.clone(),
            description,
            ingress,
        }
    }
}

#[async_trait]
impl Resource for SecurityGroup {
    fn kind(&self) -> Kind {
        Kind::SecurityGroup
    }

    fn base(&self) -> &Base {
        &self.base
    }

    /// Its rules say who gets in, and nothing is let in by a group without rules.
    fn serves_unfinished(&self) -> bool {
        true
    }

    fn differences(&self, observed: &Observed) -> Vec<Difference> {
        let found: BTreeSet<String> = observed
            .body::<Ec2SecurityGroup>()
            .map(|group| {
                single_rules(group.ip_permissions())
                    .into_iter()
                    .map(|(text, _)| text)
                    .collect()
            })
            .unwrap_or_default();
        let wanted: BTreeSet<String> = self.ingress.iter().map(Rule::text).collect();
        let missing = wanted
            .difference(&found)
            .map(|rule| Difference::changeable(INGRESS_RULE, "", rule));
        let surplus = found
            .difference(&wanted)
            .map(|rule| Difference::changeable(INGRESS_RULE, rule, ""));
        let mut differences: Vec<Difference> = missing.chain(surplus).collect();
        let lets_all_out = observed.body::<Ec2SecurityGroup>().is_some_and(|group| {
            let out = single_rules(group.ip_permissions_egress());
            out.iter().any(|(text, _)| *text == rule_text("-1", -1, -1, EVERYWHERE))
        });
        if !lets_all_out {
            differences.push(Difference::changeable(EGRESS_RULE, "", rule_text("-1", -1, -1, EVERYWHERE)));
        }
        differences
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = format!("create the security group {}", self.base.name);
        let answer = aws
            .call(Repeat::OnlyIfRefused, &action)
            .tolerating(&["InvalidVpcID.NotFound"])
            .send(|| {
                aws.ec2()
                    .create_security_group()
                    .vpc_id(self.vpc.id())
                    .group_name(&self.base.name)
                    .description(self.description)
                    .set_tag_specifications(tag_specifications(identity, &[ResourceType::SecurityGroup]))
                    .send()
            })
            .await?;
        let id = answer
            .group_id
            .ok_or_else(|| AwsError::incomplete_answer(&action, "security group id"))?;
        // A new group lets everything out and nothing in.
        let group = Ec2SecurityGroup::builder()
            .group_id(id)
            .vpc_id(self.vpc.id())
            .ip_permissions_egress(everything_out())
            .build();
        Ok(observe(group).tagged_as(identity))
    }

    async fn change(
        &self,
        aws: &Aws,
        identity: &Identity,
        observed: &Observed,
        differences: &[Difference],
    ) -> Result<(), ResourceError> {
        let is_missing = |rule: &&Rule| differences.iter().any(|difference| difference.wanted == rule.text());
        let missing: Vec<&Rule> = self.ingress.iter().filter(is_missing).collect();
        let surplus: Vec<IpPermission> = observed
            .body::<Ec2SecurityGroup>()
            .map(|group| single_rules(group.ip_permissions()))
            .unwrap_or_default()
            .into_iter()
            .filter(|(text, _)| differences.iter().any(|difference| difference.found == *text))
            .map(|(_, permission)| permission)
            .collect();
        if differences.iter().any(|difference| difference.field == EGRESS_RULE) {
            self.let_out(aws, observed).await?;
        }
        if !missing.is_empty() {
            self.authorize(aws, identity, observed, &missing).await?;
        }
        if !surplus.is_empty() {
            self.revoke(aws, observed, surplus).await?;
        }
        Ok(())
    }
}

impl SecurityGroup {
    /// Adds rules in one call; where one of them turns out to be there already, one by one.
    async fn authorize(&self, aws: &Aws, identity: &Identity, observed: &Observed, rules: &[&Rule]) -> Result<(), AwsError> {
        let permissions: Vec<IpPermission> = rules.iter().map(|rule| rule.permission()).collect();
        match self.authorize_call(aws, identity, observed, permissions.clone()).await {
            Err(error) if error.is(&["InvalidPermission.Duplicate"]) => {}
            other => return other,
        }
        if permissions.len() > 1 {
            for permission in permissions {
                match self.authorize_call(aws, identity, observed, vec![permission]).await {
                    Err(error) if error.is(&["InvalidPermission.Duplicate"]) => {}
                    other => other?,
                }
            }
        }
        Ok(())
    }

    async fn authorize_call(
        &self,
        aws: &Aws,
        identity: &Identity,
        observed: &Observed,
        permissions: Vec<IpPermission>,
    ) -> Result<(), AwsError> {
        aws.call(Repeat::Safe, format!("add rules to the security group {}", self.base.name))
            .tolerating(LAG)
            .send(|| {
                aws.ec2()
                    .authorize_security_group_ingress()
                    .group_id(&observed.id)
                    .set_ip_permissions(Some(permissions.clone()))
                    .set_tag_specifications(tag_specifications(identity, &[ResourceType::SecurityGroupRule]))
                    .send()
            })
            .await?;
        Ok(())
    }

    async fn let_out(&self, aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
        let authorized = aws
            .call(
                Repeat::Safe,
                format!("let everything out of the security group {}", self.base.name),
            )
            .send(|| {
                aws.ec2()
                    .authorize_security_group_egress()
                    .group_id(&observed.id)
                    .ip_permissions(everything_out())
                    .send()
            })
            .await;
        match authorized {
            Err(error) if error.is(&["InvalidPermission.Duplicate"]) => Ok(()),
            other => other.map(|_| ()),
        }
    }

    /// Takes rules out in one call; where one of them turns out to be gone already, one by one.
    async fn revoke(&self, aws: &Aws, observed: &Observed, permissions: Vec<IpPermission>) -> Result<(), AwsError> {
        match revoke_call(aws, &observed.id, permissions.clone()).await {
            Err(error) if error.is(&["InvalidPermission.NotFound"]) => {}
            other => return other,
        }
        if permissions.len() > 1 {
            for permission in permissions {
                match revoke_call(aws, &observed.id, vec![permission]).await {
                    Err(error) if error.is(&["InvalidPermission.NotFound"]) => {}
                    other => other?,
                }
            }
        }
        Ok(())
    }
}

fn everything_out() -> IpPermission {
    IpPermission::builder()
        .ip_protocol("-1")
        .ip_ranges(IpRange::builder().cidr_ip(EVERYWHERE).build())
        .build()
}

async fn revoke_call(aws: &Aws, group: &str, permissions: Vec<IpPermission>) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, format!("remove rules from the security group {group}"))
        .send(|| {
            aws.ec2()
                .revoke_security_group_ingress()
                .group_id(group)
                .set_ip_permissions(Some(permissions.clone()))
                .send()
        })
        .await?;
    Ok(())
}

/// AWS groups rules by protocol and ports; this takes them apart: each rule's text and itself alone.
fn single_rules(permissions: &[IpPermission]) -> Vec<(String, IpPermission)> {
    let mut rules = Vec::new();
    for permission in permissions {
        let protocol = permission.ip_protocol().unwrap_or("-1");
        let (from, to) = (permission.from_port().unwrap_or(-1), permission.to_port().unwrap_or(-1));
        let alone = || {
            IpPermission::builder()
                .ip_protocol(protocol)
                .set_from_port(permission.from_port)
                .set_to_port(permission.to_port)
        };
        for range in permission.ip_ranges() {
            let text = rule_text(protocol, from, to, range.cidr_ip().unwrap_or_default());
            rules.push((text, alone().ip_ranges(range.clone()).build()));
        }
        for range in permission.ipv6_ranges() {
            let text = rule_text(protocol, from, to, range.cidr_ipv6().unwrap_or_default());
            rules.push((text, alone().ipv6_ranges(range.clone()).build()));
        }
        for list in permission.prefix_list_ids() {
            let text = rule_text(protocol, from, to, list.prefix_list_id().unwrap_or_default());
            rules.push((text, alone().prefix_list_ids(list.clone()).build()));
        }
        for pair in permission.user_id_group_pairs() {
            let text = rule_text(protocol, from, to, pair.group_id().unwrap_or_default());
            rules.push((text, alone().user_id_group_pairs(pair.clone()).build()));
        }
    }
    rules
}

/// Lists the deployment's security groups with their rules.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let groups: Vec<Ec2SecurityGroup> =
            describe_all!(aws, scope, "security groups", describe_security_groups, security_groups);
        Ok(groups.into_iter().map(observe).collect())
    })
}

fn observe(group: Ec2SecurityGroup) -> Observed {
    let id = group.group_id().unwrap_or_default().to_owned();
    let vpc = group.vpc_id().map(str::to_owned);
    let own_id = id.clone();
    let referenced: Vec<String> = group
        .ip_permissions()
        .iter()
        .flat_map(|permission| permission.user_id_group_pairs())
        .filter_map(|pair| pair.group_id())
        .filter(|other| *other != own_id)
        .map(str::to_owned)
        .collect();
    let tags: Vec<_> = tag_pairs(group.tags.as_deref()).collect();
    let name = group.group_name().map(str::to_owned);
    let rules: Vec<String> = single_rules(group.ip_permissions())
        .into_iter()
        .map(|(text, _)| text)
        .collect();
    Observed::new(Kind::SecurityGroup, id, State::Ready, group)
        .tagged(tags)
        .referring_to(vpc)
        .referring_to(referenced)
        .with("name", name)
        .with("ingress", Some(rules.join("; ")))
}

/// Deletes a security group. Two groups that let each other in hold each other: the rules that name other groups go first then.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    let deleted = aws
        .call(Repeat::Safe, format!("delete the security group {}", observed.id))
        .send(|| aws.ec2().delete_security_group().group_id(&observed.id).send())
        .await;
    let refusal = match deleted {
        Err(error) if error.is(&["DependencyViolation"]) => error,
        other => return other.map(|_| ()),
    };
    let naming_others: Vec<IpPermission> = observed
        .body::<Ec2SecurityGroup>()
        .map(|group| single_rules(group.ip_permissions()))
        .unwrap_or_default()
        .into_iter()
        .map(|(_, rule)| rule)
        .filter(|rule| !rule.user_id_group_pairs().is_empty())
        .collect();
    for rule in naming_others {
        match revoke_call(aws, &observed.id, vec![rule]).await {
            // The rule is gone, or the group it names: that is not to be taken for this group's being gone.
            Err(error) if error.class == Class::NotFound => {}
            other => other?,
        }
    }
    Err(refusal)
}
