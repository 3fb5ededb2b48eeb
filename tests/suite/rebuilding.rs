//! Resources somebody deleted by hand, each with what AWS makes a person delete first: the next walk builds them anew and repairs what
//! depends on them.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_ec2::types::Filter;
use futures_util::FutureExt;
use jalon::aws::{Kind, Observed};
use jalon::resources::depends_on;
use jalon::walkthrough::{DestroyPlan, Destruction, Session, StepPlan};

use crate::support::Rehearsal;

/// Deletes the resource of this key as a person would in the console: what hangs on it first. Nothing of it is remembered, for it
/// works in another folder.
async fn delete_by_hand(rehearsal: &Rehearsal, key: &str) {
    let elsewhere = tempfile::tempdir().unwrap();
    let person = rehearsal.session_in(elsewhere.path(), &[]).await.unwrap();
    if let Some(destination) = key.strip_prefix("route/") {
        return delete_route(&person, destination).await;
    }
    if key.starts_with("security-group/") {
        free_group(&person, key).await;
    }
    let goes = person.inventory(|inventory| {
        let all: Vec<Observed> = inventory.all().filter(|observed| observed.is_live()).cloned().collect();
        let kind = Kind::named(key.split('/').next().unwrap()).or(key.starts_with("igw/").then_some(Kind::InternetGateway));
        let mut goes = inventory.by_key(kind.unwrap(), &key.into());
        assert_eq!(goes.len(), 1, "{key} is not there to be deleted");
        if key.starts_with("security-group/") {
            return goes;
        }
        let mut next = 0;
        while let Some(holder) = goes.get(next).cloned() {
            let hanging = all.iter().filter(|one| one.id != holder.id && depends_on(one, &holder));
            goes.extend(hanging.cloned().collect::<Vec<_>>());
            goes.sort_by(|a, b| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
            goes.dedup_by(|a, b| (a.kind, &a.id) == (b.kind, &b.id));
            next += 1;
        }
        goes
    });
    Destruction::run(&person, DestroyPlan { goes, stays: Vec::new() }).await.unwrap();
}

/// `TABLE/CIDR`.
async fn delete_route(person: &Arc<Session>, route: &str) {
    let (table, destination) = route.split_once('/').unwrap();
    let key = format!("route-table/{table}");
    let table = person.inventory(|inventory| inventory.by_key(Kind::RouteTable, &key.as_str().into()).pop().unwrap());
    let deleted = person.aws().ec2().delete_route().route_table_id(&table.id);
    deleted.destination_cidr_block(destination).send().await.unwrap();
}

/// Takes a security group out of use: instances get the VPC's default group instead, and rules that name it are revoked.
async fn free_group(person: &Arc<Session>, key: &str) {
    let ec2 = person.aws().ec2();
    let group = person.inventory(|inventory| inventory.by_key(Kind::SecurityGroup, &key.into()).pop().unwrap());
    let default = Filter::builder().name("group-name").values("default").build();
    let defaults = ec2.describe_security_groups().filters(default).send().await.unwrap();
    let vpc = group.references.first().unwrap();
    let default = defaults.security_groups().iter().find(|group| group.vpc_id() == Some(vpc)).unwrap();
    let using = person.inventory(|inventory| {
        let instances = inventory.of(Kind::Instance).iter().filter(|instance| instance.references.contains(&group.id));
        instances.map(|instance| instance.id.clone()).collect::<Vec<_>>()
    });
    for instance in using {
        let change = ec2.modify_instance_attribute().instance_id(instance);
        change.groups(default.group_id().unwrap()).send().await.unwrap();
    }
    let naming = Filter::builder().name("ip-permission.group-id").values(&group.id).build();
    let naming = ec2.describe_security_groups().filters(naming).send().await.unwrap();
    for other in naming.security_groups() {
        let revoke = ec2.revoke_security_group_ingress().group_id(other.group_id().unwrap());
        let rules = other.ip_permissions().iter().filter(|rule| !rule.user_id_group_pairs().is_empty());
        revoke.set_ip_permissions(Some(rules.cloned().collect())).send().await.unwrap();
    }
}

/// Every kind of the walk, and whole subnets and networks.
const KEYS: &[&str] = &[
    "instance/app-host",
    "instance/test-host",
    "instance/ai-host",
    "nat-gateway/main",
    "elastic-ip/nat",
    "db-instance/main",
    "db-subnet-group/main",
    "db-snapshot/baseline",
    "ebs-snapshots/baseline",
    "vpc-peering/main",
    "vpc-endpoint/s3",
    "route-table/public",
    "route-table/private1",
    "route-table/ai",
    "route/public/0.0.0.0/0",
    "route/private1/0.0.0.0/0",
    "route/ai/10.0.0.0/16",
    "security-group/app-host",
    "security-group/test-host",
    "key-pair/main",
    "bucket/site",
    "igw/main",
    "subnet/public1",
    "subnet/private1",
    "vpc/ai",
    "vpc/main",
];

async fn is_rebuilt(key: &str) {
    let rehearsal = Rehearsal::new();
    rehearsal.walk(None, &[]).await.unwrap();
    tokio::time::sleep(Duration::from_secs(10)).await;
    let whole = rehearsal.live_keys().await;
    delete_by_hand(&rehearsal, key).await;
    tokio::time::sleep(Duration::from_secs(10)).await;
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(!plans.iter().all(StepPlan::is_settled), "{key}: the plan does not see that it is gone");
    let session = rehearsal.walk(None, &[]).await.unwrap_or_else(|error| panic!("{key}: {error}"));
    let generation = session.checkpoint().read(|state| state.resources[key].generation);
    assert_eq!(generation, 2, "{key}");
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(plans.iter().all(StepPlan::is_settled), "{key}: {plans:#?}");
    assert_eq!(rehearsal.live_keys().await, whole, "{key}");
    rehearsal.destroy(false).await.unwrap_or_else(|error| panic!("{key}: {error}"));
    assert_eq!(rehearsal.live_keys().await, Vec::<String>::new(), "{key}");
}

#[tokio::test(start_paused = true)]
async fn what_was_deleted_by_hand_is_built_anew_with_all_that_hangs_on_it() {
    let mut failed = Vec::new();
    for key in KEYS {
        if AssertUnwindSafe(is_rebuilt(key)).catch_unwind().await.is_err() {
            failed.push(*key);
        }
    }
    assert!(failed.is_empty(), "not rebuilt: {failed:?}; each is told of above");
}
