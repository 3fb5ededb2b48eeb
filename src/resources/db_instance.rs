//! RDS DB instances.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_rds::types::DbInstance as RdsInstance;
use futures_util::future::BoxFuture;

use super::db_instance_facts::{DbCharges, DbInstanceFacts, facts};
use super::db_settings::{least_ceiling_gib, satisfies};
use super::db_start::start;
use super::rds_support::{rds_tag_pairs, rds_tags};
use super::row::{Deletion, Listing, Naming, Pausing, Retagging, Row, Service};
use super::{
    Addition, Base, DbSettings, DbSubnetGroup, Difference, DifferenceValue, Field, Handle, Inventory, Key, Observed,
    PasswordSource, Resource, ResourceError, Scope, SecurityGroup, db_status, moment,
};
use crate::aws::{Action, Aws, AwsError, Change, Identity, Lacking, Noun, Repeat, SERVICE_LINKED_ROLE, Setting, Which};
use crate::prices::Charge;

pub(super) const ROW: Row = Row {
    service: Service::Rds,
    naming: Naming::Unique,
    usual_creation: Duration::from_secs(264),
    usual_deletion: Duration::from_secs(190),
    is_replaceable: false,
    duplicate_codes: &["DBInstanceAlreadyExists", "DBInstanceAlreadyExistsFault"],
    // The second while deletion protection is being switched off.
    not_yet_codes: &["InvalidDBInstanceState", "InvalidParameterCombination"],
    retagging: Retagging::ByArn,
    pausing: Pausing::Stopped {
        stop: |aws, observed| Box::pin(stop(aws, observed)),
        not_yet_codes: &["InvalidDBInstanceState"],
    },
    charges: Some(|observed| {
        observed
            .facts_of::<DbInstance>()
            .map(DbInstanceFacts::charges)
            .unwrap_or_default()
    }),
    ..Row::new(
        "db-instance",
        Noun::DbInstance,
        Listing::ByTag(list),
        Deletion::Call(|aws, observed| Box::pin(delete(aws, observed))),
    )
};

/// The size it starts with, in GiB: the least RDS gives.
pub(super) const INITIAL_STORAGE_GIB: i32 = 20;

/// Past the end of its standard support a version is in Extended Support by default, at a price. Source: docs/AWS.md, "DB instance".
pub(super) const STANDARD_SUPPORT: &str = "open-source-rds-extended-support-disabled";

/// A private, encrypted RDS for MySQL instance.
pub struct DbInstance {
    pub(super) base: Base,
    pub(super) settings: DbSettings,
    pub(super) subnet_group: Handle<DbSubnetGroup>,
    pub(super) security_group: Handle<SecurityGroup>,
    pub(super) source: Source,
}

/// What a DB instance is made from.
pub(super) enum Source {
    /// Nothing: its administrator gets this password.
    New(Arc<dyn PasswordSource>),
    /// A snapshot.
    Snapshot {
        /// The snapshot's identifier.
        id: String,
        /// The size of its storage, where it is known.
        size_gib: Option<i32>,
    },
}

impl DbInstance {
    /// A DB instance of this identifier, in this subnet group and behind this security group.
    pub fn mysql(
        key: &Key<Self>,
        identifier: impl Into<String>,
        settings: DbSettings,
        subnet_group: &Handle<DbSubnetGroup>,
        security_group: &Handle<SecurityGroup>,
        password: Arc<dyn PasswordSource>,
    ) -> Self {
        let base = Base::new(key, identifier).on(subnet_group).on(security_group);
        Self {
            base: base.showing(format!("{}, MySQL {}", settings.class, settings.version)),
            settings,
            subnet_group: subnet_group.clone(),
            security_group: security_group.clone(),
            source: Source::New(password),
        }
    }
}

