//! DB subnet groups.

use async_trait::async_trait;
use aws_sdk_rds::types::DbSubnetGroup as RdsSubnetGroup;
use futures_util::future::BoxFuture;

use super::rds_support::{rds_tag_pairs, rds_tags};
use super::row::{Deletion, Listing, Naming, Retagging, Row, Service};
use super::{Base, Difference, Field, Handle, Key, Observed, Resource, ResourceError, Scope, State, Subnet, blockers};
use crate::aws::{Action, Aws, AwsError, Class, Identity, Lacking, Noun, Repeat, SERVICE_LINKED_ROLE, Setting};

pub(super) const ROW: Row = Row {
    service: Service::Rds,
    naming: Naming::Unique,
    duplicate_codes: &["DBSubnetGroupAlreadyExists", "DBSubnetGroupAlreadyExistsFault"],
    not_yet_codes: &["InvalidDBSubnetGroupStateFault", "InvalidDBInstanceState"],
    find_holders: Some(|aws, group| Box::pin(blockers::of_db_subnet_group(aws, &group.id))),
    retagging: Retagging::ByArn,
    ..Row::new(
        "db-subnet-group",
        Noun::DbSubnetGroup,
        Listing::ByName(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

/// What AWS reports of a DB subnet group.
#[derive(Clone, Debug)]
pub struct DbSubnetGroupFacts {
    /// The ids of its subnets, sorted.
    pub subnets: Vec<String>,
    pub(super) arn: String,
}

/// The subnets a DB instance may live in.
pub struct DbSubnetGroup {
    base: Base,
    subnets: Vec<Handle<Subnet>>,
    in_use: Option<String>,
}

impl DbSubnetGroup {
    /// A group over these subnets. AWS keeps its name in lower case.
    pub fn over(key: &Key<Self>, name: impl Into<String>, subnets: &[Handle<Subnet>]) -> Self {
        Self {
            base: Base::new(key, name).on_all(subnets),
            subnets: subnets.to_vec(),
            in_use: None,
        }
    }

    /// The same, which keeps the subnet of this id: a DB instance lives in it, and RDS lets it go with that only.
    pub fn keeping(self, in_use: Option<String>) -> Self {
        Self { in_use, ..self }
    }

    fn subnet_ids(&self) -> Vec<String> {
        let wanted = self.subnets.iter().map(|subnet| subnet.id().to_owned());
        let mut ids: Vec<String> = wanted.chain(self.in_use.clone()).collect();
        ids.sort();
        ids.dedup();
        ids
    }
}

/// RDS does not know a subnet that was made moments ago. Source: docs/AWS.md, "Propagation".
const SUBNETS_NOT_KNOWN_YET: (&str, &str) = ("InvalidParameterValue", "Some input subnets in");

#[async_trait]
impl Resource for DbSubnetGroup {
    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, _: &Observed, found: &DbSubnetGroupFacts) -> Vec<Difference> {
        Difference::of(Field::Subnets, found.subnets.join(", "), self.subnet_ids().join(", "))
            .into_iter()
            .collect()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let action = Action::create(Noun::DbSubnetGroup, &self.base.name);
        let answer = aws
            .call(Repeat::Safe, action.clone())
            .tolerating(&["InvalidSubnet"])
            .tolerating_words(&[SUBNETS_NOT_KNOWN_YET, SERVICE_LINKED_ROLE])
            .send(|| {
                aws.rds()
                    .create_db_subnet_group()
                    .db_subnet_group_name(&self.base.name)
                    .db_subnet_group_description("Private subnets for the database")
                    .set_subnet_ids(Some(self.subnet_ids()))
                    .set_tags(rds_tags(identity))
                    .send()
            })
            .await?;
        let group = answer
            .db_subnet_group
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::DbSubnetGroup)))?;
        Ok(observe(group, identity.all_tags()))
    }

    async fn change(&self, aws: &Aws, _: &Identity, observed: &Observed, _: &DbSubnetGroupFacts) -> Result<(), ResourceError> {
        aws.call(
            Repeat::Safe,
            Action::set(Setting::Subnets, Noun::DbSubnetGroup, &self.base.name),
        )
        .tolerating_words(&[SUBNETS_NOT_KNOWN_YET])
        .send(|| {
            aws.rds()
                .modify_db_subnet_group()
                .db_subnet_group_name(&observed.id)
                .set_subnet_ids(Some(self.subnet_ids()))
                .send()
        })
        .await?;
        Ok(())
    }
}

/// Looks for the deployment's DB subnet group by name: RDS can't be asked for it by tag.
pub(super) fn list<'a>(aws: &'a Aws, scope: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let answer = aws
            .read(Action::LookFor(Noun::DbSubnetGroup, scope.db_subnet_group.clone()))
            .send(|| {
                aws.rds()
                    .describe_db_subnet_groups()
                    .db_subnet_group_name(&scope.db_subnet_group)
                    .send()
            })
            .await;
        let groups = match answer {
            Ok(answer) => answer.db_subnet_groups.unwrap_or_default(),
            Err(error) if error.class == Class::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        let Some(group) = groups.into_iter().next() else {
            return Ok(Vec::new());
        };
        let arn = group.db_subnet_group_arn().unwrap_or_default().to_owned();
        let tags = aws
            .read(Action::read_setting(
                Setting::Tags,
                Noun::DbSubnetGroup,
                &scope.db_subnet_group,
            ))
            .send(|| aws.rds().list_tags_for_resource().resource_name(&arn).send())
            .await;
        match tags {
            Ok(tags) => Ok(vec![observe(group, rds_tag_pairs(tags.tag_list()))]),
            Err(error) if error.class == Class::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    })
}

fn observe(group: RdsSubnetGroup, tags: impl IntoIterator<Item = (String, String)>) -> Observed {
    let name = group.db_subnet_group_name().unwrap_or_default().to_owned();
    let vpc = group.vpc_id().map(str::to_owned);
    let subnets = group.subnets().iter().filter_map(|subnet| subnet.subnet_identifier());
    let mut subnets: Vec<String> = subnets.map(str::to_owned).collect();
    subnets.sort();
    let facts = DbSubnetGroupFacts {
        subnets: subnets.clone(),
        arn: group.db_subnet_group_arn().unwrap_or_default().to_owned(),
    };
    Observed::new(name, State::Ready, facts)
        .tagged(tags)
        .referring_to(vpc)
        .referring_to(subnets)
}

/// Deletes a DB subnet group. RDS holds it until its DB instance is gone for good.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::delete(Noun::DbSubnetGroup, &observed.id))
        .send(|| aws.rds().delete_db_subnet_group().db_subnet_group_name(&observed.id).send())
        .await?;
    Ok(())
}
