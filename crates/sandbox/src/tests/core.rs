//! The core: durability, time, interventions and credentials.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use http::Request;

use super::{Client, field, options};
use crate::{ApiError, Intervention, Latencies, Outcome, Simulator};

#[tokio::test]
async fn a_reopened_world_is_as_its_last_answer_told() {
    let directory = tempfile::tempdir().unwrap();
    let client = Client::at(directory.path()).unwrap();
    let kept = client.made("CreateVpc", &[("CidrBlock", "10.0.0.0/16")], "vpcId").await;
    let deleted = client.made("CreateVpc", &[("CidrBlock", "10.1.0.0/16")], "vpcId").await;
    client.ec2("DeleteVpc", &[("VpcId", &deleted)]).await.unwrap();
    let before = client.ec2("DescribeSecurityGroups", &[]).await.unwrap();
    let shown = client.0.now();
    drop(client);

    let client = Client::at(directory.path()).unwrap();
    assert!(client.0.now() >= shown, "time must not go back");
    let vpcs = client.ec2("DescribeVpcs", &[]).await.unwrap();
    assert_eq!(field(&vpcs, "vpcId"), kept);
    assert!(!vpcs.contains(&deleted));
    let after = client.ec2("DescribeSecurityGroups", &[]).await.unwrap();
    assert_eq!(field(&before, "groupId"), field(&after, "groupId"));
    let third = client.made("CreateVpc", &[("CidrBlock", "10.2.0.0/16")], "vpcId").await;
    assert!(third != kept && third != deleted, "ids must not repeat");
}

#[tokio::test]
async fn a_torn_last_line_is_ignored_and_a_damaged_journal_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let client = Client::at(directory.path()).unwrap();
    client.ec2("CreateVpc", &[("CidrBlock", "10.0.0.0/16")]).await.unwrap();
    drop(client);
    let journal = directory.path().join("journal-1.jsonl");
    let whole = std::fs::read(&journal).unwrap();
    for torn in [&b"{\"at\":\"20"[..], b"{\"at\":\n"] {
        std::fs::write(&journal, [&whole[..], torn].concat()).unwrap();
        let client = Client::at(directory.path()).unwrap();
        assert!(client.ec2("DescribeVpcs", &[]).await.unwrap().contains("10.0.0.0/16"));
    }
    std::fs::write(&journal, [b"junk\n", &whole[..]].concat()).unwrap();
    let error = Simulator::open(options(Some(directory.path()), Latencies::zero())).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
}

#[tokio::test]
async fn what_is_no_file_is_refused_where_one_belongs() {
    for name in ["world.json", "journal-1.jsonl", "lock"] {
        let directory = tempfile::tempdir().unwrap();
        drop(Client::at(directory.path()).unwrap());
        let path = directory.path().join(name);
        for kind in ["a pipe", "a directory"] {
            std::fs::remove_file(&path).unwrap_or_default();
            if kind == "a pipe" {
                let mkfifo = std::process::Command::new("mkfifo")
                    .env("PATH", "/usr/bin:/bin")
                    .arg(&path)
                    .status();
                let made = mkfifo.unwrap();
                assert!(made.success());
            } else {
                std::fs::create_dir(&path).unwrap();
            }
            let error = Simulator::open(options(Some(directory.path()), Latencies::zero())).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{name}: {error}");
            assert!(
                error.to_string().contains(kind) && error.to_string().contains(name),
                "{error}"
            );
        }
    }
}

#[tokio::test]
async fn one_process_writes_and_others_look() {
    let directory = tempfile::tempdir().unwrap();
    let writer = Client::at(directory.path()).unwrap();
    writer.ec2("CreateVpc", &[("CidrBlock", "10.0.0.0/16")]).await.unwrap();
    let second = Simulator::open(options(Some(directory.path()), Latencies::zero()));
    assert_eq!(second.unwrap_err().kind(), io::ErrorKind::WouldBlock);
    assert_eq!(
        Simulator::reset(directory.path()).unwrap_err().kind(),
        io::ErrorKind::WouldBlock
    );

    let mut looking = options(Some(directory.path()), Latencies::zero());
    looking.read_only = true;
    let reader = Client(Simulator::open(looking).unwrap());
    assert!(reader.ec2("DescribeVpcs", &[]).await.unwrap().contains("10.0.0.0/16"));
    let refused = reader.ec2("CreateVpc", &[("CidrBlock", "10.1.0.0/16")]).await;
    assert_eq!(refused.unwrap_err(), "UnauthorizedOperation");

    drop(writer);
    Simulator::reset(directory.path()).unwrap();
    let fresh = Client::at(directory.path()).unwrap();
    assert!(!fresh.ec2("DescribeVpcs", &[]).await.unwrap().contains("10.0.0.0/16"));
}

