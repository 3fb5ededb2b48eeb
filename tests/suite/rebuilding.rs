//! Resources somebody deleted by hand, each with what AWS makes a person delete first: the next walk builds them anew and repairs what
//! depends on them.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_ec2::types::Filter;
use jalon::resources::{Kind, Observed};
use jalon::walkthrough::{DestroyPlan, Destruction, Session, StepPlan};

use crate::support::Rehearsal;

/// Deletes the resource of this key as a person would in the console: what hangs on it first. Nothing of it is remembered, for it
/// works in another folder.
async fn delete_by_hand(rehearsal: &Rehearsal, key: &str) {
    let person = rehearsal.session_elsewhere().await.unwrap();
    if let Some(destination) = key.strip_prefix("route/") {
        return delete_route(&person, destination).await;
    }
    if key.starts_with("site-content/") {
        return delete_pages(&person).await;
    }
    if key.starts_with("security-group/") {
        free_group(&person, key).await;
    }
    let goes = person.inventory(|inventory| {
        let all: Vec<Observed> = inventory.all().filter(|observed| observed.is_live()).cloned().collect();
        let kind = Kind::named(key.split('/').next().unwrap());
        let mut goes = inventory.by_key(kind.unwrap(), &key.into());
        assert_eq!(goes.len(), 1, "{key} is not there to be deleted");
        if key.starts_with("security-group/") {
            return goes;
        }
        let mut next = 0;
        while let Some(holder) = goes.get(next).cloned() {
            let hanging = all.iter().filter(|one| one.id != holder.id && one.is_deleted_before(&holder));
            goes.extend(hanging.cloned().collect::<Vec<_>>());
            goes.sort_by(|a, b| (a.kind(), &a.id).cmp(&(b.kind(), &b.id)));
            goes.dedup_by(|a, b| (a.kind(), &a.id) == (b.kind(), &b.id));
            next += 1;
        }
        goes
    });
    Destruction::run(
        &person,
        DestroyPlan {
            goes,
            ..DestroyPlan::default()
        },
    )
    .await
    .unwrap();
}

/// `TABLE/CIDR`.
async fn delete_route(person: &Arc<Session>, route: &str) {
    let (table, destination) = route.split_once('/').unwrap();
    let key = format!("route-table/{table}");
    let table = person.inventory(|inventory| inventory.by_key(Kind::RouteTable, &key.as_str().into()).pop().unwrap());
    let deleted = person.aws().ec2().delete_route().route_table_id(&table.id);
    deleted.destination_cidr_block(destination).send().await.unwrap();
}

/// Deletes all pages of the site; the bucket stays.
async fn delete_pages(person: &Arc<Session>) {
    let bucket = person.inventory(|inventory| inventory.by_key(Kind::Bucket, &"bucket/site".into()).pop().unwrap());
    let s3 = person.aws().s3();
    for object in s3.list_objects_v2().bucket(&bucket.id).send().await.unwrap().contents() {
        s3.delete_object()
            .bucket(&bucket.id)
            .key(object.key().unwrap())
            .send()
            .await
            .unwrap();
    }
}

/// Takes a security group out of use: instances and databases get the VPC's default group instead, and rules that name it are revoked.
async fn free_group(person: &Arc<Session>, key: &str) {
    let ec2 = person.aws().ec2();
    let group = person.inventory(|inventory| inventory.by_key(Kind::SecurityGroup, &key.into()).pop().unwrap());
    let default = Filter::builder().name("group-name").values("default").build();
    let defaults = ec2.describe_security_groups().filters(default).send().await.unwrap();
    let vpc = group.references.first().unwrap();
    let default = defaults
        .security_groups()
        .iter()
        .find(|group| group.vpc_id() == Some(vpc))
        .unwrap();
    let using = person.inventory(|inventory| {
        let instances = inventory
            .of(Kind::Instance)
            .iter()
            .filter(|instance| instance.references.contains(&group.id));
        instances.map(|instance| instance.id.clone()).collect::<Vec<_>>()
    });
    for instance in using {
        let change = ec2.modify_instance_attribute().instance_id(instance);
        change.groups(default.group_id().unwrap()).send().await.unwrap();
    }
    let databases = person.inventory(|inventory| {
        let databases = inventory
            .of(Kind::DbInstance)
            .iter()
            .filter(|database| database.references.contains(&group.id));
        databases.map(|database| database.id.clone()).collect::<Vec<_>>()
    });
    for database in databases {
        let change = person
            .aws()
            .rds()
            .modify_db_instance()
            .db_instance_identifier(database)
            .apply_immediately(true);
        change
            .vpc_security_group_ids(default.group_id().unwrap())
            .send()
            .await
            .unwrap();
        tokio::time::sleep(Duration::from_secs(180)).await;
    }
    let naming = Filter::builder().name("ip-permission.group-id").values(&group.id).build();
    let naming = ec2.describe_security_groups().filters(naming).send().await.unwrap();
    for other in naming.security_groups() {
        let revoke = ec2.revoke_security_group_ingress().group_id(other.group_id().unwrap());
        let rules = other
            .ip_permissions()
            .iter()
            .filter(|rule| !rule.user_id_group_pairs().is_empty());
        revoke
            .set_ip_permissions(Some(rules.cloned().collect()))
            .send()
            .await
            .unwrap();
    }
}