#[async_trait]
impl Resource for DbInstance {
    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, observed: &Observed, found: &DbInstanceFacts) -> Vec<Difference> {
        let changeable = self.changeable_differences(found);
        // What it has from its snapshot is as it is.
        if matches!(self.source, Source::Snapshot { .. }) {
            return changeable;
        }
        let wanted = &self.settings;
        let version = found.version.as_deref().unwrap_or_default();
        let fixed = [
            Difference::fixed_unless(Field::Identifier, Some(&observed.id), &self.base.name),
            Difference::fixed_unless(Field::DbName, found.database.as_ref(), &wanted.database),
            Difference::fixed_unless(Field::User, found.user.as_ref(), &wanted.user),
            (!satisfies(version, &wanted.version)).then(|| Difference::fixed(Field::Version, version, &wanted.version)),
            self.ceiling_below_storage(found),
            (found.is_encrypted == Some(false)).then(|| Difference::fixed(Field::Encrypted, false, true)),
        ];
        fixed.into_iter().flatten().chain(changeable).collect()
    }

    fn additions(&self, found: &DbInstanceFacts) -> Vec<Addition> {
        Addition::other_security_groups(&found.security_groups, self.security_group.id())
    }

    fn charges(&self, found: Option<&DbInstanceFacts>, _: &Inventory) -> Vec<Charge> {
        let first_size = match self.source {
            Source::New(_) => Some(INITIAL_STORAGE_GIB),
            Source::Snapshot { size_gib, .. } => size_gib,
        };
        let planned = DbCharges {
            class: Some(&self.settings.class),
            storage_type: Some(self.settings.storage_type.as_str()),
            size_gib: found.map_or(first_size, |found| found.size_gib),
            is_multi_az: found.is_some_and(|found| found.is_multi_az),
            may_be_extended: found.is_some_and(DbInstanceFacts::may_be_in_extended_support),
        };
        planned.list()
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let password = match &self.source {
            Source::New(password) => password.password_or_new()?,
            Source::Snapshot { id, .. } => return Ok(self.restore(aws, identity, id).await?),
        };
        let settings = &self.settings;
        let action = Action::create(Noun::DbInstance, &self.base.name);
        let answer = aws
            .call(Repeat::Safe, action.clone())
            .tolerating(&["DBSubnetGroupNotFoundFault", "InvalidVPCNetworkStateFault"])
            .tolerating_words(&[SERVICE_LINKED_ROLE])
            .send(|| {
                aws.rds()
                    .create_db_instance()
                    .db_instance_identifier(&self.base.name)
                    .db_instance_class(&settings.class)
                    .engine("mysql")
                    .engine_lifecycle_support(STANDARD_SUPPORT)
                    .engine_version(&settings.version)
                    .db_name(&settings.database)
                    .master_username(&settings.user)
                    .master_user_password(password.expose())
                    .allocated_storage(INITIAL_STORAGE_GIB)
                    .max_allocated_storage(settings.ceiling_gib())
                    .storage_type(settings.storage_type.as_str())
                    .storage_encrypted(true)
                    .backup_retention_period(settings.retention_days())
                    .db_subnet_group_name(self.subnet_group.id())
                    .vpc_security_group_ids(self.security_group.id())
                    .publicly_accessible(false)
                    .multi_az(false)
                    .auto_minor_version_upgrade(true)
                    .copy_tags_to_snapshot(false)
                    .deletion_protection(false)
                    .set_tags(rds_tags(identity))
                    .send()
            })
            .await?;
        let db = answer
            .db_instance
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::DbInstance)))?;
        Ok(observe(db).tagged_as(identity))
    }

    async fn change(&self, aws: &Aws, _: &Identity, observed: &Observed, found: &DbInstanceFacts) -> Result<(), ResourceError> {
        if found.is_stopped() {
            start(aws, &observed.id).await?;
        }
        let changes = self.changes(found);
        if changes == Changes::default() {
            return Ok(());
        }
        aws.call(
            Repeat::Safe,
            Action::change(Change::Modify, Noun::DbInstance, &self.base.name),
        )
        .tolerating(&["InvalidDBInstanceState"])
        .send(|| {
            aws.rds()
                .modify_db_instance()
                .db_instance_identifier(&observed.id)
                .apply_immediately(true)
                .set_db_instance_class(changes.class.clone())
                .set_backup_retention_period(changes.backup_retention_days)
                .set_max_allocated_storage(changes.storage_ceiling_gib)
                .set_storage_type(changes.storage_type.map(str::to_owned))
                .set_publicly_accessible(changes.is_public)
                .set_vpc_security_group_ids(changes.security_groups.clone())
                .send()
        })
        .await?;
        Ok(())
    }
}

/// What a change has to set; `None` is up to date.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Changes {
    class: Option<String>,
    backup_retention_days: Option<i32>,
    storage_ceiling_gib: Option<i32>,
    storage_type: Option<&'static str>,
    pub(super) is_public: Option<bool>,
    pub(super) security_groups: Option<Vec<String>>,
}

impl DbInstance {
    /// Storage never shrinks, and its ceiling has to be above it.
    fn ceiling_below_storage(&self, found: &DbInstanceFacts) -> Option<Difference> {
        let least = least_ceiling_gib(found.size_gib?);
        let wanted = self.settings.ceiling_gib();
        (wanted < least).then(|| Difference::fixed(Field::StorageCeilingGib, DifferenceValue::AtLeast(least), wanted))
    }

    /// What a change puts right.
    fn changeable_differences(&self, found: &DbInstanceFacts) -> Vec<Difference> {
        let changes = self.changes(found);
        let class = found.class.as_deref().unwrap_or_default();
        let differences = [
            changes
                .class
                .map(|wanted| Difference::changeable(Field::Class, class, wanted)),
            changes
                .backup_retention_days
                .map(|days| Difference::changeable(Field::BackupRetentionDays, found.backup_retention_days, days)),
            changes
                .storage_ceiling_gib
                .map(|gib| Difference::changeable(Field::StorageCeilingGib, found.storage_ceiling_gib, gib)),
            changes.storage_type.map(|wanted| {
                Difference::changeable(Field::StorageType, found.storage_type.as_deref().unwrap_or_default(), wanted)
            }),
            changes
                .is_public
                .map(|public| Difference::changeable(Field::PubliclyAccessible, true, public)),
            changes
                .security_groups
                .map(|groups| Difference::changeable(Field::SecurityGroup, found.security_groups.join(", "), groups.join(", "))),
            found
                .is_stopped()
                .then(|| Difference::changeable(Field::State, &found.status, "available")),
        ];
        differences.into_iter().flatten().collect()
    }

