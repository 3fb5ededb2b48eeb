//! Security groups and their ingress rules.

use std::collections::BTreeSet;
use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_ec2::types::{Filter, IpPermission, ResourceType, SecurityGroup as Ec2SecurityGroup};
use futures_util::future::BoxFuture;

use super::ec2_support::{describe_all, tag_pairs, tag_specifications};
use super::retagging::change_ec2_tags;
use super::row::{Deletion, Listing, Naming, Retagging, Row};
use super::security_group_rule::{Rule, RuleSource, SecurityGroupRule, description, everything_out, single_rules};
use super::{
    Addition, Base, Difference, Field, Handle, Key, Observed, Resource, ResourceError, Scope, State, TagChange, Vpc, blockers,
};
use crate::aws::{Action, Aws, AwsError, Change, Class, Identity, Lacking, Noun, Repeat, TAG_DEPLOYMENT, Which};
use crate::locale::say;

pub(super) const ROW: Row = Row {
    naming: Naming::Unique,
    duplicate_codes: &["InvalidGroup.Duplicate"],
    not_yet_codes: &["InvalidGroup.InUse"],
    retagging: Retagging::By(|aws, observed, change| Box::pin(retag(aws, observed, change))),
    find_holders: Some(|aws, group| Box::pin(blockers::of_security_group(aws, &group.id))),
    id_filter: Some("group-id"),
    ..Row::new(
        "security-group",
        Noun::SecurityGroup,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

/// What AWS reports of a security group.
#[derive(Clone, Debug)]
pub struct SecurityGroupFacts {
    /// What it lets in, each rule once.
    pub ingress: BTreeSet<SecurityGroupRule>,
    /// What it lets out, each rule once.
    pub egress: BTreeSet<SecurityGroupRule>,
    pub(super) described: Arc<Ec2SecurityGroup>,
}

const LAG: &[&str] = &["InvalidGroup.NotFound", "InvalidSecurityGroupID.NotFound"];

/// A security group of a VPC.
pub struct SecurityGroup {
    base: Base,
    vpc: Handle<Vpc>,
    description: &'static str,
    ingress: Vec<Rule>,
}

impl SecurityGroup {
    /// A group that lets these in. What others let in beside them stays.
    pub fn new(
        key: &Key<Self>,
        name: impl Into<String>,
        vpc: &Handle<Vpc>,
        description: &'static str,
        ingress: Vec<Rule>,
    ) -> Self {
        // AWS refuses a rule that is named twice.
        let mut seen = BTreeSet::new();
        let ingress: Vec<Rule> = ingress.into_iter().filter(|rule| seen.insert(rule.as_reported())).collect();
        let base = ingress
            .iter()
            .fold(Base::new(key, name).on(vpc), |base, rule| match &rule.source {
                RuleSource::Group(group) => base.on(group),
                RuleSource::Cidr(_) | RuleSource::Ipv6Cidr(_) => base,
            });
        let rules: Vec<String> = ingress.iter().map(|rule| rule.as_planned().to_string()).collect();
        Self {
            base: base.showing(rules.join(&say().between_sentences())),
            vpc: vpc.clone(),
            description,
            ingress,
        }
    }

    fn wanted(&self) -> BTreeSet<SecurityGroupRule> {
        self.ingress.iter().map(Rule::as_reported).collect()
    }
}

#[async_trait]
impl Resource for SecurityGroup {
    fn base(&self) -> &Base {
        &self.base
    }

    /// Its rules say who gets in, and nothing is let in by a group without rules.
    fn serves_unfinished(&self) -> bool {
        true
    }

    fn differences(&self, _: &Observed, found: &SecurityGroupFacts) -> Vec<Difference> {
        let wanted = self.wanted();
        let missing = wanted.difference(&found.ingress);
        let missing = missing.map(|rule| Difference::changeable(Field::IngressRule, "", rule));
        let surplus = self.surplus(found).into_iter();
        let surplus = surplus.map(|(rule, _)| Difference::changeable(Field::IngressRule, rule, ""));
        let everything = SecurityGroupRule::everything_everywhere();
        let kept_in = (!found.egress.contains(&everything)).then(|| Difference::changeable(Field::EgressRule, "", everything));
        missing.chain(surplus).chain(kept_in).collect()
    }

    fn additions(&self, found: &SecurityGroupFacts) -> Vec<Addition> {
        let all = self.unwanted(found).into_iter();
        let others = all.filter(|(_, permission)| !self.has_made(permission));
        others.map(|(rule, _)| Addition::new(Field::IngressRule, rule)).collect()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = Action::create(Noun::SecurityGroup, &self.base.name);
        let answer = aws
            .call(Repeat::OnlyIfRefused, action.clone())
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
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::SecurityGroup)))?;
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
        found: &SecurityGroupFacts,
    ) -> Result<(), ResourceError> {
        let is_missing = |rule: &&Rule| !found.ingress.contains(&rule.as_reported());
        let missing: Vec<&Rule> = self.ingress.iter().filter(is_missing).collect();
        let surplus: Vec<IpPermission> = self.surplus(found).into_iter().map(|(_, permission)| permission).collect();
        if !found.egress.contains(&SecurityGroupRule::everything_everywhere()) {
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
    /// The rules that are there and not wanted, each alone.
    fn unwanted(&self, found: &SecurityGroupFacts) -> Vec<(SecurityGroupRule, IpPermission)> {
        let wanted = self.wanted();
        let all = single_rules(found.described.ip_permissions()).into_iter();
        all.filter(|(rule, _)| !wanted.contains(rule)).collect()
    }

    /// Of these, the group's own: an earlier answer asked for them.
    fn surplus(&self, found: &SecurityGroupFacts) -> Vec<(SecurityGroupRule, IpPermission)> {
        let all = self.unwanted(found).into_iter();
        all.filter(|(_, permission)| self.has_made(permission)).collect()
    }

    /// Whether a rule is one of this group's, whatever it lets in now: each bears the description of its purpose.
    fn has_made(&self, permission: &IpPermission) -> bool {
        let description = description(permission);
        description.is_some_and(|text| self.ingress.iter().any(|rule| rule.description() == text))
    }

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
        aws.call(
            Repeat::Safe,
            Action::change(Change::AddRules, Noun::SecurityGroup, &self.base.name),
        )
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
                Action::change(Change::LetEverythingOut, Noun::SecurityGroup, &self.base.name),
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

async fn revoke_call(aws: &Aws, group: &str, permissions: Vec<IpPermission>) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::change(Change::RemoveRules, Noun::SecurityGroup, group))
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

/// Lists the deployment's security groups with their rules.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let groups: Vec<Ec2SecurityGroup> =
            describe_all!(aws, scope, Noun::SecurityGroup, describe_security_groups, security_groups);
        Ok(groups.into_iter().map(observe).collect())
    })
}

