//! RDS DB instances.

use std::sync::Arc;

use async_trait::async_trait;
use aws_sdk_rds::types::DbInstance as RdsInstance;
use futures_util::future::BoxFuture;

use super::rds_support::{rds_tag_pairs, rds_tags};
use super::{Base, Difference, Handle, Resource, ResourceError};
use crate::aws::{Aws, AwsError, Identity, Kind, Observed, Repeat, Scope, State};
use crate::checkpoint::CheckpointError;

/// Where the administrator's password comes from. It goes to RDS and to the owner's secrets file, and nowhere else.
pub trait PasswordSource: Send + Sync {
    /// The password: the one kept, or a new one, durable before this returns.
    ///
    /// # Errors
    ///
    /// When it can't be read or kept.
    fn password_or_new(&self) -> Result<String, CheckpointError>;
}

/// What a person chooses about the database.
#[derive(Clone, Debug)]
pub struct DbSettings {
    /// The DB instance class, e.g. `db.t4g.micro`.
    pub class: String,
    /// The MySQL version, e.g. `8.4`: RDS takes the newest of that line.
    pub version: String,
    /// The database made inside it.
    pub database: String,
    /// The administrator's name.
    pub user: String,
    /// Days automated backups are kept, 0 to 35.
    pub backup_retention_days: i32,
    /// The size it may grow to by itself, in GiB.
    pub storage_ceiling_gib: i32,
    /// The storage type, e.g. `gp3`.
    pub storage_type: String,
}

/// The size it starts with, in GiB: the least RDS gives.
const INITIAL_STORAGE_GIB: i32 = 20;

/// A private, encrypted RDS for MySQL instance.
pub struct DbInstance {
    base: Base,
    settings: DbSettings,
    subnet_group: Handle,
    security_group: Handle,
    password: Arc<dyn PasswordSource>,
}

impl DbInstance {
    /// A DB instance of this identifier, in this subnet group and behind this security group.
    pub fn mysql(
        key: &str,
        identifier: impl Into<String>,
        settings: DbSettings,
        subnet_group: &Handle,
        security_group: &Handle,
        password: Arc<dyn PasswordSource>,
    ) -> Self {
        Self {
            base: Base::new(key, identifier, &[subnet_group, security_group])
                .showing(format!("{}, MySQL {}", settings.class, settings.version)),
            settings,
            subnet_group: subnet_group.clone(),
            security_group: security_group.clone(),
            password,
        }
    }
}

#[async_trait]
impl Resource for DbInstance {
    fn kind(&self) -> Kind {
        Kind::DbInstance
    }

    fn base(&self) -> &Base {
        &self.base
    }

    fn differences(&self, observed: &Observed) -> Vec<Difference> {
        let Some(db) = observed.body::<RdsInstance>() else {
            return Vec::new();
        };
        let wanted = &self.settings;
        let mut differences = Vec::new();
        let fixed = [
            (
                "identifier",
                db.db_instance_identifier().unwrap_or_default(),
                self.base.name.as_str(),
            ),
            ("database", db.db_name().unwrap_or_default(), wanted.database.as_str()),
            ("user", db.master_username().unwrap_or_default(), wanted.user.as_str()),
        ];
        for (field, found, wanted) in fixed {
            if found != wanted {
                differences.push(Difference::fixed(field, found, wanted));
            }
        }
        let version = db.engine_version().unwrap_or_default();
        if !satisfies(version, &wanted.version) {
            differences.push(Difference::fixed("version", version, &wanted.version));
        }
        if db.storage_encrypted() == Some(false) {
            differences.push(Difference::fixed("encrypted", false, true));
        }
        // A change AWS has taken and not carried out yet is as good as made.
        let pending = db.pending_modified_values();
        let class = pending
            .and_then(|pending| pending.db_instance_class())
            .or(db.db_instance_class());
        differences.extend(Difference::of("class", class.unwrap_or_default(), &wanted.class));
        let retention = pending
            .and_then(|pending| pending.backup_retention_period())
            .or(db.backup_retention_period());
        differences.extend(Difference::of(
            "backup-retention-days",
            retention.unwrap_or(0),
            wanted.backup_retention_days,
        ));
        let ceiling = db.max_allocated_storage().unwrap_or(0);
        differences.extend(Difference::of("storage-ceiling-gib", ceiling, wanted.storage_ceiling_gib));
        differences.extend(Difference::of(
            "publicly-accessible",
            db.publicly_accessible().unwrap_or(false),
            false,
        ));
        let groups: Vec<&str> = db
            .vpc_security_groups()
            .iter()
            .filter(|group| group.status() != Some("removing"))
            .filter_map(|group| group.vpc_security_group_id())
            .collect();
        differences.extend(Difference::of(
            "security-group",
            groups.join(", "),
            self.security_group.id().to_owned(),
        ));
        if db.db_instance_status() == Some("stopped") {
            differences.push(Difference::changeable("state", "stopped", "available"));
        }
        differences
    }