#[tokio::test]
async fn a_large_journal_is_folded_into_the_snapshot() {
    let directory = tempfile::tempdir().unwrap();
    let client = Client::at(directory.path()).unwrap();
    let vpc = client.made("CreateVpc", &[("CidrBlock", "10.0.0.0/16")], "vpcId").await;
    drop(client);
    let journal = directory.path().join("journal-1.jsonl");
    let lines = std::fs::read_to_string(&journal).unwrap();
    std::fs::write(&journal, lines.repeat(1 + (1 << 20) / lines.len())).unwrap();
    let client = Client::at(directory.path()).unwrap();
    assert!(!journal.exists() && directory.path().join("journal-2.jsonl").exists());
    assert_eq!(field(&client.ec2("DescribeVpcs", &[]).await.unwrap(), "vpcId"), vpc);
}

#[tokio::test]
async fn a_cut_connection_leaves_what_was_done() {
    let client = Client::in_memory(Latencies::zero());
    let vpc = client.made("CreateVpc", &[("CidrBlock", "10.0.0.0/16")], "vpcId").await;
    let table: &[(&str, &str)] = &[("VpcId", &vpc), ("ClientToken", "t")];
    for (intervention, tables) in [(Intervention::CutBefore, 1), (Intervention::CutAfter, 2)] {
        client.0.set_interceptor(move |call| match call.operation.as_str() {
            "CreateRouteTable" => intervention.clone(),
            _ => Intervention::Proceed,
        });
        assert_eq!(client.ec2("CreateRouteTable", table).await.unwrap_err(), "cut");
        let listed = client.ec2("DescribeRouteTables", &[]).await.unwrap();
        assert_eq!(listed.matches("<vpcId>").count(), tables);
    }
    let throttled = ApiError::new("RequestLimitExceeded", "Request limit exceeded.");
    client.0.set_interceptor(move |_| Intervention::Answer(throttled.clone()));
    assert_eq!(
        client.ec2("CreateRouteTable", table).await.unwrap_err(),
        "RequestLimitExceeded"
    );
    client.0.set_interceptor(|_| Intervention::Proceed);
    client.ec2("CreateRouteTable", table).await.unwrap();
    let listed = client.ec2("DescribeRouteTables", &[]).await.unwrap();
    assert_eq!(
        listed.matches("<vpcId>").count(),
        2,
        "the token names the table that is there"
    );
    let errors: Vec<_> = client.0.calls().into_iter().filter_map(|call| call.error).collect();
    assert_eq!(errors, ["ConnectionCut", "ConnectionCut", "RequestLimitExceeded"]);
}

#[tokio::test(start_paused = true)]
async fn new_things_are_seen_late_and_states_follow_the_clock() {
    let client = Client::in_memory(Latencies::default());
    let vpc = client.made("CreateVpc", &[("CidrBlock", "10.0.0.0/16")], "vpcId").await;
    assert_eq!(
        client.ec2("DescribeVpcs", &[("VpcId.1", &vpc)]).await.unwrap_err(),
        "InvalidVpcID.NotFound"
    );
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(field(&client.ec2("DescribeVpcs", &[]).await.unwrap(), "state"), "pending");
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!(field(&client.ec2("DescribeVpcs", &[]).await.unwrap(), "state"), "available");
}

#[tokio::test]
async fn credentials_must_be_there_and_of_the_region() {
    let client = Client::in_memory(Latencies::zero());
    let answer = client.signed("sts", "us-east-1", "GetCallerIdentity", &[]).await.unwrap();
    assert_eq!(field(&answer, "Account"), "123456789012");
    let elsewhere = [
        ("ec2", "AuthFailure"),
        ("rds", "SignatureDoesNotMatch"),
        ("sts", "SignatureDoesNotMatch"),
    ];
    for (service, code) in elsewhere {
        let answer = client.signed(service, "eu-west-1", "DescribeVpcs", &[]).await;
        assert_eq!(answer.unwrap_err(), code, "{service}");
    }
    let anonymous = Request::post("/")
        .header("host", "ec2.us-east-1.amazonaws.com")
        .body(Bytes::new());
    let Outcome::Answer(answer) = client.0.handle(anonymous.unwrap()).await else {
        panic!("an answer was expected");
    };
    assert_eq!(answer.status(), 403);
    assert_eq!(client.ec2("DescribeHosts", &[]).await.unwrap_err(), "InvalidAction");
}
