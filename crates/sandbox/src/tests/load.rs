//! Many clients at once, on a disk: what they are answered lasts, syncs are shared, and what is kept does not grow with the calls.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use http::Request;

use super::{Client, field};
use crate::calls;

const CLIENTS: usize = 50;

/// A sandbox on disk with a bucket, as many clients share it.
async fn with_a_bucket(directory: &Path) -> Arc<Client> {
    let client = Client::at(directory).unwrap();
    put(&client, "/bucket", String::new()).await;
    Arc::new(client)
}

async fn put(client: &Client, path: &str, body: String) {
    let request = Request::put(path);
    let answer = client.send("AKID", "s3", "us-east-1", request, body).await;
    assert_eq!(answer.map(|(status, _)| status), Some(200), "PUT {path}");
}

/// An object of 10 kB that no other is like.
fn body(client: usize, round: usize) -> String {
    format!("{client:05}{round:05}").repeat(1000)
}

/// Every client writes its own object as often, and the time that all take.
async fn written(client: &Arc<Client>, clients: usize, rounds: usize) -> Duration {
    let started = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..clients {
        let client = Arc::clone(client);
        tasks.spawn(async move {
            for round in 0..rounds {
                put(&client, &format!("/bucket/{number}"), body(number, round)).await;
            }
        });
    }
    while let Some(task) = tasks.join_next().await {
        task.unwrap();
    }
    started.elapsed()
}

fn files(directory: &Path) -> usize {
    std::fs::read_dir(directory.join("objects")).unwrap().count()
}

/// The bytes of snapshot and journal.
fn stored(directory: &Path) -> u64 {
    let entries = std::fs::read_dir(directory).unwrap();
    entries
        .map(|entry| entry.unwrap().metadata().unwrap())
        .filter(|it| it.is_file())
        .map(|it| it.len())
        .sum()
}

