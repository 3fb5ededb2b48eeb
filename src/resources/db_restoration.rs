//! A DB instance that is made from a snapshot, and is none of those that a person has chosen settings for.

use super::db_instance::{STANDARD_SUPPORT, Source};
use super::rds_support::rds_tags;
use super::{Base, DbInstance, DbSettings, DbSnapshot, DbSubnetGroup, Handle, Key, SecurityGroup};
use crate::aws::{Action, Aws, AwsError, Identity, Lacking, Noun, Repeat};

impl DbInstance {
    /// A DB instance of this identifier, with the data of a snapshot: it is behind the same security group as the database, has its class
    /// and its storage, and makes no backups.
    pub fn restored(
        key: &Key<Self>,
        identifier: impl Into<String>,
        snapshot: &Handle<DbSnapshot>,
        settings: DbSettings,
        subnet_group: &Handle<DbSubnetGroup>,
        security_group: &Handle<SecurityGroup>,
    ) -> Self {
        let base = Base::new(key, identifier).on(subnet_group).on(security_group).on(snapshot);
        Self {
            base: base.showing(settings.class.clone()),
            settings,
            subnet_group: subnet_group.clone(),
            security_group: security_group.clone(),
            source: Source::Snapshot {
                id: snapshot.id().to_owned(),
                size_gib: snapshot.facts().and_then(|snapshot| snapshot.size_gib),
            },
        }
    }

    /// Makes it from this snapshot. Its administrator, password, version and encryption are the snapshot's (docs/AWS.md, "DB snapshot").
    pub(super) async fn restore(&self, aws: &Aws, identity: &Identity, snapshot: &str) -> Result<super::Observed, AwsError> {
        let name = &self.base.name;
        let action = Action::create(Noun::DbInstance, name);
        let answer = aws
            .call(Repeat::Safe, action.clone())
            .send(|| {
                aws.rds()
                    .restore_db_instance_from_db_snapshot()
                    .db_instance_identifier(name)
                    .db_snapshot_identifier(snapshot)
                    .db_instance_class(&self.settings.class)
                    .engine_lifecycle_support(STANDARD_SUPPORT)
                    .storage_type(self.settings.storage_type.as_str())
                    .backup_retention_period(0)
                    .db_subnet_group_name(self.subnet_group.id())
                    .vpc_security_group_ids(self.security_group.id())
                    .publicly_accessible(false)
                    .multi_az(false)
                    .copy_tags_to_snapshot(false)
                    .deletion_protection(false)
                    .set_tags(rds_tags(identity))
                    .send()
            })
            .await?;
        let db = answer
            .db_instance
            .ok_or_else(|| AwsError::incomplete_answer(&action, Lacking::Thing(Noun::DbInstance)))?;
        Ok(super::db_instance::observe(db).tagged_as(identity))
    }
}
