//! Databases: stopped, protected, changed, renamed; and snapshots.

use std::time::Duration;

use aws_sdk_rds::operation::modify_db_instance::builders::ModifyDBInstanceFluentBuilder;

use super::{Done, Hand, NotNow, Outsider};

/// The database.
const DB: &str = "db-instance/main";

pub(super) const HANDS: &[Hand] = &[
    Hand::new("stops the database", DB, |there, on| Box::pin(stop(there, on))),
    Hand::new("protects the database from deletion", DB, |there, on| {
        Box::pin(modify(there, on, |modify| modify.deletion_protection(true)))
    }),
    Hand::new("keeps backups for longer", DB, |there, on| {
        Box::pin(modify(there, on, |modify| modify.backup_retention_period(30)))
    }),
    Hand::new("switches backups off", DB, |there, on| {
        Box::pin(modify(there, on, |modify| modify.backup_retention_period(0)))
    }),
    Hand::new("rotates the password", DB, |there, on| {
        Box::pin(modify(there, on, |modify| modify.master_user_password("Rotated-by-hand-1")))
    }),
    Hand::new("gives the database more storage", DB, |there, on| {
        Box::pin(modify(there, on, |modify| modify.allocated_storage(30)))
    }),
    Hand::new("gives the database more storage than it may grow to", DB, |there, on| {
        Box::pin(modify(there, on, |modify| modify.allocated_storage(150)))
    })
    .with_answer("database.storage-ceiling-gib"),
    Hand::new("lets the database grow further", DB, |there, on| {
        Box::pin(modify(there, on, |modify| modify.max_allocated_storage(500)))
    }),
    Hand::new("gives the database a public address", DB, |there, on| {
        Box::pin(modify(there, on, |modify| modify.publicly_accessible(true)))
    }),
    Hand::new("gives the database a larger class", DB, |there, on| {
        Box::pin(modify(there, on, |modify| modify.db_instance_class("db.t4g.small")))
    }),
    Hand::new("gives the database another identifier", DB, |there, on| {
        Box::pin(modify(there, on, |modify| modify.new_db_instance_identifier("ledger")))
    })
    .undone(|there, on| {
        Box::pin(async move {
            tokio::time::sleep(Duration::from_secs(300)).await;
            modify(there, on, |modify| modify.new_db_instance_identifier("demo-db")).await?;
            tokio::time::sleep(Duration::from_secs(300)).await;
            Ok(())
        })
    }),
    Hand::new("deletes the database and keeps its last snapshot", DB, |there, on| {
        Box::pin(delete(there, on))
    }),
    Hand::new("takes a snapshot of the database", DB, |there, on| {
        Box::pin(take_snapshot(there, on))
    }),
    Hand::new("deletes a snapshot", "db-snapshot/", |there, on| {
        Box::pin(delete_db_snapshot(there, on))
    }),
    Hand::new("deletes a snapshot", "ebs-snapshots/", |there, on| {
        Box::pin(delete_disk_snapshot(there, on))
    }),
];

async fn stop(there: &Outsider, on: &str) -> Done {
    let stop = there.aws.rds().stop_db_instance();
    stop.db_instance_identifier(there.id(on)?).send().await?;
    Ok(())
}

pub(super) async fn modify(
    there: &Outsider,
    on: &str,
    change: impl Fn(ModifyDBInstanceFluentBuilder) -> ModifyDBInstanceFluentBuilder,
) -> Done {
    let modify = there.aws.rds().modify_db_instance().apply_immediately(true);
    change(modify.db_instance_identifier(there.id(on)?)).send().await?;
    Ok(())
}

async fn delete(there: &Outsider, on: &str) -> Done {
    let name = there.fresh_name();
    let delete = there.aws.rds().delete_db_instance();
    let delete = delete.db_instance_identifier(there.id(on)?);
    delete.final_db_snapshot_identifier(&name).send().await?;
    there.leave_thing(&name);
    Ok(())
}

async fn take_snapshot(there: &Outsider, on: &str) -> Done {
    let name = there.fresh_name();
    let take = there.aws.rds().create_db_snapshot().db_snapshot_identifier(&name);
    take.db_instance_identifier(there.id(on)?).send().await?;
    there.leave_thing(&name);
    Ok(())
}

async fn delete_db_snapshot(there: &Outsider, on: &str) -> Done {
    let delete = there.aws.rds().delete_db_snapshot();
    delete.db_snapshot_identifier(there.id(on)?).send().await?;
    Ok(())
}

async fn delete_disk_snapshot(there: &Outsider, on: &str) -> Done {
    let delete = there.aws.ec2().delete_snapshot();
    delete.snapshot_id(there.id(on)?).send().await?;
    Ok(())
}

/// Fails where RDS takes no change of a database now.
pub(super) async fn is_available(there: &Outsider, database: &str) -> Done {
    let describe = there.aws.rds().describe_db_instances();
    let described = describe.db_instance_identifier(database).send().await?;
    let mut all = described.db_instances().iter();
    match all.next().and_then(|db| db.db_instance_status()) {
        Some("available") => Ok(()),
        other => Err(NotNow(format!("{database} is {other:?}"))),
    }
}

/// The security groups of a database.
pub(super) async fn groups(there: &Outsider, database: &str) -> Result<Vec<String>, NotNow> {
    let describe = there.aws.rds().describe_db_instances();
    let described = describe.db_instance_identifier(database).send().await?;
    let all = described.db_instances().iter().flat_map(|db| db.vpc_security_groups());
    let on = all.filter(|group| group.status() != Some("removing"));
    Ok(on
        .filter_map(|group| group.vpc_security_group_id().map(str::to_owned))
        .collect())
}