/// The object of a client as its last write left it, after the sandbox was opened again.
async fn check_objects(directory: &Path, clients: usize, last_round: usize) {
    let client = Client::at(directory).unwrap();
    for number in 0..clients {
        let request = Request::get(format!("/bucket/{number}"));
        let (status, text) = client.send("AKID", "s3", "us-east-1", request, String::new()).await.unwrap();
        assert!(status == 200 && text == body(number, last_round), "object {number}: {status}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_writes_share_a_sync_and_all_of_them_last() {
    let directory = tempfile::tempdir().unwrap();
    let client = with_a_bucket(directory.path()).await;
    let syncs = |client: &Client| client.0.shared.commits.as_ref().unwrap().syncs();
    let before = syncs(&client);
    written(&client, CLIENTS, 4).await;
    let shared = syncs(&client) - before;
    assert!(shared < 100, "{shared} syncs for 200 writes");
    drop(client);
    check_objects(directory.path(), CLIENTS, 3).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_does_not_grow_with_the_calls() {
    let directory = tempfile::tempdir().unwrap();
    let client = with_a_bucket(directory.path()).await;
    for round in 1..=3 {
        written(&client, CLIENTS, 10).await;
        // One body for each object, one for each that took its place since the last sweep, and the 64 it waits for.
        assert!(
            files(directory.path()) <= 2 * CLIENTS + 64 + CLIENTS,
            "{} bodies after round {round}",
            files(directory.path())
        );
    }
    drop(client);
    let client = with_a_bucket(directory.path()).await;
    assert_eq!(files(directory.path()), CLIENTS, "nothing else is left after opening");
    drop(client);
    check_objects(directory.path(), CLIENTS, 9).await;

    let client = Client::in_memory(crate::Latencies::zero());
    for _ in 0..calls::KEPT + 100 {
        let request = Request::get("/");
        client.send("AKID", "s3", "us-east-1", request, String::new()).await;
    }
    let kept = client.0.calls();
    assert_eq!(kept.len(), calls::KEPT);
    assert_eq!(kept.last().unwrap().number, calls::KEPT as u64 + 100);
}

#[tokio::test]
async fn a_large_journal_is_folded_while_it_is_written() {
    let directory = tempfile::tempdir().unwrap();
    let client = with_a_bucket(directory.path()).await;
    let tag = "v".repeat(200);
    let tags: Vec<(String, String)> = (1..=40)
        .flat_map(|n| {
            [
                (format!("Tag.{n}.Key"), format!("k{n}")),
                (format!("Tag.{n}.Value"), format!("{tag}{n}")),
            ]
        })
        .collect();
    let vpc = client.made("CreateVpc", &[("CidrBlock", "10.0.0.0/16")], "vpcId").await;
    let mut tagged: Vec<(&str, &str)> = tags.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    tagged.push(("ResourceId.1", &vpc));
    let commits = client.0.shared.commits.as_ref().unwrap();
    let mut largest = 0;
    // Each writes the whole row, ten kilobytes.
    for _ in 0..1500 {
        client.ec2("CreateTags", &tagged).await.unwrap();
        largest = largest.max(stored(directory.path()));
    }
    assert!(
        largest < (8 << 20) + (1 << 19),
        "{largest} bytes are stored of one VPC, after {} syncs",
        commits.syncs()
    );
    drop(client);
    let client = Client::at(directory.path()).unwrap();
    let vpcs = client.ec2("DescribeVpcs", &[]).await.unwrap();
    assert!(field(&vpcs, "vpcId") == vpc && vpcs.contains(&format!("{tag}40")));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_a_change_and_undoes_it() {
    let directory = tempfile::tempdir().unwrap();
    let client = with_a_bucket(directory.path()).await;
    let vpc = client.made("CreateVpc", &[("CidrBlock", "10.0.0.0/16")], "vpcId").await;
    put(&client, "/bucket/0", body(0, 0)).await;
    let bodies = files(directory.path());
    let fill = || client.0.shared.commits.as_ref().unwrap().fill_the_disk();

    fill();
    let refused = client.ec2("CreateVpc", &[("CidrBlock", "10.1.0.0/16")]).await;
    assert_eq!(refused.unwrap_err(), "InternalError");
    fill();
    let request = Request::put("/bucket/0");
    let (status, text) = client.send("AKID", "s3", "us-east-1", request, body(0, 1)).await.unwrap();
    assert!(status == 500 && text.contains("free some disk space"), "{status}: {text}");

    let vpcs = client.ec2("DescribeVpcs", &[]).await.unwrap();
    assert!(field(&vpcs, "vpcId") == vpc && !vpcs.contains("10.1.0.0/16"), "{vpcs}");
    assert_eq!(files(directory.path()), bodies, "the body of the refused write is gone");
    client.ec2("CreateVpc", &[("CidrBlock", "10.2.0.0/16")]).await.unwrap();
    drop(client);
    check_objects(directory.path(), 1, 0).await;
    let vpcs = Client::at(directory.path()).unwrap().ec2("DescribeVpcs", &[]).await.unwrap();
    assert!(vpcs.contains("10.2.0.0/16") && !vpcs.contains("10.1.0.0/16"), "{vpcs}");
}

/// Fifty clients overwrite their objects for `JALON_SOAK_SECONDS`; neither the memory of the process nor what it stores may grow.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "takes a minute, or as long as JALON_SOAK_SECONDS says"]
async fn fifty_clients_for_long() {
    let seconds = std::env::var("JALON_SOAK_SECONDS").map_or(60, |text| text.parse().unwrap());
    let directory = tempfile::tempdir().unwrap();
    let client = with_a_bucket(directory.path()).await;
    let (started, mut rounds, mut took) = (Instant::now(), 0, Duration::ZERO);
    // What grows up to a limit has grown by then.
    while rounds * CLIENTS * 20 < 2 * calls::KEPT {
        took += written(&client, CLIENTS, 20).await;
        rounds += 1;
    }
    let before = resident();
    while started.elapsed().as_secs() < seconds {
        took += written(&client, CLIENTS, 20).await;
        rounds += 1;
    }
    let (writes, grown) = (rounds * CLIENTS * 20, resident().saturating_sub(before));
    let rate = writes as f64 / took.as_secs_f64();
    println!(
        "{writes} writes, {rate:.0} a second; {grown} KiB more memory, {} bytes stored",
        stored(directory.path())
    );
    assert!(grown < 64 << 10, "{grown} KiB more after {writes} writes");
    assert!(stored(directory.path()) < 32 << 20 && files(directory.path()) < 500);
}

/// The memory of this process in KiB.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap()
}
