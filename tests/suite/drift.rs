//! What somebody changed by hand is seen, said and mended.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_ec2::types::{IpPermission, IpRange};
use jalon::resources::{Kind, Observed};
use jalon::walkthrough::{Action, Session, StepPlan, read_status};

use serde_json::{Value, json};

use crate::support::{Rehearsal, advice, keys, problem};

async fn find(session: &Arc<Session>, kind: Kind, key: &str) -> Observed {
    session.inventory(|inventory| inventory.by_key(kind, &key.into()).pop().unwrap())
}

async fn is_mended(rehearsal: &Rehearsal, key: &str) {
    let plans = rehearsal.plan(&[]).await.unwrap();
    let off = [keys(&plans, Action::Change), keys(&plans, Action::Create)].concat();
    assert!(off.contains(&key.to_owned()), "{key} is not seen to be off: {off:?}");
    let session = rehearsal.session(&[]).await.unwrap();
    let status = read_status(&session).await.unwrap();
    let line = status.resources.iter().find(|line| line.key == key).unwrap();
    assert!(["differs", "missing", "failed"].contains(&line.status.as_str()), "{line:?}");
    rehearsal.walk(None, &[]).await.unwrap();
    let plans = rehearsal.plan(&[]).await.unwrap();
    assert!(plans.iter().all(StepPlan::is_settled), "{plans:#?}");
}

#[tokio::test(start_paused = true)]
async fn a_removed_rule_is_put_back() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let group = find(&session, Kind::SecurityGroup, "security-group/app-host").await;
    let revoke = session.aws().ec2().revoke_security_group_ingress().group_id(&group.id);
    revoke.ip_permissions(tcp_from_everyone(5085)).send().await.unwrap();
    is_mended(&rehearsal, "security-group/app-host").await;
}

/// TCP on one port, from anywhere, as somebody adds it in the console.
fn tcp_from_everyone(port: i32) -> IpPermission {
    let range = IpRange::builder().cidr_ip("0.0.0.0/0").build();
    let permission = IpPermission::builder().ip_protocol("tcp").from_port(port).to_port(port);
    permission.ip_ranges(range).build()
}

#[tokio::test(start_paused = true)]
async fn what_others_add_to_a_resource_is_said_and_stays_and_what_is_ours_is_put_back_beside_it() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let aws = session.aws();
    let group = find(&session, Kind::SecurityGroup, "security-group/app-host").await;
    let host = find(&session, Kind::Instance, "instance/app-host").await;
    let db = find(&session, Kind::DbInstance, "db-instance/main").await;
    let bucket = find(&session, Kind::Bucket, "bucket/site").await;
    let vpc = find(&session, Kind::Vpc, "vpc/main").await;
    let authorize = aws.ec2().authorize_security_group_ingress().group_id(&group.id);
    authorize.ip_permissions(tcp_from_everyone(9100)).send().await.unwrap();
    let company = aws
        .ec2()
        .create_security_group()
        .group_name("monitoring")
        .description("agents");
    let company = company.vpc_id(&vpc.id).send().await.unwrap().group_id.unwrap();
    tokio::time::sleep(Duration::from_secs(60)).await;
    // The company's group is added to one host, and replaces ours on the database.
    let modify = aws.ec2().modify_instance_attribute().instance_id(&host.id);
    modify.groups(&group.id).groups(&company).send().await.unwrap();
    let modify = aws
        .rds()
        .modify_db_instance()
        .db_instance_identifier(&db.id)
        .apply_immediately(true);
    modify.vpc_security_group_ids(&company).send().await.unwrap();
    let policy = aws
        .s3()
        .get_bucket_policy()
        .bucket(&bucket.id)
        .send()
        .await
        .unwrap()
        .policy
        .unwrap();
    let mut policy: Value = serde_json::from_str(&policy).unwrap();
    policy["Statement"] = json!([{
        "Sid": "DenyPlainHttp", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject",
        "Resource": format!("arn:aws:s3:::{}/*", bucket.id),
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }]);
    let put = aws.s3().put_bucket_policy().bucket(&bucket.id).policy(policy.to_string());
    put.send().await.unwrap();
    tokio::time::sleep(Duration::from_secs(300)).await;
    let plans = rehearsal.plan(&[]).await.unwrap();
    let changed: Vec<&str> = changed_keys(&plans);
    assert_eq!(changed, ["db-instance/main", "bucket/site"]);
    rehearsal.walk(None, &[]).await.unwrap();
    let told = rehearsal.notices().join("\n");
    for addition in [
        "security-group/app-host",
        "ingress-rule tcp 9100 from 0.0.0.0/0",
        "instance/app-host",
        &format!("security-group {company}"),
        "policy-statement DenyPlainHttp",
    ] {
        assert!(told.contains(addition), "{addition}: {told}");
    }
    tokio::time::sleep(Duration::from_secs(300)).await;
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
    let groups = aws
        .ec2()
        .describe_security_groups()
        .group_ids(&group.id)
        .send()
        .await
        .unwrap();
    let rules = groups.security_groups()[0].ip_permissions();
    assert!(rules.iter().any(|rule| rule.from_port() == Some(9100)), "{rules:?}");
    let policy = aws
        .s3()
        .get_bucket_policy()
        .bucket(&bucket.id)
        .send()
        .await
        .unwrap()
        .policy
        .unwrap();
    assert!(
        policy.contains("DenyPlainHttp") && policy.contains("PublicReadGetObject"),
        "{policy}"
    );
    // Ours goes even so, and theirs is named where it is in the way.
    let refused = rehearsal.destroy(false).await.unwrap_err();
    let said = problem(&refused);
    assert!(said.contains(&company), "{said}");
    aws.ec2().delete_security_group().group_id(&company).send().await.unwrap();
    rehearsal.destroy(false).await.unwrap();
}