    async fn create(&self, aws: &Aws, identity: &Identity) -> Result<Observed, ResourceError> {
        let password = self.password.password_or_new()?;
        let settings = &self.settings;
        let action = format!("create the DB instance {}", self.base.name);
        let answer = aws
            .call(Repeat::Safe, &action)
            .tolerating(&["DBSubnetGroupNotFoundFault", "InvalidVPCNetworkStateFault"])
            .send(|| {
                aws.rds()
                    .create_db_instance()
                    .db_instance_identifier(&self.base.name)
                    .db_instance_class(&settings.class)
                    .engine("mysql")
                    .engine_version(&settings.version)
                    .db_name(&settings.database)
                    .master_username(&settings.user)
                    .master_user_password(&password)
                    .allocated_storage(INITIAL_STORAGE_GIB)
                    .max_allocated_storage(settings.storage_ceiling_gib)
                    .storage_type(&settings.storage_type)
                    .storage_encrypted(true)
                    .backup_retention_period(settings.backup_retention_days)
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
            .ok_or_else(|| AwsError::incomplete_answer(&action, "DB instance"))?;
        Ok(observe(db).tagged_as(identity))
    }

    async fn change(
        &self,
        aws: &Aws,
        _: &Identity,
        observed: &Observed,
        differences: &[Difference],
    ) -> Result<(), ResourceError> {
        let differs = |field: &str| differences.iter().any(|difference| difference.field == field);
        if differs("state") {
            aws.call(Repeat::Safe, format!("start the DB instance {}", self.base.name))
                .send(|| aws.rds().start_db_instance().db_instance_identifier(&observed.id).send())
                .await?;
        }
        if differences.iter().all(|difference| difference.field == "state") {
            return Ok(());
        }
        let settings = &self.settings;
        aws.call(Repeat::Safe, format!("change the DB instance {}", self.base.name))
            .tolerating(&["InvalidDBInstanceState"])
            .send(|| {
                aws.rds()
                    .modify_db_instance()
                    .db_instance_identifier(&observed.id)
                    .apply_immediately(true)
                    .set_db_instance_class(differs("class").then(|| settings.class.clone()))
                    .set_backup_retention_period(differs("backup-retention-days").then_some(settings.backup_retention_days))
                    .set_max_allocated_storage(differs("storage-ceiling-gib").then_some(settings.storage_ceiling_gib))
                    .set_publicly_accessible(differs("publicly-accessible").then_some(false))
                    .set_vpc_security_group_ids(differs("security-group").then(|| vec![self.security_group.id().to_owned()]))
                    .send()
            })
            .await?;
        Ok(())
    }
}

/// The line of a full version: `8.4` of `8.4.7`. Patches come by themselves.
fn line_of(version: &str) -> String {
    version.split('.').take(2).collect::<Vec<_>>().join(".")
}

/// Whether a full version like `8.4.7` satisfies a wanted one: it is of the line `8.4`, or `8.4.3` has been upgraded to it.
fn satisfies(version: &str, wanted: &str) -> bool {
    let numbers = |text: &str| -> Vec<u32> { text.split('.').filter_map(|part| part.parse().ok()).collect() };
    let (version, wanted) = (numbers(version), numbers(wanted));
    version.get(..2) == wanted.get(..2) && version.get(2) >= wanted.get(2)
}

/// Lists the account's DB instances with their tags.
pub(super) fn list<'a>(aws: &'a Aws, _: &'a Scope) -> BoxFuture<'a, Result<Vec<Observed>, AwsError>> {
    Box::pin(async move {
        let instances = describe_all(aws, "list the DB instances").await?;
        Ok(instances.into_iter().map(observe).collect())
    })
}

/// All DB instances of the account: RDS can be asked for those of a deployment neither by tag nor by VPC.
///
/// # Errors
///
/// When they can't be listed whole: `action` could not be done.
pub(super) async fn describe_all(aws: &Aws, action: &str) -> Result<Vec<RdsInstance>, AwsError> {
    let mut instances = Vec::new();
    let mut marker: Option<String> = None;
    loop {
        let page = aws
            .read(action)
            .send(|| aws.rds().describe_db_instances().set_marker(marker.clone()).send())
            .await?;
        instances.extend(page.db_instances.unwrap_or_default());
        marker = page.marker.filter(|marker| !marker.is_empty());
        if marker.is_none() {
            return Ok(instances);
        }
    }
}

fn observe(db: RdsInstance) -> Observed {
    let status = db.db_instance_status().unwrap_or_default().to_owned();
    let state = match status.as_str() {
        // Full storage can still be read from and grown; the check for "available" tells of it.
        "available" | "storage-full" => State::Ready,
        "deleting" => State::Deleting,
        "failed" | "insufficient-capacity" | "restore-error" => State::Failed(format!("its status is {status}")),
        other if other.starts_with("incompatible-") || other.starts_with("inaccessible-") => {
            State::Failed(format!("its status is {status}"))
        }
        _ => State::Pending,
    };
    let id = db.db_instance_identifier().unwrap_or_default().to_owned();
    let references: Vec<String> = db
        .db_subnet_group()
        .and_then(|group| group.db_subnet_group_name())
        .into_iter()
        .chain(
            db.vpc_security_groups()
                .iter()
                .filter_map(|group| group.vpc_security_group_id()),
        )
        .map(str::to_owned)
        .collect();
    let endpoint = db
        .endpoint()
        .and_then(|endpoint| Some((endpoint.address()?, endpoint.port()?)))
        .map(|(address, port)| format!("{address}:{port}"));
    let tags: Vec<_> = rds_tag_pairs(db.tag_list()).collect();
    let zone = db.availability_zone().map(str::to_owned);
    let settings = [
        ("size", db.allocated_storage().map(|size| size.to_string())),
        ("class", db.db_instance_class().map(str::to_owned)),
        ("version", db.engine_version().map(line_of)),
        ("database", db.db_name().map(str::to_owned)),
        ("user", db.master_username().map(str::to_owned)),
        (
            "backup-retention-days",
            db.backup_retention_period().map(|days| days.to_string()),
        ),
        ("storage-ceiling-gib", db.max_allocated_storage().map(|size| size.to_string())),
        (
            "publicly-accessible",
            db.publicly_accessible().map(|public| public.to_string()),
        ),
        ("encrypted", db.storage_encrypted().map(|encrypted| encrypted.to_string())),
    ];
    let observed = Observed::new(Kind::DbInstance, id.clone(), state, db)
        .tagged(tags)
        .referring_to(references)
        .with("identifier", Some(id))
        .with("state", Some(status))
        .with("endpoint", endpoint)
        .with("availability-zone", zone);
    settings
        .into_iter()
        .fold(observed, |observed, (name, value)| observed.with(name, value))
}

/// Deletes a DB instance with its automated backups and without a final snapshot: the walkthrough takes its own.
///
/// Deletion protection somebody switched on is switched off first; the person has confirmed by name that all is to go.
pub(super) async fn delete(aws: &Aws, observed: &Observed) -> Result<(), AwsError> {
    if observed.body::<RdsInstance>().and_then(|db| db.deletion_protection()) == Some(true) {
        aws.call(Repeat::Safe, format!("switch off deletion protection of {}", observed.id))
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
        .call(Repeat::Safe, format!("delete the DB instance {}", observed.id))
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
        Err(error) if error.is(&["InvalidDBInstanceState"]) && error.message.contains("already being deleted") => Ok(()),
        other => other.map(|_| ()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_satisfies_its_line_and_earlier_patches() {
        assert!(satisfies("8.4.7", "8.4"));
        assert!(satisfies("8.4.7", "8.4.3"));
        assert!(satisfies("8.4", "8.4"));
        assert!(!satisfies("8.4.3", "8.4.7"));
        assert!(!satisfies("8.40.1", "8.4"));
        assert!(!satisfies("8.0.42", "8.4"));
    }
}
