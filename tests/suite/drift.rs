//! What somebody changed by hand is seen, said and mended.

use std::sync::Arc;

use jalon::resources::{Kind, Observed};
use jalon::walkthrough::{Action, Session, StepPlan, read_status};

use crate::support::{Rehearsal, keys};

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
async fn a_removed_rule_is_put_back_and_a_foreign_one_taken_out() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let group = find(&session, Kind::SecurityGroup, "security-group/app-host").await;
    let ec2 = session.aws().ec2();
    let permission = |port, cidr: &str| {
        aws_sdk_ec2::types::IpPermission::builder()
            .ip_protocol("tcp")
            .from_port(port)
            .to_port(port)
            .ip_ranges(aws_sdk_ec2::types::IpRange::builder().cidr_ip(cidr).build())
            .build()
    };
    let revoke = ec2.revoke_security_group_ingress().group_id(&group.id);
    revoke.ip_permissions(permission(5085, "0.0.0.0/0")).send().await.unwrap();
    is_mended(&rehearsal, "security-group/app-host").await;
    let authorize = ec2.authorize_security_group_ingress().group_id(&group.id);
    authorize.ip_permissions(permission(22, "0.0.0.0/0")).send().await.unwrap();
    is_mended(&rehearsal, "security-group/app-host").await;
}

#[tokio::test(start_paused = true)]
async fn a_changed_route_is_pointed_back_and_a_deleted_one_made_again() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    let table = find(&session, Kind::RouteTable, "route-table/private1").await;
    let gateway = find(&session, Kind::InternetGateway, "igw/main").await;
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