/// The keys of what a walk would change.
fn changed_keys(plans: &[StepPlan]) -> Vec<&str> {
    let all = plans.iter().flat_map(|plan| &plan.resources);
    let changed = all.filter(|resource| resource.action == Action::Change);
    changed.map(|resource| resource.key.as_str()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_rule_that_an_earlier_answer_asked_for_goes() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let group = find(&session, Kind::SecurityGroup, "security-group/app-host").await;
    rehearsal.walk(None, &["app-host.port=8080"]).await.unwrap();
    tokio::time::sleep(Duration::from_secs(60)).await;
    let groups = session
        .aws()
        .ec2()
        .describe_security_groups()
        .group_ids(&group.id)
        .send()
        .await
        .unwrap();
    let mut ports: Vec<_> = groups.security_groups()[0]
        .ip_permissions()
        .iter()
        .filter_map(|rule| rule.from_port())
        .collect();
    ports.sort_unstable();
    assert_eq!(ports, [22, 8080]);
}

#[tokio::test(start_paused = true)]
async fn a_changed_route_is_pointed_back_and_a_deleted_one_made_again() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let table = find(&session, Kind::RouteTable, "route-table/private1").await;
    let gateway = find(&session, Kind::InternetGateway, "internet-gateway/main").await;
    let ec2 = session.aws().ec2();
    let replace = ec2
        .replace_route()
        .route_table_id(&table.id)
        .destination_cidr_block("0.0.0.0/0");
    replace.gateway_id(&gateway.id).send().await.unwrap();
    is_mended(&rehearsal, "route/private1/0.0.0.0/0").await;
    let delete = ec2.delete_route().route_table_id(&table.id);
    delete.destination_cidr_block("10.1.0.0/16").send().await.unwrap();
    is_mended(&rehearsal, "route/private1/10.1.0.0/16").await;
}

#[tokio::test(start_paused = true)]
async fn an_instance_terminated_by_hand_is_launched_again() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let host = find(&session, Kind::Instance, "instance/test-host").await;
    session
        .aws()
        .ec2()
        .terminate_instances()
        .instance_ids(&host.id)
        .send()
        .await
        .unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(120)).await;
    is_mended(&rehearsal, "instance/test-host").await;
}