pub(super) fn observe(group: Ec2SecurityGroup) -> Observed {
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
    let rules = |permissions: &[IpPermission]| single_rules(permissions).into_iter().map(|(rule, _)| rule).collect();
    let facts = SecurityGroupFacts {
        ingress: rules(group.ip_permissions()),
        egress: rules(group.ip_permissions_egress()),
        described: Arc::new(group),
    };
    Observed::new(id, State::Ready, facts)
        .tagged(tags)
        .referring_to(vpc)
        .referring_to(referenced)
}

/// Changes the tags of a group. Its rules bear tags of their own, which go with the group's.
async fn retag(aws: &Aws, observed: &Observed, change: TagChange<'_>) -> Result<(), AwsError> {
    let mut ids = vec![observed.id.clone()];
    ids.extend(tagged_rules(aws, &observed.id).await?);
    change_ec2_tags(aws, ids, change).await
}

/// The ids of a group's rules that bear a deployment's tags.
async fn tagged_rules(aws: &Aws, group: &str) -> Result<Vec<String>, AwsError> {
    let of_group = Filter::builder().name("group-id").values(group).build();
    let tagged = Filter::builder().name("tag-key").values(TAG_DEPLOYMENT).build();
    let answer = aws
        .read(Action::List(
            Noun::Rule,
            Which::PartsOf(Noun::SecurityGroup, group.to_owned()),
        ))
        .send(|| {
            let filters = Some(vec![of_group.clone(), tagged.clone()]);
            aws.ec2().describe_security_group_rules().set_filters(filters).send()
        })
        .await?;
    let ids = answer.security_group_rules().iter();
    Ok(ids
        .filter_map(|rule| rule.security_group_rule_id().map(str::to_owned))
        .collect())
}

/// Deletes a security group. Two groups that let each other in hold each other: the rules that name other groups go first then.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    let deleted = aws
        .call(Repeat::Safe, Action::delete(Noun::SecurityGroup, &observed.id))
        .send(|| aws.ec2().delete_security_group().group_id(&observed.id).send())
        .await;
    let refusal = match deleted {
        Err(error) if error.is(&["DependencyViolation"]) => error,
        other => return other.map(|_| ()),
    };
    let group = observed.facts_of::<SecurityGroup>();
    let rules = group.map(|group| single_rules(group.described.ip_permissions()));
    let naming_others = rules.unwrap_or_default().into_iter().map(|(_, rule)| rule);
    for rule in naming_others.filter(|rule| !rule.user_id_group_pairs().is_empty()) {
        match revoke_call(aws, &observed.id, vec![rule]).await {
            // The rule is gone, or the group it names: that is not to be taken for this group's being gone.
            Err(error) if error.class == Class::NotFound => {}
            other => other?,
        }
    }
    Err(refusal)
}
