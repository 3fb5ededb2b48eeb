//! Public addresses: asked for at the launch, missed as soon as the host runs, and brought back.

use std::time::Duration;

use aws_sdk_ec2::Client;
use aws_sdk_ec2::types::Filter;
use jalon::resources::{Instance, Key};
use jalon::walkthrough::{Action, StepPlan};
use jalon_sandbox::Latencies;

use crate::support::{Rehearsal, advice, keys, problem};

const HOST: Key<Instance> = Key::new("app-host");

async fn has_address(rehearsal: &Rehearsal) -> bool {
    tokio::time::sleep(Duration::from_secs(60)).await;
    let session = rehearsal.session(&[]).await.unwrap();
    session.inventory(|inventory| inventory.facts(&HOST).unwrap().public_address.is_some())
}

/// Takes the app host's public address away, as somebody does in the console; whether it had one.
async fn take_address(ec2: &Client) -> bool {
    let app_host = Filter::builder()
        .name("tag:jalon:resource")
        .values("instance/app-host")
        .build();
    let found = ec2.describe_instances().filters(app_host).send().await.unwrap();
    let mut instances = found.reservations().iter().flat_map(|reservation| reservation.instances());
    let Some(host) = instances.find(|host| host.public_ip_address().is_some()) else {
        return false;
    };
    let interface = host.network_interfaces()[0].network_interface_id().unwrap();
    let modify = ec2.modify_network_interface_attribute().network_interface_id(interface);
    modify.associate_public_ip_address(false).send().await.unwrap();
    true
}

#[tokio::test(start_paused = true)]
async fn a_host_has_its_public_address_before_the_subnets_setting_holds() {
    let latencies = Latencies {
        list_lag: Duration::from_secs(25),
        ..Latencies::default()
    };
    let rehearsal = Rehearsal::seeded(7, latencies);
    rehearsal.walk(Some("app-host"), &[]).await.unwrap();
    assert!(has_address(&rehearsal).await, "the host was launched without an address");
    let plans = rehearsal.plan(&[]).await.unwrap();
    let changed = keys(&plans, Action::Change);
    assert!(changed.is_empty(), "a host as it was launched differs: {changed:?}");
}

#[tokio::test(start_paused = true)]
async fn a_host_that_lost_its_public_address_gets_another() {
    let rehearsal = Rehearsal::new();
    let session = rehearsal.walk(None, &[]).await.unwrap();
    assert!(take_address(session.aws().ec2()).await);
    let off = keys(&rehearsal.plan(&[]).await.unwrap(), Action::Change);
    assert_eq!(off, ["instance/app-host"]);
    rehearsal.walk(None, &[]).await.unwrap();
    assert!(has_address(&rehearsal).await);
    assert!(rehearsal.plan(&[]).await.unwrap().iter().all(StepPlan::is_settled));
}

#[tokio::test(start_paused = true)]
async fn a_host_that_runs_without_a_public_address_is_named_at_once() {
    let rehearsal = Rehearsal::new().with_hosts();
    let ec2 = rehearsal.aws().ec2().clone();
    let taking = async {
        while !take_address(&ec2).await {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        tokio::time::Instant::now()
    };
    let (walked, taken) = tokio::join!(rehearsal.walk(Some("app-host"), &[]), taking);
    let error = walked.err().unwrap();
    let said = problem(&error);
    assert!(said.contains("app-host runs, and has no public address"), "{said}");
    assert!(advice(&error).unwrap().contains("asks AWS for a public address"));
    assert!(taken.elapsed() < Duration::from_secs(60), "it took {:?}", taken.elapsed());
    rehearsal.walk(Some("app-host"), &[]).await.unwrap();
    assert!(has_address(&rehearsal).await);
}