/// A whole walk, from which each of these is deleted in turn and rebuilt; taken down whole at the end.
async fn are_rebuilt(keys: &[&str]) {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    tokio::time::sleep(Duration::from_secs(10)).await;
    let whole = rehearsal.live_keys().await;
    for key in keys {
        let made = generation(&rehearsal, key).await;
        delete_by_hand(&rehearsal, key).await;
        let plans = rehearsal.plan(&[]).await.unwrap();
        assert!(
            !plans.iter().all(StepPlan::is_settled),
            "{key}: the plan does not see that it is gone"
        );
        rehearsal
            .walk(None, &[])
            .await
            .unwrap_or_else(|error| panic!("{key}: {error}"));
        assert_eq!(generation(&rehearsal, key).await, made + 1, "{key}");
        let plans = rehearsal.plan(&[]).await.unwrap();
        assert!(plans.iter().all(StepPlan::is_settled), "{key}: {plans:#?}");
        assert_eq!(rehearsal.live_keys().await, whole, "{key}");
    }
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new());
}

async fn generation(rehearsal: &Rehearsal, key: &str) -> u32 {
    let session = rehearsal.session(&[]).await.unwrap();
    session.checkpoint().read(|state| state.generations[key])
}

#[tokio::test(start_paused = true)]
async fn hosts_and_what_they_stand_on_are_rebuilt() {
    are_rebuilt(&[
        "instance/app-host",
        "instance/test-host",
        "instance/ai-host",
        "security-group/app-host",
        "security-group/test-host",
        "key-pair/main",
        "ebs-snapshots/baseline",
    ])
    .await;
}

#[tokio::test(start_paused = true)]
async fn the_database_and_the_site_are_rebuilt() {
    are_rebuilt(&[
        "db-instance/main",
        "db-subnet-group/main",
        "security-group/database",
        "db-snapshot/baseline",
        "site-content/site",
        "bucket/site",
    ])
    .await;
}

#[tokio::test(start_paused = true)]
async fn ways_in_and_out_are_rebuilt() {
    are_rebuilt(&[
        "nat-gateway/main",
        "elastic-ip/nat",
        "vpc-peering/main",
        "vpc-endpoint/s3",
        "route-table/public",
        "route-table/private1",
        "route-table/ai",
        "route/public/0.0.0.0/0",
        "route/private1/0.0.0.0/0",
        "route/ai/10.0.0.0/16",
        "internet-gateway/main",
    ])
    .await;
}

#[tokio::test(start_paused = true)]
async fn whole_subnets_and_networks_are_rebuilt() {
    are_rebuilt(&["subnet/public1", "subnet/private1", "vpc/ai", "vpc/main"]).await;
}

#[tokio::test(start_paused = true)]
async fn what_is_still_on_its_way_out_is_waited_for_and_rebuilt() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    for (kind, key) in [(Kind::DbInstance, "db-instance/main"), (Kind::NatGateway, "nat-gateway/main")] {
        let observed = session.inventory(|inventory| inventory.by_key(kind, &key.into()).pop().unwrap());
        jalon::resources::delete(session.aws(), &observed).await.unwrap();
    }
    tokio::time::sleep(Duration::from_secs(5)).await;
    rehearsal.walk(None, &[]).await.unwrap();
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
    for key in ["db-instance/main", "nat-gateway/main"] {
        assert_eq!(generation(&rehearsal, key).await, 2, "{key}");
    }
}