#[tokio::test(start_paused = true)]
async fn a_host_stopped_long_after_it_was_made_is_started_again() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    tokio::time::sleep(Duration::from_secs(3600)).await;
    let host = find(&session, Kind::Instance, "instance/test-host").await;
    let stop = session.aws().ec2().stop_instances().instance_ids(&host.id);
    stop.send().await.unwrap();
    tokio::time::sleep(Duration::from_secs(120)).await;
    is_mended(&rehearsal, "instance/test-host").await;
}

#[tokio::test(start_paused = true)]
async fn a_database_is_started_again_even_while_somebody_stops_it() {
    // It takes three minutes to stop.
    for since in [30, 600] {
        let rehearsal = Rehearsal::new();
        let session = rehearsal.walk(None, &[]).await.unwrap();
        tokio::time::sleep(Duration::from_secs(3600)).await;
        let db = find(&session, Kind::DbInstance, "db-instance/main").await;
        let stop = session.aws().rds().stop_db_instance().db_instance_identifier(&db.id);
        stop.send().await.unwrap();
        tokio::time::sleep(Duration::from_secs(since)).await;
        is_mended(&rehearsal, "db-instance/main").await;
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_renamed_in_the_middle_of_a_walk_stops_it_with_advice() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(Some("app"), &[]).await.unwrap();
    let rds = session.aws().rds().clone();
    let renaming = async {
        // The walk has listed it by then, and takes its snapshot next.
        tokio::time::sleep(Duration::from_millis(400)).await;
        let rename = rds.modify_db_instance().db_instance_identifier("demo-db");
        let rename = rename.new_db_instance_identifier("ledger").apply_immediately(true);
        rename.send().await.unwrap();
    };
    let (walked, ()) = tokio::join!(rehearsal.walk(None, &[]), renaming);
    let refused = walked.err().unwrap();
    assert!(problem(&refused).contains("demo-db"), "{}", problem(&refused));
    let advised = advice(&refused).unwrap();
    assert!(advised.contains("run the same command again"), "{advised}");
}

#[tokio::test(start_paused = true)]
async fn a_bucket_policy_deleted_by_hand_is_put_back() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let bucket = find(&session, Kind::Bucket, "bucket/site").await;
    session
        .aws()
        .s3()
        .delete_bucket_policy()
        .bucket(&bucket.id)
        .send()
        .await
        .unwrap();
    is_mended(&rehearsal, "bucket/site").await;
}

#[tokio::test(start_paused = true)]
async fn another_deployments_resources_are_left_alone() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(Some("vpc"), &[]).await.unwrap();
    let ec2 = session.aws().ec2();
    let tag = |key: &str, value: &str| aws_sdk_ec2::types::Tag::builder().key(key).value(value).build();
    let tags = aws_sdk_ec2::types::TagSpecification::builder()
        .resource_type(aws_sdk_ec2::types::ResourceType::Vpc)
        .tags(tag("jalon:deployment", "other"))
        .tags(tag("jalon:resource", "vpc/main"))
        .build();
    ec2.create_vpc()
        .cidr_block("10.0.0.0/16")
        .tag_specifications(tags)
        .send()
        .await
        .unwrap();
    tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    rehearsal.destroy(false).await.unwrap();
    assert_eq!(ec2.describe_vpcs().send().await.unwrap().vpcs().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_host_that_somebody_stopped_long_after_its_making_is_started_and_waited_for() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    tokio::time::sleep(Duration::from_secs(7200)).await;
    let host = find(&session, Kind::Instance, "instance/app-host").await;
    let aws = session.aws();
    aws.ec2().stop_instances().instance_ids(&host.id).send().await.unwrap();
    tokio::time::sleep(Duration::from_secs(300)).await;
    let calls = rehearsal.calls();
    rehearsal.walk(None, &[]).await.unwrap();
    assert_eq!(rehearsal.mutations_since(calls), ["StartInstances"]);
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
}