    fn changes(&self, found: &DbInstanceFacts) -> Changes {
        let (wanted, group) = (&self.settings, self.security_group.id());
        let placed = Changes {
            is_public: found.is_public.unwrap_or(false).then_some(false),
            // The call replaces all of them.
            security_groups: (!found.security_groups.iter().any(|found| found == group)).then(|| {
                let others = found.security_groups.iter().cloned();
                others.chain([group.to_owned()]).collect()
            }),
            ..Changes::default()
        };
        if matches!(self.source, Source::Snapshot { .. }) {
            return placed;
        }
        Changes {
            class: (found.class.as_ref() != Some(&wanted.class)).then(|| wanted.class.clone()),
            backup_retention_days: Some(wanted.retention_days()).filter(|days| *days != found.backup_retention_days),
            storage_ceiling_gib: Some(wanted.ceiling_gib()).filter(|gib| *gib != found.storage_ceiling_gib),
            storage_type: found
                .storage_type
                .as_ref()
                .filter(|found| *found != wanted.storage_type.as_str())
                .map(|_| wanted.storage_type.as_str()),
            ..placed
        }
    }
}

/// Lists the account's DB instances with their tags.
pub(super) fn list<'a>(aws: &'a Aws, _: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let instances = describe_all(aws, Which::All).await?;
        Ok(instances.into_iter().map(observe).collect())
    })
}

/// All DB instances of the account: RDS can be asked for those of a deployment neither by tag nor by VPC. `which` of them are
/// looked for.
///
/// # Errors
///
/// When they can't be listed whole.
pub(super) async fn describe_all(aws: &Aws, which: Which) -> Result<Vec<RdsInstance>, AwsError> {
    let mut instances = Vec::new();
    let mut marker: Option<String> = None;
    loop {
        let page = aws
            .read(Action::List(Noun::DbInstance, which.clone()))
            .send(|| aws.rds().describe_db_instances().set_marker(marker.clone()).send())
            .await?;
        instances.extend(page.db_instances.unwrap_or_default());
        marker = page.marker.filter(|marker| !marker.is_empty());
        if marker.is_none() {
            return Ok(instances);
        }
    }
}

pub(super) fn observe(db: RdsInstance) -> Observed {
    let status = db.db_instance_status().unwrap_or_default().to_owned();
    let state = db_status::state(&status);
    let id = db.db_instance_identifier().unwrap_or_default().to_owned();
    let subnet_group = db.db_subnet_group().and_then(|group| group.db_subnet_group_name());
    let groups = db.vpc_security_groups().iter();
    let references = groups.filter_map(|group| group.vpc_security_group_id()).chain(subnet_group);
    let references: Vec<String> = references.map(str::to_owned).collect();
    let tags: Vec<_> = rds_tag_pairs(db.tag_list()).collect();
    let made_at = db.instance_create_time().and_then(moment);
    Observed::new(id, state, facts(status, db))
        .tagged(tags)
        .made_at(made_at)
        .referring_to(references)
}

/// Stops a DB instance; its storage stays. AWS starts it again after seven days (docs/AWS.md, "DB instance").
async fn stop(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    aws.call(Repeat::Safe, Action::change(Change::Stop, Noun::DbInstance, &observed.id))
        .send(|| aws.rds().stop_db_instance().db_instance_identifier(&observed.id).send())
        .await?;
    Ok(())
}

/// Deletes a DB instance with its automated backups and without a final snapshot: the walkthrough takes its own.
///
/// Deletion protection somebody switched on is switched off first; the person has confirmed by name that all is to go.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    if observed.facts_of::<DbInstance>().is_some_and(|db| db.is_protected) {
        aws.call(
            Repeat::Safe,
            Action::SwitchOff(Setting::DeletionProtection, observed.id.clone()),
        )
        .send(|| {
            aws.rds()
                .modify_db_instance()
                .db_instance_identifier(&observed.id)
                .deletion_protection(false)
                .apply_immediately(true)
                .send()
        })
        .await?;
    }
    let deleted = aws
        .call(Repeat::Safe, Action::delete(Noun::DbInstance, &observed.id))
        .send(|| {
            aws.rds()
                .delete_db_instance()
                .db_instance_identifier(&observed.id)
                .skip_final_snapshot(true)
                .delete_automated_backups(true)
                .send()
        })
        .await;
    match deleted {
        Err(error) if error.is(&["InvalidDBInstanceState"]) && error.message().contains("already being deleted") => Ok(()),
        other => other.map(|_| ()),
    }
}
